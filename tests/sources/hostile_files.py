"""Files built to hang, burst or break their readers, and a reading of them that is measured."""

import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from small_pdf import pdf_of

SENTENCE = "Rebels attacked the town of Kidal on Monday morning and killed five people there. "
_BILLION = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
LAUGHS = f'<!DOCTYPE r [<!ENTITY a "lol">{_BILLION}]>'
HIDDEN = f"<!--{'x' * 5000}-->"  # what looks only at the first bytes sees no more than this


def outside(canary: Path) -> str:
    """A type that takes the text of a file in."""
    return f'<!DOCTYPE r [<!ENTITY i SYSTEM "{canary.as_uri()}">]>'


def feed(doctype: str, said: str = "&i;") -> bytes:
    return (
        f'<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><title>{said}</title>'
        f"<item><title>{said} fire</title><description>{said}</description></item></channel></rss>"
    ).encode()


def xhtml(doctype: str, said: str = "&i;") -> bytes:
    body = f"<p>{said} {SENTENCE * 6}</p>"
    return f'<?xml version="1.0"?>{doctype}<html><body>{body}</body></html>'.encode()


def workbook(doctype: str = "", cells: str = "&i;", behind: bytes = b"") -> bytes:
    """A workbook whose one sheet holds what is given in place of what openpyxl wrote."""
    book = openpyxl.Workbook()
    plain, content = io.BytesIO(), io.BytesIO()
    book.save(plain)
    sheet = (
        f'<?xml version="1.0"?>{doctype}'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'
        f'<row r="2"><c r="A2" t="inlineStr"><is><t>{cells}</t></is></c></row>'
        "</sheetData></worksheet>"
    ).encode()
    with (
        zipfile.ZipFile(plain) as source,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            is_sheet = name.startswith("xl/worksheets/sheet")
            target.writestr(name, sheet + behind if is_sheet else source.read(name))
    return content.getvalue()


def mail(rest: str) -> bytes:
    return f"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n{rest}".encode()


def nested_mail(depth: int) -> bytes:
    return mail(
        "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    )


def page_of(tags: str) -> bytes:
    return f"<html><body>{tags}{SENTENCE * 5}".encode()


def large(name: str) -> bytes:
    """A hostile file by its name; each is made when it is asked for, for some are large."""
    return _LARGE[name]()


_LARGE = {
    "deep.html": lambda: page_of("<div>" * 100_000),
    "deep_words.html": lambda: page_of("<b><i>" * 100_000),
    "deep_table.html": lambda: page_of("<table><tr><td>" * 50_000),
    "deep_list.html": lambda: page_of("<ul><li>" * 50_000),
    "huge.html": lambda: b"<html><body>" + f"<p>{SENTENCE * 10}</p>".encode() * 60_000,
    "almost_huge.html": lambda: b"<html><body>" + f"<p>{SENTENCE * 10}</p>".encode() * 23_000,
    "open_tags.html": lambda: b"<html><body>" + b"<a href=x><b>" * 1_300_000,
    "many_parts.html": lambda: b"<html><body>" + b"<p>x<p class=ad>y" * 1_000_000,
    "many_attributes.html": lambda: b"<p " + b" ".join(b"a%d=1" % n for n in range(1_000_000)),
    "line.txt": lambda: b"a" * 100_000_000,
    "line.jsonl": lambda: b'{"text":"' + b"a" * 100_000_000,
    "line.csv": lambda: b'text,title\n"' + b"a" * 100_000_000,
    "line.md": lambda: b"---\n" + b"a" * 100_000_000,
    "keys.md": lambda: b"---\n" + b"a: b\n" * 2_000_000,
    "bomb.txt.gz": lambda: gzip.compress(bytes(150_000_000), 1),
    "bomb.jsonl.gz": lambda: gzip.compress(b'{"text":"' + b"a" * 150_000_000, 1),
    "bomb.warc.gz": lambda: gzip.compress(b"WARC/1.0\r\nWARC-Type: x\r\n" + b"a" * 150_000_000, 1),
    "bomb.xlsx": lambda: workbook(cells="x", behind=b" " * 300_000_000),
    "cell.xlsx": lambda: workbook(cells="a" * 150_000_000),
    "drawing.pdf": lambda: pdf_of(
        [zlib.compress(b"BT /F1 9 Tf " + b"(aaaaaaaaa) Tj " * 10_000_000)]
    ),
    "twice.pdf": lambda: pdf_of(
        [zlib.compress(zlib.compress(bytes(500_000_000), 1))], filters="[/FlateDecode /FlateDecode]"
    ),
    "pages.pdf": lambda: pdf_of([zlib.compress(b"BT (a) Tj ET")], count=50_000),
    "entries.rss": lambda: (
        b"<rss version='2.0'><channel>" + b"<item><title>a</title></item>" * 500_000
    ),
    "deep.rss": lambda: b"<rss version='2.0'><channel><item><description>" + b"<a>" * 100_000,
    "deep.eml": lambda: nested_mail(20_000),
    "headers.eml": lambda: mail("X-A: b\n" * 2_700_000 + "\ntext"),
    "subject.eml": lambda: b"From: a\nSubject: " + b"=?utf-8?q?a?= " * 999_999 + b"\n\ntext",
    "parts.eml": lambda: mail(
        "Content-Type: multipart/mixed; boundary=q\n\n"
        + "--q\nContent-Type: image/png\n\nx\n" * 100_000
    ),
}
NAMES = tuple(_LARGE)


def make(name: str, folder: Path) -> Path:
    """Write a hostile file, in a process of its own: what is large there is not held here."""
    subprocess.run([sys.executable, __file__, name, str(folder / name)], check=True)
    return folder / name


@dataclass(frozen=True)
class Measured:
    """What a reading gave, and what it cost.

    Attributes:
        found: Kind, status and message of each thing found, at most ten.
        megabytes: At most in memory, of parent and child together.
    """

    found: list[tuple[str, str, str]]
    megabytes: float


_PROGRAM = """
import itertools, json, resource, sys
from geomap.sources.options import SourceOptions
from geomap.sources.read import read_documents
found = []
for one in read_documents(sys.argv[1:], options=SourceOptions(max_seconds=3)):
    if len(found) < 10:
        said = [getattr(one, name, "") for name in ("status", "message")]
        found.append([type(one).__name__, *said])
[own] = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([found, (int(own) + child) / 1024]))
"""


def measured(path: Path) -> Measured:
    """Read a file in a process of its own."""
    environment: Mapping[str, str] = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(path)],
        env=environment,
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""  # no traceback, of the child neither
    found, megabytes = json.loads(done.stdout)
    return Measured([tuple(one) for one in found], megabytes)


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(large(sys.argv[1]))
