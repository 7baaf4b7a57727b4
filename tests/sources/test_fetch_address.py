"""An address is read once, in one way, before anything is done with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import BlockedError, OptionError
from geomap.sources.fetch import network
from geomap.sources.fetch.address import address_of, next_address

PLAIN = {
    "http://news.example": "http://news.example/",
    " HTTPS://News.Example:443/A?B#c ": "https://news.example/A?B",
    "http://news.example.:80/": "http://news.example/",
    "https://news.example:8443": "https://news.example:8443/",
    "http://news.example:/a": "http://news.example/a",
    "https://müller.example/straße?ä=ö": "https://xn--mller-kva.example/stra%C3%9Fe?%C3%A4=%C3%B6",
    "https://пример.example/а b": "https://xn--e1afmkfd.example/%D0%B0%20b",
    "https://news.example/a%2Fb?c=%20d": "https://news.example/a%2Fb?c=%20d",
    "https://news.example//x/../y": "https://news.example//x/../y",
    "https://a_b.example/?": "https://a_b.example/",
    "http://8.8.8.8/": "http://8.8.8.8/",
    "http://[2606:4700:0::1111]:8080/": "http://[2606:4700::1111]:8080/",
}
REFUSED = (
    *("", "news.example", "//news.example", "http://", "http:///a", "http:news.example"),
    *("ftp://news.example", "file:///etc/passwd", "javascript:alert(1)", "data:,x", "s3://a/b"),
    *("http://me@news.example", "http://me:x@news.example", "http://@news.example", "http://:@a"),
    *("http://news.example:0", "http://news.example:65536", "http://news.example:x"),
    *("http://news.example\\@evil.example", "http:\\\\news.example", "http://ne ws.example"),
    *("http://news.example/\r\nX: y", "http://news.example/a\0b", "http://news.example/\ud800"),
    *("http://a..b", "http://.a", "http://[::1", "http://[::1%25lo]", "http://[nonsense]"),
    *("http://" + "a" * 254, "http://a/" + "b" * 9_000, "http://faß.example", "http://a/%\x7f"),
    *(
        "http://news.example%00.evil",
        "http://1.2.3",
        "http://1.2.3.4.5",
        "http://a.0x1",
        "http://℀",
    ),
)


@pytest.mark.parametrize("words", PLAIN)
def test_an_address_is_put_in_its_plain_form(words: str) -> None:
    assert str(address_of(words)) == PLAIN[words]
    assert str(address_of(PLAIN[words])) == PLAIN[words]


@pytest.mark.threat("SSRF")
@pytest.mark.parametrize("words", REFUSED)
def test_what_is_no_address_of_the_web_is_refused(words: str) -> None:
    with pytest.raises(BlockedError, match=r"may not be fetched: .*; ") as caught:
        address_of(words)
    assert str(caught.value).isprintable()


@given(st.text(max_size=80))
def test_no_words_break_the_reading(words: str) -> None:
    for text in (words, f"http://{words}", f"http://a/{words}", f"https://[{words}]:{words}"):
        try:
            address = address_of(text)
        except BlockedError:
            continue
        assert str(address).isascii()
        assert str(address).isprintable()
        assert " " not in str(address)


@pytest.mark.parametrize(
    ("location", "leads"),
    [
        ("b", "https://news.example/x/b"),
        ("/b?c", "https://news.example/b?c"),
        ("?c", "https://news.example/x/a?c"),
        ("//other.example/b", "https://other.example/b"),
        (" HTTPS://other.example ", "https://other.example/"),
        ("/é", "https://news.example/%C3%A9"),
        ("/é".encode().decode("latin-1"), "https://news.example/%C3%A9"),
    ],
)
def test_where_a_page_leads(location: str, leads: str) -> None:
    assert str(next_address(address_of("https://news.example/x/a"), location)) == leads


@pytest.mark.parametrize("words", ["", "10.0.0.0/99", "news.example", "10.0.0"])
def test_a_network_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(OptionError, match=r"write it as 10\.20\.0\.0/16"):
        network(words)
