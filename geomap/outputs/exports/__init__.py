"""Incidents in the formats of other programs, wholly written or not at all."""

from geomap.outputs.exports.formats import Format, formats
from geomap.outputs.exports.tally import ExportOptions, Written
from geomap.outputs.exports.write import write_incidents

__all__ = ["ExportOptions", "Format", "Written", "formats", "write_incidents"]
