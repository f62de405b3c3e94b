"""The learned heads: windows, relations, decoding, and what holds for any weights.

What the weights predict is measured by the benchmarks. Here stands what must hold after every
training: shapes, ranges, offsets, and that a country's name changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from sayso.errors import ModelError
from sayso.knowledge.plover import plover_types
from sayso.reading.confidence import NAMES as WEIGHED
from sayso.reading.heads import Heads, Seen
from sayso.reading.heads.config import Config
from sayso.reading.heads.factors import NAMES, factors
from sayso.reading.heads.lexicon import known_types, size
from sayso.reading.heads.linking import CONTENT, CUE, SOURCE, Link, Prices, links, log_softmax
from sayso.reading.heads.network import Network
from sayso.reading.heads.pieces import Pieces
from sayso.reading.heads.relations import DEPENDENCIES, SIZES, relations
from sayso.reading.heads.seen import LABELS
from sayso.reading.heads.weights import FOLDER
from sayso.reading.heads.windows import ROOM, Labels, Window, windows
from sayso.reading.parse import DEFAULT_MODEL, Parse, Parser
from sayso.records import Document

LONGEST = 512  # pieces for which the encoder has positions


@cache
def _heads() -> Heads:
    return Heads()


@cache
def _pieces() -> Pieces:
    return Pieces(FOLDER / "tokenizer.json")


@cache
def _parser() -> Parser:
    return Parser()


@cache
def _parse(text: str) -> Parse:
    return _parser().parse(Document(id="d", text=text))


@cache
def _seen(text: str) -> Seen:
    return _heads().read(_parse(text))


def _cut(parse: Parse) -> list[Window]:
    return windows(parse, _pieces(), _heads().config.labels)


def _words(parse: Parse) -> list[int]:
    return [token.i for token in parse.doc if not token.is_space]


# Windows


SENTENCE = "The mayor of the old town said that the bridge had been closed since the spring."
TEXTS = {
    "one sentence": SENTENCE,
    "paragraphs": f"{SENTENCE}\n\n{SENTENCE} {SENTENCE}\n{SENTENCE}",
    "quotation": "“We will stay.\n\n“Nobody moves us,” the envoy said. “Nobody.”",
    "countries": "Chad accused Burkina Faso. The Fijians denied it; so did the United States.",
    "blanks between": "  The mayor\u00a0left . \t She   wept.\n \n\n  He stayed. ",
    "emoji": "The mayor 😀 left 👨‍👩‍👧 town. 🇫🇷🇩🇪 She wept 😭😭😭.",
    "odd letters": "Ⅷ ½ ñ n\u0303 ﷽ 漢字 \u202eabc\u202c \ufeff x\u200by \x07 Ω≈ç√",
    "no words": "--- ... !!! ((( 12 % $ )))",
    "one endless word": "a" * 3000,
    "an address": "See https://example.com/" + "a1b2/" * 200 + " now.",
    "one long paragraph": " ".join([SENTENCE] * 125),  # 2,000 words
    "lines of a table": "\n".join(f"Row {n} | {n * 37} | open" for n in range(150)),
}


def _check(parse: Parse, cut: Sequence[Window]) -> None:
    """Whatever the text: every word once, in order, with its own pieces, head and labels."""
    doc, labels = parse.doc, _heads().config.labels
    assert [int(i) for window in cut for i in window.tokens] == _words(parse)
    last = -1
    for window in cut:
        n = len(window)
        assert n > 0
        for name in ("tags", "dependencies", "heads", "sentences", "paragraphs", "quotes"):
            assert getattr(window, name).shape == (n,)
        assert len(window.ids) <= LONGEST
        assert (window.ids[0], window.ids[-1]) == (_pieces().first, _pieces().last)
        bounds = [*window.first_piece.tolist(), len(window.ids) - 1]
        inside = set(window.tokens.tolist())
        for word, i in enumerate(window.tokens.tolist()):
            own = tuple(window.ids[bounds[word] : bounds[word + 1]].tolist())
            assert own == _pieces()(doc[i].text)
            assert window.tags[word] == labels.tags.get(doc[i].tag_, 0)
            assert window.dependencies[word] == labels.dependencies.get(doc[i].dep_, 0)
            head = doc[i].head.i
            assert window.tokens[window.heads[word]] == (head if head in inside else i)
        for numbers in (window.sentences, window.paragraphs):
            assert (np.diff(numbers) >= 0).all()
        assert window.sentences[0] >= last
        last = int(window.sentences[-1])


@pytest.mark.parametrize("name", TEXTS)
def test_every_word_stands_in_one_window(name: str) -> None:
    parse = _parse(TEXTS[name])
    cut = _cut(parse)
    assert cut
    _check(parse, cut)


@pytest.mark.parametrize("name", TEXTS)
def test_words_lead_back_to_the_text(name: str) -> None:
    parse = _parse(TEXTS[name])
    covered = set()
    for window in _cut(parse):
        for i in window.tokens.tolist():
            assert parse.word(parse.doc[i]).strip()
            covered.update(range(parse.starts[i], parse.ends[i]))
    left = "".join(c for at, c in enumerate(parse.document.text) if at not in covered)
    assert left.strip() == ""


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_cut(text: str) -> None:
    parse = _parser().parse(Document(id="d", text=text))
    _check(parse, _cut(parse))


@pytest.mark.parametrize("text", ["", " ", "\n", " \n\t\n  ", "\u00a0\u2003"])
def test_nothing_to_read(text: str) -> None:
    assert _cut(_parse(text)) == []
    seen = _seen(text)
    assert seen.links == []
    assert seen.opinion == 0
    assert seen.facts([]) == []
    assert [seen.loaded(token.i) for token in _parse(text).doc] == [0.0] * len(_parse(text).doc)
    assert seen.types((), ())["none"] == 1
    assert _heads().loaded_words(text) == []


def test_paragraphs_stay_whole() -> None:
    text = "\n\n".join(" ".join([SENTENCE] * (1 + n % 4)) for n in range(20))
    cut = _cut(_parse(text))
    held = [set(window.paragraphs.tolist()) for window in cut]
    assert len(cut) > 2
    assert sum(map(len, held)) == len(set().union(*held)) == 20
    for window, paragraphs in zip(cut, held, strict=True):
        assert len(paragraphs) == 1 or len(window.ids) - 2 <= ROOM


def test_windows_are_filled() -> None:
    cut = _cut(_parse("\n".join([SENTENCE] * 40)))
    for one, other in pairwise(cut):
        end = np.searchsorted(other.paragraphs, other.paragraphs[0], side="right")
        after = other.first_piece[end] if end < len(other) else len(other.ids) - 1
        assert (len(one.ids) - 2) + (after - 1) > ROOM


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    cut = _cut(_parse(TEXTS["one long paragraph"]))
    held = [set(window.sentences.tolist()) for window in cut]
    assert len(cut) > 4
    assert sum(map(len, held)) == len(set().union(*held)) == 125
    assert {int(p) for window in cut for p in window.paragraphs} == {0}


def _by_hand(words: Sequence[str], heads: Sequence[int], labels: Sequence[str]) -> Parse:
    """A parse as one writes it down, one sentence."""
    spaces = [True] * len(words)
    doc = Doc(
        _parse("").doc.vocab,
        words=list(words),
        spaces=spaces,
        heads=list(heads),
        deps=list(labels),
        tags=["NN"] * len(words),
        sent_starts=[not n for n in range(len(words))],
    )
    starts = tuple(token.idx for token in doc)
    ends = tuple(token.idx + len(token) for token in doc)
    return Parse(Document(id="d", text=doc.text), doc, starts, ends, {})


def test_a_sentence_of_400_words() -> None:
    words = ["conurbations"] * 400
    parse = _by_hand(words, [0] * 400, ["ROOT", *["conj"] * 399])
    assert len(list(parse.doc.sents)) == 1
    cut = _cut(parse)
    _check(parse, cut)
    assert len(cut) > 1
    for window in cut[1:]:
        assert window.heads.tolist() == list(range(len(window)))  # its head stands elsewhere


def test_unknown_labels_are_number_0() -> None:
    parse = _by_hand(["Ships", "sank"], [1, 1], ["nsubj", "ROOT"])
    (window,) = windows(parse, _pieces(), Labels({}, {"nsubj": 1}))
    assert window.tags.tolist() == [0, 0]
    assert window.dependencies.tolist() == [1, 0]


def test_quotations_are_numbered() -> None:
    parse = _parse("He said: “We leave.” Then: “You stay.”")
    (window,) = _cut(parse)
    found: dict[int, list[str]] = {}
    for word, i in enumerate(window.tokens):
        found.setdefault(int(window.quotes[word]), []).append(parse.doc[int(i)].text)
    assert found[1] == ["We", "leave", "."]
    assert found[2] == ["You", "stay", "."]
    assert {"He", "said", "Then"} <= set(found[0])


# Relations


KINDS = ("ROOT", "nsubj", "det", "mark", "ccomp", "prep", "pobj", "punct")
LABEL = {name: number for number, name in enumerate(KINDS, 1)}

# word, dependency, number of its head
SAID = [
    ("The", "det", 1),
    ("mayor", "nsubj", 2),
    ("said", "ROOT", 2),
    ("that", "mark", 5),
    ("rebels", "nsubj", 5),
    ("fled", "ccomp", 2),
]
DEEP = [
    ("Aides", "nsubj", 4),
    ("of", "prep", 0),
    ("the", "det", 3),
    ("mayor", "pobj", 1),
    ("wept", "ROOT", 4),
    (".", "punct", 4),
]


def _made(
    heads: Sequence[int],
    labels: Sequence[int] | None = None,
    sentences: Sequence[int] | None = None,
    paragraphs: Sequence[int] | None = None,
    quotes: Sequence[int] | None = None,
) -> Window:
    n = len(heads)
    rows = [labels, sentences, paragraphs, quotes]
    made = [np.array(row if row is not None else [0] * n, dtype=np.int64) for row in rows]
    return Window(
        tokens=np.arange(n),
        ids=np.arange(n + 2),
        first_piece=np.arange(1, n + 1),
        tags=np.zeros(n, dtype=np.int64),
        dependencies=made[0],
        heads=np.array(heads, dtype=np.int64),
        sentences=made[1],
        paragraphs=made[2],
        quotes=made[3],
    )


def _tree(words: Sequence[tuple[str, str, int]]) -> Window:
    return _made([head for _, _, head in words], [LABEL[name] for _, name, _ in words])


def _flat(count: int) -> Window:
    return _made([0] * count)


def _up(number: int) -> str:
    """A way up in words: ``-`` not in the tree, ``.`` none, ``nsubj`` one step, ``nsubj+`` more."""
    if number < 2:
        return "-."[number]
    several, label = divmod(number - 2, DEPENDENCIES)
    return KINDS[label - 1] + "+" * several


def _down(number: int) -> str:
    return "-."[number] if number < 2 else KINDS[number - 3]


TREES = [
    (SAID, "said", ".    .     . .     .     .", "nsubj nsubj . ccomp ccomp ccomp"),
    (SAID, "fled", "ccomp ccomp ccomp . . .", "nsubj nsubj . mark nsubj ."),
    (SAID, "rebels", "ccomp+ ccomp+ ccomp+ nsubj . nsubj", "nsubj nsubj . mark . ."),
    (SAID, "The", ". det nsubj+ nsubj+ nsubj+ nsubj+", ". . . ccomp ccomp ccomp"),
    (DEEP, "wept", ". . . . . .", "nsubj nsubj nsubj nsubj . punct"),
    (DEEP, "the", "prep+ pobj+ . det nsubj+ nsubj+", ". . . . . punct"),
    (DEEP, "of", "prep . . . nsubj+ nsubj+", ". . pobj pobj . punct"),
    (DEEP, ".", "punct punct punct punct punct .", "nsubj nsubj nsubj nsubj . ."),
]


@pytest.mark.parametrize(("words", "chosen", "up", "down"), TREES)
def test_ways_in_the_tree(
    words: list[tuple[str, str, int]], chosen: str, up: str, down: str
) -> None:
    number = [word for word, _, _ in words].index(chosen)
    found = relations(_tree(words), number).tolist()
    assert [_up(n) for n in found[0]] == up.split()
    assert [_down(n) for n in found[1]] == down.split()


def test_another_tree_is_out_of_reach() -> None:
    window = _made([1, 1, 3, 3, 4], [1] * 5, sentences=[0, 0, 1, 1, 1])
    up, down = relations(window, 3)[:2].tolist()
    assert [_up(n) for n in up] == ["-", "-", ".", ".", "-"]  # the last word is a root of its own
    assert [_down(n) for n in down] == ["-", "-", "ROOT", ".", "-"]


@pytest.mark.parametrize(
    ("apart", "number"),
    [
        *[(0, 8), (1, 9), (2, 10), (3, 10), (4, 11), (7, 11), (8, 12), (15, 12), (16, 13)],
        *[(31, 13), (32, 14), (63, 14), (64, 15), (127, 15), (128, 16), (255, 16), (299, 16)],
    ],
)
def test_distance_in_powers_of_two(apart: int, number: int) -> None:
    window = _flat(600)
    assert relations(window, 300)[2, 300 + apart] == number
    assert relations(window, 300)[2, 300 - apart] == 16 - number


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        (0, [3, 4, 5, 6, 6, 8, 8]),
        (4, [0, 0, 1, 2, 3, 8, 8]),
        (5, [7, 7, 7, 7, 7, 3, 8]),
        (6, [7, 7, 7, 7, 7, 7, 3]),
    ],
)
def test_sentences_and_paragraphs_apart(chosen: int, numbers: list[int]) -> None:
    window = _made(range(7), sentences=[0, 1, 2, 3, 4, 5, 6], paragraphs=[0, 0, 0, 0, 0, 1, 2])
    assert relations(window, chosen)[3].tolist() == numbers


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        (1, [4, 4, 1, 5, 1, 1, 5]),  # in a quotation: the same, none, another
        (2, [2, 2, 0, 3, 0, 0, 3]),  # in none: near is what touches its sentence
        (4, [3, 3, 0, 2, 0, 0, 3]),
        (5, [3, 3, 0, 3, 0, 0, 2]),
    ],
)
def test_quotations_of_both(chosen: int, numbers: list[int]) -> None:
    window = _made(range(7), sentences=[0, 0, 0, 1, 1, 2, 2], quotes=[1, 1, 0, 2, 0, 0, 3])
    assert relations(window, chosen)[4].tolist() == numbers


@st.composite
def _windows(draw: st.DrawFn) -> tuple[Window, int]:
    """Any window, also one with heads that no parser would give, and a word in it."""
    n = draw(st.integers(1, 40))
    numbers = st.lists(st.integers(0, n - 1), min_size=n, max_size=n)
    labels = st.lists(st.integers(0, DEPENDENCIES - 1), min_size=n, max_size=n)
    steps = st.lists(st.booleans(), min_size=n, max_size=n)
    sentences = np.cumsum(draw(steps))
    paragraphs = np.cumsum(np.diff(sentences, prepend=sentences[0]) * np.array(draw(steps)))
    quotes = draw(st.lists(st.integers(0, 3), min_size=n, max_size=n))
    window = _made(draw(numbers), draw(labels), sentences, paragraphs, quotes)
    return window, draw(st.integers(0, n - 1))


@given(_windows())
def test_relations_stay_in_their_tables(made: tuple[Window, int]) -> None:
    window, word = made
    found = relations(window, word)
    assert found.shape == (len(SIZES), len(window))
    assert found.dtype == np.int64
    assert (found >= 0).all()
    assert (found < np.array(SIZES)[:, None]).all()
    assert found[:4, word].tolist() == [1, 1, 8, 3]
    other = window.sentences != window.sentences[word]
    assert (found[:2, other] == 0).all()
    assert ((found[0] == 0) == (found[1] == 0)).all()


@pytest.mark.parametrize("name", TEXTS)
def test_relations_of_real_windows(name: str) -> None:
    for window in _cut(_parse(TEXTS[name]))[:3]:
        for word in range(0, len(window), 7):
            found = relations(window, word)
            assert (found < np.array(SIZES)[:, None]).all()
            assert found[:4, word].tolist() == [1, 1, 8, 3]


# Decoding


LETTERS = {".": 0, "s": SOURCE, "c": CUE, "t": CONTENT}
STRONG = 6.0
PRICES = Prices(least=0.4, piece=0.65, entering=(1.0, 1.0, 1.0, 1.0))


def _scores(*rows: str) -> np.ndarray:
    """One row of letters an anchor: none, source, cue, content, each with a strong score."""
    made = np.zeros((len(rows), len(rows[0]), 4), dtype=np.float32)
    for row, letters in enumerate(rows):
        for word, letter in enumerate(letters):
            made[row, word, LETTERS[letter]] = STRONG
    return made


def _chances(count: int, **anchors: float) -> np.ndarray:
    """``w3=0.9``: the third word's chance; 0 for all others."""
    made = np.zeros(count, dtype=np.float32)
    for name, chance in anchors.items():
        made[int(name[1:])] = chance
    return made


def _linked(chances: np.ndarray, scores: np.ndarray, prices: Prices = PRICES) -> list[Link]:
    def roles(anchors: list[int], related: np.ndarray) -> np.ndarray:
        assert related.shape == (len(anchors), len(SIZES), len(chances))
        return scores[: len(anchors)]

    return links(_flat(len(chances)), chances, roles, prices)


def _shown(link: Link, count: int) -> str:
    shown = ["."] * count
    for letter, words in (("s", link.source), ("c", link.cue), ("t", link.content)):
        for word in words:
            assert shown[word] == "."
            shown[word] = letter
    return "".join(shown)


@pytest.mark.parametrize(
    ("anchor", "scores", "shown"),
    [
        (2, "ssctttt.", "ssctttt."),
        (3, "tttcss.", "tttcss."),  # content first
        (2, "..ctttt.", "..ctttt."),  # nobody is named
        (2, "sscttt.ttt", "sscttt.ttt"),  # a content in two pieces
        (1, "sstttt", "sctttt"),  # the anchor is the cue, whatever its scores say
        (0, "ttttt", "ctttt"),
        (4, "ttttt", "ttttc"),
        (1, "sccctt", "sccctt"),  # a cue of several words
    ],
)
def test_roles_become_an_attribution(anchor: int, scores: str, shown: str) -> None:
    n = len(scores)
    (link,) = _linked(_chances(n, **{f"w{anchor}": 0.9}), _scores(scores))
    assert _shown(link, n) == shown
    assert link.anchor == anchor
    assert link.chance == pytest.approx(0.9)
    assert 0 < link.support <= 1


@pytest.mark.parametrize("scores", ["ssc.....", "..c....."])
def test_no_content_no_attribution(scores: str) -> None:
    assert _linked(_chances(8, w2=0.9), _scores(scores)) == []


@pytest.mark.parametrize(
    ("margin", "entering", "shown"),
    [
        (1.0, (0.0, 0.0, 0.0, 0.0), "sctt.tt"),
        (1.0, (1.0, 1.0, 1.0, 1.0), "scttttt"),  # two changes cost more than the one word gains
        (1.9, (1.0, 1.0, 1.0, 1.0), "scttttt"),
        (2.1, (1.0, 1.0, 1.0, 1.0), "sctt.tt"),
        (2.1, (1.5, 1.5, 1.5, 1.5), "scttttt"),
        (2.1, (0.0, 0.0, 0.0, 2.2), "scttttt"),  # out of the content is free, into it is not
        (2.1, (2.2, 0.0, 0.0, 0.0), "scttttt"),
        (2.1, (0.0, 2.2, 2.2, 2.0), "sctt.tt"),
    ],
)
def test_a_change_has_its_price(
    margin: float, entering: tuple[float, float, float, float], shown: str
) -> None:
    scores = _scores("scttttt")
    scores[0, 4] = [margin, -STRONG, -STRONG, 0.0]
    prices = replace(PRICES, piece=0.0, entering=entering)
    (link,) = _linked(_chances(7, w1=0.9), scores, prices)
    assert _shown(link, 7) == shown


@pytest.mark.parametrize(
    ("scores", "weak", "piece", "shown"),
    [
        ("scttt..tt", "7 8", 0.9, "scttt...."),  # a further piece that is not sure enough
        ("scttt..tt", "7 8", 0.5, "scttt..tt"),
        ("scttt..tt", "2 3 4", 0.9, "scttt..tt"),  # the longest stays, sure or not
        ("sct....tt", "2", 0.9, "sc.....tt"),
        ("sct.t..tt", "2 4", 0.9, "sc.....tt"),
        ("tt.sc.ttt", "0 1", 0.9, "...sc.ttt"),
    ],
)
def test_weak_pieces_of_a_content(scores: str, weak: str, piece: float, shown: str) -> None:
    made = _scores(scores)
    for word in map(int, weak.split()):
        made[0, word] = [0.0, -STRONG, -STRONG, 2.0]  # a chance of 0.88
    prices = replace(PRICES, piece=piece, entering=(0.0, 0.0, 0.0, 0.0))
    (link,) = _linked(_chances(9, **{f"w{scores.index('c')}": 0.9}), made, prices)
    assert _shown(link, 9) == shown


@pytest.mark.parametrize(
    ("chance", "least", "found"), [(0.51, 0.5, 1), (0.49, 0.5, 0), (0.41, 0.4, 1), (0.9, 0.95, 0)]
)
def test_the_threshold(chance: float, least: float, found: int) -> None:
    chances = _chances(6, w1=chance)
    assert len(_linked(chances, _scores("sctttt"), replace(PRICES, least=least))) == found


def test_without_an_anchor_nobody_is_asked() -> None:
    def roles(anchors: list[int], related: np.ndarray) -> np.ndarray:
        raise AssertionError((anchors, related))

    assert links(_flat(4), _chances(4), roles, PRICES) == []


@pytest.mark.parametrize(
    ("chances", "anchors"),
    [({"w1": 0.6, "w2": 0.9}, [2]), ({"w1": 0.9, "w2": 0.6}, [1]), ({"w1": 0.7, "w2": 0.7}, [1])],
)
def test_of_twins_the_surer_one(chances: dict[str, float], anchors: list[int]) -> None:
    found = _linked(_chances(7, **chances), _scores("scctttt", "scctttt"))
    assert [link.anchor for link in found] == anchors


def test_cues_of_their_own_are_no_twins() -> None:
    scores = _scores("sctttttt", "...scttt")
    found = _linked(_chances(8, w1=0.5, w4=0.9), scores)
    assert [(link.anchor, _shown(link, 8)) for link in found] == [
        (1, "sctttttt"),
        (4, "...scttt"),
    ]


def _total(path: Sequence[int], scores: np.ndarray, entering: Sequence[float]) -> float:
    changes = sum(entering[other] for one, other in pairwise(path) if one != other)
    return float(sum(scores[word, role] for word, role in enumerate(path))) - changes


_SCORE = st.floats(-4, 4, width=32)


@settings(deadline=None)
@given(
    st.lists(st.lists(_SCORE, min_size=4, max_size=4), min_size=2, max_size=5),
    st.tuples(*[st.floats(0, 3)] * 4),
    st.data(),
)
def test_the_best_sequence_is_found(
    rows: list[list[float]], entering: tuple[float, float, float, float], data: st.DataObject
) -> None:
    n = len(rows)
    anchor = data.draw(st.integers(0, n - 1))
    logits = np.array([rows], dtype=np.float32)
    prices = replace(PRICES, least=1e-6, piece=0.0, entering=entering)
    found = _linked(_chances(n, **{f"w{anchor}": 1.0}), logits, prices)
    scores = log_softmax(logits)[0]
    paths = [path for path in product(range(4), repeat=n) if path[anchor] == CUE]
    if found:
        chosen = [[LETTERS[letter] for letter in _shown(found[0], n)]]
    else:
        chosen = [list(path) for path in paths if CONTENT not in path]
    best = max(_total(path, scores, entering) for path in paths)
    assert max(_total(p, scores, entering) for p in chosen) == pytest.approx(best, abs=1e-3)


def test_log_softmax() -> None:
    logits = np.array([[0.0, 1.0, -1.0], [1e4, 0.0, -1e4]], dtype=np.float32)
    assert np.exp(log_softmax(logits)).sum(-1) == pytest.approx([1.0, 1.0])
    assert np.isfinite(log_softmax(logits)).all()


# Pieces


@pytest.mark.parametrize(
    "word",
    ["minister", "Minister", "n't", "€", "½", "Übersetzer", "", " ", "\n", "\u200b", "\x00", "😀"],
)
def test_every_word_has_pieces(word: str) -> None:
    found = _pieces()(word)
    assert found
    assert all(number >= 0 for number in found)
    assert not {_pieces().first, _pieces().last} & set(found)
    assert _pieces()(word) == found


def test_case_does_not_matter() -> None:
    assert _pieces()("MINISTER") == _pieces()("minister")


@pytest.mark.parametrize("word", ["https://example.com/" + "a1b2/" * 400, "ab" * 5000])
def test_no_word_fills_a_window(word: str) -> None:
    assert len(_pieces()(word)) < 20


def test_a_tokenizer_of_another_kind(tmp_path: Path) -> None:
    Tokenizer(WordLevel({"a": 0})).save(str(tmp_path / "t.json"))
    with pytest.raises(ModelError, match=r"\[CLS\]"):
        Pieces(tmp_path / "t.json")


# The configuration


def test_a_configuration_comes_back(tmp_path: Path) -> None:
    config = _heads().config
    config.save(tmp_path / "config.json")
    assert Config.load(tmp_path / "config.json") == config


def test_the_configuration_is_the_parsers() -> None:
    config, parser = _heads().config, spacy.load(DEFAULT_MODEL)
    assert set(config.tags) == set(parser.get_pipe("tagger").labels)
    assert set(config.dependencies) == set(parser.get_pipe("parser").labels)
    assert min(config.labels.tags.values()) == min(config.labels.dependencies.values()) == 1
    assert max(config.labels.dependencies.values()) < DEPENDENCIES


def test_the_configuration_is_the_tables() -> None:
    config = _heads().config
    assert config.types == (*plover_types(), "none")
    assert "UW" in config.conventions
    assert size() == len(plover_types())
    prices = Prices.of(config.settings["links"])
    assert 0 < prices.least < 1
    assert 0 <= prices.piece <= 1
    assert min(prices.entering) >= 0
    assert len(config.settings["confidence"]) == len(WEIGHED)
    assert 0 < config.settings["loaded"][0] < 1


def test_what_the_table_knows_of_a_word() -> None:
    doc = _parse("The army attacked the port on a table.").doc
    found = known_types(doc)
    assert found.shape == (len(doc), size())
    assert found[2, list(plover_types()).index("ASSAULT")] > 0
    assert not found[[0, 3, 4, 5, 6, 7]].any()
    assert (found >= 0).all()
    assert (found.sum(-1) <= 1 + 1e-6).all()
    assert known_types([]).shape == (0, size())


# The shipped network


ARTICLE = (
    "The mayor of the old town said that the bridge had been closed.\n\n"
    "“We did not vote for this disgraceful law,” a farmer told reporters, “and we will not obey.”"
    "\n\nChad may send troops to Mali, according to two officials. Police denied it. " + SENTENCE
)


def test_shapes() -> None:
    parse, config, network = _parse(ARTICLE * 6), _heads().config, Network(FOLDER)
    cut = _cut(parse)
    encoded = [network.encode(window) for window in cut]
    assert [one.window for one in encoded] == cut
    for one in encoded:
        n = len(one.window)
        assert one.vectors.shape[0] == n
        assert one.chances.shape == (n, 3)
        assert (one.chances >= 0).all()
        assert (one.chances <= 1).all()
        assert np.isfinite(one.vectors).all()
    one = encoded[0]
    n, width = one.vectors.shape
    related = np.stack([relations(one.window, anchor) for anchor in (0, 3)])
    assert network.roles(one, [0, 3], related).shape == (2, n, 4)
    grammar = np.array([factors(parse.doc[i]) for i in (1, 2, 3)], dtype=np.float32)
    assert grammar.shape == (3, len(NAMES))
    values = network.values(one.vectors[1:4], grammar)
    assert values.shape == (3, len(config.conventions), 6)
    pair = {
        "actors": one.vectors[:1],
        "recipients": one.vectors[1:2],
        "words": one.vectors[None],
        "mask": np.ones((1, n), dtype=np.float32),
        "lexicon": np.zeros((1, n, size()), dtype=np.float32),
        "to_actor": related[:1],
        "to_recipient": related[1:],
    }
    assert network.types(pair).shape == (1, len(config.types))
    assert {one.vectors.shape[1] for one in encoded} == {width}


def test_where_products_overflow_onnxruntime_is_told_to_be_exact(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (window, *_) = _cut(_parse(ARTICLE))
    here = Network(FOLDER)
    monkeypatch.setattr(Network, "_overflows", lambda _: True)
    exact = Network(FOLDER)
    assert exact._options.get_session_config_entry("session.x64quantprecision") == "1"
    assert np.array_equal(here.encode(window).vectors, exact.encode(window).vectors)


@pytest.mark.parametrize("answer", [True, False])
def test_one_product_shows_whether_they_overflow(
    monkeypatch: pytest.MonkeyPatch, answer: bool
) -> None:
    sums = np.full((1, 16), 255 * 127 * 64, np.int32)
    if answer:
        sums[0, 3] = 32767 * 32  # what is left of it where two products are added in 16 bits
    monkeypatch.setattr(Network, "_run", lambda *_: [sums])
    assert Network(FOLDER)._overflows() is answer


@pytest.mark.parametrize("text", [ARTICLE, TEXTS["emoji"], TEXTS["odd letters"], ARTICLE * 4])
def test_chances_of_words(text: str) -> None:
    parse, seen = _parse(text), _seen(text)
    for token in parse.doc:
        for chance in (seen.loaded(token.i), seen.anchor_chance([token.i])):
            assert 0 <= chance <= 1
            assert (chance == 0) == token.is_space
    assert 0 <= seen.opinion <= 1
    assert seen.anchor_chance([]) == 0
    every = [seen.anchor_chance([token.i]) for token in parse.doc]
    assert seen.anchor_chance(range(len(parse.doc))) == max(every)


@pytest.mark.parametrize("text", [ARTICLE, TEXTS["quotation"], ARTICLE * 4])
def test_attributions_are_sets_of_the_parses_words(text: str) -> None:
    parse, seen = _parse(text), _seen(text)
    least = Prices.of(_heads().config.settings["links"]).least
    words = set(_words(parse))
    anchors = [link.anchor for link in seen.links]
    assert anchors == sorted(anchors)
    for link in seen.links:
        assert link.anchor in link.cue
        assert link.content
        assert link.source | link.cue | link.content <= words
        assert len(link.source) + len(link.cue) + len(link.content) == len(
            link.source | link.cue | link.content
        )
        assert link.worth >= least - 1e-6
        assert link.chance == seen.anchor_chance([link.anchor])
        assert 0 <= link.support <= 1


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("A general said that the army had shelled the port.", "general", "said", "shelled"),
        ("The mayor said that the bridge had collapsed.", "mayor", "said", "collapsed"),
        ("The spokesman said that the talks would go on.", "spokesman", "said", "talks"),
    ],
)
def test_who_said_that(text: str, source: str, cue: str, content: str) -> None:
    parse = _parse(text)
    (link,) = _seen(text).links
    for word, tokens in ((source, link.source), (cue, link.cue), (content, link.content)):
        assert word in [parse.doc[i].text for i in tokens]


@pytest.mark.parametrize("convention", [None, "UW", "UDS_IH2", "MEANTIME", "CB", "RP", "MV2", "x"])
def test_factuality_is_in_range(convention: str | None) -> None:
    parse, seen = _parse(ARTICLE), _seen(ARTICLE)
    tokens = [token for token in parse.doc if not token.is_space]
    facts = seen.facts(tokens, convention)
    assert len(facts) == len(tokens)
    for fact in facts:
        assert -3 <= fact.value <= 3
        assert tuple(fact.labels) == LABELS
        assert sum(fact.labels.values()) == pytest.approx(1, abs=1e-4)
    if convention in (None, "x"):
        assert facts == seen.facts(tokens, "UW")


def test_factuality_one_by_one_or_together() -> None:
    parse, seen = _parse(ARTICLE), _seen(ARTICLE)
    verbs = [token for token in parse.doc if token.pos_ == "VERB"]
    together = seen.facts(verbs)
    for verb, fact in zip(verbs, together, strict=True):
        (alone,) = seen.facts([verb])
        assert alone.value == pytest.approx(fact.value, abs=1e-4)


PAIR = "The mayor accused the governor of the province of lying about the bridge."


@pytest.mark.parametrize(
    ("actor", "recipient"),
    [((0, 9), (18, 30)), ((0, 0), (18, 30)), ((0, 9), (0, 0)), ((0, 9), (0, 9)), ((0, 73), (4, 5))],
)
def test_types_sum_to_one(actor: tuple[int, int], recipient: tuple[int, int]) -> None:
    found = _heads().pair_types(PAIR, actor, recipient)
    assert tuple(found) == _heads().config.types
    assert all(0 <= chance <= 1 for chance in found.values())
    assert sum(found.values()) == pytest.approx(1, abs=1e-4)


def test_an_empty_party_stands_for_the_other() -> None:
    heads = _heads()
    assert heads.pair_types(PAIR, (0, 0), (18, 30)) == heads.pair_types(PAIR, (18, 30), (18, 30))
    assert heads.pair_types(PAIR, (0, 9), (0, 0)) == heads.pair_types(PAIR, (0, 9), (0, 9))


def test_no_party_no_event() -> None:
    found = _heads().pair_types(PAIR, (0, 0), (0, 0))
    assert found.pop("none") == 1
    assert not any(found.values())


def test_parties_in_two_windows() -> None:
    text = f"{ARTICLE * 6} The mayor left."
    tokens = _words(_parse(text))
    found = _seen(text).types(tokens[:2], tokens[-4:-2])
    assert sum(found.values()) == pytest.approx(1, abs=1e-4)


def test_marked_predicates_of_a_text() -> None:
    spans = [(ARTICLE.index(word), ARTICLE.index(word) + len(word)) for word in ("closed", "vote")]
    found = _heads().factuality_many(ARTICLE, spans)
    assert len(found) == 2
    for value, labels in found:
        assert -3 <= value <= 3
        assert tuple(labels) == LABELS
        assert sum(labels.values()) == pytest.approx(1, abs=1e-4)
    assert _heads().factuality_many(ARTICLE, []) == []


@pytest.mark.parametrize("span", [(3, 3), (3, 4), (0, 0), (4, 3)])
def test_a_predicate_without_a_word(span: tuple[int, int]) -> None:
    assert ARTICLE[3] == " "
    with pytest.raises(ValueError, match=f"no word between {span[0]} and {span[1]}"):
        _heads().factuality_many(ARTICLE, [(0, 9), span])


@pytest.mark.parametrize("text", [ARTICLE, TEXTS["countries"], TEXTS["emoji"]])
def test_loaded_words_are_words_of_the_text(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    heads = _heads()
    assert set(heads.loaded_words(text)) <= set(_places(text))
    for least, wanted in ((1e-9, _places(text)), (1.01, [])):
        changed = {**heads.config.settings, "loaded": [least]}
        monkeypatch.setattr(heads, "config", replace(heads.config, settings=changed))
        assert heads.loaded_words(text) == wanted


def _places(text: str) -> list[tuple[int, int]]:
    """Where a text's words stand."""
    parse = _parse(text)
    found = [(parse.starts[i], parse.ends[i]) for i in _words(parse)]
    assert all(
        text[start:end] and text[start:end] == text[start:end].strip() for start, end in found
    )
    return found


def test_the_same_text_gives_the_same_answer() -> None:
    one, other = (_heads().read(_parse(ARTICLE)) for _ in range(2))
    assert one.links == other.links
    assert one.opinion == other.opinion


# Countries


SWAPS = [
    "{a} accused {b} of shelling a village, two officials said.",
    "If {a} attacks {b}, {b} may retaliate, the president of {a} said in a brazen speech.",
    "“We will never leave {b},” a spokesman for {a} told reporters.\n\nTalks with {b} go on.",
    "According to {a}, the army of {b} has probably not crossed the border.",
]
COUNTRIES = [("Niger", "Fiji"), ("Germany", "Burkina Faso"), ("Russia", "Peru")]


def _answers(text: str) -> list[object]:
    """All that the heads can be asked of a text, by token number."""
    parse, seen = _parse(text), _heads().read(_parse(text))
    named = sorted(parse.names)
    every = [seen.types([one], [other]) for one in named for other in named if one != other]
    return [
        seen.links,
        seen.opinion,
        [(seen.loaded(token.i), seen.anchor_chance([token.i])) for token in parse.doc],
        seen.facts([token for token in parse.doc if not token.is_space]),
        every,
    ]


@pytest.mark.parametrize("text", SWAPS)
@pytest.mark.parametrize(("a", "b"), COUNTRIES)
def test_countries_change_places(text: str, a: str, b: str) -> None:
    one, other = text.format(a=a, b=b), text.format(a=b, b=a)
    assert len(_parse(one).names) == text.count("{")
    assert _answers(one) == _answers(other)
