"""The page's Content Security Policy: a second wall behind escaping.

Script runs only if its hash stands in the policy, and the page may not send anything anywhere.
Directives: https://www.w3.org/TR/CSP3/
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import urlsplit

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style[^>]*>(?P<body>.*?)</style>", re.DOTALL)
_SOURCE = re.compile(r"""<(?:script|link)[^>]*?(?:src|href)=["'](?P<url>https?://[^"']+)""")


def policy_of(page: str, *, tiles: Iterable[str] = (), guests: bool = False) -> str:
    """The policy for a page as it is about to be written.

    Args:
        page: The page, all but the policy itself; its trusted scripts and styles are hashed.
        tiles: Addresses of tile servers that somebody asked for.
        guests: Children of other makers are on the map: what they link to is let in, and their
            `style` attributes work. Nothing that they say can open the way for incident text,
            which never stands in the page as text.
    """
    linked = sorted({_origin(m["url"]) for m in _SOURCE.finditer(page)}) if guests else []
    hashes = [_hash(m["body"]) for m in _SCRIPT.finditer(page) if "type=" not in m["attributes"]]
    styles = ["'unsafe-inline'"] if guests else [_hash(m["body"]) for m in _STYLE.finditer(page)]
    pictures = sorted({_origin(url) for url in tiles})
    directives = {
        "default-src": ["'none'"],
        "script-src": [*hashes, *linked],
        "style-src": [*styles, *linked],
        "img-src": ["data:", *pictures, *linked],
        "font-src": linked or ["'none'"],
        "connect-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _origin(url: str) -> str:
    """Scheme and host; Leaflet's `{s}` for one of several servers becomes a wildcard."""
    parts = urlsplit(url)
    host = re.sub(r"^[^.]*\{[^}]*\}[^.]*", "*", parts.netloc)
    return f"{parts.scheme}://{host}"
