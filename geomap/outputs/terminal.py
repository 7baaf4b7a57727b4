r"""Show text that came from outside without letting it speak to the terminal.

An article or a file name may hold escape sequences that clear the screen or set its title, and
format characters that turn the reading direction. They are shown as what they are: `\x1b`,
`\u202e`.
"""

import textwrap


def visible(text: str) -> str:
    """The text on one line, with every control, format and unassigned character spelled out."""
    if text.isprintable():
        return text
    return "".join(map(_shown, text))


def squeezed(text: str) -> str:
    """The text on one line with line ends and wide gaps as single spaces, made visible."""
    return visible(" ".join(text.split()))


def wrapped(text: str, *, width: int, indent: str = "") -> list[str]:
    """Squeezed text in lines of a width, each with an indent; the second and later hang by four."""
    return textwrap.wrap(
        squeezed(text),
        width=width,
        initial_indent=indent,
        subsequent_indent=indent + " " * 4,
        break_on_hyphens=False,
    )


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    if character.isspace() and not character.isascii() and character not in "\u2028\u2029\x85":
        return " "  # no-break and other wide spaces are harmless and look like spaces
    return character.encode("unicode_escape").decode("ascii")
