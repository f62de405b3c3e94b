"""What grammar says about how far a predicate happened: sentence -> the features that are set."""

from __future__ import annotations

from functools import cache

import pytest

from sayso.reading.heads.factors import NAMES, factors
from sayso.reading.parse import Parse, Parser
from sayso.records import Document


@cache
def _parser() -> Parser:
    return Parser()


@cache
def _parse(text: str) -> Parse:
    return _parser().parse(Document(id="d", text=text))


def _factors(text: str, word: str) -> dict[str, float]:
    parse = _parse(text)
    token = next(t for t in parse.doc if parse.word(t) == word)
    return dict(zip(NAMES, factors(token), strict=True))


_SET = [
    # the word's own form
    ("The army shelled the port.", "shelled", "verb|past|object"),
    ("The army has left.", "left", "participle|perfect"),
    ("The army is leaving.", "leaving", "ing|progressive"),
    ("The bridge was destroyed.", "destroyed", "passive|auxiliary in the past"),
    ("The minister will resign.", "resign", "modal will|read predicted"),
    ("The minister might resign.", "resign", "modal may|read hypothetical|read possible"),
    ("The minister must resign.", "resign", "modal must|read demanded"),
    ("Leave the town!", "Leave", "imperative|bare"),
    # what stands with it
    ("The army did not leave.", "leave", "negated|turned|do|read denied"),
    ("Nobody left the town.", "left", "negated by its subject|turned"),
    ("The ministry made no comment.", "made", "negated by its object"),
    ("They no longer shell the port.", "shell", "no longer|turned"),
    ("If they attack, we will leave.", "attack", "conditional|read hypothetical"),
    ("If they attack, we will leave.", "leave", "has a condition|subject first|modal will"),
    ("They nearly took the city.", "took", "near miss"),
    ("They will probably leave.", "leave", "hedged|likelihood"),
    ("They allegedly shelled the port.", "shelled", "hearsay adverb"),
    ("The envoys meet tomorrow.", "meet", "future"),
    ("Did the army leave?", "leave", "read asked"),
    # what stands over it
    ("They failed to stop the convoy.", "stop", "over denied|turned|to"),
    ("They did not fail to stop the convoy.", "stop", "over denied|over negated"),
    ("They managed to leave.", "leave", "over inherit verb"),
    ("They plan to leave.", "leave", "over planned|place infinitive"),
    ("They went home to rest.", "rest", "purpose"),
    ("The minister denied that the army had fled.", "fled", "over denies|over denied|perfect"),
    ("The minister threatened to close the border.", "close", "over threatens"),
    ("The minister believes that they fled.", "fled", "over believes|place clause"),
    ("The minister realised that they had fled.", "fled", "over factive"),
    ("They are likely to leave.", "leave", "over hedged|over likelihood|over predicted"),
    ("It is likely that they left.", "left", "over hedged|over likelihood"),
    ("They are expected to leave.", "leave", "over expecting|over passive"),
    ("They seem to retreat.", "retreat", "over hearsay"),
    ("They left without firing.", "firing", "clause without|turned"),
    ("They may try to leave.", "leave", "over modal may|over planned"),
    # event nouns
    ("The attack killed ten people.", "attack", "noun|determiner definite|place subject"),
    ("No attack took place.", "attack", "determiner no|turned|read denied"),
    ("They discussed a possible attack.", "attack", "adjective of possibility"),
    ("The planned talks took place.", "talks", "adjective of prospect|plural"),
    ("The alleged attack took place.", "attack", "adjective of hearsay"),
    ("They prevented an attack.", "attack", "over stopping|determiner indefinite|place object"),
    ("Fears of an attack grew.", "attack", "over hypothetical"),
    ("They left after the attack.", "attack", "clause after|place prepositional"),
    ("The army has no takeover plans.", "takeover", "determiner no|place premodifier"),
]


@pytest.mark.parametrize(("text", "word", "names"), _SET)
def test_set(text: str, word: str, names: str) -> None:
    found = _factors(text, word)
    wanted = names.split("|")
    assert {n: found[n] != 0 for n in wanted} == dict.fromkeys(wanted, True)


_UNSET = [
    ("The army shelled the port.", "shelled", ("turned", "negated", "conditional", "hedged")),
    ("The ministry made no comment.", "made", ("negated", "turned")),
    ("They did not fail to stop the convoy.", "stop", ("turned",)),
    ("They left after they had failed.", "left", ("over denied", "turned")),
    ("An attack stopped the talks.", "attack", ("over stopping",)),
]


@pytest.mark.parametrize(("text", "word", "names"), _UNSET)
def test_unset(text: str, word: str, names: tuple[str, ...]) -> None:
    found = _factors(text, word)
    assert {n: found[n] for n in names} == dict.fromkeys(names, 0.0)


def test_what_is_further_up_counts_less() -> None:
    near = _factors("They plan to leave.", "leave")
    far = _factors("They plan to start to leave.", "leave")
    assert near["over planned"] == 1
    assert 0 < far["over planned"] < 1


def test_likelihood_has_a_sign() -> None:
    assert _factors("They are likely to leave.", "leave")["over likelihood"] > 0
    assert _factors("They are unlikely to leave.", "leave")["over likelihood"] < 0


def test_a_particle_tells_what_its_verb_tells() -> None:
    text = "The minister stepped down."
    assert _factors(text, "down") == _factors(text, "stepped")


def test_every_word_has_numbers_in_range() -> None:
    text = "If no deal is signed, the envoys, who never met, may not go; 3 of 5 left. Why? Oh no!"
    for token in _parse(text).doc:
        found = factors(token)
        assert len(found) == len(NAMES)
        assert all(-1 <= value <= 1 for value in found)


def test_names_are_unique() -> None:
    assert len(set(NAMES)) == len(NAMES)
