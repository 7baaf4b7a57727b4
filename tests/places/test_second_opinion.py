"""Asking a geocoding server about names that the gazetteer lacks: manners, failures, secrets."""

import json
import logging
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import MANNERS, NAME, Time, make, resolve
from geocoding_server import Reply, Server, geocoding_server

from geomap.errors import OptionError, OutputError
from geomap.gazetteer.index import GazetteerIndex
from geomap.places.answer_book import AnswerBook
from geomap.places.geopy_service import GeopyService
from geomap.places.opinion import Outcome, outcomes_in
from geomap.places.second_opinion import Adviser

SECRET = "k3y-0f-a-t3st-4711"  # noqa: S105  planted
ONCE = ("Vandrelo", "Mundrelo", "Pondrelo", "Quandrelo")
EMPTY, DOWN = Reply(body=b"[]"), Reply(500, b"down")

pytestmark = pytest.mark.fault("geocoder faults")


@pytest.fixture
def server() -> Iterator[Server]:
    with geocoding_server() as running:
        yield running


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def adviser(server: Server, time: Time, tmp_path: Path) -> Adviser:
    return make(server, time, tmp_path)


def test_a_name_that_the_gazetteer_lacks_is_placed_where_the_server_says(
    adviser: Adviser, index: GazetteerIndex
) -> None:
    (found,) = resolve(adviser, index)
    assert (found.latitude, found.longitude) == (12.5, 40.25)
    assert found.place is not None
    assert (found.place.name, found.place.country_code) == (NAME, "ET")
    assert found.reason == ("not in the gazetteer; nominatim knows it as “Vandrel, Afar, Ethiopia”")


def test_we_say_who_we_are_and_ask_with_the_country_of_the_article(
    adviser: Adviser, server: Server, index: GazetteerIndex
) -> None:
    resolve(adviser, index, before="Kenya")
    assert server.asked == ["Vandrelstad, Kenya"]
    assert all(agent.startswith("geomap/") for agent in server.agents)


def test_names_that_the_gazetteer_knows_are_not_asked_for(
    adviser: Adviser, server: Server, index: GazetteerIndex
) -> None:
    resolve(adviser, index, "Rotterdam")
    assert server.asked == []


def test_a_name_is_asked_for_once_in_all_runs(
    adviser: Adviser, server: Server, time: Time, tmp_path: Path
) -> None:
    first = adviser.ask("Vandrel")
    assert make(server, time, tmp_path).ask("Vandrel") == first
    assert server.asked == ["Vandrel"]


def test_no_such_place_is_remembered_but_not_forever(
    adviser: Adviser, server: Server, time: Time
) -> None:
    server.replies = [EMPTY]
    assert adviser.ask("Vandrel").outcome is Outcome.NO_SUCH_PLACE
    time.now += 29 * 86_400
    adviser.ask("Vandrel")
    assert len(server.asked) == 1
    time.now += 2 * 86_400
    adviser.ask("Vandrel")
    assert len(server.asked) == 2


def test_a_host_is_asked_once_a_second_whoever_asks(
    adviser: Adviser, server: Server, time: Time, tmp_path: Path
) -> None:
    other = make(server, time, tmp_path)
    for name, who in (("A", adviser), ("B", other), ("C", adviser)):
        who.ask(name)
    assert time.slept == [1.0, 1.0]


def test_retry_after_is_honored(adviser: Adviser, server: Server, time: Time) -> None:
    server.replies = [Reply(429, b"", "7"), Reply()]
    assert adviser.ask("Vandrel").outcome is Outcome.FOUND
    assert (time.slept, len(server.asked)) == ([7.0], 2)


def test_who_asks_for_an_hour_is_left_alone_for_an_hour(
    adviser: Adviser, server: Server, time: Time, tmp_path: Path
) -> None:
    server.replies = [Reply(429, b"", "3600"), Reply()]
    assert adviser.ask("Vandrel").outcome is Outcome.FAILED
    later = make(server, time, tmp_path)
    assert later.ask("Vandrel").outcome is Outcome.NOT_ASKED
    assert len(server.asked) == 1
    time.now += 3600
    assert later.ask("Vandrel").outcome is Outcome.FOUND


@pytest.mark.parametrize(
    "retry_after", ["", "soon", "-5", "9" * 400, "Fri, 31 Dec 1999 23:59:59 GMT"]
)
def test_a_strange_retry_after_harms_nobody(
    adviser: Adviser, server: Server, time: Time, retry_after: str
) -> None:
    server.replies = [Reply(429, b"", retry_after)]
    assert adviser.ask("Vandrel").outcome is Outcome.FAILED
    assert sum(time.slept) <= 120


def test_a_server_in_trouble_is_left_alone_until_it_has_rested(
    adviser: Adviser, server: Server, time: Time
) -> None:
    server.replies = [DOWN]
    outcomes = [adviser.ask(name).outcome for name in "ABCDE"]
    assert outcomes == [Outcome.FAILED] * 2 + [Outcome.NOT_ASKED] * 3
    assert len(server.asked) == 3
    time.now += 301
    server.replies = [Reply()]
    assert adviser.ask("A").outcome is Outcome.FOUND


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_is_final(adviser: Adviser, server: Server, status: int) -> None:
    server.replies = [Reply(status, b"go away")]
    assert adviser.ask("A").why == f"it refuses us or our key (HTTP {status})"
    assert adviser.ask("B").outcome is Outcome.NOT_ASKED
    assert len(server.asked) == 1


JUNK = [
    b"<html>no</html>", b"\xff\xfe", b"", b'[{"lat": 1}]', b'{"a": ' * 50_000, b"[null]",
    b'[{"lat": "95", "lon": "10", "display_name": "x"}]', b'[{"lat": "nan", "lon": "1"}]',
    b"[1, 2]", b'"text"', b" " * 2_000_000,
]  # fmt: skip


@pytest.mark.parametrize("body", JUNK, ids=lambda body: repr(body[:12]))
def test_junk_is_a_failure_and_not_an_answer(
    adviser: Adviser, server: Server, index: GazetteerIndex, body: bytes
) -> None:
    server.replies = [Reply(200, body)]
    (kept,) = resolve(adviser, index)
    assert kept.place is None
    assert outcomes_in([kept]) == {Outcome.FAILED: 1}


@pytest.mark.threat("SSRF")
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_is_followed_to_another_host(adviser: Adviser, server: Server, status: int) -> None:
    with geocoding_server() as other:
        server.replies = [Reply(status, b"", location=f"{other.url}/search?q=x")]
        assert adviser.ask("Vandrel").why == f"it sends us elsewhere (HTTP {status})"
    assert (len(server.asked), other.asked) == (1, [])


@pytest.mark.threat("slow drip")
@pytest.mark.parametrize("limit", ["answer_bytes", "whole_answer"])
def test_an_answer_that_does_not_end_is_none(
    server: Server, time: Time, tmp_path: Path, limit: str
) -> None:
    adviser = make(server, time, tmp_path, None, **{limit: -1.0})
    assert adviser.ask("Vandrel").outcome is Outcome.FAILED


def test_a_slow_server_is_not_waited_for(server: Server, time: Time, tmp_path: Path) -> None:
    late = threading.Event()
    server.replies = [Reply(wait=lambda: late.wait(5))]
    adviser = make(server, time, tmp_path, timeout=0.05)
    assert adviser.ask("Vandrel").why == "it did not answer in time"
    late.set()


def test_a_server_that_is_not_there_fails_at_once(time: Time, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    assert make(Server(url), time, tmp_path).ask("Vandrel").why == "it cannot be reached"


def test_the_offline_answer_says_what_became_of_the_question(
    adviser: Adviser, server: Server, index: GazetteerIndex
) -> None:
    server.replies = [EMPTY, DOWN]
    reasons = [resolve(adviser, index, name)[0].reason for name in ONCE]
    assert reasons == [
        f"no known place has this name; nominatim {told}"
        for told in (
            "knows no “Vandrelo” either",
            "was asked and failed: it has a fault of its own (HTTP 500)",
            "was asked and failed: it has a fault of its own (HTTP 500)",
            "was not asked: it failed before",
        )
    ]


def test_what_reads_like_no_name_is_not_asked(
    adviser: Adviser, server: Server, index: GazetteerIndex
) -> None:
    (kept,) = resolve(adviser, index, "V" + "a" * 200)
    assert outcomes_in([kept]) == {Outcome.NOT_ASKED: 1}
    assert server.asked == []


@pytest.mark.threat("secrets")
def test_a_key_is_sent_and_stands_nowhere_else(
    server: Server,
    time: Time,
    tmp_path: Path,
    index: GazetteerIndex,
    caplog: pytest.LogCaptureFixture,
) -> None:
    echo = {"results": [{"formatted": f"key={SECRET}", "geometry": {"lat": 1, "lng": 2}}]}
    refusals = [Reply(code, SECRET.encode()) for code in (402, 403)]
    server.replies = [Reply(body=json.dumps(echo).encode()), Reply(body=SECRET.encode()), *refusals]
    caplog.set_level(logging.DEBUG)
    adviser = make(server, time, tmp_path, SECRET)
    told = [resolve(adviser, index, name) for name in ONCE]
    assert all(SECRET in path for path in server.paths)
    assert len(server.paths) == 3
    assert caplog.text
    assert SECRET not in caplog.text + repr(told) + repr(adviser)
    assert all(SECRET.encode() not in path.read_bytes() for path in tmp_path.rglob("*.sqlite*"))


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("noominatim", {}, "none of geopy's"),
        ("pelias", {}, "needs --geocoder-url"),
        ("opencage", {}, "needs --geocoder-key-env"),
        ("photon", {"key": SECRET}, "takes no key"),
        ("nominatim", {"url": "ftp://example.org"}, "http"),
        ("nominatim", {"url": f"http://me:{SECRET}@example.org"}, "must hold no key"),
        ("here", {"key": SECRET, "url": "http://example.org"}, "one address only"),
    ],
)
def test_options_that_make_no_sense_are_refused_without_the_key(
    name: str, options: dict[str, str], told: str
) -> None:
    with pytest.raises(OptionError, match=told) as refusal:
        GeopyService(name, **{"url": None, "key": None, **options}, manners=MANNERS)
    assert SECRET not in str(refusal.value)


def test_another_server_of_geopys_is_asked_its_own_way(
    server: Server, time: Time, tmp_path: Path
) -> None:
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [40.25, 12.5]},
        "properties": {"name": "Vandrel", "country": "Ethiopia", "label": "Vandrel, Ethiopia"},
    }
    server.replies = [Reply(body=json.dumps({"features": [feature]}).encode())]
    for name in ("photon", "pelias"):
        service = GeopyService(name, url=server.url + "/", key=None, manners=MANNERS)
        book = AnswerBook(str(tmp_path))
        answer = Adviser(service, book, clock=time, sleep=time.sleep).ask("Vandrel").answer
        assert answer is not None
        assert (answer.latitude, answer.longitude) == (12.5, 40.25)


@pytest.mark.threat("poisoned cache or store")
def test_a_poisoned_answer_is_asked_for_again(
    adviser: Adviser, server: Server, tmp_path: Path
) -> None:
    adviser.ask("Vandrel")
    book = AnswerBook(str(tmp_path))
    with book._open() as rows:  # noqa: SLF001  as an intruder would
        rows.execute('UPDATE answers SET answer = \'["1e999", 0, ""]\'')
    assert adviser.ask("Vandrel").outcome is Outcome.FOUND
    assert len(server.asked) == 2


def test_a_damaged_book_is_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "geocoder-answers.sqlite").write_bytes(b"junk" * 1000)
    with pytest.raises(OutputError, match="delete it"):
        AnswerBook(str(tmp_path))


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="--geocoder-cache"):
        AnswerBook(str(tmp_path / "file" / "folder"))
