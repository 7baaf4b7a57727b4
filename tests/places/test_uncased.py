"""Scripts without capitals: prefixes, signs without spaces, words that are no names."""

from collections.abc import Callable

import pytest

from geomap.gazetteer.index import GazetteerIndex
from geomap.places.lexicon import lexicon_for
from geomap.places.lines import lines_of
from geomap.places.mention import Resolution
from geomap.places.proposals import Proposer
from geomap.places.uncased import in_capitals, uncased_words
from geomap.text.parsed import ParsedDocument

Find = Callable[..., list[Resolution]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وبرلين", ["برلين"]),
        ("وبالفلبين", ["الفلبين"]),
        ("في أم درمان", ["أم درمان"]),
        ("بغداد وبيروت", ["بغداد", "بيروت"]),
        ("وزير الخارجية", []),
    ],
)
def test_arabic_prefixes_are_no_part_of_a_name(find: Find, text: str, names: list[str]) -> None:
    assert [found.mention.surface for found in find(text, "ar")] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("和平谈判", []),
        ("中国与平壤", ["中国", "平壤"]),
        ("纽约市长", ["纽约"]),
        ("乔治·华盛顿说", []),
        ("张北京昨日发言", []),
    ],
)
def test_chinese_is_cut_into_words_before_names_count(
    find: Find, text: str, names: list[str]
) -> None:
    assert [found.mention.surface for found in find(text, "zh")] == names


@pytest.mark.parametrize(("language", "text"), [("ar", "وصل إلى بغداد."), ("zh", "他在G7北京。")])
def test_lines_that_are_cut_anew_keep_their_offsets(
    index: GazetteerIndex, read: Callable[..., ParsedDocument], language: str, text: str
) -> None:
    parsed = read(text, language)
    for line in in_capitals(lines_of(parsed), lexicon_for(language), Proposer(index)):
        cuts = zip(line.words, line.starts, line.ends, strict=True)
        assert all(text[start:end] == word for word, start, end in cuts)
        assert len(line.shapes) == len(line.words)


def test_other_languages_are_left_as_they_are(
    index: GazetteerIndex, read: Callable[..., ParsedDocument]
) -> None:
    lines = list(lines_of(read("A fire in Almaty.", "en")))
    assert in_capitals(lines, lexicon_for("en"), Proposer(index)) == lines


def test_every_language_without_capitals_has_a_table_of_words() -> None:
    assert all(lexicon_for(language).language == language for language in uncased_words())
