"""What was fetched before is asked for by its state, and believed only when it is whole."""

import json
import os
import pickle
import stat
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from fetching import Clock, loopback_fetcher
from hypothesis import given
from hypothesis import strategies as st
from page_server import moved, page, page_server

from geomap.errors import OutputError
from geomap.sources.fetch.page_cache import Kept, PageCache

URL = "https://news.example/a?b=c"
STATE = {"etag": '"one"', "last_modified": "Sat, 08 Jan 2022 10:00:00 GMT"}
SAME = b"HTTP/1.1 304 Not Modified\r\n\r\n"


def cache(folder: Path, limit: int = 1_000_000) -> PageCache:
    """A cache as a fetcher makes it."""
    return PageCache(folder, limit, "geomap/1")


def files(folder: Path) -> list[Path]:
    """The pages that are kept."""
    return sorted(folder.rglob("*.page"))


def test_a_page_that_has_not_changed_comes_as_it_was_kept(tmp_path: Path) -> None:
    clock = Clock()
    with page_server() as server:
        server.pages["/a"] = [page(b"Brand", content_type="text/x", **STATE), SAME]
        first = loopback_fetcher(tmp_path, clock=clock)(f"{server.url}/a")
        clock.time += 60
        again = loopback_fetcher(tmp_path, clock=clock)(f"{server.url}/a")
    assert (first.unchanged, again.unchanged) == (False, True)
    assert (again.content, again.content_type, again.url) == (b"Brand", "text/x", first.url)
    assert (again.fetched - first.fetched).total_seconds() == 60
    asked = server.requests[-1].headers
    assert asked["if-none-match"] == '"one"'
    assert asked["if-modified-since"] == STATE["last_modified"]


def test_a_page_that_has_changed_replaces_the_one_kept(tmp_path: Path) -> None:
    with page_server() as server:
        server.pages["/a"] = [page(b"old", etag='"1"'), page(b"new", etag='"2"'), SAME]
        bodies = [loopback_fetcher(tmp_path)(f"{server.url}/a").content for _ in range(3)]
    assert bodies == [b"old", b"new", b"new"]
    assert server.requests[-1].headers["if-none-match"] == '"2"'


def test_a_redirect_to_an_unchanged_page_is_unchanged(tmp_path: Path) -> None:
    with page_server() as server:
        server.pages = {"/a": moved("/b"), "/b": [page(b"Brand", **STATE), SAME]}
        fetched = [loopback_fetcher(tmp_path)(f"{server.url}/a") for _ in range(2)]
    assert [one.unchanged for one in fetched] == [False, True]
    assert fetched[1].url == f"{server.url}/b"


@pytest.mark.parametrize("fields", [{}, {"cache_control": "no-store", "etag": '"1"'}])
def test_a_page_that_cannot_or_must_not_be_kept_is_not(
    fields: dict[str, str], tmp_path: Path
) -> None:
    with page_server() as server:
        server.pages["/a"] = page(b"Brand", **fields)
        loopback_fetcher(tmp_path)(f"{server.url}/a")
    assert files(tmp_path) == []


def test_a_cache_of_no_bytes_leaves_nothing_on_disk(tmp_path: Path) -> None:
    with page_server() as server:
        server.pages["/a"] = page(b"Brand", **STATE)
        loopback_fetcher(tmp_path / "x", cache_bytes=0)(f"{server.url}/a")
    assert not (tmp_path / "x").exists()


def damaged(path: Path, way: str) -> bytes:
    """The bytes of a kept page, no longer what they should be."""
    content = path.read_bytes()
    mark, _, rest = content.split(b"\n", 2)
    signed = rest.replace(b"127.0.0.1", b"127.0.0.2", 1)
    facts, _, body = rest.partition(b"\n")
    poor = json.dumps({**json.loads(facts), "fetched": None}).encode() + b"\n" + body
    return {
        "a bit": content[:-1] + bytes([content[-1] ^ 1]),
        "cut": content[:-3],
        "longer": content + b"x",
        "nothing": b"",
        "junk": b"\0" * 999,
        "a pickle": pickle.dumps(print),
        "another version": content.replace(b"page 1", b"page 0", 1),
        "another page, well signed": b"\n".join(
            (mark, sha256(signed).hexdigest().encode(), signed)
        ),
        "poor facts, well signed": b"\n".join((mark, sha256(poor).hexdigest().encode(), poor)),
        "no facts, well signed": b"\n".join((mark, sha256(b"[]\n").hexdigest().encode(), b"[]\n")),
    }[way]


WAYS = (
    *("a bit", "cut", "longer", "nothing", "junk", "a pickle", "another version"),
    *("another page, well signed", "poor facts, well signed", "no facts, well signed"),
)


@pytest.mark.threat("poisoned cache or store")
@pytest.mark.parametrize("way", WAYS)
def test_a_poisoned_page_is_discarded_and_fetched_anew(way: str, tmp_path: Path) -> None:
    with page_server() as server:
        server.pages["/a"] = page(b"Brand", **STATE)
        loopback_fetcher(tmp_path, respect_robots=False)(f"{server.url}/a")
        (kept,) = files(tmp_path)
        kept.write_bytes(damaged(kept, way))
        fetched = loopback_fetcher(tmp_path, respect_robots=False)(f"{server.url}/a")
    assert (fetched.content, fetched.unchanged) == (b"Brand", False)
    assert "if-none-match" not in server.requests[-1].headers
    assert cache_holds(kept, b"Brand")


def cache_holds(path: Path, body: bytes) -> bool:
    """Whether a page was written anew."""
    return path.read_bytes().endswith(b"\n" + body)


@pytest.mark.threat("poisoned cache or store")
def test_a_page_kept_for_another_address_is_never_given(tmp_path: Path) -> None:
    book = cache(tmp_path)
    book.keep(Kept(URL, b"evil"))
    (path,) = files(tmp_path)
    book.keep(Kept(URL + "2", b"good"))
    other = next(one for one in files(tmp_path) if one != path)
    path.replace(other)
    assert book.look_up(URL + "2") is None


@pytest.mark.threat("poisoned cache or store")
def test_the_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    cache(tmp_path / "new" / "cache")
    folder = tmp_path / "new" / "cache" / "pages"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    cache(tmp_path / "new" / "cache").keep(Kept(URL, b"x"))
    assert stat.S_IMODE(files(folder)[0].stat().st_mode) == 0o600


@pytest.mark.threat("poisoned cache or store")
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o720])
def test_a_folder_that_others_may_write_into_is_refused(mode: int, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages").chmod(mode)
    with pytest.raises(OutputError, match=r"others may write into it; delete it, or name another"):
        cache(tmp_path)


@pytest.mark.threat("poisoned cache or store")
def test_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "pages").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError):
        cache(tmp_path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="--fetch-cache"):
        cache(tmp_path / "file" / "x")


def test_other_programs_get_other_pages(tmp_path: Path) -> None:
    cache(tmp_path).keep(Kept(URL, b"x"))
    assert PageCache(tmp_path, 1_000_000, "another/1").look_up(URL) is None


def test_the_oldest_pages_go_first(tmp_path: Path) -> None:
    book = cache(tmp_path, 10_000)
    for number in range(30):
        book.keep(Kept(f"{URL}{number}", bytes(1_000)))
        for age, path in enumerate(sorted(files(tmp_path), key=lambda p: p.stat().st_mtime_ns)):
            os.utime(path, (age, age))
    assert sum(path.stat().st_size for path in files(tmp_path)) <= 10_000
    assert [book.look_up(f"{URL}{n}") is not None for n in (0, 15, 29)] == [False, False, True]


def test_a_page_larger_than_the_whole_cache_is_not_kept(tmp_path: Path) -> None:
    book = cache(tmp_path, 10_000)
    book.keep(Kept(URL, b"x"))
    book.keep(Kept(URL + "2", bytes(20_000)))
    assert book.look_up(URL) is not None
    assert len(files(tmp_path)) == 1


@pytest.mark.fault("disk full")
def test_a_cache_that_cannot_be_written_costs_no_page(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with page_server() as server:
        server.pages["/a"] = page(b"Brand", **STATE)
        server.pages["/b"] = page()
        fetch = loopback_fetcher(tmp_path)
        fetch(f"{server.url}/b")
        (tmp_path / "pages").rmdir()
        assert fetch(f"{server.url}/a").content == b"Brand"
    assert "page cache: nothing kept" in caplog.text


@given(st.binary(max_size=500), st.text(max_size=50), st.text(max_size=20), st.integers(0, 10**10))
def test_what_is_kept_is_what_comes_back(
    body: bytes, etag: str, content_type: str, fetched: int
) -> None:
    with TemporaryDirectory() as folder:
        page = Kept(URL, body, content_type, etag, "", float(fetched), 60.0)
        cache(Path(folder)).keep(page)
        assert cache(Path(folder)).look_up(URL) == page
