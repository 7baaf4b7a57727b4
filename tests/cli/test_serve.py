"""`geomap serve` over loopback: pages go out, nothing else does."""

import http.client
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from geomap.cli import main

GEOMAP = [sys.executable, "-m", "geomap", "serve"]
Answer = tuple[int, bytes, dict[str, str]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a page, a secret in it, one beside it, and links to both."""
    root = tmp_path_factory.mktemp("site")
    (root / "secret.html").write_text("beside", encoding="utf-8")
    folder = root / "maps"
    (folder / "sub").mkdir(parents=True)
    (folder / "map.html").write_text("<p>map", encoding="utf-8")
    (folder / "sub" / "x & y.geojson").write_text("{}", encoding="utf-8")
    (folder / ".hidden.html").write_text("hidden", encoding="utf-8")
    (folder / "key.pem").write_text("key", encoding="utf-8")
    (folder / "out.html").symlink_to(root / "secret.html")
    return folder


class Running:
    """A server in a process of its own."""

    def __init__(self, target: Path) -> None:
        self.process = subprocess.Popen(
            [*GEOMAP, str(target)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/.*)", self.address)
        assert found, self.address
        self.port, self.path = int(found[1]), found[2]

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Send one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, content, dict(answer.getheaders())

    def end(self) -> tuple[int, str]:
        """Press Ctrl-C; the exit code and what was said."""
        self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate(timeout=10)
        return self.process.returncode, errors


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Running]:
    running = Running(site)
    yield running
    running.end()


def test_a_folder_is_listed_and_its_pages_sent(server: Running) -> None:
    status, listed, _ = server.ask("/")
    assert status == 200
    assert b'<a href="/map.html">' in listed
    assert b'<a href="/sub/">' in listed
    assert not re.search(b"hidden|pem", listed)
    assert server.ask("/map.html")[:2] == (200, b"<p>map")


def test_types_are_told_and_not_guessed(server: Running) -> None:
    *_, headers = server.ask("/map.html")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    status, _, headers = server.ask("/sub/x%20%26%20y.geojson?v=1")
    assert (status, headers["Content-Type"]) == (200, "application/geo+json")


def test_names_in_a_list_are_escaped(server: Running) -> None:
    assert b'<a href="/sub/x%20%26%20y.geojson">x &amp; y.geojson</a>' in server.ask("/sub/")[1]


@pytest.mark.parametrize(
    "path",
    [
        *("/../secret.html", "/%2e%2e/secret.html", "/sub/..%2f..%2fsecret.html", "/out.html"),
        *("//etc/passwd", "/..%5csecret.html", "/.hidden.html", "/key.pem", "/none.html", "/%00"),
        *("//[", "/" + "a" * 5000),
    ],
)
def test_nothing_outside_hidden_or_unknown_is_handed_out(server: Running, path: str) -> None:
    assert server.ask(path)[:2] == (404, b"404 Not Found\n")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost@evil"])
def test_a_request_that_names_another_host_is_refused(server: Running, host: str) -> None:
    assert server.ask("/map.html", Host=host)[0] == 403


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1"])
def test_a_request_that_names_this_machine_is_answered(server: Running, host: str) -> None:
    assert server.ask("/map.html", Host=host)[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_other_methods_are_refused(server: Running, method: str) -> None:
    status, _, headers = server.ask("/map.html", method)
    assert (status, headers["Allow"]) == (405, "GET, HEAD")


def test_head_sends_no_body(server: Running) -> None:
    status, content, headers = server.ask("/map.html", "HEAD")
    assert (status, content, headers["Content-Length"]) == (200, b"", "6")


def test_a_page_alone_is_served_without_its_neighbors_and_ctrl_c_ends_it(site: Path) -> None:
    running = Running(site / "map.html")
    assert running.path == "/map.html"
    assert running.ask("/map.html")[1] == running.ask("/")[1] == b"<p>map"
    assert running.ask("/sub/x%20%26%20y.geojson")[0] == 404
    code, errors = running.end()
    assert (code, "Traceback" in errors) == (130, False)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["none.html"], 3, "no such file or folder"),
        (["pyproject.toml"], 3, "is no page"),
        (["data", "--port", "70000"], 2, "--port"),
    ],
)
def test_what_cannot_be_served_is_told_in_one_line(
    arguments: list[str], code: int, words: str
) -> None:
    outcome = CliRunner().invoke(main, ["serve", *arguments])
    assert outcome.exit_code == code
    [line] = outcome.stderr.splitlines()
    assert words in line


def test_a_port_that_is_taken_is_told(server: Running) -> None:
    outcome = CliRunner().invoke(main, ["serve", "data", "--port", str(server.port)])
    assert (outcome.exit_code, "choose another" in outcome.stderr) == (2, True)
