"""Web pages for tests: each layout in `pages/` filled with the words of each language."""

import re
import tomllib
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

FOLDER = Path(__file__).parent / "pages"
LAYOUTS = tuple(sorted(path.stem for path in FOLDER.glob("*.html")))
LANGUAGES = ("nl", "en", "de", "ru", "ar")
_AROUND = (
    *("cookie", "accept", "letter", "also", "teaser", "share", "caption", "comment", "rights"),
    *("most", "pay", "ad"),
)


@cache
def words(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))[language]


def paragraphs(language: str) -> list[str]:
    """The paragraphs that an extraction should find, the lead first."""
    said = words(language)
    return [" ".join(said["lead"]), *map(" ".join, said["paragraphs"])]


def sentences(language: str) -> list[str]:
    said = words(language)
    return [sentence for part in (said["lead"], *said["paragraphs"]) for sentence in part]


def page(layout: str, language: str) -> str:
    said = words(language)
    lead, *rest = paragraphs(language)
    template = Template((FOLDER / f"{layout}.html").read_text(encoding="utf-8"))
    return template.substitute(
        {f"p{number}": paragraph for number, paragraph in enumerate(rest, 1)},
        **{f"menu{number}": entry for number, entry in enumerate(said["menu"], 1)},
        **dict(zip(_AROUND, said["around"], strict=True)),
        lang=language,
        title=said["title"],
        site=said["site"],
        lead=lead,
    )


def nameless(content: str) -> str:
    """A page whose classes and ids say nothing, as those that machines make up."""
    seen: dict[str, str] = {}
    return re.sub(
        r'\b(class|id|data-[a-z]+)=("[^"]*"|[^\s>]+)',
        lambda found: f'{found[1]}="x{seen.setdefault(found[2], str(len(seen)))}"',
        content,
    )
