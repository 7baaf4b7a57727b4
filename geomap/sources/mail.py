"""The article in an e-mail, or in a page saved as one file. Runs in the child of `worker`."""

from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from typing import cast

from geomap.sources.article import Article
from geomap.sources.fields import day_in
from geomap.sources.problem import UnreadError
from geomap.sources.web_page import article_in_page, text_of_markup

_MOST_NAMED = 5  # attachments
_LONGEST_NAME = 60  # characters of a name in a message


def article_in_mail(content: bytes) -> Article:
    """Read a mail: its plain text if it has one, else what its HTML says.

    Raises:
        UnreadError: No mail, or one without text; attachments are named, not read.
    """
    mail = _parsed(content)
    part = mail.get_body(("plain", "html"))
    attached = _attached(mail)
    text = _text(part) if part is not None else ""
    if not text.strip():
        words = f"; attached are {attached}" if attached else ""
        raise UnreadError(f"is a mail without text{words}", "empty")
    remark = f"attachments are not read: {attached}" if attached else ""
    return Article(
        text=text,
        title=_header(mail, "subject"),
        published=day_in(_header(mail, "date") or ""),
        source=_sender(mail),
        identity=None,
        remarks=(remark,) if remark else (),
    )


def article_in_saved_page(content: bytes) -> Article:
    """Read a page that a browser saved as one MIME file (.mht, .mhtml).

    Raises:
        UnreadError: There is no page in it, or no article in that.
    """
    saved = _parsed(content)
    for part in saved.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            url = part.get("content-location") or saved.get("snapshot-content-location") or ""
            payload = cast("bytes", part.get_payload(decode=True) or b"")
            charset = part.get_content_charset() or ""
            return article_in_page(payload, url=str(url).strip(), charset=charset)
    raise UnreadError("holds no web page; is it one that a browser saved?")


def _parsed(content: bytes) -> EmailMessage:
    mail = message_from_bytes(content.lstrip(b"\r\n"), policy=policy.default)
    if not mail.keys():
        raise UnreadError("is no mail: it does not begin with lines such as From: and Subject:")
    return mail


def _text(part: MIMEPart) -> str:
    payload = cast("bytes", part.get_payload(decode=True) or b"")
    charset = part.get_content_charset() or "utf-8"
    try:
        text = payload.decode(charset, "replace")
    except LookupError:  # a charset that nobody knows
        text = payload.decode("utf-8", "replace")
    text = text.replace("\r\n", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    return text_of_markup(text) if part.get_content_type() == "text/html" else text


def _header(mail: EmailMessage, name: str) -> str | None:
    """A header as text: bytes that are none in it become replacement characters."""
    value = str(mail.get(name) or "")
    return _clean(value) or None


def _sender(mail: EmailMessage) -> str | None:
    header = mail.get("from")
    addresses = getattr(header, "addresses", ())
    if not addresses:
        return _header(mail, "from")
    return _clean(addresses[0].display_name or addresses[0].addr_spec) or None


def _attached(mail: EmailMessage) -> str:
    names = [
        _clean(part.get_filename() or part.get_content_type())[:_LONGEST_NAME]
        for part in mail.iter_attachments()
    ]
    more = [f"and {len(names) - _MOST_NAMED} more"] if len(names) > _MOST_NAMED else []
    return ", ".join(names[:_MOST_NAMED] + more)


def _clean(words: str) -> str:
    plain = words.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(plain.split())
