"""Parse -> propositions: the clause-sized pieces that claims are made of.

A proposition has a *head* (the verb or predicate that the claim is about), a *governor* (the outer
verb whose infinitive it is, if any: "aims to prepare" is one proposition, headed by "prepare",
governed by "aims"), and a stretch of text. Event nouns that name a party become propositions of
their own unless a light verb or their own clause already carries them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.knowledge.cues import noun_cues, verb_cues
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.drafts import ended, is_friendly
from sayso.reading.governors import COPULAS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from sayso.reading.findings import Finding

_CLAUSES = frozenset(
    {
        "ROOT",
        "ccomp",
        "advcl",
        "relcl",
        "acl",
        "parataxis",
        "pcomp",
        "csubj",
        "csubjpass",
        "conj",
        "dep",
        "appos",
        "pobj",
    }
)
_EDGE = frozenset(
    {
        "and",
        "but",
        "or",
        "that",
        "then",
        ",",
        ";",
        ":",
        "-",
        "–",
        "—",
        "…",
        '"',
        "“",
        "”",
        "'",
        "‘",
        "’",
        "(",
        ")",
        "``",
        "''",
        ".",
        "!",
        "?",
        "«",
        "»",
        "„",
        "yet",
        "nor",
        "so",
    }
)
_NOUNS = ("NOUN", "PROPN")
_JOINING = frozenset({"while", "whereas", "that", "because", "although", "though", "since", "as"})
_USING = frozenset(
    {
        "use",
        "take",
        "send",
        "hold",
        "launch",
        "build",
        "spend",
        "deploy",
        "raise",
        "sign",
        "open",
        "seize",
        "write",
        "pass",
        "hire",
        "create",
    }
)
_MOVING = frozenset({"send", "rush", "fly", "deploy", "dispatch", "move", "mobilise", "mobilize"})
_JOINT = frozenset({"work", "cooperate", "collaborate", "team", "act", "join"})
_OWN_ACTS = frozenset({"agree", "refuse", "decline"})  # acts themselves: "agreed | to withdraw"


@dataclass(frozen=True)
class Proposition:
    """One clause: its head, the verb that governs its infinitive, and its tokens ``first..end``.

    ``answer``: who answers it, where it is the claim of another's told once more.
    """

    head: Token
    governors: tuple[Token, ...]
    first: int
    end: int
    nominal: bool = False
    answer: Finding | None = None

    @property
    def top(self) -> Token:
        """The outermost verb of the clause: where tense, mood and negation sit."""
        return self.governors[0] if self.governors else self.head


@dataclass(frozen=True)
class Clauses:
    """The clauses of a document as propositions.

    ``heads``: the tokens that head a clause, those too whose words another proposition has.
    """

    found: tuple[Proposition, ...]
    heads: frozenset[int]


def propositions(clauses: Clauses, nouns: Iterable[Token] = ()) -> list[Proposition]:
    """Clauses and the event nouns that are to stand for themselves, in text order."""
    nominal = (_nominal(noun) for noun in nouns if noun.i not in clauses.heads)
    return sorted((*clauses.found, *nominal), key=lambda p: (p.first, -p.end, p.head.i))


def find_clauses(doc: Doc, findings: Iterable[Finding]) -> Clauses:
    """Cut a parsed document into clauses.

    Args:
        doc: the parse.
        findings: attributions; the infinitive under a speech act is a proposition of its own.
    """
    findings = list(findings)
    spoken = {i for f in findings for i in f.cue_tokens}
    contents = [
        f.content
        for f in findings
        if f.frame in ("infinitive", "object_infinitive", "gerund", "passive_infinitive")
    ]
    heads: dict[int, tuple[Token, tuple[Token, ...]]] = {}
    for token in doc:
        if _is_clause(token):
            for head, governors in _descend(token, spoken, contents):
                heads.setdefault(head.i, (head, governors))
    taken = {g.i for _, governors in heads.values() for g in governors}
    hidden = {i for f in findings if f.frame == "passive_infinitive" for i in f.cue_tokens}
    found = (
        _cut(head, governors, heads, spoken)
        for i, (head, governors) in heads.items()
        if i not in taken or (i in spoken and i not in hidden)
    )
    return Clauses(tuple(p for p in found if not _is_scrap(p, spoken)), frozenset(heads))


def _is_scrap(proposition: Proposition, spoken: set[int]) -> bool:
    """Whether no more than a word is left: a copula, or a participle that says nothing alone."""
    if proposition.nominal:
        return False
    head = proposition.head
    if proposition.end - proposition.first > 1:
        left = [t for t in head.doc[proposition.first : proposition.end] if not t.is_punct]
        pronouns = sum(t.pos_ == "PRON" for t in left)
        bare = all(t.pos_ in ("PRON", "AUX") and t.dep_ != "neg" for t in left)
        return head.i not in spoken and head.pos_ == "AUX" and bare and pronouns < len(left) < 3
    return head.pos_ == "AUX" or (
        head.tag_ in ("VBG", "VBN", "VB") and head.i not in spoken and head.dep_ != "ROOT"
    )


def _is_clause(token: Token) -> bool:
    """Whether a token heads a clause that says something."""
    if token.lemma_ in ("seem", "appear") and grammar.children(token, "ccomp"):
        subjects = grammar.children(token, "nsubj", "expl")
        return not any(subject.lower_ == "it" for subject in subjects)  # "it seems" says nothing
    if token.pos_ not in ("VERB", "AUX"):
        if token.pos_ == "ADJ" and token.dep_ == "ccomp":
            called = verb_cues().get(token.head.lemma_.lower(), ())
            return any("complement" in cue.frames for cue in called)  # "considers it alarmist"
        return token.dep_ == "ROOT" and any(
            c.dep_ in ("nsubj", "cop", "nsubjpass") for c in token.children
        )
    if token.dep_ == "xcomp" and _is_purpose_of(token.head):
        return True
    if token.dep_ not in _CLAUSES or _is_free_relative(token):
        return False
    if (
        token.dep_ in ("conj", "appos", "pobj")
        and token.pos_ == "VERB"
        and token.head.pos_ in _NOUNS
        and not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "dobj") for c in token.children)
    ):
        return False
    if token.tag_ == "VBN" and token.dep_ == "pobj" and grammar.children(token, "det"):
        return False  # "one of the wounded"
    if token.dep_ == "pobj" and token.lower_ in noun_cues() and not any(token.children):
        return False  # "without warning"
    if token.dep_ == "conj" and token.head.dep_ == "xcomp":
        return True
    if (
        token.dep_ == "acl"
        and token.tag_ in ("VBN", "VBG")
        and not any(
            c.dep_
            in ("agent", "prep", "dobj", "xcomp", "ccomp", "prt", "npadvmod", "advmod", "mark")
            for c in token.children
        )
    ):
        return False  # "the documents seen": a bare participle is an adjective
    return not (
        token.dep_ == "advcl"
        and token.lower_
        in ("according", "including", "regarding", "concerning", "following", "compared")
    )


def _is_free_relative(verb: Token) -> bool:
    """Whether a clause is a thing: "what he termed cooperation"; questions are none."""
    if verb.dep_ not in ("csubj", "csubjpass", "pcomp", "pobj", "dep", "ccomp"):
        return False
    if verb.dep_ == "ccomp" and any(
        c.status == "asked" for c in verb_cues().get(verb.head.lemma_.lower(), ())
    ):
        return False
    return verb.sent[-1].text != "?" and any(
        c.lower_ in ("what", "whatever")
        for c in grammar.children(verb, "dobj", "nsubj", "nsubjpass", "attr")
    )


def _is_purpose_of(verb: Token) -> bool:
    """Whether an infinitive under a verb is what its object is for: "used a mine to hide it"."""
    lemma = verb.lemma_.lower()
    if lemma in _JOINT:  # "worked closely with Peru to find them"
        return any(grammar.has_preposition(verb, word) for word in ("with", "together"))
    if grammar.is_passive(verb) and lemma in _MOVING:
        return True  # "were rushed to the border to seal it"
    return lemma in _USING and bool(grammar.children(verb, "dobj"))


def _descend(
    token: Token, spoken: set[int], contents: list[set[int]]
) -> list[tuple[Token, tuple[Token, ...]]]:
    """Follow infinitive complements down to the verb that the clause is about.

    A speech act keeps its own proposition, and its infinitive another ("threatened | to attack").
    """
    found: list[tuple[Token, tuple[Token, ...]]] = []
    head = token
    governors: tuple[Token, ...] = ()
    if (
        token.dep_ == "conj"
        and token.head.dep_ == "xcomp"
        and not any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
        and (token.tag_ == token.head.tag_ or (token.head.tag_ == "VB" and token.tag_ == "VBP"))
    ):
        governors = _above(token.head, spoken)
    while True:
        verbs = (c for c in grammar.children(head, "xcomp") if c.pos_ in ("VERB", "AUX"))
        inner = None if _is_purpose_of(head) else next(verbs, None) or _aim(head) or _let(head)
        if inner is None or ended(inner) is not None:  # "stopped shelling" is told at "stopped"
            break
        if head.i in spoken and any(inner.i in content for content in contents):
            hidden = (
                grammar.is_passive(head)
                and not grammar.agent(head)
                and any(head.i not in c and min(c) < head.i for c in contents if inner.i in c)
            )
            if not hidden:
                found.append((head, governors))
            head, governors = inner, ((*governors, head) if hidden else ())
            continue
        if head.lemma_.lower() in _OWN_ACTS or _is_offer(head, inner):
            found.append((head, governors))
            head, governors = inner, ()
            continue
        governors = (*governors, head)
        head = inner
    found.append((head, governors))
    return found


def _above(token: Token, spoken: set[int]) -> tuple[Token, ...]:
    """The governors of an infinitive that a coordinated infinitive shares."""
    chain: list[Token] = []
    while token.dep_ in ("xcomp", "conj") and token.head.pos_ in ("VERB", "AUX"):
        if token.dep_ == "xcomp":
            if token.head.i in spoken:
                break
            chain.append(token.head)
        token = token.head
    return tuple(reversed(chain))


def _aim(verb: Token) -> Token | None:
    """The verb inside a predicate of intention: "is ready to strike", "its goal is to strike"."""
    if verb.lemma_ in COPULAS:
        for child in grammar.children(verb, "acomp", "attr"):
            for inner in grammar.children(child, "xcomp", "acl", "ccomp"):
                to = any(below.tag_ == "TO" for below in inner.children)
                if (
                    to
                    and inner.pos_ in ("VERB", "AUX")
                    and not grammar.children(inner, "nsubj", "mark")
                ):
                    return inner
    return None


def _let(verb: Token) -> Token | None:
    """The verb of what one is to let be done: "Let us *see*", "Let the people *decide*"."""
    if verb.lemma_ != "let" or verb.tag_ != "VB" or verb.dep_ != "ROOT":
        return None
    if grammar.children(verb, "nsubj"):
        return None
    bare = (c for c in grammar.children(verb, "ccomp") if c.tag_ == "VB" and c.i > verb.i)
    return next((c for c in bare if not grammar.children(c, "mark")), None)


def _is_offer(verb: Token, inner: Token) -> bool:
    """Whether "is ready to" is an act itself: a willingness to meet, to help, to give way."""
    adjective = inner.head
    return (
        verb.lemma_ == "be"
        and adjective.head == verb
        and adjective.lemma_.lower() in words("adjective of willingness")
        and not grammar.is_negated(verb)
        and is_friendly(inner)
    )


def _cut(
    head: Token,
    governors: tuple[Token, ...],
    heads: dict[int, tuple[Token, tuple[Token, ...]]],
    spoken: set[int],
) -> Proposition:
    """The tokens of a clause: its subtree without the clauses at its edges that stand alone."""
    top = governors[0] if governors else head
    if head.dep_ == "conj":
        top = head  # a coordinated infinitive has its own words, and shares its governor
    own = {t.i for t in top.subtree}
    inner = {head.i, *(g.i for g in governors)}
    for i, (other, above) in heads.items():
        if i == head.i or other.i not in own:
            continue
        apart = above[0] if above else other
        if apart.dep_ in ("csubj", "csubjpass"):
            continue  # a clause that is the subject stays with its predicate
        if apart.i in inner or any(a.i in inner and a.i != top.i for a in apart.subtree):
            continue
        apart_act = head.lemma_.lower() in _OWN_ACTS or _is_offer(head, apart)
        if (head.i in spoken or apart_act) and apart.dep_ in (
            "ccomp",
            "xcomp",
            "pcomp",
        ):
            continue  # a speech act's claim holds what is said
        own -= {t.i for t in apart.subtree}
        if apart.dep_ == "relcl" and _is_added(apart.head) and apart.head.i not in inner:
            own -= {t.i for t in apart.head.subtree}  # "..., a figure [that X disputes]"
    own |= {head.i}
    return _trimmed(head, governors, own)


def _is_added(noun: Token) -> bool:
    """Whether a noun sums up the clause before it: "..., a figure that X disputes"."""
    adverbial = noun.dep_ == "npadvmod" and noun.lemma_.lower() in words("noun of a claim")
    return noun.dep_ == "appos" or adverbial


def _trimmed(
    head: Token, governors: tuple[Token, ...], own: set[int], nominal: bool = False
) -> Proposition:
    """Drop punctuation, conjunctions and blanks at the edges; one contiguous stretch remains."""
    doc, sentence = head.doc, head.sent
    indices = [i for i in sorted(own) if sentence.start <= i < sentence.end] or [head.i]
    while len(indices) > 1 and _opens(doc[indices[0]]) and indices[0] != head.i:
        indices.pop(0)
    while len(indices) > 1 and _hangs(doc[indices[-1]]) and indices[-1] != head.i:
        indices.pop()
    return Proposition(head, governors, indices[0], indices[-1] + 1, nominal)


def _opens(token: Token) -> bool:
    """Whether a word at the beginning only joins the clause to another; a condition stays."""
    return _is_edge(token) or (token.dep_ == "mark" and token.lower_ in _JOINING)


def _hangs(token: Token) -> bool:
    """Whether a word at the end is left over from a clause that was cut off."""
    if token.pos_ == "ADP" and token.dep_ in ("prep", "mark", "agent", "conj"):
        objects = grammar.children(token, "pobj")
        if not any(noun.i == token.i + 1 for noun in objects):
            return not objects
    return (
        _is_edge(token)
        or token.dep_ in ("cc", "mark", "preconj")
        or token.lower_ in ("rather", "instead")
    )


def _is_edge(token: Token) -> bool:
    if token.is_alpha and (token.dep_ in ("nsubj", "nsubjpass", "dobj", "det", "attr")):
        return False  # "that" as a subject
    return token.is_space or token.is_punct or token.lower_ in _EDGE


def _nominal(noun: Token) -> Proposition:
    """An event noun with its own words, clauses and appositions left off."""
    own = {t.i for t in noun.subtree}
    for child in noun.children:
        if child.dep_ in ("relcl", "appos", "cc", "conj", "advcl"):
            own -= {t.i for t in child.subtree}
    return _trimmed(noun, (), own, nominal=True)
