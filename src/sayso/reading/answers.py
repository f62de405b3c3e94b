"""Findings -> who answers a claim of another's: a denial that takes it up by a noun, or a verdict.

"Peru says that Chile fired first, a charge Lima denies", "the minister's claim that no shot was
fired is false", "he falsely claimed that ...": what is answered was told already under its own
voice; the answer is the same claim once more, under the voice of whoever answers it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sayso.knowledge.cues import verb_cues
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.findings import FIRST_PERSON, Finding, tops

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

_ANSWERING = frozenset({"denies", "doubts", "confirms"})
# What takes up a sentence behind a verb; "rejected it" may reject any thing.
_POINTING = {
    "deny": ("that", "this", "it"),
    "dispute": ("that", "this"),
    "refute": ("that", "this"),
}
_FINITE = ("VBD", "VBZ", "VBP", "MD")


class Answer(NamedTuple):
    """The head of the clause that is answered, and the attribution that answers it."""

    head: Token
    finding: Finding


def replies(doc: Doc) -> Iterator[Finding]:
    """The verbs that take up a sentence by a noun or by "which": "..., a charge Lima denies".

    Their content is the noun alone, and they open no voice over it: see :func:`answers`.
    """
    for verb in doc:
        noun = taken_up(verb)
        source = next(iter(grammar.subject(verb)), None) if noun is not None else None
        if noun is None or source is None or grammar.is_negated(verb) or grammar.is_passive(verb):
            continue
        if source.tag_ in grammar.RELATIVES or not _is_given(verb):
            continue
        cues = verb_cues().get(verb.lemma_.lower(), ())
        cue = next((c for c in cues if c.stance in _ANSWERING and "object" in c.frames), None)
        plainly = cue is not None and cue.stance == "denies" and not cue.particle
        if verb.dep_ != "relcl" and not plainly:
            continue  # "ruled that out" is no denial of what was told
        own = source.lower_ in FIRST_PERSON
        if cue is None and calls_untrue(verb):
            content = {noun.i}
            yield Finding((verb,), content, "denies", source, "denied", own=own, silent=True)
            continue
        if cue is None or (cue.particle and not grammar.has_preposition(verb, cue.particle)):
            continue
        content = {t.i for t in noun.subtree} - {t.i for t in verb.subtree} | {noun.i}
        words_of = (verb, *grammar.children(verb, "prt"))  # "ruled that out"
        yield Finding(words_of, content, cue.stance, source, cue.status, own=own, silent=True)


def _is_given(reply: Token) -> bool:
    """Whether a reply was made: "denied it", "has denied it", not "will probably deny it"."""
    over = grammar.auxiliaries(reply)
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP") for t in (reply, *over))
    finite = finite or (reply.dep_ == "relcl" and reply.tag_ == "VBN")  # read so without "that"
    return finite and not any(t.tag_ == "MD" for t in over) and reply.sent[-1].text != "?"


def calls_untrue(verb: Token) -> bool:
    """Whether a verb calls its object untrue: "a charge that she *calls absurd*"."""
    if verb.lemma_.lower() not in words("verb of calling") or grammar.is_passive(verb):
        return False
    judged = grammar.children(verb, "oprd", "acomp", "attr", "xcomp", "ccomp", "advcl", "dobj")
    behind = [n for c in grammar.children(verb, "prep") for n in c.children if c.lower_ == "as"]
    untrue = words("word for the untrue")
    return any(t.lemma_.lower() in untrue and t.i > verb.i for t in (*judged, *behind))


def taken_up(verb: Token) -> Token | None:
    """The word by which a clause takes up the sentence before it: "a claim", "which", "that"."""
    noun = verb.head
    if verb.dep_ in ("ROOT", "conj"):
        before = verb.sent.start - 1
        held = grammar.children(verb, "ccomp", "xcomp", "oprd")
        pointing = _POINTING.get(verb.lemma_.lower(), ())
        that = next((c for c in grammar.children(verb, "dobj") if c.lower_ in pointing), None)
        return that if before >= 0 and that is not None and that.i > verb.i and not held else None
    if verb.dep_ != "relcl" or noun.i >= verb.i:
        return None
    if noun.dep_ == "npadvmod" and noun.lemma_.lower() in words("noun of a claim"):
        return noun
    if noun.pos_ in grammar.VERBS and noun.i < verb.i:
        return next((c for c in grammar.children(verb, "dobj") if c.lower_ == "which"), None)
    return None


def answers(doc: Doc, findings: Sequence[Finding]) -> Iterator[Answer]:
    """Every claim that somebody answers, with the answer.

    What somebody denies is not denied once more by who denies the denial.
    """
    by_cue = {i: f for f in findings if not f.silent for i in f.cue_tokens}
    for finding in findings:
        replying = finding.silent and finding.stance in _ANSWERING and finding.source is not None
        if replying and finding.cue and (told := _told(finding.cue[0])) is not None:
            for head in _answered(doc, told, by_cue):
                yield Answer(head, finding)
        elif not (finding.silent or finding.own or finding.negated) and _is_called_false(finding):
            verdict = Finding(
                finding.cue, set(), "denies", status="denied", own=True, frame="clause"
            )
            for head in _heads(doc, finding):
                yield Answer(head, verdict)


def _told(reply: Token) -> Token | None:
    """The verb of the sentence that a reply takes up."""
    if taken_up(reply) is None:
        return None
    if reply.dep_ != "relcl":  # "The ministry denied that."
        before = reply.doc[reply.sent.start - 1]
        return None if before.is_space else before.sent.root
    return reply.head if reply.head.pos_ in grammar.VERBS else grammar.clause_verb(reply.head.head)


def _answered(doc: Doc, told: Token, by_cue: dict[int, Finding]) -> list[Token]:
    """What a sentence says: the content of its verb if that is a cue, else itself."""
    beside = (told, *grammar.children(told, "parataxis", "ccomp"))
    finding = next((by_cue[t.i] for t in beside if t.i in by_cue), None)
    if finding is None:
        return [] if any(t.lemma_.lower() in verb_cues() for t in beside) else [told]
    inner = next((by_cue[h.i] for h in _heads(doc, finding) if h.i in by_cue), finding)
    for one in (finding, inner):  # "Lima accused Quito of fraud, two officials said"
        if one.negated or one.stance in ("denies", "wants", "promises", "threatens"):
            return []
    return _heads(doc, inner)


def _heads(doc: Doc, finding: Finding) -> list[Token]:
    """The words that a content's claims are about."""
    return tops(doc, finding.content)


def _is_called_false(finding: Finding) -> bool:
    """Whether the outer voice calls what another claims false: "'s claim is false", "falsely"."""
    untrue = words("word for the untrue")
    cue = finding.cue[0] if finding.cue else None
    if cue is None or finding.stance not in ("claims", "reports", "accuses", "believes"):
        return False
    if cue.pos_ in grammar.VERBS:
        adverbs = grammar.children(cue, "advmod")
        return any(a.lower_ in words("adverb of untruth") for a in adverbs)
    if cue.pos_ != "NOUN":
        return False
    if any(c.lower_ in untrue for c in grammar.children(cue, "amod")):
        return True
    verb = cue.head
    if cue.dep_ not in grammar.SUBJECTS or verb.i < max(finding.content, default=verb.i):
        return False
    return _judges(verb)


def _judges(verb: Token) -> bool:
    """Whether a verb and what hangs on it call its subject false: "is false", "proved untrue"."""
    untrue = words("word for the untrue")
    if verb.tag_ not in _FINITE and verb.dep_ != "ROOT" and not grammar.auxiliaries(verb):
        return False
    if any(a.tag_ == "MD" for a in grammar.auxiliaries(verb)):
        return False
    if verb.lemma_ not in words("verb of turning out"):
        return False
    judged = [*grammar.children(verb, "acomp", "attr", "oprd")]
    for to in grammar.children(verb, "xcomp"):
        judged += [to, *grammar.children(to, "acomp", "attr", "oprd")]
    false = any(word.lemma_.lower() in untrue for word in judged)
    true = any(word.lower_ in ("true", "correct", "accurate") for word in judged)
    return (false and not grammar.is_negated(verb)) or (true and grammar.is_negated(verb))
