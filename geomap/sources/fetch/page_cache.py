"""Pages as they came, kept on disk, so that a server can say "nothing changed" next time.

One file a page, in a folder that only its owner may enter: a line that says what the file is, a
checksum over the rest, a line of JSON, the body. Whatever does not read like that, or holds another
page than its name says, is as good as absent and is written anew.
"""

import json
import logging
import os
import tempfile
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from geomap.errors import OutputError

_MARK = b"geomap page 1"  # another number forgets what was kept
_FOLDER = "pages"
_SUFFIX = ".page"
_OTHERS = 0o022  # who else might write into the folder
_KEEP_AFTER_PRUNING = 0.8  # of the limit, so that not every page prunes
_FIELDS = ("address", "content_type", "etag", "last_modified", "fetched", "fresh_seconds")

_log = logging.getLogger("geomap.sources.fetch")


class Kept(NamedTuple):
    """A page as it was kept.

    Attributes:
        address: What was asked for.
        content: The body, unpacked.
        content_type: As the server said it.
        etag: Its name for this state of the page, or "".
        last_modified: As the server said it, or "".
        fetched: Seconds since 1970.
        fresh_seconds: How long it need not be asked for again; 0 for articles.
    """

    address: str
    content: bytes
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    fetched: float = 0.0
    fresh_seconds: float = 0.0

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask whether it has changed."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


class PageCache:
    """The pages kept in a folder.

    Args:
        folder: The folder for what may be deleted at any time; ours is made in it.
        limit: Bytes; beyond it the oldest pages go. 0 keeps nothing and makes no folder.
        reader: Who asks, since a server may send another page to another program.

    Raises:
        OutputError: The folder cannot be made, or others may write into it.
    """

    def __init__(self, folder: Path, limit: int, reader: str) -> None:
        self._folder, self._limit, self._reader = folder / _FOLDER, limit, reader
        self._size: int | None = None
        self._lock = Lock()
        if limit:
            self._make_folder()

    def look_up(self, address: str) -> Kept | None:
        """A page as it was kept, or None."""
        if not self._limit:
            return None
        path = self._path(address)
        try:
            kept = _read(path.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            _log.warning("page cache: %s cannot be read (%s)", path, error.strerror)
            return None
        if kept is None or kept.address != address:
            _log.warning("page cache: %s is damaged and will be written anew", path)
            return None
        return kept

    def keep(self, page: Kept) -> None:
        """Keep a page; where that fails, the run goes on without."""
        content = _written(page)
        if len(content) > self._limit:
            return
        try:
            with self._lock:
                self._make_room(len(content))
                self._write(self._path(page.address), content)
        except OSError as error:
            _log.warning("page cache: nothing kept in %s (%s)", self._folder, error.strerror)

    def _path(self, address: str) -> Path:
        key = f"{_MARK.decode()}\n{self._reader}\n{address}"
        return self._folder / (sha256(key.encode()).hexdigest() + _SUFFIX)

    def _write(self, path: Path, content: bytes) -> None:
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=_SUFFIX)
        try:
            with open(handle, "wb") as file:  # noqa: PTH123  a handle, not a path
                file.write(content)
            os.replace(name, path)  # noqa: PTH105
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def _make_room(self, size: int) -> None:
        """Forget the oldest pages where the limit would be passed."""
        if self._size is None or self._size + size > self._limit:
            self._size = self._prune(size)
        self._size += size

    def _prune(self, coming: int) -> int:
        """Bytes that are left."""
        pages = [(path.stat(), path) for path in self._folder.glob("*" + _SUFFIX)]
        size = sum(facts.st_size for facts, _ in pages)
        if size + coming <= self._limit:
            return size
        for facts, path in sorted(pages, key=lambda pair: pair[0].st_mtime_ns):
            if size + coming <= self._limit * _KEEP_AFTER_PRUNING:
                break
            path.unlink(missing_ok=True)
            size -= facts.st_size
        return size

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            facts = self._folder.lstat()
        except OSError as error:
            raise self._unfit(error.strerror or "cannot be made") from error
        ours = not hasattr(os, "getuid") or facts.st_uid == os.getuid()
        if not ours or (os.name == "posix" and facts.st_mode & _OTHERS):
            raise self._unfit("others may write into it")

    def _unfit(self, why: str) -> OutputError:
        return OutputError(
            f"{self._folder}: {why}; delete it, or name another folder with --fetch-cache"
        )


def _written(page: Kept) -> bytes:
    facts = json.dumps({name: getattr(page, name) for name in _FIELDS}).encode()
    rest = facts + b"\n" + page.content
    return b"\n".join((_MARK, sha256(rest).hexdigest().encode(), rest))


def _read(content: bytes) -> Kept | None:
    """The page in a file, or None when it does not read like one."""
    mark, _, signed = content.partition(b"\n")
    checksum, _, rest = signed.partition(b"\n")
    if mark != _MARK or checksum != sha256(rest).hexdigest().encode():
        return None
    facts, _, body = rest.partition(b"\n")
    try:
        return _kept(json.loads(facts), body)
    except (KeyError, TypeError, ValueError):
        return None


def _kept(facts: dict[str, Any], body: bytes) -> Kept:
    words = {name: str(facts[name]) for name in _FIELDS[:4]}
    return Kept(
        **words,
        content=body,
        fetched=float(facts["fetched"]),
        fresh_seconds=float(facts["fresh_seconds"]),
    )
