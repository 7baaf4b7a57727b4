"""What the fetcher says of itself, to servers and in the log."""

import logging
from pathlib import Path

import pytest
from fetching import loopback_fetcher
from page_server import page, page_server

from geomap.errors import BlockedError, OptionError
from geomap.sources.fetch import FetchOptions


def test_we_say_who_we_are_and_nothing_else(tmp_path: Path) -> None:
    with page_server() as server:
        server.pages["/a"] = page(b"x", set_cookie="id=1")
        fetch = loopback_fetcher(tmp_path)
        fetch(f"{server.url}/a")
        fetch(f"{server.url}/a")
    said = server.requests[-1].headers
    assert said["user-agent"].startswith("geomap/")
    assert set(said) == {"host", "user-agent", "accept", "accept-encoding", "connection"}


@pytest.mark.parametrize("name", ["a\r\nX: y", "", " ", "Füchslein/1"])
def test_a_user_agent_is_one_line_of_ascii(name: str) -> None:
    with pytest.raises(OptionError, match="user agent"):
        FetchOptions(user_agent=name)


@pytest.mark.threat("secrets")
def test_the_log_tells_each_request_without_its_secrets(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with page_server() as server:
        server.pages = {
            "/a?token=hunter2": page(b"hunter2"),
            "/b?token=hunter2": b"HTTP/1.1 200 OK\r\nhunter2\r\n\r\n",
        }
        fetch = loopback_fetcher(tmp_path)
        fetch(f"{server.url}/a?token=hunter2")
        fetch(f"{server.url}/b?token=hunter2")
        with pytest.raises(BlockedError) as caught:
            fetch(f"http://me:hunter2@127.0.0.1:{server.port}/")
    assert f"{server.url}/a?…: 200, 7 bytes" in caplog.text
    assert "hunter2" not in caplog.text + str(caught.value)
