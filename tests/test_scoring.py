"""The scoring of the benchmarks: small examples counted by hand, and what must always hold."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from benchmarks import attribution, calibration, events, factuality, wording
from benchmarks.scoring import jsonl
from benchmarks.scoring.attributions import (
    CONDITIONS,
    ROLES,
    Article,
    QuoteTally,
    Roles,
    alike,
    figures,
    matched,
    score,
    word_sets,
)
from benchmarks.scoring.classes import accuracy, macro_f1, micro_f1, tallies
from benchmarks.scoring.pairs import (
    ABSENT,
    Pair,
    marked_pair,
    penta_of,
    root_of,
    root_probabilities,
)
from benchmarks.scoring.quotations import quotations, quote_of
from benchmarks.scoring.reliability import Bin, expected_calibration_error, reliability
from benchmarks.scoring.spans import Span, spans
from benchmarks.scoring.tally import Tally
from benchmarks.scoring.values import mean_absolute_error, pearson_r
from benchmarks.scoring.wording import Sentence, folds_by_outlet, lexicon, lexicon_tally, marked
from benchmarks.scoring.words import Words
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import IntakeError, Reader
from sayso.knowledge.plover import plover_types

unhurried = settings(deadline=None, derandomize=True)


# Tallies, words and spans


def test_a_tally_of_nothing() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (0, 0, 0)


def test_a_tally() -> None:
    tally = Tally(1, 2, 3) + Tally(2, 2, 3)
    assert (tally.precision, tally.recall) == (3 / 4, 3 / 6)
    assert tally.f1 == 2 * (3 / 4) * (1 / 2) / (3 / 4 + 1 / 2)


def test_words_are_runs_of_letters_and_digits() -> None:
    words = Words.of("Kyiv’s “no”: 2 STRASSEN")
    assert words.forms == ("kyiv", "s", "no", "2", "strassen")
    assert words.spans[2] == (8, 10)


@pytest.mark.parametrize(
    ("given_spans", "touched"),
    [
        ([(0, 3)], {0}),
        ([(2, 5)], {0, 1}),  # a piece of a word is enough
        ([(3, 4)], set()),  # a blank
        ([(0, 1), (8, 11)], {0, 2}),
        ([(0, 11)], {0, 1, 2}),
        ([], set()),
    ],
)
def test_words_that_spans_touch(given_spans: list[Span], touched: set[int]) -> None:
    assert Words.of("one two six").touched(given_spans) == touched


@unhurried
@given(st.text(alphabet="ab “.\n", max_size=30), st.integers(0, 30), st.integers(1, 10))
def test_a_word_is_touched_if_it_shares_a_character(text: str, start: int, size: int) -> None:
    words = Words.of(text)
    inside = range(start, start + size)
    shared = {n for n, (s, e) in enumerate(words.spans) if set(range(s, e)) & set(inside)}
    assert words.touched([(start, start + size)]) == shared


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("12", "no list of spans"),
        ([3], "no span"),
        ([[1, 2, 3]], "no span"),
        ([[0, True]], "no span"),
        ([[0.0, 1]], "no span"),
        ([[2, 2]], "does not lie in"),
        ([[3, 2]], "does not lie in"),
        ([[-1, 2]], "does not lie in"),
        ([[0, 8]], "does not lie in a text of 7"),
    ],
)
def test_wrong_spans(value: Any, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        spans(value, "one two")


def test_spans() -> None:
    assert spans([[0, 3], [4, 7]], "one two") == ((0, 3), (4, 7))
    assert spans(None, "one two") == ()


# Quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("no quote", []),
        ("“We go”, he said", ["We go"]),
        ('"We go" and "stay"', ["We go", "stay"]),
        ("``We go'' he said", ["We go"]),
        ("''We go'' he said", ["We go"]),
        ("“We “really” go” he said", ["We “really"]),  # marks inside a quotation nest no deeper
        ("stray” and “We go", ["We go"]),
        ("“We go\nThey stay", ["We go"]),  # never over the end of a paragraph
        ("“One.\n“Two.” three", ["One.", "Two."]),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(text)] == quoted


def test_how_much_of_a_content_is_quoted() -> None:
    quoted = frozenset({1, 2, 3})
    assert quote_of(frozenset({1, 2}), quoted) == "direct"
    assert quote_of(frozenset({3, 4}), quoted) == "mixed"
    assert quote_of(frozenset({4, 5}), quoted) == "indirect"


# Attributions

#       0   1    2    3    4     5     6     7     8     9
TEXT = "Ann says that they will leave. “Never”, Bob replied."


def roles(source: str = "", cue: str = "", content: str = "", text: str = TEXT) -> Roles:
    """An attribution by its words; pieces are separated by a bar."""

    def located(words: str) -> list[Span]:
        pieces = [piece for piece in words.split("|") if piece]
        return [(text.index(piece), text.index(piece) + len(piece)) for piece in pieces]

    return {"source": located(source), "cue": located(cue), "content": located(content)}


ANN = roles("Ann", "says", "that they will leave")
BOB = roles("Bob", "replied", "Never")


def levels(gold: Sequence[Roles], said: Sequence[Roles]) -> dict[str, Tally]:
    return dict(score([Article(TEXT, gold, said)]).levels)


def test_equal_attributions() -> None:
    total = score([Article(TEXT, [ANN, BOB], [BOB, ANN])])
    assert set(total.levels.values()) == {Tally(2, 2, 2)}
    assert set(total.spans.values()) == {Tally(2, 2, 2)}
    assert total.words["content"] == Tally(5, 5, 5)
    assert all(value in (1, 2) or name.endswith("_mixed") for name, value in figures(total).items())


@pytest.mark.parametrize(
    ("said", "right"),
    [
        # the same words, differently cut: quotation mark and full stop are no words
        (roles("Ann", "says", "that they| will leave."), "content overlap strict exact"),
        # three of four words, Jaccard 0.75
        (roles("Ann", "says", "they will leave"), "content overlap strict"),
        # two of four words, Jaccard 0.5, is just enough
        (roles("Ann", "says", "will leave"), "content overlap strict"),
        (roles("Ann", "says", "leave"), ""),
        # four of its six words
        (roles("Ann", "says", "Ann says that they will leave"), "content overlap strict"),
        (roles("Ann", "Bob", "that they will leave"), "content overlap"),
        (roles("Ann", "", "that they will leave"), "content overlap"),
        (roles("Bob", "says", "that they will leave"), "content"),
        (roles("", "says", "that they will leave"), "content"),
    ],
)
def test_levels(said: Roles, right: str) -> None:
    assert levels([ANN], [said]) == {
        level: Tally(int(level in right.split()), 1, 1) for level in CONDITIONS
    }


def test_two_attributions_without_a_source_agree_on_it() -> None:
    nobody = roles("", "says", "that they will leave")
    assert levels([nobody], [nobody])["exact"] == Tally(1, 1, 1)
    assert levels([nobody], [ANN])["overlap"] == Tally(0, 1, 1)


def test_an_attribution_whose_content_has_no_word_is_left_out() -> None:
    empty = roles("Ann", "says", "")
    full_stop = roles("Ann", "says", ".")
    total = score([Article(TEXT, [ANN, empty], [full_stop])])
    assert total.levels["content"] == Tally(0, 0, 1)
    assert total.words["source"] == Tally(0, 0, 1)


def test_each_attribution_is_matched_once_and_the_most_alike_first() -> None:
    words = Words.of(TEXT)
    near, same = roles("Ann", "says", "they will leave"), ANN
    gold, said = word_sets([ANN], words), word_sets([near, same], words)
    assert [(p.gold, p.said) for p in matched(alike(gold, said), gold, said, "content")] == [(0, 1)]
    assert levels([ANN], [near, same])["content"] == Tally(1, 2, 1)


def test_of_equally_alike_ones_the_earlier_are_matched() -> None:
    words = Words.of(TEXT)
    gold = word_sets([ANN, ANN], words)
    pairs = matched(alike(gold, gold), gold, gold, "exact")
    assert [(p.gold, p.said) for p in pairs] == [(0, 0), (1, 1)]


def test_words_are_counted_over_the_article_and_spans_one_by_one() -> None:
    # gold has the content words 2 to 5 and 6, the prediction 3 to 5 (twice) and 7
    said = [
        roles("Ann", "says", "they will leave"),
        roles("Ann", "says", "they will leave"),
        roles("Bob", "replied", "Bob"),
    ]
    total = score([Article(TEXT, [ANN, BOB], said)])
    assert total.words["content"] == Tally(3, 4, 5)
    assert total.words["source"] == Tally(2, 2, 2)
    assert total.spans["content"] == Tally(0, 3, 2)
    assert total.spans["source"] == Tally(2, 3, 2)  # one "Ann" is too many
    shown = figures(total)
    assert shown["token_content_f1"] == round(2 * 3 / (4 + 5), 4)
    assert shown["source_exact_f1"] == round(2 * 2 / (3 + 2), 4)


def test_recall_by_the_gold_quotation_and_precision_by_the_predicted_one() -> None:
    text = "“Never go”, Bob replied."
    gold = [roles("Bob", "replied", "Never go", text)]  # direct
    said = [roles("Bob", "replied", "Never go”, Bob", text)]  # mixed, Jaccard 2/3
    total = score([Article(text, gold, said)])
    assert total.quotes["overlap", "direct"] == QuoteTally(found=1, wanted=1)
    assert total.quotes["overlap", "mixed"] == QuoteTally(right=1, said=1)
    shown = figures(total)
    assert (shown["recall_direct"], shown["precision_mixed"]) == (1, 1)
    assert (shown["precision_direct"], shown["recall_mixed"], shown["recall_indirect"]) == (0, 0, 0)


def test_an_article_without_predictions() -> None:
    total = score([Article(TEXT, [ANN], []), Article(TEXT, [BOB], [BOB])])
    assert total.articles == 2
    assert total.levels["exact"] == Tally(1, 1, 2)


a_span = st.tuples(st.integers(0, 50), st.integers(1, 12)).map(lambda t: (t[0], t[0] + t[1]))
an_attribution = st.fixed_dictionaries({role: st.lists(a_span, max_size=2) for role in ROLES})
some_attributions = st.lists(an_attribution, max_size=6)


@unhurried
@given(some_attributions, some_attributions)
def test_matches_use_each_attribution_once(gold: list[Roles], said: list[Roles]) -> None:
    words = Words.of(TEXT)
    ours, theirs = word_sets(gold, words), word_sets(said, words)
    pairs = alike(ours, theirs)
    assert [p.jaccard for p in pairs] == sorted((p.jaccard for p in pairs), reverse=True)
    for level, condition in CONDITIONS.items():
        found = matched(pairs, ours, theirs, level)
        assert len({p.gold for p in found}) == len({p.said for p in found}) == len(found)
        assert all(condition(ours[p.gold], theirs[p.said], p.jaccard) for p in found)


@unhurried
@given(some_attributions)
def test_the_gold_scores_one(gold: list[Roles]) -> None:
    total = score([Article(TEXT, gold, gold)])
    count = len(word_sets(gold, Words.of(TEXT)))
    assert total.levels["exact"] == Tally(count, count, count)
    for tally in (*total.words.values(), *total.spans.values()):
        assert tally.right == tally.said == tally.wanted


@unhurried
@given(some_attributions, some_attributions)
def test_words_and_spans_don_t_care_which_side_is_gold(
    gold: list[Roles], said: list[Roles]
) -> None:
    one, other = score([Article(TEXT, gold, said)]), score([Article(TEXT, said, gold)])
    for role in ROLES:
        for ours, theirs in (
            (one.words[role], other.words[role]),
            (one.spans[role], other.spans[role]),
        ):
            assert (ours.precision, ours.recall) == (theirs.recall, theirs.precision)


# Classes and values

GOLD_LABELS = ["a", "a", "a", "b", "b", "c"]
SAID_LABELS = ["a", "a", "b", "b", "d", None]


def test_classes() -> None:
    assert tallies(GOLD_LABELS, SAID_LABELS) == {
        "a": Tally(2, 2, 3),
        "b": Tally(1, 2, 2),
        "c": Tally(0, 0, 1),
        "d": Tally(0, 1, 0),
    }
    # F1 is 4/5, 2/4 and 0 for the labels that the gold has; d counts against the recall of b
    assert macro_f1(GOLD_LABELS, SAID_LABELS) == pytest.approx((0.8 + 0.5 + 0) / 3)
    assert micro_f1(GOLD_LABELS, SAID_LABELS) == 2 * 3 / (5 + 6)
    assert accuracy(GOLD_LABELS, SAID_LABELS) == 3 / 6


def test_classes_of_nothing() -> None:
    assert macro_f1([], []) == micro_f1([], []) == accuracy([], []) == 0


def test_classes_of_unequal_length() -> None:
    with pytest.raises(ValueError, match="zip"):
        macro_f1(["a"], [])


labels = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abcd")), min_size=1)


@unhurried
@given(labels)
def test_macro_f1_is_one_only_for_equal_labels(pairs: list[tuple[str, str]]) -> None:
    gold, said = [one for one, _ in pairs], [other for _, other in pairs]
    assert 0 <= macro_f1(gold, said) <= 1
    assert (macro_f1(gold, said) == 1) is (gold == said)
    assert micro_f1(gold, said) == pytest.approx(accuracy(gold, said))


def test_values() -> None:
    # deviations -1, 0, 1 and -2, 1, 1: covariance 3, variances 2 and 6
    assert pearson_r([1, 2, 3], [0, 3, 3]) == pytest.approx(3 / math.sqrt(2 * 6))
    assert mean_absolute_error([1, 2, 3], [0, 3, 3]) == pytest.approx(2 / 3)


def test_values_where_nothing_varies() -> None:
    assert pearson_r([3, 3, 3], [1, 2, 3]) == pearson_r([1, 2], [3, 3]) == pearson_r([], []) == 0
    assert mean_absolute_error([], []) == 0


def test_values_of_unequal_length() -> None:
    for measure in (pearson_r, mean_absolute_error):
        with pytest.raises(ValueError, match=r"\d|zip"):
            measure([1.0, 2.0], [1.0])


@unhurried
@given(st.lists(st.integers(-30, 30), min_size=2, unique=True), st.integers(1, 9))
def test_numbers_on_a_line_correlate_fully(numbers: list[int], slope: int) -> None:
    assert pearson_r(numbers, [slope * n - 7 for n in numbers]) == pytest.approx(1)
    assert pearson_r(numbers, [-slope * n for n in numbers]) == pytest.approx(-1)


# Reliability


def test_reliability() -> None:
    table = reliability([(0.95, True), (0.9, True), (0.85, False), (0.75, True), (1.0, False)])
    assert table == [
        Bin(0.7, 0.8, 1, 0.75, 1.0),
        Bin(0.8, 0.9, 1, 0.85, 0.0),
        Bin(0.9, 1.0, 3, pytest.approx(0.95), pytest.approx(2 / 3)),
    ]
    gaps = 1 * 0.25 + 1 * 0.85 + 3 * (0.95 - 2 / 3)
    assert expected_calibration_error(table) == pytest.approx(gaps / 5)


def test_reliability_of_nothing() -> None:
    assert reliability([]) == []
    assert expected_calibration_error([]) == 0


def test_a_confidence_lies_between_0_and_1() -> None:
    with pytest.raises(ValueError, match=r"1\.2"):
        reliability([(1.2, True)])


judged = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1)


@unhurried
@given(judged, st.randoms())
def test_the_calibration_error_is_a_share(
    pairs: list[tuple[float, bool]], order: random.Random
) -> None:
    table = reliability(pairs)
    error = expected_calibration_error(table)
    assert 0 <= error <= 1
    assert sum(row.held for row in table) == len(pairs)
    order.shuffle(pairs)
    assert expected_calibration_error(reliability(pairs)) == pytest.approx(error)
    # merging all bins into one can only lose gaps
    assert expected_calibration_error(reliability(pairs, bins=1)) <= error + 1e-9


# Marked pairs and roots


@pytest.mark.parametrize(
    ("marked_text", "actor", "recipient"),
    [
        ("<s>Norland</s> sued <t>Sudland</t>.", "Norland", "Sudland"),
        ("<t>Sudland</t> was sued by <s>Norland</s>.", "Norland", "Sudland"),
        ("<s>Norland </s>sued<t> Sudland</t>.", "Norland", "Sudland"),  # blanks at the edges
        ("<s>Norland</s> sued a firm.", "Norland", ""),
        ("A firm was sued.", "", ""),
        ("<s><t>Norland</t>'s navy</s> left.", "Norland's navy", "Norland"),  # one in the other
        ("<s>Norland</s> sued <t>Sudland</t> and <t>Estland</t>.", "Norland", "Sudland"),
        ("<s> </s>So <s>Norland</s> sued <t>Sudland.", "Norland", ""),  # empty; never closed
    ],
)
def test_marked_pairs(marked_text: str, actor: str, recipient: str) -> None:
    text = marked_text
    for tag in ("<s>", "</s>", "<t>", "</t>"):
        text = text.replace(tag, "")
    pair = marked_pair(text, marked_text)
    assert tuple(text[start:end] for start, end in pair) == (actor, recipient)
    assert (pair.actor == ABSENT) is not bool(actor)


def test_a_marked_copy_of_another_text() -> None:
    with pytest.raises(ValueError, match="differs"):
        marked_pair("Norland sued.", "<s>Norland</s> sued Sudland.")


def test_roots_and_their_quad_classes() -> None:
    assert len(penta_of()) == 15
    assert set(penta_of()) == {root_of(name) for name in plover_types()}
    numbers = {1: "AGREE CONSULT SUPPORT", 2: "COOPERATE AID YIELD"}
    numbers |= {3: "REQUEST ACCUSE REJECT THREATEN"}
    numbers |= {4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT"}
    assert penta_of() == {root: n for n, roots in numbers.items() for root in roots.split()}


def test_probabilities_of_roots() -> None:
    types = {"none": 0.5, "CONCEDE": 0.125, "RETREAT": 0.125, "AID": 0.1875, "AGREE": 0.0625}
    assert root_probabilities(types) == {"YIELD": 0.5, "AID": 0.375, "AGREE": 0.125}
    with pytest.raises(ValueError, match="above 0"):
        root_probabilities({"none": 1.0, "AID": 0.0})


def test_figures_of_events() -> None:
    sentences = [
        events.Sentence("", Pair((0, 1), ABSENT), "AID", 2),
        events.Sentence("", Pair((0, 1), (2, 3)), "AID", 2),
        events.Sentence("", Pair((0, 1), (2, 3)), "ACCUSE", 3),
        events.Sentence("", Pair(ABSENT, (2, 3)), "COERCE", 3),  # the set's own numbers may differ
    ]
    assert events.figures(sentences, ["AID", "YIELD", "ACCUSE", "ACCUSE"], [2, 2, 3, 3]) == {
        "sentences": 4,
        "without_actor": 1,
        "without_recipient": 1,
        "root_macro_f1": round((2 / 3 + 2 / 3 + 0) / 3, 4),
        "penta_macro_f1": 1.0,
        "root_accuracy": 0.5,
        "penta_accuracy": 1.0,
        "root_f1_ACCUSE": 0.6667,
        "root_f1_AID": 0.6667,
        "root_f1_COERCE": 0.0,
    }


# Factuality


def happening(text: str, value: float, label: str) -> factuality.Happening:
    return factuality.Happening(text, (0, 1), value, label)


def test_figures_of_factuality() -> None:
    gold = [happening("x", 3, "CT+"), happening("x", 1, "PS+"), happening("y", -3, "CT-")]
    said = [
        (2.0, {"CT+": 0.6, "PS+": 0.4}),
        (2.0, {"CT+": 0.6, "PS+": 0.4}),
        (-2.0, {"CT-": 0.9, "CT+": 0.1}),
    ]
    # deviations from the means 1/3 and 2/3: covariance 40/3, variances 56/3 and 32/3
    assert factuality.figures(gold, said) == {
        "events": 3,
        "pearson_r": round((40 / 3) / math.sqrt(56 / 3 * 32 / 3), 4),
        "mae": 1.0,
        "macro_f1": round((2 / 3 + 0 + 1) / 3, 4),
    }


def test_events_of_one_text_are_read_together() -> None:
    gold = [happening(text, 0, "UU") for text in ("x", "y", "x")]
    assert factuality.by_text(gold) == {"x": [0, 2], "y": [1]}


def test_a_file_is_named_for_its_set() -> None:
    assert factuality.set_name(Path("data") / "UDS_IH2.dev.jsonl") == "UDS_IH2"


# Wording


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ([], []),
        (["bogus"], ["Bogus", "bogus"]),  # whatever the case; both of two
        (['"photo-op"'], ["photo", "op"]),  # what stands between and around is no word
        (["a photo op"], ["a", "photo", "op"]),
        (["op a"], []),  # in this order only
        (["phot", "!", ""], []),  # whole words only
        (["so-called expert's"], ["so", "called", "expert", "s"]),
    ],
)
def test_marked_words(entries: list[str], found: list[str]) -> None:
    text = "Bogus! His so-called expert’s “claim” was a photo op, and bogus."
    words = Words.of(text)
    hits = [text[slice(*words.spans[number])] for number in sorted(marked(words, entries))]
    assert hits == found


def test_folds_by_outlet() -> None:
    sizes = {"b": 3, "a": 3, "c": 2, "d": 1, "e": 4}
    outlets = [name for name, size in sizes.items() for _ in range(size)]
    # e opens fold 0, a fold 1, b fold 2; then c fits in fold 1, d in fold 2
    fold_of = dict(zip(outlets, folds_by_outlet(outlets, count=3), strict=True))
    assert fold_of == {"e": 0, "a": 1, "b": 2, "c": 1, "d": 2}


@unhurried
@given(st.lists(st.sampled_from("abcdefgh")), st.randoms())
def test_no_outlet_is_in_two_folds(outlets: list[str], order: random.Random) -> None:
    folds = folds_by_outlet(outlets)
    fold_of = dict(zip(outlets, folds, strict=True))
    assert [fold_of[outlet] for outlet in outlets] == folds
    assert set(folds) <= set(range(5))
    order.shuffle(outlets)
    assert folds_by_outlet(outlets) == [fold_of[outlet] for outlet in outlets]


def marked_sentence(text: str) -> Sentence:
    """A sentence whose words in capitals are marked."""
    return Sentence(
        Words.of(text), frozenset(n for n, word in enumerate(text.split()) if word.isupper())
    )


def test_a_lexicon_holds_what_is_marked_in_half_of_its_places() -> None:
    sentences = [marked_sentence(text) for text in ("BAD news is news", "bad NEWS", "is it BAD")]
    assert lexicon(sentences) == {"bad"}  # two of three; "news" only one of three


def test_a_lexicon_is_tried_on_the_other_folds() -> None:
    sentences = [marked_sentence(text) for text in ("a BAD day", "bad NEWS", "a GREAT day")]
    # fold 0 is read knowing great and news, fold 1 knowing bad, great; fold 1 holds the middle one
    tally = lexicon_tally(sentences, [0, 1, 0])
    assert tally == Tally(0, 1, 3)  # "bad" is said in fold 1, where it isn't marked


def test_spans_of_loaded_words() -> None:
    sentence = wording.sentence({"text": "A bad, bad day", "biased_words": ["bad"]})
    tally = wording.tally([sentence, sentence], [[(2, 5), (11, 14)], []])
    assert tally == Tally(1, 2, 4)
    assert wording.figures("head", tally) == {
        "head_word_f1": round(2 / 6, 4),
        "head_word_precision": 0.5,
        "head_word_recall": 0.25,
    }


# The commands


def write(path: Path, *records: Any) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf8")
    return path


ARTICLE = {
    "id": "a1",
    "text": "Kyiv accused Moscow of bombing a hospital, two officials said.",
    "date": "2024-05-03",
    "attributions": [{"source": [[43, 56]], "cue": [[57, 61]], "content": [[0, 41]]}],
}


def test_reading_and_scoring_agree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, kept = write(tmp_path / "gold.jsonl", ARTICLE), tmp_path / "kept.jsonl"
    assert attribution.main([str(gold), "--predictions", str(kept), "--json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert (read["attributions"], read["predicted"], read["exact_f1"]) == (1, 1, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gold.jsonl", "kept.jsonl"]
    assert json.loads(kept.read_text("utf8"))["attributions"] == ARTICLE["attributions"]
    assert attribution.main([str(gold), "--score", str(kept)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {name: float(value) for name, value in map(str.split, lines)} == read


def test_only_outermost_attributions_are_predicted(reader: Reader) -> None:
    reading = reader.read("Kyiv said that Moscow had admitted that it had fired.")
    assert len(reading.attributions) == 2
    assert len(attribution.outermost(reading)) == 1


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ([], "gold.jsonl: it holds no record"),
        ([[1]], "gold.jsonl:1: no JSON object"),
        ([ARTICLE, {"id": "a2"}], 'gold.jsonl:2: it has no "text"'),
        ([ARTICLE | {"text": None}], 'gold.jsonl:1: "text" must be a string, not null'),
        ([ARTICLE, ARTICLE], "gold.jsonl:2: 'a1' stands at"),
        ([ARTICLE | {"attributions": ["x"]}], "gold.jsonl:1: attribution 1: it is no JSON object"),
        (
            [ARTICLE | {"attributions": [{"content": [[0, 999]]}]}],
            "gold.jsonl:1: attribution 1: the span [0, 999] does not lie in a text of 62",
        ),
        ([ARTICLE | {"date": 2024}], 'gold.jsonl:1: "date" must be a string'),
    ],
)
def test_wrong_articles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], records: list[Any], reason: str
) -> None:
    assert attribution.main([str(write(tmp_path / "gold.jsonl", *records))]) == 2
    assert reason in capsys.readouterr().err


def test_predictions_for_an_unknown_article(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = write(tmp_path / "gold.jsonl", ARTICLE)
    said = write(tmp_path / "said.jsonl", {"id": "a1", "attributions": []}, ARTICLE | {"id": "a9"})
    assert attribution.main([str(gold), "--score", str(said)]) == 2
    assert "said.jsonl:2: the gold has no article 'a9'" in capsys.readouterr().err


def test_a_missing_file_and_unknown_heads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert attribution.main([str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl: it cannot be read" in capsys.readouterr().err
    gold = write(tmp_path / "gold.jsonl", ARTICLE)
    assert attribution.main([str(gold), "--heads", "tails"]) == 2
    assert "tails" in capsys.readouterr().err


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(IntakeError, match="cannot be written"):
        jsonl.write(tmp_path / "out", [{"id": "a1"}])
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_wrong_json_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('\ufeff{"a": 1}\n\n{"a": \n', encoding="utf8")
    with pytest.raises(IntakeError, match=r"gold\.jsonl:3: no valid JSON"):
        jsonl.read(path, {})


PAIR = {
    "text": "Norland sued Sudland.",
    "marked_text": "<s>Norland</s> sued <t>Sudland</t>.",
    "label_root": "ACCUSE",
    "label_penta": 3,
}


def test_gold_of_events(tmp_path: Path) -> None:
    path = write(tmp_path / "plv.jsonl", PAIR, PAIR | {"label_root": "RETREAT", "label_penta": 2})
    first, second = events.gold_sentences(path)
    assert first == events.Sentence(PAIR["text"], Pair((0, 7), (13, 20)), "ACCUSE", 3)
    assert second.root == "YIELD"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"label_root": "SUE"}, ":1: \"label_root\" is 'SUE'; use one of AGREE"),
        ({"label_penta": 5}, ':1: "label_penta" is 5'),
        ({"label_penta": "3"}, ':1: "label_penta" must be a whole number, not a string'),
        ({"text": "Other"}, ':1: "marked_text" differs'),
    ],
)
def test_wrong_gold_of_events(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, Any], reason: str
) -> None:
    assert events.main(["plv", str(write(tmp_path / "plv.jsonl", PAIR | change))]) == 2
    assert reason in capsys.readouterr().err


EVENT = {"text": "They left .", "char": [5, 9], "value": 3, "label": "CT+"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"value": 3.5}, ':1: "value" is 3.5'),
        ({"value": math.nan}, ':1: "value" is nan'),
        ({"value": True}, ':1: "value" must be a whole number or a number, not true or false'),
        ({"label": "CT"}, ":1: \"label\" is 'CT'; use CT+"),
        ({"char": [5, 99]}, ':1: "char": the span [5, 99] does not lie in'),
    ],
)
def test_wrong_gold_of_factuality(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, Any], reason: str
) -> None:
    assert factuality.main([str(write(tmp_path / "UW.x.jsonl", EVENT | change))]) == 2
    assert reason in capsys.readouterr().err


def test_gold_of_factuality(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = (write(tmp_path / f"UW.{part}.jsonl", EVENT) for part in ("dev", "train"))
    assert factuality.gold_events(one) == [factuality.Happening("They left .", (5, 9), 3.0, "CT+")]
    assert factuality.main([str(one), str(other)]) == 2
    assert "UW.train.jsonl: another file is named UW, too" in capsys.readouterr().err


def test_wording(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = write(
        tmp_path / "gold.jsonl",
        {"text": "A bogus claim", "outlet": "North", "biased_words": ["bogus"]},
        {"text": "Another bogus claim", "outlet": "South", "biased_words": ["Bogus"]},
    )
    said = write(
        tmp_path / "said.jsonl",
        {"text": "Another bogus claim", "loaded": [[8, 19]]},
        {"text": "A bogus claim", "loaded": []},
    )
    assert wording.main([str(gold), "--score", str(said), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["sentences"], shown["words"], shown["marked_words"]) == (2, 6, 2)
    assert shown["lexicon_word_f1"] == 1
    assert shown["head_word_f1"] == round(2 * 1 / (2 + 2), 4)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ([{"text": "A bogus claim", "loaded": []}], "said.jsonl: 1 texts of the gold have no line"),
        ([{"text": "Other", "loaded": []}], "said.jsonl:1: its text is not in the gold"),
        ([{"text": "A bogus claim", "loaded": [[2, 99]]}] * 2, "said.jsonl:2: its text stands at"),
    ],
)
def test_wrong_predictions_of_wording(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], said: list[Any], reason: str
) -> None:
    records = [
        {"text": text, "outlet": "North", "biased_words": []} for text in ("A bogus claim", "Two")
    ]
    gold = write(tmp_path / "gold.jsonl", *records)
    assert wording.main([str(gold), "--score", str(write(tmp_path / "said.jsonl", *said))]) == 2
    assert reason in capsys.readouterr().err


def test_calibration(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    voices = [{"kind": "unnamed", "name": "two officials"}, {"kind": "country", "name": "Kyiv"}]
    claims = [
        {"anchor": "bombing", "voices": voices, "status": "happened",
         "event": {"type": "ASSAULT", "actors": ["RUS"], "recipients": ["hospital"]}},
        {"anchor": "accused", "voices": voices, "status": "denied", "event": None},
    ]  # fmt: skip
    gold = write(tmp_path / "g.jsonl", {"id": "g", "text": ARTICLE["text"], "claims": claims})
    assert calibration.main([str(gold), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["claims"], shown["share_right"]) == (2, 0.5)
    assert sum(row["claims"] for row in shown["bins"]) == 2
    assert calibration.main([str(gold)]) == 0
    assert f"\nmean_confidence {shown['mean_confidence']}\n" in capsys.readouterr().out


def test_calibration_of_what_is_no_gold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = write(tmp_path / "g.jsonl", {"id": "g", "text": "They left.", "claims": [{}]})
    assert calibration.main([str(gold)]) == 2
    assert "g.jsonl:1: its claims are not as" in capsys.readouterr().err
