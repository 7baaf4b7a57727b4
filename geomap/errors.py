"""What can go wrong, as one tree.

    GeomapError
      InputError         an article, table or GeoJSON could not be read    (also ValueError)
        BlockedError     an address may not be fetched
        TooLargeError    an input is longer than it may be
      OptionError        an option or argument makes no sense              (also ValueError)
      OutputError        a result could not be written                     (also OSError)
      GazetteerError     the gazetteer pack is missing or damaged          (also ValueError)
      LexiconError       a file of language knowledge is wrong             (also ValueError)

Each leaf is also the builtin that a stranger would catch. Every message names the offender and
the way out. "Not found" is a value, never an error: a name without a place is a resolution whose
place is None.
"""


class GeomapError(Exception):
    """Anything that geomap itself refuses."""


class InputError(GeomapError, ValueError):
    """An article, table or GeoJSON could not be read."""


class BlockedError(InputError):
    """An address may not be fetched: the guard, robots.txt or the site itself forbids it."""


class TooLargeError(InputError):
    """An input is longer than it may be."""


class OptionError(GeomapError, ValueError):
    """An option or argument makes no sense."""


class OutputError(GeomapError, OSError):
    """A result could not be written."""


class GazetteerError(GeomapError, ValueError):
    """The gazetteer pack is missing or damaged."""


class LexiconError(GeomapError, ValueError):
    """A file of language knowledge is wrong."""
