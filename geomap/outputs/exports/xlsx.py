"""XLSX by ECMA-376: one sheet, dates as dates, nothing in it runs.

Written here and not by openpyxl, which takes ten times as long and puts the time of day into the
file. Texts stand in their cells (inlineStr), so that rows can be written as they come.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from zipfile import ZipFile

from geomap.errors import OutputError
from geomap.incidents.incident import Incident
from geomap.outputs.atomic import replacing_file
from geomap.outputs.exports.archive import add_part, check_part
from geomap.outputs.exports.table_rows import TABLE_COLUMNS, Cell, rows_of
from geomap.outputs.exports.tally import ExportOptions, Tally
from geomap.outputs.exports.xml_text import xml_text

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header."""

MOST_CHARACTERS = 32_767
"""Characters of a cell."""

_SHEET = "xl/worksheets/sheet1.xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    '+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/{_SHEET}" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="incidents" sheetId="1" r:id="rId1"/></sheets></workbook>',
    # cell formats: 0 plain, 1 a day, 2 a heading
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
    '<fills><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders><border/></borders>'
    "<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/>"
    '<xf numFmtId="164" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
_ABOVE = (
    f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    "</sheetView></sheetViews><sheetData>"
)
_BELOW = "</sheetData></worksheet>"
_ROW = b"<row>"
# Excel counts from here; days before March 1900 are one off there, and none is before 1900.
_DAY_0, _FIRST_DAY = date(1899, 12, 30), date(1900, 3, 1)
# What Excel takes for the code of a character inside a text.
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write(
    incidents: Iterable[Incident],
    target: str,
    options: ExportOptions,  # noqa: ARG001 - the signature of all formats
    tally: Tally,
) -> None:
    """Write a workbook of one sheet; longer texts than a cell can hold are cut and counted.

    Raises:
        OutputError: It cannot be written, or there are more than `MOST_ROWS` incidents.
        ValueError: An incident's coordinates are no point of the globe.
    """
    with replacing_file(target) as path:
        try:
            with ZipFile(path, "w") as archive:
                for name, content in _PARTS.items():
                    add_part(archive, name, [f"{_HEAD}{content}".encode()])
                add_part(archive, _SHEET, _sheet(incidents, tally))
            check_part(path, _SHEET, _ROW, tally.count + 1)
        except OutputError as error:
            raise OutputError(f"{target}: {error}") from error


def _sheet(incidents: Iterable[Incident], tally: Tally) -> Iterator[bytes]:
    yield _ABOVE.encode()
    yield _row(TABLE_COLUMNS, tally, ' s="2"')
    for chunk in tally.chunks(incidents):
        if tally.count > MOST_ROWS:
            raise OutputError(
                f"a sheet holds {MOST_ROWS:,} rows and there are more; write CSV or GeoPackage"
            )
        yield b"".join(_row(cells, tally) for cells in rows_of(chunk))
    yield _BELOW.encode()


def _row(cells: Sequence[Cell], tally: Tally, style: str = "") -> bytes:
    return f"<row>{''.join(_cell(cell, tally, style) for cell in cells)}</row>".encode()


def _cell(cell: Cell, tally: Tally, style: str) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if isinstance(cell, int | float):
        return f"<c><v>{cell!r}</v></c>"
    if isinstance(cell, date):
        if cell >= _FIRST_DAY:
            return f'<c s="1"><v>{(cell - _DAY_0).days}</v></c>'
        cell = cell.isoformat()
    if len(cell) > MOST_CHARACTERS:
        tally.told["{n} texts cut to the 32,767 characters that a cell can hold"] += 1
        cell = cell[:MOST_CHARACTERS]
    words = xml_text(cell)
    words = _CODE.sub("_x005F_", words) if "_x" in words else words
    return f'<c t="inlineStr"{style}><is><t xml:space="preserve">{words}</t></is></c>'
