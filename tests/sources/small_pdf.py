"""PDF files for tests, written by hand: pages of lines in Helvetica."""

import zlib
from collections.abc import Sequence


def pdf(pages: Sequence[Sequence[str]], title: str = "") -> bytes:
    streams = [zlib.compress(_drawn(lines).encode("cp1252")) for lines in pages]
    return pdf_of(streams, count=len(streams), title=title)


def pdf_of(
    streams: Sequence[bytes], *, count: int = 1, filters: str = "/FlateDecode", title: str = ""
) -> bytes:
    """A PDF of compressed page contents; with more pages than contents the first one repeats."""
    first = 5
    numbers = [first + 2 * (n if n < len(streams) else 0) for n in range(count)]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (%s) >>" % title.encode(),
    ]
    for number, stream in enumerate(streams):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (first + 2 * number + 1),
            b"<< /Filter %s /Length %d >>\nstream\n%s\nendstream"
            % (filters.encode(), len(stream), stream),
        ]
    return _file(objects)


def _drawn(lines: Sequence[str]) -> str:
    shown = (line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines)
    return "BT /F1 11 Tf 60 780 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in shown) + " ET"


def _file(objects: Sequence[bytes]) -> bytes:
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        content
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\n" % size
        + b"startxref\n%d\n%%%%EOF" % len(content)
    )
