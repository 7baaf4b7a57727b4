"""Script, style and words of the page: complete, in order, and unable to print HTML."""

import re
import subprocess
from pathlib import Path

import pytest

import geomap
from geomap.errors import LexiconError
from geomap.events.taxonomy import load_taxonomy
from geomap.outputs.page import bundle
from geomap.outputs.page.words import checked_words, page_words
from geomap.resources import languages_with

PACKAGE = Path(geomap.__file__).parent
PAGE = PACKAGE / "outputs" / "page"
SCRIPTS = {path.stem: path.read_text("utf-8") for path in (PAGE / "script").glob("*.js")}
ALL_SCRIPT = "\n".join(SCRIPTS.values())
LONGEST = 300


def test_every_module_is_joined_after_those_it_imports() -> None:
    assert sorted(bundle.MODULES) == sorted(SCRIPTS)
    for place, name in enumerate(bundle.MODULES):
        imported = re.findall(r'from "\./(\w+)\.js"', SCRIPTS[name])
        assert set(imported) <= set(bundle.MODULES[:place]), name


def test_no_two_modules_share_a_top_level_name() -> None:
    names = re.findall(
        r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", ALL_SCRIPT, re.MULTILINE
    )
    assert len(names) == len(set(names))


def test_the_joined_script_has_no_module_words_left() -> None:
    assert not re.search(r"^(?:import|export) ", bundle.page_script(), re.MULTILINE)


@pytest.mark.parametrize("sink", ["insertAdjacentHTML", "outerHTML", "document.write", "eval("])
def test_no_script_parses_html_or_code(sink: str) -> None:
    assert sink not in ALL_SCRIPT


def test_html_is_read_from_an_element_once_and_never_written() -> None:
    assert re.findall(r".*innerHTML.*", ALL_SCRIPT) == ["  return span.innerHTML;"]


def test_files_stay_short() -> None:
    long = [n for n, text in SCRIPTS.items() if text.count("\n") > LONGEST]
    assert long == []


@pytest.mark.parametrize("word", ["Popup(", "Tooltip(", "IFrame(", ".explore(", "import folium"])
def test_only_this_room_makes_folium_objects(word: str) -> None:
    others = [p for p in PACKAGE.rglob("*.py") if PAGE not in p.parents]
    assert [p.name for p in others if word in p.read_text("utf-8")] == []


@pytest.mark.parametrize("word", ["Popup(", "Tooltip(", "IFrame(", ".explore(", "Html("])
def test_not_even_this_room_hands_text_to_folium(word: str) -> None:
    assert [p.name for p in PAGE.glob("*.py") if word in p.read_text("utf-8")] == []


@pytest.mark.parametrize("language", languages_with("page"))
def test_every_phrase_that_the_script_says_is_in_the_catalog(language: str) -> None:
    words = page_words(language)["words"]
    said = set(re.findall(r'say\(\s*"(\w+)"', ALL_SCRIPT))
    assert said <= words.keys()


@pytest.mark.parametrize("language", languages_with("page"))
def test_a_catalog_fills_the_same_blanks_as_the_english_one(language: str) -> None:
    for key, phrase in page_words("en")["words"].items():
        theirs = page_words(language)["words"][key]
        for form in theirs.values() if isinstance(theirs, dict) else [theirs]:
            assert set(re.findall(r"\{\w+\}", form)) == set(re.findall(r"\{\w+\}", str(phrase)))


@pytest.mark.parametrize("language", [x for x in languages_with("page") if x != "en"])
def test_a_catalog_names_every_layer_and_type(language: str) -> None:
    table, taxonomy = page_words(language), load_taxonomy()
    assert table["layers"].keys() == {layer.id for layer in taxonomy.layers} | {"other"}
    names = {name for pair in taxonomy.sub_types for name in pair}
    assert table["types"].keys() == names


def test_a_catalog_with_a_word_missing_is_refused() -> None:
    english = page_words("en")
    short = {**english, "words": {k: v for k, v in english["words"].items() if k != "search"}}
    with pytest.raises(LexiconError, match=r"nl\.toml: \[words\].*search"):
        checked_words("nl", short, english)


def test_the_modules_pass_their_own_tests(node: str) -> None:
    files = sorted(str(path) for path in Path(__file__).parent.glob("*.test.mjs"))
    run = subprocess.run([node, "--test", *files], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:]


def test_the_modules_are_sound_in_their_types(node: str, node_modules: Path) -> None:
    compiler = node_modules / "typescript" / "bin" / "tsc"
    types = ("--typeRoots", str(node_modules / "@types"))
    command = (node, str(compiler), "-p", str(PAGE / "script"), *types)
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
