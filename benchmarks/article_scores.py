"""Score incidents found in articles against gold: pairs by best assignment, then shares.

A found incident fits a gold one when it lies near enough (25 km of a town or site, 161 km of a
region, 1000 km of a country) and is of its type or one that is easily taken for it. Pairs are one
to one: as many as can be, of those the cheapest. Three assignments are made: by place and type for
recall, precision, dates and deaths; by place alone for types; by likeness alone for distances.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import asin, cos, radians, sin, sqrt
from typing import Any, NamedTuple

LIMITS = {"site": 25.0, "city": 25.0, "admin1": 161.0, "country": 1000.0}
MIXED_UP = {
    frozenset(pair)
    for pair in (
        ("Protests", "Riots"),
        ("Riots", "Violence against civilians"),
        ("Riots", "Strategic developments"),
        ("Battles", "Explosions/Remote violence"),
        ("Battles", "Violence against civilians"),
        ("Explosions/Remote violence", "Violence against civilians"),
        ("Strategic developments", "Diplomatic"),
    )
}
FORBIDDEN = 1e6
DIAMETER_KM = 12742.0
Row = Mapping[str, Any]
Cost = Callable[[int, int], float]


class Tally(NamedTuple):
    """Right answers and answers, by the name of the figure."""

    right: dict[str, float]
    of: dict[str, float]

    def add(self, name: str, right: float, of: float = 1) -> None:
        """Count answers for a figure."""
        self.right[name] = self.right.get(name, 0) + right
        self.of[name] = self.of.get(name, 0) + of

    def share(self, name: str) -> float | None:
        """The share of right answers; None where nothing was asked."""
        return self.right[name] / self.of[name] if self.of.get(name) else None

    def take(self, other: "Tally") -> None:
        """Add another tally."""
        for name, of in other.of.items():
            self.add(name, other.right[name], of)


def empty_tally() -> Tally:
    """A tally without answers."""
    return Tally({}, {})


def score_article(gold: Sequence[Row], told: Sequence[Row]) -> tuple[Tally, dict[int, int]]:
    """The tally of one article, and the found incident of each gold incident that has one."""
    tally = empty_tally()
    fitting = [[_near(g, p) and _alike(g, p) for p in told] for g in gold]
    near = [[_near(g, p) for p in told] for g in gold]

    def cost(g: int, p: int) -> float:
        return _unlike(gold[g], told[p]) + min(_kilometers(gold[g], told[p]), 2000.0) / 500

    def far_cost(g: int, p: int) -> float:
        return _unlike(gold[g], told[p]) * 100 + min(_kilometers(gold[g], told[p]), 3000.0)

    pairs = assign(fitting, cost)
    tally.add("articles", 0)
    for at, g in enumerate(gold):
        if g["core"]:
            tally.add("core recall", at in pairs)
            tally.add(f"of {g['event_type']}", at in pairs)
    for p in range(len(told)):
        tally.add("precision", any(row[p] for row in fitting))
    tally.add("one to one", len(pairs), len(told))
    for at, p in assign(near, cost).items():
        tally.add("type", gold[at]["event_type"] == told[p]["event_type"])
        tally.add("sub-type", gold[at]["sub_event_type"] == told[p]["sub_event_type"])
    _distances(tally, gold, told, assign([[True] * len(told) for _ in gold], far_cost))
    for at, p in pairs.items():
        _facts(tally, gold[at], told[p])
    if not gold:
        tally.add("false a trap", len(told))
    return tally, pairs


def _distances(
    tally: Tally, gold: Sequence[Row], told: Sequence[Row], pairs: Mapping[int, int]
) -> None:
    for at, g in enumerate(gold):
        if not g["core"] or g["precision"] not in ("site", "city"):
            continue
        apart = _kilometers(g, told[pairs[at]]) if at in pairs else float("inf")
        tally.add("@25", apart <= LIMITS["city"])
        if g["precision"] == "site":
            tally.add("site @5", apart <= 5)  # noqa: PLR2004 - the figure's name


def _facts(tally: Tally, gold: Row, told: Row) -> None:
    if gold.get("date_from") or gold.get("date_to"):
        tally.add("date", _meet(gold, told))
    if gold.get("fatalities") is not None:
        right = [gold["fatalities"], *(gold.get("fatalities_alt") or ())]
        tally.add("dead", told["fatalities"] in right)


def assign(allowed: Sequence[Sequence[bool]], cost: Cost) -> dict[int, int]:
    """One-to-one pairs of rows and columns: as many allowed ones as can be, at the least cost."""
    rows, columns = len(allowed), len(allowed[0]) if allowed else 0
    size = max(rows, columns)
    table = [
        [
            cost(r, c) if r < rows and c < columns and allowed[r][c] else FORBIDDEN
            for c in range(size)
        ]
        for r in range(size)
    ]
    chosen = _cheapest(table)
    return {r: c for r, c in chosen.items() if r < rows and table[r][c] < FORBIDDEN}


def _cheapest(table: Sequence[Sequence[float]]) -> dict[int, int]:
    """The Hungarian method: rows are seated one after another along the cheapest path."""
    size = len(table)
    seats = _Seats(table, [0.0] * (size + 1), [0.0] * (size + 1), [size] * (size + 1))
    for row in range(size):
        seats.seat(row)
    return {seats.holder[column]: column for column in range(size)}


class _Seats(NamedTuple):
    """Prices of rows and columns, and by column the row that sits there; the last is no column."""

    table: Sequence[Sequence[float]]
    row_price: list[float]
    column_price: list[float]
    holder: list[int]

    def seat(self, row: int) -> None:
        """Give a row a column, others moving where that is cheaper."""
        size = len(self.table)
        self.holder[size] = row
        column, least, before = size, [float("inf")] * size, [size] * size
        visited: set[int] = set()
        while self.holder[column] != size:
            visited.add(column)
            free = [c for c in range(size) if c not in visited]
            self._lower(column, free, least, before)
            following = min(free, key=lambda c: least[c])
            self._pay(least[following], visited, free, least)
            column = following
        while column != size:
            self.holder[column] = self.holder[before[column]]
            column = before[column]

    def _lower(
        self, column: int, free: Sequence[int], least: list[float], before: list[int]
    ) -> None:
        """What each free column costs at least, now that the row of a column may move."""
        row = self.holder[column]
        for c in free:
            reduced = self.table[row][c] - self.row_price[row] - self.column_price[c]
            if reduced < least[c]:
                least[c], before[c] = reduced, column

    def _pay(
        self, step: float, visited: Iterable[int], free: Iterable[int], least: list[float]
    ) -> None:
        for c in visited:
            self.row_price[self.holder[c]] += step
            self.column_price[c] -= step
        for c in free:
            least[c] -= step


def _unlike(gold: Row, told: Row) -> float:
    dated = gold.get("date_from") or gold.get("date_to")
    unlike: float = (
        1.0 * (gold["event_type"] != told["event_type"])
        + 0.5 * (gold["sub_event_type"] != told["sub_event_type"])
        + 0.8 * bool(dated and not _meet(gold, told))
        + 0.3 * (gold.get("fatalities") != told["fatalities"])
        + 0.4 * (not gold["core"])
    )
    return unlike


def _places(gold: Row) -> Iterable[Row]:
    return (gold, *(gold.get("alt_places") or ()))


def _near(gold: Row, told: Row) -> bool:
    return any(_apart(place, told) <= LIMITS[place["precision"]] for place in _places(gold))


def _kilometers(gold: Row, told: Row) -> float:
    return min(_apart(place, told) for place in _places(gold))


def _apart(one: Row, other: Row) -> float:
    south, north = radians(one["lat"]), radians(other["lat"])
    across = radians(other["lon"] - one["lon"])
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(across / 2) ** 2
    return DIAMETER_KM * asin(min(1.0, sqrt(half)))


def _alike(gold: Row, told: Row) -> bool:
    kinds = {gold["event_type"], *(gold.get("alt_types") or ())}
    pair = frozenset((gold["event_type"], told["event_type"]))
    return told["event_type"] in kinds or pair in MIXED_UP


def _meet(gold: Row, told: Row) -> bool:
    one, other = _days(gold), _days(told)
    return bool(one and other and one[0] <= other[1] and other[0] <= one[1])


def _days(row: Row) -> tuple[str, str] | None:
    """First and last day; a year or month alone stands for all its days."""
    first, last = row.get("date_from"), row.get("date_to")
    first, last = first or last, last or first
    return (_filled(first, "first"), _filled(last, "last")) if first and last else None


def _filled(day: str, end: str) -> str:
    year, _, rest = day.partition("-")
    month = rest or ("01" if end == "first" else "12")
    if "-" in month:
        return day
    days = "01" if end == "first" else f"{monthrange(int(year), int(month))[1]:02d}"
    return f"{year}-{month}-{days}"
