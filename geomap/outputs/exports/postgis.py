"""A table in PostGIS: all of it in one transaction, so readers see the old one or the new one."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from geomap.errors import GeomapError, OptionError, OutputError
from geomap.incidents.incident import Incident
from geomap.outputs.exports.formats import without_password
from geomap.outputs.exports.layers import PART
from geomap.outputs.exports.tally import ExportOptions, Tally
from geomap.outputs.frame import typed_frame
from geomap.outputs.properties import COLUMNS, DAYS, NUMBERS

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

_HAS_POSTGIS = "SELECT count(*) FROM pg_extension WHERE extname = 'postgis'"
_LONGEST = 300  # characters of what the database says
_FRACTIONS = ("uncertainty_km", "confidence")


def write(incidents: Iterable[Incident], target: str, options: ExportOptions, tally: Tally) -> None:
    """Write a table of `options.table`, in the place of one that stands there.

    The password stands in no message; better still, leave it to `~/.pgpass` or PGPASSWORD.

    Raises:
        OptionError: The extra is not installed, or the address is none.
        OutputError: The database cannot be reached, lacks PostGIS, or refuses.
        ValueError: An incident's coordinates are no point of the globe.
    """
    try:
        import geoalchemy2  # noqa: F401, PLC0415 - geopandas needs it
        import sqlalchemy  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise OptionError("PostGIS needs an extra; pip install 'geomap[postgis]'") from error
    url = _address(target)
    with _told(target, url):
        engine = sqlalchemy.create_engine(url)
        try:
            with engine.begin() as connection:
                _fill(connection, incidents, options.table, tally)
        finally:
            engine.dispose()


def _address(target: str) -> "URL":
    import sqlalchemy  # noqa: PLC0415

    try:
        return sqlalchemy.make_url(target).set(drivername="postgresql+psycopg")
    except Exception:  # noqa: BLE001 - its message may hold the password, so it is not passed on
        shown = "postgresql://user@host/database"
        raise OptionError(f"the address of the database is none; write {shown}") from None


def _fill(
    connection: "Connection", incidents: Iterable[Incident], table: str, tally: Tally
) -> None:
    import sqlalchemy  # noqa: PLC0415

    if not connection.execute(sqlalchemy.text(_HAS_POSTGIS)).scalar():
        raise OutputError("the database has no PostGIS; run CREATE EXTENSION postgis in it")
    how = "replace"
    for chunk in tally.chunks(incidents, PART):
        frame = typed_frame(chunk)
        frame.to_postgis(table, connection, if_exists=how, index=False, dtype=_kinds())
        how = "append"
    if how == "replace":
        frame = typed_frame([])
        frame.to_postgis(table, connection, if_exists=how, index=False, dtype=_kinds())
    rows = sqlalchemy.select(sqlalchemy.func.count()).select_from(sqlalchemy.table(table))
    if (found := connection.execute(rows).scalar()) != tally.count:
        raise OutputError(f"of {tally.count:,} rows {found:,} can be read back")


def _kinds() -> dict[str, Any]:
    """The type of each column, whatever the first rows hold."""
    from sqlalchemy import BigInteger, Date, Float, Text  # noqa: PLC0415

    kinds = {name: BigInteger() for name in NUMBERS} | {name: Float() for name in _FRACTIONS}
    return dict.fromkeys(COLUMNS, Text()) | kinds | {name: Date() for name in DAYS}


@contextmanager
def _told(target: str, url: "URL") -> Iterator[None]:
    """Tell what the database says, in one line and without the password."""
    try:
        yield
    except GeomapError as error:
        raise type(error)(f"{without_password(target)}: {error}") from None
    except (UnicodeEncodeError, ValueError):
        raise
    except Exception as error:  # noqa: BLE001 - told without the password, none is lost
        said = str(getattr(error, "orig", None) or error)
        for secret in _secrets(target, url):
            said = said.replace(secret, "…")
        told = (said.splitlines() or [type(error).__name__])[0][:_LONGEST]
        raise OutputError(f"{without_password(target)}: {told}") from None


def _secrets(target: str, url: "URL") -> set[str]:
    """The password as it may be written, and whatever holds it."""
    words = {str(url.password or ""), str(url.query.get("password", ""))}
    return ({target} | words | set(map(quote, words))) - {""}
