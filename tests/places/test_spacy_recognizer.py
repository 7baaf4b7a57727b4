"""A spaCy pipeline in the recognizer's seat: a blank one with rules, saved and loaded again."""

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from geomap.errors import OptionError
from geomap.gazetteer.index import GazetteerIndex
from geomap.gazetteer.place import Precision
from geomap.pipeline import Options, incidents_in
from geomap.places.engines import place_engines
from geomap.places.mention import Cue, Resolution, Role
from geomap.text.document import Document
from geomap.text.parse import parse

needs_spacy = pytest.mark.skipif(
    importlib.util.find_spec("spacy") is None,
    reason="spaCy is not installed: python -m pip install 'geomap[spacy]'",
)
RULES = [
    ("GPE", "Rotterdam"), ("GPE", "Vandrelstad"), ("LOC", "the Sahel"), ("NORP", "Russian"),
    ("NORP", "Muslims"), ("FAC", "Kuip"), ("FAC", "Almaty International Airport"),
    ("GPE", "Almaty"), ("ORG", "Groningen"),
]  # fmt: skip
Read = Callable[[str], dict[str, Resolution]]


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of a pipeline that knows a few names."""
    import spacy  # noqa: PLC0415  absent on some machines

    nlp = spacy.blank("en")
    rules = nlp.add_pipe("entity_ruler")
    rules.add_patterns([{"label": label, "pattern": name} for label, name in RULES])
    folder = tmp_path_factory.mktemp("spacy") / "rules"
    nlp.to_disk(folder)
    return str(folder)


@pytest.fixture(scope="module")
def read(pipeline: str) -> Read:
    engines = place_engines(GazetteerIndex.open(), recognizer=f"spacy:{pipeline}")

    def read(text: str) -> dict[str, Resolution]:
        parsed = parse(Document("d", text, language="en"))
        found = engines.resolve(parsed, engines.recognize(parsed))
        return {resolution.mention.surface: resolution for resolution in found}

    return read


@needs_spacy
def test_labels_become_roles_and_our_resolver_places_them(read: Read) -> None:
    found = read("Russian troops met Muslims in Rotterdam and in the Sahel, not in Groningen.")
    roles = {surface: resolution.mention.role for surface, resolution in found.items()}
    assert roles == {"Russian": Role.DEMONYM, "Rotterdam": Role.LITERAL, "Sahel": Role.LITERAL}
    assert found["Rotterdam"].mention.cue is Cue.AT
    assert found["Rotterdam"].place is not None
    assert found["Rotterdam"].place.id == "2747891"


@needs_spacy
def test_a_name_that_the_gazetteer_lacks_is_a_mention_without_a_place(read: Read) -> None:
    assert read("He lives in Vandrelstad.")["Vandrelstad"].place is None


@needs_spacy
def test_facilities_hang_on_the_name_beside_them(read: Read) -> None:
    kuip = read("A fire broke out in Kuip near Rotterdam.")["Kuip"]
    assert (kuip.mention.role, kuip.precision) == (Role.FACILITY, Precision.SITE)
    (airport,) = (
        r for r in read("They seized Almaty International Airport.").values()
        if r.mention.role is Role.FACILITY
    )  # fmt: skip
    assert airport.place is not None
    assert airport.place.id == "icao:UAAA"


@needs_spacy
def test_offsets_are_the_documents(read: Read) -> None:
    text = "🙂🙂 Rioters set fire to cars.\n\nIn Rotterdam, police said so."
    span = read(text)["Rotterdam"].mention.span
    assert text[span.start : span.end] == "Rotterdam"


@needs_spacy
def test_incidents_are_found_with_it(pipeline: str) -> None:
    article = Document("d", "Rioters set fire to cars in Rotterdam on Friday.", language="en")
    options = Options(recognizer=f"spacy:{pipeline}")
    assert [i.place_name for i in incidents_in(article, options=options)] == ["Rotterdam"]


@needs_spacy
def test_a_pipeline_that_is_not_installed_is_named_with_the_command() -> None:
    with pytest.raises(OptionError, match="python -m spacy download xx_no_such_pipeline"):
        place_engines(GazetteerIndex.open(), recognizer="spacy:xx_no_such_pipeline")


def test_without_spacy_the_command_that_installs_it_is_named() -> None:
    code = (
        "import sys; sys.modules['spacy'] = None\n"
        "import geomap; geomap.places_in('', options=geomap.Options(recognizer='spacy:en'))"
    )
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (
        "OptionError: spaCy is not installed: python -m pip install 'geomap[spacy]'" in done.stderr
    )


ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["spacy", "spacy:", "stanza:en", ""])
def test_no_other_recognizer_is_known(name: str, index: GazetteerIndex) -> None:
    with pytest.raises(OptionError, match="write spacy:NAME"):
        place_engines(index, recognizer=name)
