"""The places of a document: recognition and resolution in one call."""

from geomap.gazetteer.index import GazetteerIndex
from geomap.places.mention import Resolution
from geomap.places.recognize import recognizer
from geomap.places.resolve import resolver
from geomap.text.parsed import ParsedDocument


def places_in(
    parsed: ParsedDocument,
    index: GazetteerIndex,
    *,
    country: str | None = None,
    source_country: str | None = None,
) -> tuple[Resolution, ...]:
    """Find every place name of a document and choose a place for each.

    Args:
        parsed: The document.
        index: The gazetteer.
        country: ISO alpha-2 code of the country that it is about, when that is known.
        source_country: The outlet's own country, a weaker hint.

    Returns:
        One resolution a mention, in the order of the text; names without a place among them.
    """
    mentions = recognizer(index)(parsed)
    return resolver(index, country=country, source_country=source_country)(parsed, mentions)
