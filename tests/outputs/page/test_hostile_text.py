"""Each text field with each payload in a real Chromium: nothing runs, text stands as written."""

import html
import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from page_incidents import PROTEST, QUOTE

from geomap.incidents.incident import Evidence, Incident
from geomap.outputs.page.map import IncidentMap

pytestmark = [pytest.mark.browser, pytest.mark.threat("text that runs")]

PAYLOADS = (
    "<img src=x onerror=run()>",
    "<script>run()</script>",
    "</script><script>run()</script>",
    "</title></style><svg onload=run()>",
    "${run()}",
    "`+run()+`",
    "\\u003cimg src=x onerror=run()\\u003e",
    "C:\\2019\\x\\u{1F600}",
    "{{7*7}}",
    "{{ cycler.__init__.__globals__ }}",
    "{% raw %}",
    "{% for x in",
    "{# comment",
    "javascript:run()",
    'x" onmouseover="run()',
    "<!-- --!> ]]> &lt;b&gt;",
    "\u202egpj.exe\u2066 \u200f\ufeff",
    "__proto__ constructor",
    "=1+1\t\r\n\x00",
)
# Fields that hold free text; those with a closed list of values cannot carry any.
FIELDS = (
    *("event_type", "sub_event_type", "date_text", "place_name", "place_text", "country"),
    *("admin1", "actor1", "actor2", "fatalities_text", "reason", "country_code", "id"),
    *("cameo_root", "plover_type", "place_id", "place_source", "admin2"),
)
SHOWN = set(FIELDS) - {"country_code", "id", "cameo_root", "plover_type"}
SHOWN -= {"place_id", "place_source", "admin2"}
QUOTED = ("quote", "title", "source", "url", "document_id")


def hostile(payload: str) -> Incident:
    """An incident all of whose texts are a payload, each with the field's name behind it."""
    texts = {name: f"{payload}{name}" for name in FIELDS}
    words = {name: f"{payload}{name}" for name in QUOTED}
    first = replace(QUOTE, **words)
    second = Evidence(**{**words, "quote_start": 0, "quote_end": 1, "source": None})
    third = replace(first, language=payload)
    return replace(PROTEST, **texts, fatalities=1, evidence=(first, second, third))


def test_no_free_text_field_is_left_out_of_the_matrix() -> None:
    texts = {f.name for f in fields(Incident) if f.type in (str, str | None)}
    assert texts == set(FIELDS)
    assert {f.name for f in fields(Evidence) if f.type in (str, str | None)} - {"language"} == set(
        QUOTED
    )


def test_no_payload_runs_and_each_stands_as_written(show: Any) -> None:
    page = show(IncidentMap([hostile(p) for p in PAYLOADS], title="".join(PAYLOADS)))
    missing = []
    for row, payload in enumerate(PAYLOADS):
        page.tab.evaluate(f"document.querySelector('[data-row=\"{row}\"]').click()")
        card = page.text(".leaflet-popup .card")
        missing += [(payload, n) for n in (*SHOWN, *QUOTED) if f"{payload}{n}" not in card]
    assert missing == []
    assert page.text("#geomap-title") == "".join(PAYLOADS)
    assert page.tab.evaluate("window.ran") == 0
    assert page.complaints == []
    assert page.requests == []


def test_no_link_leads_to_a_script(show: Any) -> None:
    page = show([hostile("javascript:run()//"), hostile("data:text/html,")])
    for row in (0, 1):
        page.tab.evaluate(f"document.querySelector('[data-row=\"{row}\"]').click()")
        addresses = page.tab.eval_on_selector_all(".card a", "all => all.map(e => e.href)")
        assert addresses == []


def test_the_notebook_frame_shows_the_same_safe_page(chromium: Any, tmp_path: Path) -> None:
    frame = IncidentMap([hostile(p) for p in PAYLOADS])._repr_html_()
    page = tmp_path / "notebook.html"
    page.write_text(f"<body><script>window.ran=0</script>{frame}", encoding="utf-8")
    tab = chromium.new_page()
    tab.add_init_script("window.ran = 0; window.run = () => { top.ran += 1; };")
    tab.goto(page.as_uri())
    tab.frame_locator("iframe").locator(".row").first.wait_for()
    assert tab.frame_locator("iframe").locator(".row").count() == len(PAYLOADS)
    assert tab.evaluate("window.ran") == 0
    tab.close()


def test_a_script_that_slips_in_is_stopped_by_the_policy(show: Any) -> None:
    page = show([PROTEST])
    page.tab.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'run()';"
        " document.body.append(s); const i = document.createElement('img');"
        " i.setAttribute('onerror', 'run()'); i.src = 'x'; document.body.append(i); }"
    )
    page.tab.wait_for_timeout(200)
    assert page.tab.evaluate("window.ran") == 0
    assert "x" not in page.requests
    assert any("Content Security Policy" in html.unescape(c) for c in page.complaints)


def test_names_of_outlines_are_text_too(show: Any, tmp_path: Path) -> None:
    square = [[[0, 0], [90, 0], [90, 60], [0, 60], [0, 0]]]
    features = [
        {
            "properties": {"name": p, "code": p},
            "geometry": {"type": "Polygon", "coordinates": square},
        }
        for p in PAYLOADS
    ]
    path = tmp_path / "own.geojson"
    path.write_text(json.dumps({"features": features}), encoding="utf-8")
    page = show(IncidentMap([PROTEST], outlines=path))
    assert page.tab.evaluate("window.ran") == 0
    assert page.complaints == []
