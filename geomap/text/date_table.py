"""What a language knows of dates: the `dates` part of `data/text/<language>.toml`."""

from dataclasses import dataclass
from itertools import product

from geomap.errors import LexiconError
from geomap.text.days import RULES
from geomap.text.memo import Memo
from geomap.text.patterns import Grammar, Rule, Value, Words
from geomap.text.section import Section
from geomap.text.shifts import SHIFTERS

# Rules named by a table of shifts: [dates.day] "-1" = "yesterday".
SHIFTS = (*SHIFTERS, "weekday")
_MAY_BE_MISSING = frozenset({"anchored"})
ORDERS = frozenset({"dmy", "mdy", "ymd"})
_SLOTS = frozenset(
    {"weekday", "ambiguous_weekday", "monthname", "short_month", "mid_month", "month_alone", "day"}
    | {"dayofmonth", "day_month", "year", "number", "unit", "numeric", "hours"}
)
_DAYS_IN_MONTH = 31
_WORDS_KEPT = 65_536


@dataclass(frozen=True, slots=True)
class DateTable:
    """Date words and patterns of a language.

    Attributes:
        grammar: Patterns, longest match wins.
        opens: Whether a date can begin with a word.
        classes: Word, lower case -> the slots it fits, with values.
        calendar_words: Names of weekdays and months.
        capitals: Calendar words count only with a capital ("May", not "may").
        order: Of day, month and year in figures: dmy, mdy or ymd.
        ordinal_endings: What makes figures a day of the month: "th".
        future: Words of a sentence that let a day without a year lie ahead.
        binders: Words that tie an ordinal to a noun: "the second of three".
        names: Weekdays that with a capital beside another name are a person.
    """

    grammar: Grammar
    opens: Memo[str, bool]
    classes: dict[str, dict[str, Value]]
    calendar_words: frozenset[str]
    capitals: bool
    order: str
    ordinal_endings: frozenset[str]
    future: frozenset[str]
    binders: frozenset[str]
    names: frozenset[str]


def read_date_table(
    section: Section, small_numbers: Words, ordinal_endings: list[str]
) -> DateTable:
    """Read and check the dates of a language.

    Args:
        section: The `dates` table.
        small_numbers: Number words that "{number} days ago" may hold.
        ordinal_endings: What is written onto the figures of an ordinal.

    Raises:
        LexiconError: A key is missing, unknown or of the wrong kind, or a pattern makes no sense.
    """
    classes, calendar_words = _classes(section, small_numbers)
    grammar = _grammar(section, classes)
    openers = {word for word, fits in classes.items() if grammar.opening.fits(word, fits)}
    starts = grammar.opening.words | openers
    table = DateTable(
        grammar=grammar,
        opens=Memo(lambda low: low in starts or low[0].isdecimal(), _WORDS_KEPT),
        classes=classes,
        calendar_words=calendar_words,
        capitals=section.flag("capitals"),
        order=_order(section),
        ordinal_endings=frozenset(ordinal_endings),
        future=frozenset(section.phrases("future")),
        binders=frozenset(_optional_phrases(section, "binders")),
        names=frozenset(section.numbered("weekdays")) if _small(section) else frozenset(),
    )
    section.finish()
    return table


def _small(section: Section) -> bool:
    return "small_weekdays" in section and section.flag("small_weekdays")


def _optional_phrases(section: Section, key: str) -> list[str]:
    return section.phrases(key) if key in section else []


def _optional_numbered(section: Section, key: str) -> Words:
    return section.numbered(key) if key in section else {}


def _order(section: Section) -> str:
    order = section.text("order")
    if order not in ORDERS:
        raise LexiconError(f"{section.where}.order must be one of {', '.join(sorted(ORDERS))}")
    return order


def _classes(
    section: Section, small_numbers: Words
) -> tuple[dict[str, dict[str, Value]], frozenset[str]]:
    """Word -> slots; the calendar words; compounds such as "vrijdagavond" are weekdays."""
    weekdays, months = section.numbered("weekdays"), section.numbered("months")
    endings, middle = section.phrases("joined_parts"), _optional_phrases(section, "joined_middle")
    compounds = {w + part: n for (w, n), part in product(weekdays.items(), endings)}
    ordinal_days = section.numbered("ordinal_days")
    groups: list[tuple[str, Words]] = [
        ("weekday", weekdays | compounds),
        ("ambiguous_weekday", _optional_numbered(section, "ambiguous_weekdays")),
        ("monthname", months),
        ("short_month", _optional_numbered(section, "short_months")),
        ("month_alone", _optional_numbered(section, "months_alone")),
        ("mid_month", {p + m: n for (m, n), p in product(months.items(), middle)}),
        ("unit", section.numbered("units")),
        ("number", {**small_numbers, **dict.fromkeys(section.phrases("ones"), 1)}),
        ("hours", dict.fromkeys(section.phrases("hours"), 0)),
        ("day", {w: n for w, n in small_numbers.items() if n in range(1, _DAYS_IN_MONTH + 1)}),
        ("day", ordinal_days),
        ("dayofmonth", ordinal_days),
    ]
    classes: dict[str, dict[str, Value]] = {}
    for slot, words in groups:
        for word, value in words.items():
            classes.setdefault(word, {})[slot] = value
    return classes, frozenset(weekdays) | frozenset(months) | frozenset(compounds)


def _grammar(section: Section, classes: dict[str, dict[str, Value]]) -> Grammar:
    groups = {
        "feast": [
            (line, Rule("feast", _month_day(section, value)))
            for value, line in _named(section, "feasts")
        ],
        "decade": [
            (line, Rule("decade", section.whole("decades", value)))
            for value, line in _named(section, "decades")
        ],
    }
    if "long_days" in section:
        groups["long_day"] = [
            (line, Rule("day", section.whole("long_days", value)))
            for value, line in _named(section, "long_days")
        ]
    if "seasons" in section:
        groups["season"] = [
            (line, Rule("season", _month_day(section, value)))
            for value, line in _named(section, "seasons")
        ]
    named = section.section("groups")
    groups |= {name: [(line, Rule("slots")) for line in named.lines(name)] for name in named}
    return Grammar(groups, _patterns(section), _SLOTS, classes, section.where)


def _named(section: Section, key: str) -> list[tuple[str, str]]:
    return [(value, phrase) for value, phrases in section.valued(key) for phrase in phrases]


def _month_day(section: Section, value: str) -> tuple[int, int]:
    month, _, day = value.partition("-")
    return section.whole("feasts", month), section.whole("feasts", day)


def _patterns(section: Section) -> list[tuple[str, Rule]]:
    plain = section.section("patterns")
    found: list[tuple[str, Rule]] = []
    for name in plain:
        if name not in RULES:
            raise LexiconError(f"{plain.where}: unknown rule {name!r}")
        found.extend((line, Rule(name)) for line in plain.lines(name))
    for name in SHIFTS:
        if name in _MAY_BE_MISSING and name not in section:
            continue
        shifts = section.section(name)
        for by in shifts:
            number = shifts.whole(by, by)
            found.extend((line, Rule(name, number)) for line in shifts.lines(by))
    return found
