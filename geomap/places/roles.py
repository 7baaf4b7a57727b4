"""Say what a place name does in its sentence."""

from geomap.places.choose import Chosen, is_demonym
from geomap.places.lexicon import PlaceLexicon
from geomap.places.mention import Cue, Role

_EMBEDS = frozenset({"organization_before", "organization_after", "title_after"})
_SEATS = frozenset({"country", "capital"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_UNTIED = frozenset({Cue.NONE, Cue.OF})


def role_of(chosen: Chosen, lexicon: PlaceLexicon) -> Role:
    """The role of a chosen proposal."""
    signs, cue = chosen.shown.signs, chosen.shown.tie.cue
    if is_demonym(chosen.shown) or _modifies(chosen, lexicon):
        return Role.DEMONYM
    if chosen.embedded or not _EMBEDS.isdisjoint(signs) or _names_body(chosen, lexicon):
        return Role.EMBEDDED
    if chosen.shown.proposal.form == "compound":
        return Role.EMBEDDED
    if "organization_of" in signs and cue is not Cue.AT:  # "Police in Minsk" is in Minsk
        return Role.EMBEDDED
    if cue is Cue.NONE and ("government_after" in signs or _owns(chosen, lexicon)):
        return Role.METONYMIC
    return Role.LITERAL


def _modifies(chosen: Chosen, lexicon: PlaceLexicon) -> bool:
    """Whether a country's short form stands before a noun: "U.S. forces"."""
    proposal = chosen.shown.proposal
    line, after = proposal.line, proposal.line.word(proposal.last)
    if proposal.names[0].lower() not in lexicon.attributive:
        return False
    if line.dateline:  # "A U.S. strike" looks like one; a real one has a town before
        return "," not in line.words[: proposal.first]
    if chosen.shown.tie.cue not in _UNTIED:
        return False
    noun = bool(after) and line.shapes[proposal.last] == "a"
    others = (
        lexicon.government_verbs,
        lexicon.speech_verbs,
        lexicon.joins,
        lexicon.between,
        lexicon.cues,
    )
    return noun and not any(after in words for words in others)


def _names_body(chosen: Chosen, lexicon: PlaceLexicon) -> bool:
    """Whether the name says whose body acts: "Minsk police"."""
    proposal = chosen.shown.proposal
    after = proposal.line.word(proposal.last)
    return chosen.shown.tie.cue is Cue.NONE and after in lexicon.organization_words


def _owns(chosen: Chosen, lexicon: PlaceLexicon) -> bool:
    """Whether a seat of government owns what follows: "Tehran's threats", not "Tehran's north"."""
    proposal = chosen.shown.proposal
    line, last = proposal.line, proposal.last
    if proposal.standing.tier not in _SEATS or line.word(last) not in _POSSESSIVE:
        return False
    owned = line.word(last + 1)
    if not owned or line.shapes[last + 1] != "a":
        return False
    places = lexicon.between, lexicon.generics, lexicon.designators, lexicon.facilities.kinds
    return not any(owned in words for words in places)
