"""How many articles a second a tool reads, as it would in a newsroom: one after the other, new."""

import time
from collections.abc import Callable, Iterable

ARTICLE = 1_900  # characters of a middling news article
_BEFORE = 100  # articles read before the clock starts: a tool has then met its common words


def articles_a_second(read: Callable[[str], object], texts: Iterable[str]) -> float | None:
    """Articles read in a second of processor time, none of them twice; None with too few texts.

    Args:
        read: The tool.
        texts: Documents, cut here into pieces of an article's length; shorter rests are left out.
    """
    articles = [
        text[at : at + ARTICLE] for text in texts for at in range(0, len(text) - ARTICLE, ARTICLE)
    ]
    if len(articles) <= _BEFORE:
        return None
    for article in articles[:_BEFORE]:
        read(article)
    began = time.process_time()
    for article in articles[_BEFORE:]:
        read(article)
    return (len(articles) - _BEFORE) / (time.process_time() - began)
