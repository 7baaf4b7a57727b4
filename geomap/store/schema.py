"""The tables of a store, its version, and the steps from one version to the next.

    runs          each run: when, by which version, with which options, and its counts
    documents     what was read: key (where it came from), hashes, what read it, maybe its text
    reports       an incident as one document tells it, the record as JSON
    incidents     what `merge` makes of all reports; columns for queries, decisions applied
    decisions     what people say of incidents; nothing changes or deletes a row
    dead_letters  what gave no document, and why
    copied_quotes hashes of long sentences, by which reports that are copies find each other
    meta          with which event types and windows the incidents were merged

`incident_boxes` (R-tree) and `incident_words` (full text) follow `incidents` by triggers, so that
no writer can forget them. A version is `user_version`; `application_id` tells a store from others.
"""

from collections.abc import Mapping
from contextlib import closing
from sqlite3 import Connection, complete_statement, connect
from typing import NamedTuple

APPLICATION_ID = 0x67656F6D
"""The letters "geom"; `file` and `PRAGMA application_id` show it."""

VERSION = 1

_TABLES = """
CREATE TABLE runs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    started TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    finished TEXT,
    version TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    options TEXT NOT NULL,
    counts TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE documents (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    id TEXT NOT NULL UNIQUE,
    content_hash TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    title TEXT,
    published TEXT,
    language TEXT,
    source TEXT,
    url TEXT,
    fetched TEXT,
    text TEXT,
    fingerprint TEXT NOT NULL,
    read_in INTEGER NOT NULL REFERENCES runs (number),
    met_in INTEGER NOT NULL REFERENCES runs (number)
) STRICT;
CREATE INDEX documents_by_content ON documents (content_hash);
CREATE INDEX documents_by_text ON documents (text_hash);
CREATE INDEX documents_by_run ON documents (met_in);

CREATE TABLE incidents (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    lead INTEGER NOT NULL,
    record TEXT,
    day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    place TEXT NOT NULL,
    event_type TEXT NOT NULL,
    sub_event_type TEXT NOT NULL,
    country_code TEXT,
    latitude REAL,
    longitude REAL,
    fatalities INTEGER,
    rejected INTEGER NOT NULL,
    words TEXT NOT NULL
) STRICT;
CREATE INDEX incidents_in_order
    ON incidents (day, place, event_type, id, last_day, rejected);
CREATE INDEX incidents_that_last ON incidents (last_day, day) WHERE last_day > day;
CREATE INDEX incidents_by_type
    ON incidents (event_type, sub_event_type, country_code, day, place, id, rejected);
CREATE INDEX incidents_by_country ON incidents (country_code, day, place, event_type, id, rejected);
CREATE INDEX incidents_by_toll ON incidents (fatalities, day, place, event_type, id, rejected)
    WHERE fatalities > 0;
CREATE INDEX incidents_by_lead ON incidents (lead);

CREATE TABLE reports (
    number INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (number),
    id TEXT NOT NULL,
    block TEXT,
    guessed INTEGER NOT NULL,
    reach INTEGER NOT NULL,
    first_day INTEGER,
    last_day INTEGER,
    place_id TEXT,
    latitude REAL,
    longitude REAL,
    incident INTEGER REFERENCES incidents (number) DEFERRABLE INITIALLY DEFERRED,
    record TEXT NOT NULL
) STRICT;
CREATE INDEX reports_by_document ON reports (document);
CREATE INDEX reports_by_id ON reports (id);
CREATE INDEX reports_by_incident ON reports (incident);
CREATE INDEX reports_by_block
    ON reports (block, reach, first_day, last_day, latitude, longitude, place_id)
    WHERE guessed = 0;

CREATE TABLE copied_quotes (
    quote INTEGER NOT NULL,
    report INTEGER NOT NULL REFERENCES reports (number) ON DELETE CASCADE,
    PRIMARY KEY (quote, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX copied_quotes_by_report ON copied_quotes (report);

CREATE TABLE dead_letters (
    number INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    line INTEGER NOT NULL,
    status TEXT NOT NULL,
    message TEXT NOT NULL,
    content_hash TEXT,
    run INTEGER NOT NULL REFERENCES runs (number),
    UNIQUE (source, line, status, message)
) STRICT;

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE VIRTUAL TABLE incident_boxes USING rtree (number, south, north, west, east);
CREATE VIRTUAL TABLE incident_words USING fts5 (
    words, content = 'incidents', content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER incident_comes AFTER INSERT ON incidents BEGIN
    INSERT INTO incident_words (rowid, words) VALUES (new.number, new.words);
    INSERT INTO incident_boxes
        SELECT new.number, new.latitude, new.latitude, new.longitude, new.longitude
        WHERE new.latitude IS NOT NULL;
END;
CREATE TRIGGER incident_goes AFTER DELETE ON incidents BEGIN
    INSERT INTO incident_words (incident_words, rowid, words)
        VALUES ('delete', old.number, old.words);
    DELETE FROM incident_boxes WHERE number = old.number;
END;
CREATE TRIGGER incident_is_replaced BEFORE UPDATE ON incidents BEGIN
    SELECT RAISE (ABORT, 'incidents are replaced, not changed');
END;

CREATE TABLE decisions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    incident TEXT NOT NULL,
    document TEXT,
    quote_start INTEGER,
    quote_end INTEGER,
    action TEXT NOT NULL,
    payload TEXT NOT NULL DEFAULT '{}',
    who TEXT NOT NULL,
    made TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    note TEXT
) STRICT;
CREATE INDEX decisions_by_incident ON decisions (incident);
CREATE INDEX decisions_by_quote ON decisions (document, quote_start, quote_end);
CREATE TRIGGER decision_stays AFTER UPDATE ON decisions BEGIN
    SELECT RAISE (ABORT, 'decisions are only added to');
END;
CREATE TRIGGER decision_remains BEFORE DELETE ON decisions BEGIN
    SELECT RAISE (ABORT, 'decisions are only added to');
END;
"""


class Plan(NamedTuple):
    """How older stores become newer ones.

    Attributes:
        version: The version to reach.
        steps: SQL that turns a store of a version into one of the next, by the first of the two.
    """

    version: int
    steps: Mapping[int, str]


NOW = Plan(VERSION, {})
"""There is one version yet, so no step."""


def create(connection: Connection) -> None:
    """Make the tables in an empty database; the caller has begun a transaction."""
    _execute_all(connection, _TABLES)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def migrate(connection: Connection, plan: Plan = NOW) -> None:
    """Bring a store to a version, one step at a time; the caller has begun a transaction."""
    for number in range(version_of(connection), plan.version):
        _execute_all(connection, plan.steps[number])
        connection.execute(f"PRAGMA user_version = {number + 1}")


def tables_of(connection: Connection) -> dict[str, str]:
    """Every table, index and trigger by its name, as SQL; those that SQLite makes are left out."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return dict(rows.fetchall())


def expected_tables() -> dict[str, str]:
    """The same of a new store."""
    with closing(connect(":memory:", isolation_level=None)) as connection:
        create(connection)
        return tables_of(connection)


def version_of(connection: Connection) -> int:
    """The format version of a store."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _execute_all(connection: Connection, script: str) -> None:
    """Run statements inside the caller's transaction; `executescript` would commit it."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            connection.execute(statement)
            statement = ""
