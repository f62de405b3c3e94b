"""The ruler that remembers says what spaCy's own says."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from sayso.reading.parse import DEFAULT_MODEL
from sayso.reading.pipeline import load
from sayso.reading.ruler import RememberingRuler, remember

_TEXTS = (
    "There is no doubt that Kenya got what it had asked for.\n\n  It didn't get more.",
    "You have to leave, he said; those who have left do as they like: it isn't for me to say.",
    "THE ARMY HAS LEFT. The army has left.  The army had left what is left.",
)


@pytest.mark.parametrize("text", _TEXTS)
def test_it_gives_what_the_pipeline_gives(text: str) -> None:
    """Tags, parts of speech, forms and lemmas; read twice, since the second time it remembers."""
    expected = _told(spacy.load(DEFAULT_MODEL)(text))
    ours = load(DEFAULT_MODEL)
    assert _told(ours(text)) == expected
    assert _told(ours(text)) == expected


def _told(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_) for t in doc]


def test_a_pattern_of_several_words_is_tried_on_the_text() -> None:
    """Of two patterns the later one counts, whichever of them looks at more than one word."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "new"}]], {"POS": "ADJ"})
    ruler.add([[{"LOWER": "new"}, {"LOWER": "york"}]], {"POS": "PROPN"})
    ruler.add([[{"LOWER": "city"}], [{"LOWER": "york"}, {"IS_TITLE": True}]], {"POS": "X"}, -1)
    ruler.add([[{"LOWER": "york"}]], {"POS": "NOUN"})
    texts = ("a new city", "new york City", "York New", "city new york")
    expected = [[t.pos_ for t in nlp(text)] for text in texts]
    remember(nlp)
    assert isinstance(nlp.get_pipe("attribute_ruler"), RememberingRuler)
    assert [[t.pos_ for t in nlp(text)] for text in texts] == expected
    assert expected[1] == ["PROPN", "NOUN", "X"]


def test_a_rule_added_later_counts_for_words_met_before() -> None:
    """What is remembered is forgotten when a pattern comes in."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("sayso_attribute_ruler")
    ruler.add([[{"LOWER": "left"}]], {"POS": "VERB"})
    assert nlp("left")[0].pos_ == "VERB"
    ruler.add([[{"LOWER": "left"}]], {"POS": "ADJ"})
    assert nlp("left")[0].pos_ == "ADJ"
