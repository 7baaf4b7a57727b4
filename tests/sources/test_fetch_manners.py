"""The fetcher keeps to robots.txt, takes its turns, and leaves servers in trouble alone."""

import socket
import threading
import time
from email.utils import formatdate
from pathlib import Path

import pytest
from fetching import START, Clock, Names, loopback_fetcher, run_together
from page_server import moved, page, page_server

from geomap.errors import BlockedError, InputError

ROBOTS = "/robots.txt"
STAY_OUT = page(b"User-agent: *\nDisallow: /private\n")


def busy(retry_after: str = "", status: str = "503 Busy") -> bytes:
    """The reply of a server in trouble."""
    return page(b"", status, retry_after=retry_after)


def test_a_page_that_robots_txt_forbids_is_blocked(tmp_path: Path) -> None:
    with page_server() as server:
        server.pages = {ROBOTS: STAY_OUT, "/private/a": page(), "/a": page(b"Brand")}
        fetch = loopback_fetcher(tmp_path)
        with pytest.raises(BlockedError, match=r"its robots\.txt asks .*; open the page in a bro"):
            fetch(f"{server.url}/private/a")
        assert fetch(f"{server.url}/a").content == b"Brand"
    assert server.paths() == [ROBOTS, "/a"]  # asked for its rules once


def test_rules_count_at_every_hop(tmp_path: Path) -> None:
    with page_server() as server, page_server() as other:
        server.pages["/a"] = moved(f"{other.url}/private/b")
        other.pages[ROBOTS] = STAY_OUT
        with pytest.raises(BlockedError, match=f"^leads to {other.url}/private/b: may not be"):
            loopback_fetcher(tmp_path)(f"{server.url}/a")
    assert other.paths() == [ROBOTS]


@pytest.mark.parametrize("status", ["404 Not Found", "401 Unauthorized", "410 Gone"])
def test_a_site_without_rules_allows_all(status: str, tmp_path: Path) -> None:
    with page_server() as server:
        server.pages = {ROBOTS: page(b"Disallow: /", status), "/a": page(b"Brand")}
        assert loopback_fetcher(tmp_path)(f"{server.url}/a").content == b"Brand"


UNHEARD = [
    page(b"", "500 Oops"),
    busy(),
    busy(status="429 Slow"),
    page(b"x", content_length="9"),
    page(b"x", content_encoding="br"),
]


@pytest.mark.parametrize("reply", UNHEARD)
def test_a_site_that_cannot_say_its_rules_is_left_alone(reply: bytes, tmp_path: Path) -> None:
    with page_server() as server:
        server.pages = {ROBOTS: reply, "/a": page()}
        with pytest.raises(BlockedError, match=r"its robots\.txt cannot be had"):
            loopback_fetcher(tmp_path, clock=Clock())(f"{server.url}/a")
    assert "/a" not in server.paths()


def test_rules_that_moved_are_found(tmp_path: Path) -> None:
    with page_server() as server:
        server.pages = {ROBOTS: moved("/rules"), "/rules": STAY_OUT, "/private": page()}
        with pytest.raises(BlockedError, match="asks programs to stay away"):
            loopback_fetcher(tmp_path)(f"{server.url}/private")


def test_each_origin_has_its_own_rules(tmp_path: Path) -> None:
    with page_server() as server, page_server() as other:
        server.pages = {ROBOTS: page(b"User-agent: *\nDisallow: /"), "/a": page()}
        other.pages = {"/a": page(b"Brand")}
        fetch = loopback_fetcher(tmp_path)
        with pytest.raises(BlockedError):
            fetch(f"{server.url}/a")
        assert fetch(f"{other.url}/a").content == b"Brand"


def test_rules_are_kept_for_as_long_as_their_server_says(tmp_path: Path) -> None:
    clock = Clock()
    with page_server() as server:
        server.pages = {
            ROBOTS: page(b"User-agent: *\nAllow: /", cache_control="public, max-age=600"),
            "/a": page(),
        }
        for wait in (0, 599, 2):
            clock.time += wait
            loopback_fetcher(tmp_path, clock=clock)(f"{server.url}/a")
    assert server.paths() == [ROBOTS, "/a", "/a", ROBOTS, "/a"]


@pytest.mark.parametrize(
    ("orders", "seconds"),
    [("max-age=9999999", 86_400), ("", 3_600), ("no-cache", 0), ("no-store", 0), ("max-age=x", 0)],
)
def test_rules_are_kept_for_a_day_at_most(orders: str, seconds: int, tmp_path: Path) -> None:
    clock = Clock()
    with page_server() as server:
        server.pages = {ROBOTS: page(b"", cache_control=orders), "/a": page()}
        for wait in (0, seconds - 1, 2) if seconds else (0, 0):
            clock.time += wait
            loopback_fetcher(tmp_path, clock=clock)(f"{server.url}/a")
    assert server.paths().count(ROBOTS) == 2


def test_requests_to_one_host_keep_their_distance(tmp_path: Path) -> None:
    clock = Clock()
    with page_server() as server:
        server.pages = {"/a": page(), "/b": page()}
        fetch = loopback_fetcher(tmp_path, clock=clock, delay_seconds=1.0)
        fetch(f"{server.url}/a")
        clock.time += 0.25
        fetch(f"{server.url}/b")
    assert clock.naps == [1.0, 0.75]


def test_other_hosts_need_not_wait(tmp_path: Path) -> None:
    clock, names = Clock(), Names({"a.example": [("127.0.0.1",)], "b.example": [("127.0.0.1",)]})
    with page_server() as server:
        server.pages = {"/a": page()}
        fetch = loopback_fetcher(
            tmp_path, clock=clock, resolve=names, delay_seconds=1.0, respect_robots=False
        )
        for host in names.answers:
            fetch(f"http://{host}:{server.port}/a")
    assert clock.naps == []


@pytest.mark.parametrize(("asked", "kept"), [("7", 7.0), ("0.1", 1.0), ("900", 30.0), ("-1", 1.0)])
def test_a_crawl_delay_is_kept_within_reason(asked: str, kept: float, tmp_path: Path) -> None:
    clock = Clock()
    with page_server() as server:
        rules = page(f"User-agent: *\nCrawl-delay: {asked}".encode())
        server.pages = {ROBOTS: rules, "/a": page(), "/b": page()}
        fetch = loopback_fetcher(tmp_path, clock=clock, delay_seconds=1.0)
        fetch(f"{server.url}/a")
        fetch(f"{server.url}/b")
    assert clock.naps == [1.0, kept]


@pytest.mark.fault("fetch faults")
@pytest.mark.parametrize(
    ("retry_after", "nap"),
    [
        ("7", 7.0),
        (formatdate(START + 12, usegmt=True), 12.0),
        ("", 1.0),
        ("soon", 1.0),
        ("Wed, 21 Oct 2026 07:2999999999 GMT", 1.0),
    ],
)
@pytest.mark.parametrize("status", ["429 Slow down", "503 Busy"])
def test_a_server_that_asks_for_time_gets_it(
    status: str, retry_after: str, nap: float, tmp_path: Path
) -> None:
    clock = Clock()
    with page_server() as server:
        server.pages["/a"] = [busy(retry_after, status), page(b"Brand")]
        fetch = loopback_fetcher(tmp_path, clock=clock)
        assert fetch(f"{server.url}/a").content == b"Brand"
    assert clock.naps == [pytest.approx(nap)]


@pytest.mark.fault("fetch faults")
def test_a_server_that_asks_for_too_much_time_is_given_up_by_name(tmp_path: Path) -> None:
    clock = Clock()
    with page_server() as server:
        server.pages = {"/a": busy("3600"), "/b": page(b"Brand")}
        fetch = loopback_fetcher(tmp_path, clock=clock)
        with pytest.raises(InputError, match="asks us to come back later"):
            fetch(f"{server.url}/a")
        with pytest.raises(InputError, match=r"was not asked: 127\.0\.0\.1 asks us to wait 3600"):
            fetch(f"{server.url}/b")
        clock.time += 3601
        assert fetch(f"{server.url}/b").content == b"Brand"
    assert clock.naps == []


@pytest.mark.fault("fetch faults")
def test_two_retries_at_most_then_a_rest(tmp_path: Path) -> None:
    clock = Clock()
    with page_server() as server:
        server.pages = {"/a": page(b"", "200 OK"), "/b": lambda line: line.close()}
        fetch = loopback_fetcher(tmp_path, clock=clock, failures=3)
        with pytest.raises(InputError, match="hangs up; try again later"):
            fetch(f"{server.url}/b")
        assert (server.paths().count("/b"), clock.naps) == (3, [1.0, 2.0])
        with pytest.raises(InputError, match=r"was not asked: .* has failed 3 times in a row"):
            fetch(f"{server.url}/a")
        clock.time += 301
        fetch(f"{server.url}/a")


@pytest.mark.fault("fetch faults")
@pytest.mark.parametrize("reply", [b"", busy(), busy("5", "429 Slow")])
def test_patience_with_a_page_ends(reply: bytes, tmp_path: Path) -> None:
    clock = Clock()
    with page_server() as server:
        server.pages["/a"] = reply
        with pytest.raises(InputError, match="try again later"):
            loopback_fetcher(tmp_path, clock=clock, failures=99)(f"{server.url}/a")
    assert (server.paths().count("/a"), len(clock.naps)) == (3, 2)


@pytest.mark.fault("fetch faults")
def test_a_connection_that_fails_once_is_tried_again(tmp_path: Path) -> None:
    def fail_once(line: socket.socket) -> None:
        server.pages["/a"] = page(b"Brand")
        line.close()

    with page_server() as server:
        server.pages["/a"] = fail_once
        fetch = loopback_fetcher(tmp_path, clock=Clock())
        assert fetch(f"{server.url}/a").content == b"Brand"


@pytest.mark.fault("fetch faults")
def test_a_host_whose_name_is_slow_is_not_asked_for_ever(tmp_path: Path) -> None:
    names = Names({})
    fetch = loopback_fetcher(tmp_path, resolve=names, clock=Clock())
    for number in range(9):
        with pytest.raises(InputError, match=r"there is no host|was not asked"):
            fetch(f"http://gone.example/{number}")
    assert len(names.asked) == 3


def test_a_missing_page_is_no_failure_of_its_host(tmp_path: Path) -> None:
    with page_server() as server:
        server.pages["/a"] = page(b"Brand")
        fetch = loopback_fetcher(tmp_path)
        for number in range(5):
            with pytest.raises(InputError, match="there is no such page"):
                fetch(f"{server.url}/{number}")
        assert fetch(f"{server.url}/a").content == b"Brand"


def test_one_host_hears_one_request_at_a_time(tmp_path: Path) -> None:
    speaking, most = [0], [0]
    guard = threading.Lock()

    def slow(line: socket.socket) -> None:
        with guard:
            speaking[0] += 1
            most[0] = max(most[0], speaking[0])
        time.sleep(0.02)
        with guard:
            speaking[0] -= 1
        line.sendall(page())

    with page_server() as server:
        server.pages = {ROBOTS: slow, "/a": slow}
        fetch = loopback_fetcher(tmp_path)
        run_together(8, lambda: fetch(f"{server.url}/a"))
    assert most == [1]
    assert sorted(server.paths()) == ["/a"] * 8 + [ROBOTS]


def test_hosts_that_lead_to_each_other_do_not_wait_for_each_other(tmp_path: Path) -> None:
    names = Names({"a.example": [("127.0.0.1",)], "b.example": [("127.0.0.1",)]})
    with page_server() as a, page_server() as b:
        urls = f"http://a.example:{a.port}", f"http://b.example:{b.port}"
        a.pages = {ROBOTS: moved(f"{urls[1]}/rules"), "/x": moved(f"{urls[1]}/y"), "/y": page()}
        b.pages = {ROBOTS: moved(f"{urls[0]}/rules"), "/x": moved(f"{urls[0]}/y"), "/y": page()}
        fetch = loopback_fetcher(tmp_path, resolve=names)
        run_together(8, lambda: [fetch(f"{url}/x") for url in urls])
    assert a.paths().count("/y") == b.paths().count("/y") == 8
