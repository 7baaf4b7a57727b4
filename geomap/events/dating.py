"""Choose the date of a happening: its clause, its sentence, else the sentence before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import zip_longest

from geomap.events.mention import EventMention
from geomap.events.patterns import Hit
from geomap.events.reading import Reading
from geomap.text.parsed import DateMention

# Older than this before publication is history, not news.
BACKGROUND_AGE = timedelta(days=400)
# A stretch of time longer than this ("since January") holds many happenings, not one.
_LONG_SPELL = timedelta(days=100)
# A toll told at the head of its sentence with a day this old is that of another happening.
_EARLIER = timedelta(days=60)
_WEEK = timedelta(days=7)
_TELLING_REACH = 3
_CLOSE = 4
_BESIDE = 2
_HEAD = 2  # words before a date at the head of its sentence: "On 5 March", "Op zondag"
_LOOK_BACK = 20
_OPENING = 6  # words in which a sentence says where and when


def date_of(
    reading: Reading, trigger: Hit, published: date | None = None, *, close: bool = False
) -> DateMention | None:
    """The date told for a trigger: in its clause, else in its sentence, the nearest first.

    The day on which somebody said so ("officials said on Tuesday") is not the day it happened.

    Args:
        reading: The trigger's sentence.
        trigger: What happened.
        published: The day of publication.
        close: Only a date right beside the trigger counts, or one that tells of another time
            ("In 2021, a raid ended with 28 deaths"), or a sentence of another place and day.
    """
    if not reading.dates:
        return None
    found = _of_the_part(reading, trigger, _dates(reading))
    if close:
        history = [d for d in found if is_background(d, published)]
        earlier = history or [d for d in found if _is_earlier(d, published)]
        if earlier:
            return _nearest(reading, earlier, trigger)
        if not _opens_elsewhere(reading, found):
            found = [d for d in found if _words_between(reading, d, trigger) <= _CLOSE]
    counted = reading.of("casualties", "corrected") and not close
    days = [d for d in found if d.start and d.precision == "day"]
    if counted and len(days) > 1 and not is_background(days[0], published):
        return min(days, key=lambda d: (d.start or date.max, d.span))  # "rose on Friday"
    found = _without_comparisons(reading, found, trigger, published)
    number = reading.clause_at[trigger.start]
    same = [d for d in found if _clause(reading, d) == number]
    # "The bomb went off outside a hotel that was built in 2019": that year is the hotel's.
    other = [d for d in found if reading.clauses[_clause(reading, d)].kind != "relative"]
    return _framing(reading, same or other, trigger) or _nearest(reading, same or other, trigger)


def _opens_elsewhere(reading: Reading, found: Sequence[DateMention]) -> bool:
    """Whether a sentence begins with place and day: "In Berlin on Monday a truck …: two dead"."""
    head = [d for d in found if reading.position(d.span.start) <= _OPENING]
    return bool(head) and any(reading.places[:_OPENING])


def _of_the_part(reading: Reading, trigger: Hit, found: Sequence[DateMention]) -> list[DateMention]:
    """The dates of a trigger's part of the sentence, where that has any."""
    part = reading.part(reading.clause_at[trigger.start])
    own = [d for d in found if reading.part(_clause(reading, d)) == part]
    return own or [*found]


def already_past(mention: DateMention | None, published: date | None) -> DateMention | None:
    """A date for what happened: "until Monday" in a report of that Monday is no day to come."""
    if mention is None or mention.start is None or mention.end is None or published is None:
        return mention
    ahead = mention.source == "relative" and published < mention.start <= published + _WEEK
    if not ahead or mention.precision != "day":
        return mention
    return replace(mention, start=mention.start - _WEEK, end=mention.end - _WEEK)


def _without_comparisons(
    reading: Reading, found: Sequence[DateMention], trigger: Hit, published: date | None
) -> list[DateMention]:
    """Dates without those long past behind what is news: "the deadliest since the war of 1990"."""
    news = [d for d in found if not is_background(d, published)]
    end = reading.span(trigger.start, trigger.end).end
    far = [
        d
        for d in found
        if d not in news and d.span.start > end and _words_between(reading, d, trigger) > _CLOSE
    ]
    return [d for d in found if not news or d not in far]


def _is_earlier(mention: DateMention, published: date | None) -> bool:
    """Whether a date tells of another time than an article of the day."""
    if mention.end is None or published is None:
        return False
    return mention.end < published - _EARLIER


def is_background(mention: DateMention | None, published: date | None) -> bool:
    """Whether a date lies so far before publication, or reaches so far back, that it is history."""
    if mention is None or mention.start is None or mention.end is None or published is None:
        return False
    if mention.end - mention.start > BACKGROUND_AGE or _is_spell(mention):
        return True
    return mention.end < published - BACKGROUND_AGE


def _is_spell(mention: DateMention) -> bool:
    """Whether a date reaches over months, and is no year or season that is told as one."""
    if mention.start is None or mention.end is None or mention.precision == "year":
        return False
    return mention.end - mention.start > _LONG_SPELL


def inherited_date(
    reading: Reading, readings: Sequence[Reading], earlier: Sequence[EventMention]
) -> DateMention | None:
    """The last date before a sentence in its paragraph, else that of the first happening.

    Args:
        reading: The sentence.
        readings: All sentences of the document.
        earlier: The mentions before it.
    """
    index, paragraph = reading.sentence.index, reading.sentence.paragraph
    for before in reversed(readings[max(0, index - _LOOK_BACK) : index]):
        if before.sentence.paragraph != paragraph:
            break
        dates = _leaning(before, _dates(before), earlier)
        planned = dates and any(h.label.detail == "around" for h in before.of("modality", "plan"))
        if dates and not planned:
            return dates[-1]
    lead = earlier[0] if earlier else None
    if lead is None or lead.date_inherited or readings[lead.sentence].sentence.paragraph > 1:
        return None
    return lead.date


def _leaning(
    reading: Reading, dates: Sequence[DateMention], earlier: Sequence[EventMention]
) -> Sequence[DateMention]:
    """Of a sentence's dates those on which the next may lean: not a noun's, not mere history."""
    main = [d for d in dates if reading.clauses[_clause(reading, d)].kind != "relative"]
    told = [m for m in earlier if m.sentence == reading.sentence.index and not m.background]
    if not told:
        return main
    old = [m.date for m in earlier if m.sentence == reading.sentence.index and m.background]
    return [d for d in main if d not in old]


def _framing(reading: Reading, mentions: Sequence[DateMention], trigger: Hit) -> DateMention | None:
    """The date at the head of a sentence, which holds for all of it unless somebody only says so.

    A date right beside the trigger goes before.
    """
    head = mentions[0] if mentions else None
    if head is None or reading.reporting or reading.position(head.span.start) > _HEAD:
        return None
    beside = any(_words_between(reading, d, trigger) <= _BESIDE for d in mentions[1:])
    return None if beside else head


def _dates(reading: Reading) -> list[DateMention]:
    if not reading.dates:
        return []
    told = [d for d in reading.dates if not _tells_the_telling(reading, d)]
    told = [d for n, d in enumerate(told) if not n or not _adds_the_hour(reading, told[n - 1], d)]
    return [d for d, after in zip_longest(told, told[1:]) if not _is_explained(reading, d, after)]


def _is_explained(reading: Reading, mention: DateMention, after: DateMention | None) -> bool:
    """Whether a day stands in apposition behind a vaguer date: "two days earlier, on Thursday"."""
    if after is None or after.start is None or after.precision != "day":
        return False
    if mention.source != "relative" or after.span.start < mention.span.end:
        return False
    between = reading.text[mention.span.end : after.span.start].split()
    return between in ([","], []) and (mention.start is None or "," in between)


def _adds_the_hour(reading: Reading, day: DateMention, mention: DateMention) -> bool:
    """Whether words only tell the part of the day before them: "on 5 March, overnight"."""
    gap = reading.position(mention.span.start) - reading.position(day.span.end - 1) - 1
    explicit = day.source == "explicit" and day.precision == "day"
    return explicit and mention.source == "relative" and gap < _BESIDE


def _words_between(reading: Reading, mention: DateMention, trigger: Hit) -> int:
    first, last = reading.position(mention.span.start), reading.position(mention.span.end - 1)
    return max(first - trigger.end, trigger.start - last - 1, 0)


def _clause(reading: Reading, mention: DateMention) -> int:
    at = min(reading.position(mention.span.start), len(reading.clause_at) - 1)
    return reading.clause_at[at]


def _tells_the_telling(reading: Reading, mention: DateMention) -> bool:
    """Whether a date stands right behind a verb of saying, in that verb's clause."""
    at, clause = reading.position(mention.span.start), _clause(reading, mention)
    return any(
        0 <= at - end < _TELLING_REACH and reading.clause_at[end - 1] == clause
        for _, end in reading.reporting
    )


def _nearest(reading: Reading, mentions: Sequence[DateMention], trigger: Hit) -> DateMention | None:
    place = reading.span(trigger.start, trigger.end)
    return min(mentions, key=lambda d: (place.distance(d.span), d.span), default=None)
