"""Tell in words what every stage made of an article: what `geomap explain` prints.

A reading goes in, lines come out; colors are left to whoever prints them. Every text that came
from outside is made visible first, so that an article cannot speak to the terminal.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from geomap.events.mention import Actor, Casualties, EventMention
from geomap.gazetteer.place import Place
from geomap.incidents.incident import Incident
from geomap.incidents.link import Decision
from geomap.outputs.terminal import squeezed, wrapped
from geomap.pipeline import Reading
from geomap.places.mention import Resolution
from geomap.text.parsed import DateMention, Sentence
from geomap.text.span import Span

Style = Literal["heading", "plain", "faint", "good", "bad"]
WIDTH = 96
_RUNNERS_UP = 3


class Line(NamedTuple):
    """A line for the terminal, and what it is."""

    text: str
    style: Style = "plain"


def explain(reading: Reading) -> Iterator[Line]:
    """Every stage of a reading, in the order of the pipeline."""
    yield from _document(reading)
    yield from _sentences(reading)
    yield from _dates(reading)
    yield from _places(reading)
    yield from _event_mentions(reading)
    yield from _incidents(reading)


def _document(reading: Reading) -> Iterator[Line]:
    document = reading.parsed.document
    facts = (
        ("title", document.title),
        ("source", document.source),
        ("url", document.url),
        ("published", document.published or "unknown: no relative date is filled"),
        ("language", f"{reading.parsed.language} {'(given)' if document.language else '(found)'}"),
        ("length", f"{len(document.text):,} characters"),
    )
    yield from _heading(f"Article {document.id}")
    for name, value in facts:
        if value:
            yield from _block(f"{name}: {value}", 2)
    for note in reading.parsed.notes:
        yield from _block(f"note: {note}", 2, "bad")


def _sentences(reading: Reading) -> Iterator[Line]:
    yield from _heading(f"Sentences: {len(reading.parsed.sentences)}")
    for sentence in reading.parsed.sentences:
        yield from _block(f"{_facts_of(sentence, reading)}{_cut(reading, sentence.span)}", 2)


def _facts_of(sentence: Sentence, reading: Reading) -> str:
    kind = "" if sentence.kind == "prose" else f" {sentence.kind}"
    dateline = f" after {_quoted(reading, sentence.dateline)}" if sentence.dateline else ""
    return f"{sentence.index}{kind}{dateline}: "


def _dates(reading: Reading) -> Iterator[Line]:
    yield from _heading(f"Dates: {len(reading.parsed.dates)}")
    for mention in reading.parsed.dates:
        yield from _block(_date(mention), 2)


def _date(mention: DateMention) -> str:
    days = mention.start and " to ".join(
        dict.fromkeys(day.isoformat() for day in (mention.start, mention.end) if day)
    )
    return f'"{squeezed(mention.text)}" = {days or "unknown day"} ({_fineness(mention)})'


def _fineness(mention: DateMention) -> str:
    return f"{mention.precision}, {mention.source}"


def _places(reading: Reading) -> Iterator[Line]:
    yield from _heading(f"Place mentions: {len(reading.resolutions)}")
    for resolution in reading.resolutions:
        yield from _resolution(resolution)
    for reference in reading.references:
        words = "left open, blocks inheritance" if reference.vague else "points back"
        said = f"{_quoted(reading, reference.span)} ({reference.level.value}): {words}"
        yield from _block(f"[{reference.sentence}] {said}", 2)


def _resolution(resolution: Resolution) -> Iterator[Line]:
    mention = resolution.mention
    tie = "" if mention.cue == "none" else f", {mention.cue.value}"
    kind = f" {mention.kind}" if mention.kind else ""
    yield from _block(
        f'[{mention.sentence}] "{mention.surface}" {mention.role.value}{kind}{tie}', 2
    )
    if resolution.place is None:
        yield from _block("no place", 6, "bad")
    else:
        yield from _block(_choice(resolution, resolution.place), 6, "good")
    yield from _block(f"because {resolution.reason}", 6, "faint")
    others = [place for place in resolution.candidates if place != resolution.place]
    if others:
        named = "; ".join(map(_told_apart, others[:_RUNNERS_UP]))
        more = f" and {len(others) - _RUNNERS_UP} more" if len(others) > _RUNNERS_UP else ""
        yield from _block(f"rather than {named}{more}", 6, "faint")


def _choice(resolution: Resolution, place: Place) -> str:
    point = f"{resolution.latitude:.4f}, {resolution.longitude:.4f}"
    fine = f"{resolution.precision.value}, within {resolution.uncertainty_km:g} km"
    return f"{_named(place)} at {point} ({fine}; confidence {resolution.confidence:.2f})"


def _told_apart(place: Place) -> str:
    """A runner-up; its point tells it from others of its name where no division does."""
    point = "" if place.admin1 else f" at {place.latitude:.1f}, {place.longitude:.1f}"
    return _named(place) + point


def _named(place: Place) -> str:
    within = ", ".join(part for part in (place.admin1, place.country_code) if part)
    return f"{place.name} [{within}] {place.feature_code}"


def _event_mentions(reading: Reading) -> Iterator[Line]:
    yield from _heading(f"Event mentions: {len(reading.event_mentions)}")
    for decision in reading.decisions:
        yield from _event_mention(reading, decision.mention)
        yield from _decision(decision)


def _event_mention(reading: Reading, mention: EventMention) -> Iterator[Line]:
    yield from _block(f"[{mention.sentence}] {_quoted(reading, mention.trigger)}", 2)
    told = mention.modality.value + (", background" if mention.background else "")
    kind = f"{mention.event_type} / {mention.sub_event_type}"
    concepts = ", ".join(mention.concepts)
    yield from _block(f"{kind}; {told}; {concepts}; score {mention.score:.1f}", 6)
    for part in _circumstances(mention):
        yield from _block(part, 6)
    for reason in mention.reasons:
        yield from _block(f"- {reason}", 6, "faint")


def _circumstances(mention: EventMention) -> Iterator[str]:
    if mention.date:
        yield f"when: {_date(mention.date)}{' from before' if mention.date_inherited else ''}"
    for role, actor in (("who", mention.actor1), ("to whom", mention.actor2)):
        if actor:
            yield f"{role}: {_actor(actor)}"
    numbers = ", ".join(_numbers(mention.casualties))
    if numbers:
        yield f"numbers: {numbers}{' (nationwide)' if mention.nationwide_toll else ''}"


def _actor(actor: Actor) -> str:
    return f"{actor.text} ({actor.kind.replace('_', ' ')})" if actor.kind else actor.text


def _numbers(casualties: Casualties | Incident) -> Iterator[str]:
    low, high = casualties.fatalities_min, casualties.fatalities_max
    if casualties.fatalities is not None:
        yield f"{casualties.fatalities} dead"
    elif low is not None or high is not None:
        bounds = (("at least", low), ("at most", high))
        yield " ".join(f"{words} {count}" for words, count in bounds if count is not None) + " dead"
    for count, what in (
        (casualties.injured, "injured"),
        (casualties.arrested, "arrested"),
        (casualties.crowd_size, "in the crowd"),
    ):
        if count is not None:
            yield f"{count} {what}"


def _decision(decision: Decision) -> Iterator[Line]:
    if decision.incident_id:
        told = f"told in incident {decision.incident_id}: {decision.reason}"
        yield from _block(told, 6, "good")
    else:
        yield from _block(f"left out: {decision.reason}", 6, "bad")


def _incidents(reading: Reading) -> Iterator[Line]:
    yield from _heading(f"Incidents: {len(reading.incidents)}")
    for incident in reading.incidents:
        yield from _block(f"{incident.event_type} / {incident.sub_event_type}  {incident.id}", 2)
        for part in (_when(incident), _where(incident), ", ".join(_numbers(incident))):
            if part:
                yield from _block(part, 6)
        for evidence in incident.evidence:
            yield from _block(f'"{evidence.quote}"', 6, "faint")
        because = f"because {incident.reason} (confidence {incident.confidence:.2f})"
        yield from _block(because, 6, "faint")


def _when(incident: Incident) -> str:
    days = dict.fromkeys(day.isoformat() for day in (incident.date_start, incident.date_end) if day)
    words = f' "{incident.date_text}"' if incident.date_text else ""
    return f"{' to '.join(days) or 'date unknown'} ({incident.date_source}){words}"


def _where(incident: Incident) -> str:
    if incident.precision is None or incident.latitude is None:
        return "not located, so not on the map"
    place = ", ".join(part for part in (incident.place_name, incident.country) if part)
    fine = f"{incident.precision.value}, {incident.place_source}"
    return f"{place} at {incident.latitude:.4f}, {incident.longitude:.4f} ({fine})"


def _heading(words: str) -> Iterable[Line]:
    return [Line(""), Line(squeezed(words), "heading")]


def _block(words: str, indent: int, style: Style = "plain") -> Iterator[Line]:
    for line in wrapped(words, width=WIDTH, indent=" " * indent):
        yield Line(line, style)


def _cut(reading: Reading, span: Span) -> str:
    return reading.parsed.surface(span)


def _quoted(reading: Reading, span: Span) -> str:
    return f'"{_cut(reading, span)}"'
