"""Open the file of a store, and say in words what SQLite could not do.

A write-ahead log with a commit that waits for the disk (`synchronous = FULL`): a batch that was
said to be stored outlives a killed process, and a power cut on disks that keep their word. One
batch is one commit, so the wait costs milliseconds for a hundred articles. Writers wait for each
other.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from geomap.errors import GeomapError, InputError, OutputError
from geomap.store.records import RecordError
from geomap.store.schema import APPLICATION_ID, NOW, VERSION, Plan, create, migrate, version_of

_MAGIC = b"SQLite format 3\0"
_PATIENCE_MS = 60_000
_PRIMARY = 0xFF  # the low byte of an extended result code
_NOT_WRITTEN: dict[int, str] = {
    sqlite3.SQLITE_FULL: "the disk is full; all batches stored before are whole: make room and "
    "give the same command again",
    sqlite3.SQLITE_IOERR: "the disk refuses ({error}); all batches stored before are whole: make "
    "room or choose a local disk, and give the same command again",
    sqlite3.SQLITE_BUSY: "another program has been writing to it for a minute; try again later",
    sqlite3.SQLITE_LOCKED: "another program has been writing to it for a minute; try again later",
    sqlite3.SQLITE_READONLY: "may not be written; ask its owner, or copy it elsewhere",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened ({error}); check the name and the rights of its "
    "folder",
}
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


@contextmanager
def spoken(path: str | Path) -> Iterator[None]:
    """Turn SQLite's errors into ours, which name the file and the way out.

    Raises:
        OutputError: The disk is full, closed or gone, or somebody else keeps writing.
        InputError: The file is damaged.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _told(str(path), error) from error
    except RecordError as error:
        raise _damaged(str(path), error) from error


def _damaged(path: str, error: Exception) -> InputError:
    way_out = f"save what can be read: geomap store repair {path} NEW.db"
    return InputError(f"{path}: is damaged ({error}); {way_out}")


def _told(path: str, error: sqlite3.Error) -> GeomapError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY
    if code in _NOT_WRITTEN:
        return OutputError(f"{path}: {_NOT_WRITTEN[code].format(error=error)}")
    if code in _DAMAGED:
        return _damaged(path, error)
    return InputError(f"{path}: cannot be used as a store ({error}); name another file")


def opened_to_write(path: Path, plan: Plan = NOW) -> sqlite3.Connection:
    """Open a store, or make one where there is no file; older formats are brought up to date.

    Args:
        path: The file.
        plan: The version to bring it to, and how.

    Raises:
        OutputError: It cannot be made or written to.
        InputError: It is no store, of a newer geomap, or damaged. The file stays as it is.
    """
    if not path.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {path.parent}; create it first")
    _check_is_store(path)
    with spoken(path):
        connection = _connected(path, "rwc")
        try:
            _prepare(connection, path, plan)
        except BaseException:
            connection.close()
            raise
    return connection


def opened_to_read(path: Path) -> sqlite3.Connection:
    """Open a store that exists, also on a disk that cannot be written.

    Raises:
        InputError: No such file, no store, of a newer geomap, or damaged.
    """
    if not path.exists():
        raise InputError(f"{path}: there is no such store; 'geomap run … --store {path}' makes it")
    _check_is_store(path)
    with spoken(path):
        connection = _connected(path, "ro")
        try:
            _check_version(connection, path)
        except sqlite3.OperationalError:
            connection.close()
            connection = _frozen(path)
            _check_version(connection, path)
        if version_of(connection) < VERSION:
            connection.close()
            connection = opened_to_write(path)
    return connection


def opened_to_rescue(path: Path) -> sqlite3.Connection:
    """Open a damaged store, whatever is wrong with it, for reading only.

    Raises:
        InputError: No such file, or no store.
    """
    if not path.is_file():
        raise InputError(f"{path}: there is no such store; check the name")
    _check_is_store(path)
    return _connected(path, "ro")


def _frozen(path: Path) -> sqlite3.Connection:
    """A store whose folder is closed to writing, so that no log can lie beside it."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise InputError(
            f"{path}: its last changes lie in {log.name}, which cannot be opened here; copy both "
            "files to a folder that you may write to"
        )
    return _connected(path, "ro&immutable=1")


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    address = f"file:{quote(os.path.abspath(path))}?mode={mode}"  # noqa: PTH100 - links stay links
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, plan: Plan) -> None:
    if not _is_empty(connection):
        _check_version(connection, path, plan.version)
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise OutputError(
            f"{path}: this disk cannot hold a write-ahead log (a network share?); "
            "put the store on a local disk"
        )
    connection.execute("PRAGMA synchronous = FULL")
    with transaction(connection):
        if _is_empty(connection):
            create(connection)
        else:
            migrate(connection, plan)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; a second writer waits."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _is_empty(connection: sqlite3.Connection) -> bool:
    return not connection.execute("SELECT 1 FROM sqlite_master").fetchone()


def _check_is_store(path: Path) -> None:
    """Look at the first bytes, before SQLite touches the file or its neighbors."""
    if path.is_dir():
        raise InputError(f"{path}: is a folder; name a file such as incidents.db")
    try:
        with path.open("rb") as stream:
            head = stream.read(100)
    except FileNotFoundError:
        return
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its rights") from error
    ours = head[68:72] in (APPLICATION_ID.to_bytes(4, "big"), b"\0\0\0\0")
    if head and not (head.startswith(_MAGIC) and ours):
        raise InputError(f"{path}: is no store of geomap, so it is left alone; name another file")


def _check_version(connection: sqlite3.Connection, path: Path, newest: int = VERSION) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if _is_empty(connection):  # a run was ended before it had begun
        raise InputError(f"{path}: has nothing in it; 'geomap run … --store {path}' fills it")
    if application != APPLICATION_ID:
        raise InputError(f"{path}: is no store of geomap, so it is left alone; name another file")
    version = version_of(connection)
    if version > newest:
        raise InputError(
            f"{path}: was written by a newer geomap (format {version}, this one knows {newest}); "
            "install a newer version"
        )
