"""Quotations + attributions by grammar -> attributions whose contents reach to the quote marks.

A parser ends a statement at the end of its sentence; a speaker does not. A quotation that a cue
introduces belongs to that cue whole, and the quotations that follow it in the paragraph, or open
the next one, go on in the same voice until another cue takes over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.cues import Cue, verb_cues
from sayso.reading import grammar
from sayso.reading.findings import FIRST_PERSON, Finding
from sayso.reading.introductions import colon_before, introduced
from sayso.reading.quotes import Quotation, quotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from sayso.reading.parse import Parse

_SHORT = 4  # words; shorter quotations without a cue are names, titles and scare quotes
_BESIDE = 3  # verbs that only introduce quotes ("she smiled") stand this close
_BRIDGE = 45  # words that may stand between two quotations of one speaker
_POINTING = frozenset({"this", "that", "these", "those"})
_REACH = 18  # tokens between a quote mark and the cue that introduces or follows it


def attach_quotations(
    parse: Parse,
    findings: list[Finding],
    turns: Sequence[Finding] = (),
    signed: Sequence[Finding] = (),
) -> list[Finding]:
    """Extend findings to the quotations they introduce; add those that no finding covers yet.

    A quotation that holds a turn of an interview, its speaker with it, has its voice already, and
    so has one that is signed.
    """
    quotes = [(q, _tokens(parse, q)) for q in parse.quotations]
    speakers = {turn.source.i for turn in turns if turn.source is not None}
    own = {i for one in signed for i in one.content}
    quotes = [
        (q, tokens)
        for q, tokens in quotes
        if tokens and speakers.isdisjoint(tokens) and own.isdisjoint(tokens)
    ]
    quoted = {i for _, tokens in quotes for i in tokens}
    added: list[Finding] = []
    speaker: Finding | None = None  # whose quotation was last
    last: Quotation | None = None
    for quotation, tokens in quotes:
        finding = _by_overlap(findings + added, tokens)
        if finding is not None:
            nearer = _nearer(parse, finding, tokens, quoted, findings + added)
            if nearer is not None:
                finding.content &= quoted - set(tokens)
                finding = nearer
                if nearer not in findings and nearer not in added:
                    added.append(nearer)
        if finding is None:
            finding = _by_cue(parse, tokens, quoted, findings + added)
            held = any(turn.content & set(tokens) for turn in turns)
            if finding is None and not held and _is_statement(parse, tokens):
                finding = introduced(parse, tokens[0], quoted)
            if finding is not None and finding not in findings and finding not in added:
                added.append(finding)
        if (
            finding is None
            and speaker is not None
            and last is not None
            and _goes_on(parse, last, quotation, quoted, speaker)
        ):
            finding = speaker
        if finding is None and _stands_alone(parse, quotation, tokens):
            finding = Finding((), set(), "reports", frame="quote")
            added.append(finding)
        if finding is not None:
            if _is_statement(parse, tokens) or set(tokens) & finding.content or not finding.content:
                finding.content |= set(tokens)
                finding.content -= finding.cue_tokens
                finding.quoted = True
            if _is_statement(parse, tokens):
                speaker, last = finding, quotation
    return findings + added


def attach_inner_quotations(parse: Parse, findings: list[Finding]) -> list[Finding]:
    """Give what is quoted inside a quotation to whom a cue beside it names; adds findings.

    "“A colleague told me, ‘they have killed two of ours,’” she said": the colleague says so.
    """
    added: list[Finding] = []
    for outer in parse.quotations:
        around = set(_tokens(parse, outer))
        inside = [f for f in findings if f.cue and f.cue_tokens <= around]
        for tokens in filter(None, (_tokens(parse, inner) for inner in _inner(parse, outer))):
            quoted = set(tokens)
            beside = [f for f in inside if f.cue_tokens.isdisjoint(quoted)]
            finding = _by_lead_in(parse, tokens, quoted, beside)
            finding = finding or _by_overlap(beside, tokens)
            finding = finding or _by_cue(parse, tokens, quoted, beside)
            if finding is None or not finding.cue_tokens <= around:
                continue
            for other in beside:
                other.content -= quoted
            finding.content |= quoted
            if _is_led_in(parse, finding, tokens):  # "he said, ‘Go,’ *and then he left*"
                finding.content -= {i for i in finding.content if i > tokens[-1]}
            finding.quoted = True
            if finding not in findings:
                added.append(finding)
    return findings + added


def _is_led_in(parse: Parse, finding: Finding, tokens: list[int]) -> bool:
    """Whether a comma or a colon parts a cue from the quotation behind it: all of it is quoted."""
    mark = tokens[0] - 1
    return finding.cue[-1].i < mark and parse.doc[mark - 1].text in (",", ":")


def _inner(parse: Parse, outer: Quotation) -> Iterator[Quotation]:
    """The quotations inside a quotation."""
    text = parse.document.text
    for start, end in outer.pieces:
        for found in quotations(text[start:end]):
            pieces = tuple((start + a, start + b) for a, b in found.pieces)
            yield Quotation(pieces, found.closed)


def _tokens(parse: Parse, quotation: Quotation) -> list[int]:
    """The tokens inside the marks, blanks left out."""
    return [
        i
        for start, end in quotation.pieces
        for i in parse.tokens(start, end)
        if not parse.doc[i].is_space
    ]


def _is_statement(parse: Parse, tokens: list[int]) -> bool:
    """Long enough or with a verb: something said, rather than a word held up with tongs."""
    words = [parse.doc[i] for i in tokens if parse.doc[i].is_alpha]
    return len(words) > _SHORT or any(
        w.pos_ in ("VERB", "AUX") and w.tag_ not in ("VBN", "VBG") for w in words
    )


def _by_overlap(findings: list[Finding], tokens: list[int]) -> Finding | None:
    """The innermost finding that already holds part of the quotation while its cue is outside."""
    inside = set(tokens)
    outside: list[tuple[int, int, Finding]] = []
    for finding in findings:
        if finding.cue and finding.frame not in ("adverb", "adjective"):
            shared = len(finding.content & inside)
            if shared and finding.cue_tokens.isdisjoint(inside):
                outside.append((shared, -len(finding.content - inside), finding))
    best = max(outside, key=lambda rank: rank[:2], default=None)
    return best[2] if best is not None else None


def _nearer(
    parse: Parse, finding: Finding, tokens: list[int], quoted: set[int], findings: list[Finding]
) -> Finding | None:
    """Who says so in a participle between a cue and the quotation that the tree gives to it.

    "The film ends with footage of the general *saying*, “We shall return”": the general says so.
    """
    last = finding.cue[-1].i
    if last > tokens[0] or any(i < tokens[0] for i in finding.content):
        return None
    between = (i for i in _before(parse, tokens[0], quoted) if i > last)
    nearer = _in_window(parse, between, quoted, findings)
    if nearer is None or nearer is finding or nearer.cue[0].tag_ != "VBG":
        return None
    return nearer


def _by_cue(
    parse: Parse, tokens: list[int], quoted: set[int], findings: list[Finding]
) -> Finding | None:
    """A verb of saying just behind the closing mark or just before the opening one."""
    doc = parse.doc
    if not _is_statement(parse, tokens) and doc[tokens[-1]].text not in (",", ".", "?", "!"):
        return None
    for window in (_behind(parse, tokens[-1], quoted), _before(parse, tokens[0], quoted)):
        found = _in_window(parse, window, quoted, findings)
        if found is not None:
            return found
    for finding in findings:  # "In the minister's words: ..." and "According to X, ..."
        if finding.frame == "adjunct" and 0 < tokens[0] - finding.cue[-1].i < _REACH:
            return finding
    return None


def _by_lead_in(
    parse: Parse, tokens: list[int], quoted: set[int], findings: list[Finding]
) -> Finding | None:
    """A verb of saying that leads up to a quotation by a comma: "a clerk told me, ‘they left’"."""
    before = _before(parse, tokens[0], quoted)
    comma = next((i for i in before if not parse.doc[i].is_quote), None)
    if comma is None or parse.doc[comma].text != ",":
        return None
    return _in_window(parse, before, quoted, findings)


def _in_window(
    parse: Parse, window: Iterable[int], quoted: set[int], findings: list[Finding]
) -> Finding | None:
    """The first verb of a window that can introduce a quotation and has somebody to say it."""
    for distance, i in enumerate(window):
        token = parse.doc[i]
        if token.pos_ not in ("VERB", "AUX"):
            continue
        cue = _quoting(token)
        if cue is None or (cue.quotes == "only" and distance > _BESIDE):
            continue
        known = next(
            (f for f in findings if token.i in f.cue_tokens and f.frame != "adjunct"), None
        )
        if known is not None:
            return known
        source = _speaker_of(token, quoted)
        if source is None and not grammar.is_passive(token):
            continue
        if source is not None and source.lower_ in _POINTING:
            continue  # "had this to say"
        return Finding(
            (token,),
            set(),
            cue.stance,
            source,
            cue.status,
            own=source is not None and source.lower_ in FIRST_PERSON,
            frame="quote",
        )
    return None


def _quoting(token: Token) -> Cue | None:
    """The cue of a verb that can introduce a quotation."""
    cues = verb_cues().get(token.lemma_.lower(), ())
    return next(
        (
            cue
            for cue in cues
            if not cue.particle and (cue.quotes != "no" or "complement" in cue.frames)
        ),
        None,
    )  # "branded him “a coward who fled”" introduces a quotation too


def _speaker_of(verb: Token, quoted: set[int]) -> Token | None:
    """The subject of the cue, or the noun beside it where the tree lost it ("said Smith")."""
    sources = grammar.agent(verb) if grammar.is_passive(verb) else grammar.subject(verb)
    for source in sources:
        if source.i not in quoted:
            return source
    for i in (verb.i + 1, verb.i - 1):
        if 0 <= i < len(verb.doc) and i not in quoted:
            near = verb.doc[i]
            if near.pos_ in ("PROPN", "PRON", "NOUN"):
                while (
                    near.dep_ in ("compound", "det", "poss", "amod")
                    and near.head.i not in quoted
                    and near.head.i != verb.i
                ):
                    near = near.head
                return near
            if (
                near.pos_ in ("DET", "ADJ", "NUM")
                and near.head.pos_ in ("NOUN", "PROPN")
                and near.head.i not in quoted
            ):
                return near.head
    return None


def _behind(parse: Parse, last: int, quoted: set[int]) -> list[int]:
    """Tokens between the quotation and the next sentence end or quotation."""
    found: list[int] = []
    for i in range(last + 1, min(last + 1 + _REACH, len(parse.doc))):
        token = parse.doc[i]
        if i in quoted or "\n" in token.text:
            break
        if token.text in (".", "!", "?"):
            if found and any(parse.doc[j].is_alpha for j in found):
                break
            if _closes_sentence(parse, last):
                break
            continue
        spoken = any(parse.doc[j].is_alpha for j in found)
        if not spoken and token.dep_ == "cc":
            break  # "praised “the patience of the army” and promised ..."
        if not spoken and _closes_sentence(parse, last) and _opens_sentence(token):
            break
        found.append(i)
    return found


def _closes_sentence(parse: Parse, last: int) -> bool:
    return parse.doc[last].text in (".", "!", "…")


def _opens_sentence(token: Token) -> bool:
    """Whether a capital behind a closed sentence opens the next, unlike in '." Smith added'."""
    if not token.is_alpha or not token.text[0].isupper():
        return False
    adds = token.i + 2 < len(token.doc) and _quoting(token.nbor(1)) is not None
    return not (token.pos_ == "PROPN" and adds)


def _before(parse: Parse, first: int, quoted: set[int]) -> list[int]:
    """Tokens of the same sentence in front of the quotation, nearest first."""
    colon = colon_before(parse, first)
    start = first if colon is None else colon + 1
    found: list[int] = []
    for i in range(start - 1, max(-1, start - 1 - _REACH), -1):
        token = parse.doc[i]
        if i in quoted or "\n" in token.text_with_ws or token.text in (".", "!", "?", ";"):
            break
        found.append(i)
    return found


def _goes_on(
    parse: Parse, last: Quotation, quotation: Quotation, quoted: set[int], speaker: Finding
) -> bool:
    """Whether a quotation without a cue continues the one before it."""
    text, last_end = parse.document.text, last.end
    between = text[last_end : quotation.start]
    if between.count("\n") > 2:
        return False
    outside = [
        i
        for i in parse.tokens(last_end, quotation.start)
        if i not in quoted and parse.doc[i].is_alpha
    ]
    if "\n" in between:
        if not quotation.closed and text[quotation.start - 1] != text[last.start - 1]:
            return False  # a passage that is printed in other marks
        opening = text[last_end + between.rindex("\n") : quotation.start]
        if opening.strip(" \t\n\"“«‘'"):
            return False
    cue = speaker.cue_tokens
    if not outside:
        return True
    # what stands between the two is the phrase that carries the cue, and nobody else speaks in it
    others = [
        i
        for i in outside
        if i not in cue
        and parse.doc[i].pos_ == "VERB"
        and _quoting(parse.doc[i])
        and parse.doc[i].dep_ in ("ROOT", "conj", "ccomp")
    ]
    return bool(cue & set(outside)) and len(outside) <= _BRIDGE and not others


def _stands_alone(parse: Parse, quotation: Quotation, tokens: list[int]) -> bool:
    """A quotation that is a paragraph of its own, with nobody named."""
    text = parse.document.text
    before = text[: quotation.start].rstrip("\"“«‘'")
    after = text[quotation.end :].lstrip("\"”»’'")
    opens = before == "" or before.endswith("\n")
    closes = after.strip() == "" or after.startswith("\n")
    return opens and closes and len(tokens) > _SHORT
