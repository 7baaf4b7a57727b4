"""Write incidents in a format, wholly or not at all."""

import sys
from collections.abc import Iterable
from importlib import import_module

from geomap.errors import OutputError
from geomap.incidents.incident import Incident
from geomap.outputs.atomic import write_stream
from geomap.outputs.exports.formats import (
    STANDARD_OUTPUT,
    Format,
    format_of,
    without_password,
)
from geomap.outputs.exports.tally import ExportOptions, Tally, Written


def write_incidents(
    incidents: Iterable[Incident],
    target: str,
    *,
    format_name: str | None = None,
    options: ExportOptions | None = None,
) -> Written:
    """Write incidents, taken in one by one, and say what the export holds.

    A file takes its name only when it is whole and was read back. Text formats, GeoPackage,
    GeoParquet and PostGIS are written in memory of one size for any number of incidents;
    FlatGeobuf, XLSX and kepler.gl hold all of them, or all their texts, at once.

    Args:
        incidents: In the order of the export.
        target: A file, whose end chooses the format; "-" for standard output; an address
            `postgresql://…`.
        format_name: A format by name, whatever the target ends in.
        options: How to write.

    Raises:
        OptionError: No such format, or something it needs is not installed.
        OutputError: The target cannot be written; the message names it. What stood there stays.
        ValueError: An incident's coordinates are no point of the globe.
    """
    chosen = format_of(target, format_name)
    tally = Tally()
    try:
        _write(chosen, incidents, target, options or ExportOptions(), tally)
    except UnicodeEncodeError as error:  # half a character: a lone surrogate stands in no UTF-8
        name = without_password(target)
        raise OutputError(f"{name}: half a character ({error}); clean the text") from error
    return tally.told_as(chosen.name)


def _write(
    chosen: Format, incidents: Iterable[Incident], target: str, options: ExportOptions, tally: Tally
) -> None:
    module = import_module(f"geomap.outputs.exports.{chosen.module}")
    if not chosen.is_text:
        module.write(incidents, target, options, tally)
        return
    blocks = module.blocks(incidents, options, tally)
    if target == STANDARD_OUTPUT:
        _print(blocks)
    else:
        write_stream(target, blocks)


def _print(blocks: Iterable[bytes]) -> None:
    try:
        sys.stdout.buffer.writelines(blocks)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise  # the reader at the other end has had enough: nobody's fault
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"standard output: cannot be written ({error.strerror})") from error
