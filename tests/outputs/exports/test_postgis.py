"""PostGIS as far as it can be tried without its extension: what is said, and that no secret is."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from export_incidents import many

from geomap.errors import OptionError, OutputError
from geomap.outputs.exports import write_incidents

SECRET = "s3cret-Passw0rd"  # noqa: S105 - nobody's
pytest.importorskip("sqlalchemy")
pytest.importorskip("geoalchemy2")
psycopg = pytest.importorskip("psycopg")


@pytest.mark.threat("secrets")
@pytest.mark.parametrize(
    "target",
    [
        f"postgresql://me:{SECRET}@127.0.0.1:1/db",
        f"postgresql://me:{SECRET}@/db?host=/nowhere",
        f"postgres://127.0.0.1:1/db?password={SECRET}",
        f"postgresql://me:{SECRET}@[broken/db",
        f"postgresql://me:{SECRET}@127.0.0.1:port/db",
    ],
)
def test_a_database_that_cannot_be_reached_is_named_without_its_password(target: str) -> None:
    with pytest.raises((OutputError, OptionError)) as caught:
        write_incidents(many(3), target)
    told = caught.getrepr(style="long", chain=True, showlocals=False).reprcrash  # type: ignore[union-attr]
    assert SECRET not in str(caught.value)
    assert told is None or SECRET not in str(told.message)
    assert caught.value.__cause__ is None


@pytest.mark.threat("secrets")
def test_the_command_shows_no_password_however_much_is_logged(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    write_incidents(many(3), str(table))
    target = f"postgresql://me:{SECRET}@127.0.0.1:1/db"
    done = subprocess.run(
        [sys.executable, "-m", "geomap", "export", "-vv", table, target],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert SECRET not in done.stdout + done.stderr


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a PostgreSQL of the tests' own, on a socket in a folder of its own."""
    if not shutil.which("initdb") or not shutil.which("pg_ctl"):
        pytest.skip("no PostgreSQL server on this machine")
    # sockets have short names, and the server refuses to run as root
    folder = Path(mkdtemp(prefix="gm", dir="/tmp"))
    user = "nobody" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)

    def run(*words: str) -> None:
        subprocess.run(words, check=True, capture_output=True, user=user, cwd=folder)

    run("initdb", "-D", f"{folder}/d", "-A", "trust", "-U", "me", "--no-sync", "-E", "UTF8")
    settings = f"-k {folder} -c listen_addresses= -c fsync=off -c allow_system_table_mods=on"
    run("pg_ctl", "-D", f"{folder}/d", "-w", "-o", settings, "-l", f"{folder}/log", "start")
    try:
        yield f"postgresql://me:{SECRET}@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-D", f"{folder}/d", "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture
def sql(server: str) -> Iterator[Any]:
    with psycopg.connect(server, autocommit=True) as connection:
        yield connection


def test_a_database_without_the_extension_is_told_what_to_run(server: str) -> None:
    with pytest.raises(OutputError, match="has no PostGIS; run CREATE EXTENSION postgis"):
        write_incidents(many(3), server)


@pytest.mark.threat("secrets")
def test_a_database_that_is_not_there_is_told_in_one_line(server: str) -> None:
    with pytest.raises(OutputError) as caught:
        write_incidents(many(3), server.replace("/postgres", "/nowhere"))
    assert 'database "nowhere" does not exist' in str(caught.value)
    assert SECRET not in str(caught.value)


@pytest.mark.fault("kill during export")
def test_a_table_stays_as_it_is_when_the_new_one_cannot_be_written(server: str, sql: Any) -> None:
    sql.execute("CREATE TABLE incidents AS SELECT 'old' AS id")
    # an extension by name only: what follows fails for want of its types
    sql.execute(
        "INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable,"
        " extversion) VALUES (99999, 'postgis', 10, 11, false, '3')"
    )
    with pytest.raises(OutputError, match=r'type "geometry.*" does not exist'):
        write_incidents(many(3), server)
    assert sql.execute("SELECT id FROM incidents").fetchall() == [("old",)]
