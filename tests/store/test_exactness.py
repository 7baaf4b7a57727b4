"""The merged incidents of a store are what `merge` makes of all its reports, after every batch."""

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from told import KINDS, PLACES, article, report, stored

from geomap.incidents.incident import Incident
from geomap.incidents.merge import merge
from geomap.store.checking import checked
from geomap.store.rules import Rules, default_rules
from geomap.store.run import Reader
from geomap.store.store import Store

LONG = "Hundreds of people took to the streets of the city once more."


@st.composite
def tellings(draw: st.DrawFn) -> dict[str, object]:
    """What a report may say, few enough values that reports meet."""
    kind, place = draw(st.sampled_from(sorted(KINDS))), draw(st.sampled_from(sorted(PLACES)))
    return {
        "word": f"{kind}:{place}:{draw(st.integers(1, 4))}",
        "days": draw(st.sampled_from([0, 0, 0, 1, 2, 40])),
        "source": draw(st.sampled_from(["relative", "relative", "publication"])),
        "copied": draw(st.booleans()),
        "dead": draw(st.none() | st.integers(0, 9)),
        "sure": draw(st.sampled_from([0.5, 0.8])),
        "fine": draw(st.sampled_from(["city", "city", "site", "country"])),
        "placed": draw(st.sampled_from([True, True, True, False])),
    }


def told(document: str, at: int, telling: dict[str, object]) -> Incident:
    made = report(document, str(telling["word"]), at=at)
    quote = made.evidence[0]
    assert made.date_start
    changes: dict[str, object] = {
        "date_end": made.date_start + timedelta(int(str(telling["days"]))),
        "date_source": telling["source"],
        "fatalities": telling["dead"],
        "confidence": telling["sure"],
        "precision": telling["fine"],
    }
    if telling["copied"]:
        changes["evidence"] = (replace(quote, quote=LONG),)
    if not telling["placed"]:
        changes |= dict.fromkeys(("latitude", "longitude", "precision", "place_id"))
    return replace(made, **changes)  # type: ignore[arg-type]


batches = st.lists(
    st.lists(st.tuples(st.integers(0, 5), st.lists(tellings(), max_size=3)), max_size=4),
    min_size=1,
    max_size=4,
)


@settings(max_examples=70, deadline=None)
@given(batches)
def test_after_any_batches_and_replacements_the_store_holds_the_merge_of_all(
    rounds: list[list[tuple[int, list[dict[str, object]]]]],
) -> None:
    now: dict[int, tuple[Incident, ...]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "incidents.db"
        with Store.open(path) as store:
            for number, documents in enumerate(rounds):
                run = store.run(Reader("f"))
                for name, said in dict(documents).items():
                    text = f"{number} {said}"
                    admission = run.admit(article(f"d{name}", text))
                    assert admission.document.id == f"d{name}"
                    now[name] = tuple(told(f"d{name}", 20 * n, t) for n, t in enumerate(said))
                    run.store(admission, admission.document, now[name])
                assert run.commit() == []
                reports = [incident for name in now for incident in now[name]]
                assert stored(path) == merge(reports, *default_rules())


def test_a_copy_joins_through_a_member_that_is_not_the_lead(tmp_path: Path) -> None:
    first = day("a", 4, confidence=0.9, date_end=date(2022, 1, 9))
    bridge = copied(day("b", 4))
    copy = copied(day("c", 8, date_source="publication", date_end=date(2022, 1, 12)))
    assert merged_in(tmp_path, [first], [bridge], [copy]) == merge(
        [first, bridge, copy], *default_rules()
    )
    assert len(stored(tmp_path / "incidents.db")) == 1


def test_of_two_reports_with_one_id_the_later_counts(tmp_path: Path) -> None:
    old, new = day("a", 4), replace(day("a", 4), fatalities=9, date_start=date(2022, 3, 1))
    assert merged_in(tmp_path, [old], [new]) == merge([old, new], *default_rules())


def test_other_rules_merge_everything_anew(tmp_path: Path) -> None:
    merged_in(tmp_path, [day("a", 4)], [day("b", 5)])
    assert len(stored(tmp_path / "incidents.db")) == 2
    taxonomy, weights = default_rules()
    slack = Rules(taxonomy, replace(weights, merge_days=1))
    Store.open(tmp_path / "incidents.db", slack).close()
    assert len(stored(tmp_path / "incidents.db")) == 1
    Store.open(tmp_path / "incidents.db").close()  # its own rules stay
    assert len(stored(tmp_path / "incidents.db")) == 1


def day(document: str, number: int, **changes: object) -> Incident:
    return report(document, f"riot:almaty:{number}", **changes)


def copied(incident: Incident) -> Incident:
    return replace(incident, evidence=(replace(incident.evidence[0], quote=LONG),))


def merged_in(folder: Path, *documents: list[Incident]) -> tuple[Incident, ...]:
    """What a store makes of the incidents of documents that come one at a time."""
    with Store.open(folder / "incidents.db") as store:
        run = store.run(Reader("f"))
        for number, incidents in enumerate(documents):
            admission = run.admit(article(f"d{number}", str(incidents)))
            run.store(admission, admission.document, incidents)
            run.commit()
    return stored(folder / "incidents.db")


def test_types_of_other_makers_are_kept_and_never_merged(tmp_path: Path) -> None:
    odd = [day(name, 4, event_type="Strikes", sub_event_type="") for name in "ab"]
    assert set(merged_in(tmp_path, [odd[0]], [odd[1]], [day("c", 4)])) == {*odd, day("c", 4)}
    assert checked(tmp_path / "incidents.db", sample=None).complaints == ()


def test_a_report_of_an_unknown_type_counts_when_it_is_the_later_of_one_id(tmp_path: Path) -> None:
    odd = day("a", 4, event_type="Strikes", sub_event_type="")
    assert set(merged_in(tmp_path, [day("a", 4)], [odd], [day("c", 4)])) == {odd, day("c", 4)}
