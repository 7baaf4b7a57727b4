"""No address, however it is written or wherever it leads, reaches a machine that is not public."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fetching import LOOPBACK, Names, loopback_fetcher
from page_server import PageServer, moved, page, page_server, two_servers

from geomap.errors import BlockedError, InputError
from geomap.sources.fetch import FetchOptions, network
from geomap.sources.fetch.address import address_of
from geomap.sources.fetch.asker import Reply
from geomap.sources.fetch.guard import Destination
from geomap.sources.fetch.journey import Journeys
from geomap.sources.fetch.networks import verdict
from geomap.sources.fetch.turns import Budget, Hosts, Timing
from geomap.sources.fetch.wire import Answer

_SIX = Path("/proc/net/if_inet6")
HAS_SIX = _SIX.exists() and " lo" in _SIX.read_text(encoding="ascii")
SPELLINGS = (
    # this machine, in IPv4
    *("127.0.0.1", "127.1", "127.0.1", "127.0.0.1.", "127.255.255.254", "0", "0.0.0.0"),  # noqa: S104
    *("2130706433", "017700000001", "0x7f000001", "0x7F.0.0.1", "0177.0.0.1", "127.0.0.0x1"),
    *("127.000.000.001", "00000127.0.0.1", "0x7f.1", "127.0x1", "%31%32%37.0.0.1"),
    # with letters that fold to digits and dots
    *("１２７.０.０.１", "127。0。0。1", "①②⑦.⓪.⓪.①", "𝟏𝟐𝟕.𝟎.𝟎.𝟏"),
    # in IPv6, plain, mapped, translated and tunneled
    *("[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"),
    *("[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::7f00:1]"),
    *("[2002:7f00:1::]", "[2001:0:7f00:1::]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]"),
    *("[fe80::1%25lo]", "[::1%25lo]", "[fe80::1]", "[v1.127.0.0.1]"),
    # by name
    *(
        "localhost",
        "LOCALHOST",
        "localhost.",
        "a.localhost",
        "ｌｏｃａｌｈｏｓｔ",
        "loc\u00adalhost",
    ),
)
PRIVATE = (
    *("10.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.1.1", "100.64.0.1", "169.254.169.254"),
    *("192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "192.88.99.1"),
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "0.1.2.3"),
    *("fd00::1", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "100::1", "5f00::1", "4000::1"),
    *("::ffff:10.0.0.1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "3fff::1", "::ffff:0:10.0.0.1"),
    *("fe80::1%eth0", "nonsense", ""),
)
PUBLIC = ("93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8")


@pytest.fixture
def canary() -> Iterator[PageServer]:
    """A server on loopback, in both families where there are two, that nobody may reach."""
    with two_servers("127.0.0.1", "::1" if HAS_SIX else "127.0.0.2") as (server, other):
        server.pages["/"] = other.pages["/"] = page()
        other.requests = server.requests
        yield server
        assert other.calls == 0


@pytest.mark.threat("SSRF")
@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_reaches_this_machine(host: str, canary: PageServer, tmp_path: Path) -> None:
    fetch = loopback_fetcher(tmp_path, allow_networks=(), ports=frozenset({canary.port, 80}))
    for url in (f"http://{host}:{canary.port}/", f"HTTP://{host}:{canary.port}", f"http://{host}"):
        with pytest.raises(BlockedError, match="may not be fetched"):
            fetch(url)
    assert canary.calls == 0


def test_the_canary_sings_when_it_is_reached(canary: PageServer, tmp_path: Path) -> None:
    loopback_fetcher(tmp_path)(f"http://127.0.0.1:{canary.port}/")
    assert canary.paths() == ["/robots.txt", "/"]


@pytest.mark.threat("SSRF")
@pytest.mark.parametrize("number", PRIVATE)
def test_no_number_outside_the_public_net_passes(number: str) -> None:
    assert verdict(number, ()).why_not


@pytest.mark.parametrize("number", PUBLIC)
def test_numbers_of_the_public_net_pass(number: str) -> None:
    assert verdict(number, ()) == ("", False)


@pytest.mark.threat("SSRF")
@pytest.mark.parametrize(
    "numbers", [("127.0.0.1",), ("93.184.216.34", "127.0.0.1"), ("8.8.8.8", "::1")]
)
def test_one_private_machine_behind_a_name_is_enough(
    numbers: tuple[str, ...], canary: PageServer, tmp_path: Path
) -> None:
    names = Names({"news.example": [numbers]})
    fetch = loopback_fetcher(
        tmp_path, resolve=names, allow_networks=(), ports=frozenset({canary.port})
    )
    with pytest.raises(BlockedError, match="is this machine itself"):
        fetch(f"http://news.example:{canary.port}/")
    assert canary.calls == 0


@pytest.mark.threat("SSRF")
def test_a_name_that_changes_its_mind_is_not_asked_again(tmp_path: Path) -> None:
    names = Names({"news.example": [("127.0.0.2",), ("127.0.0.1",)]})
    with two_servers("127.0.0.2", "127.0.0.1") as (server, canary):
        server.pages["/"] = page(b"the real one")
        only_it = (network("127.0.0.2"),)
        fetch = loopback_fetcher(tmp_path, resolve=names, allow_networks=only_it)
        assert fetch(f"http://news.example:{server.port}/").content == b"the real one"
    assert (names.asked, canary.calls) == (["news.example"], 0)
    assert server.requests[0].headers["host"] == f"news.example:{server.port}"


LEADS = (
    "http://127.1:{port}/",
    "http://localhost:{port}/",
    "//127.0.0.1:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://inside.example:{port}/",
    "http://user:secret@127.0.0.1:{port}/",
    "file:///etc/passwd",
    "ftp://127.0.0.1/",
    "gopher://127.0.0.1:{port}/_x",
    "data:text/html,x",
    "javascript:alert(1)",
    "jar:http://127.0.0.1:{port}/",
    "http://169.254.169.254/latest/meta-data/",
    "http:\\\\127.0.0.1:{port}\\",
    "http://127.0.0.1:{port}\\@news.example/",
)


@pytest.mark.threat("SSRF")
@pytest.mark.parametrize("location", LEADS)
@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Temp", "308 Perm"])
def test_no_redirect_leads_inside(location: str, status: str, tmp_path: Path) -> None:
    names = Names({"news.example": [("127.0.0.2",)], "inside.example": [("127.0.0.1",)]})
    with two_servers("127.0.0.2", "127.0.0.1") as (server, canary):
        server.pages["/"] = moved(location.format(port=server.port), status)
        only_it = (network("127.0.0.2"),)
        fetch = loopback_fetcher(tmp_path, resolve=names, allow_networks=only_it)
        with pytest.raises(BlockedError):
            fetch(f"http://news.example:{server.port}/")
    assert canary.calls == 0


@pytest.mark.threat("SSRF")
def test_a_robots_txt_that_leads_inside_is_not_followed(tmp_path: Path) -> None:
    with two_servers("127.0.0.2", "127.0.0.1") as (server, canary):
        server.pages = {"/robots.txt": moved(f"http://127.0.0.1:{server.port}/"), "/": page()}
        fetch = loopback_fetcher(tmp_path, allow_networks=(network("127.0.0.2"),))
        with pytest.raises(BlockedError, match=r"robots\.txt cannot be had"):
            fetch(f"http://127.0.0.2:{server.port}/")
    assert canary.calls == 0


def test_an_allowed_network_may_lead_within_itself(tmp_path: Path) -> None:
    with page_server() as server, page_server() as other:
        server.pages["/"] = moved(f"{other.url}/x")
        other.pages["/x"] = page(b"inside")
        fetched = loopback_fetcher(tmp_path)(f"{server.url}/")
    assert (fetched.url, fetched.content) == (f"{other.url}/x", b"inside")


class Leading:
    """An asker who is led to a place inside by whatever it asks, and remembers what that was."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def ask(self, goal: Destination, _: Budget) -> Reply:
        """Be led there."""
        self.asked.append(str(goal.address))
        return Reply(goal.address, Answer(302, {"location": "http://10.0.0.1/"}), 0.0)


@pytest.mark.threat("SSRF")
@pytest.mark.parametrize(("first", "count"), [("http://8.8.8.8/", 1), ("http://10.0.0.2/", 6)])
def test_a_page_from_outside_leads_into_no_allowed_network(first: str, count: int) -> None:
    options = FetchOptions(allow_networks=(network("10.0.0.0/8"),))
    hosts, asker = Hosts(options, Timing()), Leading()
    journeys = Journeys(options, hosts, Timing(), resolve=Names({}), asker=asker)
    with pytest.raises(BlockedError, match=r"no page of the web may lead there|leads on"):
        journeys.to(address_of(first), lambda _: None)
    assert len(asker.asked) == count


def test_relative_redirects_are_followed_and_counted(tmp_path: Path) -> None:
    with page_server() as server:
        server.pages = {f"/{n}": moved(f"{n + 1}") for n in range(9)} | {"/9": page(b"end")}
        fetch = loopback_fetcher(tmp_path)
        assert fetch(f"{server.url}/4").content == b"end"
        with pytest.raises(BlockedError, match="leads on more than 5 times"):
            fetch(f"{server.url}/3")


def test_a_loop_ends(tmp_path: Path) -> None:
    with page_server() as server:
        server.pages = {"/a": moved("/b"), "/b": moved("/a")}
        with pytest.raises(BlockedError, match="leads on"):
            loopback_fetcher(tmp_path)(f"{server.url}/a")
    assert len(server.requests) == 7  # robots.txt, the page and five times more


def test_a_failure_on_the_way_names_where(tmp_path: Path) -> None:
    with page_server() as server:
        server.pages = {"/a": moved("/gone?x=1")}
        with pytest.raises(InputError, match=f"^leads to {server.url}/gone.x=1: there is no such"):
            loopback_fetcher(tmp_path)(f"{server.url}/a")


@pytest.mark.parametrize("port", [22, 25, 3306, 6379, 11211])
def test_only_ports_of_web_servers_are_called(port: int, tmp_path: Path) -> None:
    names = Names({"news.example": [("93.184.216.34",)]})
    with pytest.raises(BlockedError, match=f"port {port}"):
        loopback_fetcher(tmp_path, resolve=names)(f"http://news.example:{port}/")


@pytest.mark.threat("SSRF")
def test_proxies_of_the_environment_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with page_server() as server, page_server() as proxy:
        server.pages["/"] = page()
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        loopback_fetcher(tmp_path)(f"{server.url}/")
    assert proxy.calls == 0


def test_loopback_is_allowed_only_when_a_user_says_so() -> None:
    assert verdict("127.0.0.1", LOOPBACK) == ("", True)
    assert verdict("127.0.0.1", (network("10.0.0.0/8"),)).why_not


@pytest.mark.parametrize("failure", [OSError("no"), UnicodeError("no")])
def test_a_name_without_machines_is_told(failure: Exception, tmp_path: Path) -> None:
    def resolve(*_: object) -> tuple[str, ...]:
        raise failure

    with pytest.raises(InputError, match=r"there is no host news\.example"):
        loopback_fetcher(tmp_path, resolve=resolve)("http://news.example/")


def test_a_page_comes_from_a_number_of_ipv6_too(tmp_path: Path) -> None:
    if not HAS_SIX:
        pytest.skip("no loopback of IPv6 here")
    with page_server("::1") as server:
        server.pages["/"] = page(b"six")
        fetched = loopback_fetcher(tmp_path)(f"http://[::1]:{server.port}/")
    assert (fetched.content, fetched.url) == (b"six", f"http://[::1]:{server.port}/")
    assert server.requests[-1].headers["host"] == f"[::1]:{server.port}"


def test_a_fetcher_that_is_not_asked_loads_and_makes_nothing(tmp_path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from geomap.sources.fetch import FetchOptions, fetcher
fetcher(FetchOptions(cache_folder=Path({str(tmp_path / "cache")!r})))
assert not {{"urllib3", "ssl", "http.client"}} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)
    assert not (tmp_path / "cache").exists()
