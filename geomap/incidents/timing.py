"""When an incident happened: its own date, the article's, or the week before publication."""

from dataclasses import dataclass
from datetime import date, timedelta

from geomap.incidents.draft import Draft
from geomap.text.parsed import DateMention, DatePrecision, DateSource

# News without a date is told within about a week (ACLED's time precision 2).
_REPORTING = timedelta(days=6)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Timing:
    """First and last day, how fine they are, the words, and where they come from."""

    start: date | None
    end: date | None
    precision: DatePrecision
    text: str | None
    source: DateSource


def timing_of(draft: Draft, lead: DateMention | None, published: date | None) -> Timing:
    """When a draft happened.

    Args:
        draft: The incident in the making.
        lead: The date of the article's leading incident, for those that tell none.
        published: Day of publication, for those that still have none.
    """
    told = draft.date()
    if told and (told.start or not published):
        inherited = all(m.date is not told or m.date_inherited for m in draft.mentions)
        source: DateSource = "inherited" if inherited else told.source
        return Timing(told.start, told.end, told.precision, told.text, source)
    if lead and lead.start and lead.end:
        if told:  # "later that day", "the next day": it leans on the day the article is about
            return Timing(lead.start, lead.end + _ONE_DAY, lead.precision, told.text, "inherited")
        return Timing(lead.start, lead.end, lead.precision, lead.text, "inherited")
    if published:
        words = told.text if told else None
        return Timing(published - _REPORTING, published, "week", words, "publication")
    return Timing(None, None, "unknown", None, "none")
