"""Parse -> attributions: who is made to say what, found by grammar.

A *cue* (a verb, noun, adjective, adverb or phrase from the tables) has a *frame* that says which of
its complements is the *content*; its subject, possessor or adjunct is the *source*. Each finding
keeps its content as a set of tokens, so that nesting needs no machinery: a claim stands under every
attribution whose content holds the claim's head, the widest outermost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sayso.knowledge.cues import (
    PREPOSITIONS,
    Cue,
    adjective_cues,
    adverb_cues,
    noun_cues,
    phrase_cues,
    verb_cues,
)
from sayso.reading import grammar

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from sayso.records import Stance, Status

_ABOUT_CLAIMS = frozenset(
    {
        "make",
        "repeat",
        "issue",
        "hear",
        "raise",
        "level",
        "deny",
        "reject",
        "dismiss",
        "give",
        "receive",
        "publish",
        "read",
        "see",
        "write",
        "send",
    }
)
_TAG = 12  # tokens that a closing tag may have
_FIRST_PERSON = frozenset({"i", "we"})
EXPECTING = frozenset(
    {"expect", "project", "forecast", "anticipate", "set", "schedule", "slate", "poise"}
)
_CLAUSAL = ("ccomp", "xcomp")
_FACTIVE_TAGS = frozenset({"WDT", "WP"})


@dataclass
class Finding:
    """An attribution in tokens, before names and spans are made of it.

    ``source`` is the head of the source phrase or ``None``; ``hidden`` says that grammar hides it.
    ``own`` marks "I think", "we demand": no new voice, but the cue's effect on status holds.
    ``speech`` says that the cue is one that also introduces quotes, so its subject speaks.
    """

    cue: tuple[Token, ...]
    content: set[int]
    stance: Stance
    source: Token | None = None
    status: Status | None = None
    hidden: bool = False
    own: bool = False
    negated: bool = False
    frame: str = ""
    speech: bool = False
    quoted: bool = False

    @property
    def at(self) -> int:
        """The token that anchors the attribution in the text."""
        return self.cue[0].i if self.cue else min(self.content)


def subtree(token: Token, without: Iterable[Token] = ()) -> set[int]:
    """The tokens below and including one token, minus the subtrees of others."""
    found = {t.i for t in token.subtree}
    for other in without:
        found -= {t.i for t in other.subtree}
    return found


def attributions_by_grammar(tokens: Iterable[Token]) -> Iterator[Finding]:
    """All attributions that the tree shows, in text order of their cues; quotes come later."""
    for token in tokens:
        if token.pos_ in ("VERB", "AUX"):
            yield from _verb(token)
        elif token.pos_ in ("NOUN", "PROPN"):
            yield from _noun(token)
        elif token.pos_ == "ADJ":
            yield from _adjective(token)
        elif token.pos_ == "ADV":
            yield from _adverb(token)
        if token.dep_ == "prep" or token.lower_ == "according":
            yield from _phrase(token)


def reporting_tags(sentences: Iterable[Sentence]) -> Iterator[Finding]:
    """ "..., a diplomat told the Daily.": a speaker and a verb of saying that close a sentence.

    Everything in front of the comma is what they say, however the tree has cut it.
    """
    for sentence in sentences:
        words = [t for t in sentence if not t.is_space]
        while words and (words[-1].is_punct or words[-1].is_quote):
            words.pop()
        for at in range(len(words) - 1, max(len(words) - _TAG, 0), -1):
            verb = words[at]
            cue = next(
                (
                    c
                    for c in verb_cues().get(verb.lemma_.lower(), ())
                    if c.quotes == "yes" and not c.particle and "clause" in c.frames
                ),
                None,
            )
            if cue is None or verb.dep_ in ("amod", "acl", "relcl", "xcomp", "aux"):
                continue
            comma = next((t for t in reversed(words[:at]) if t.text == ","), None)
            if comma is None or comma.i < sentence.start + 2:
                break
            if comma.i == verb.i - 1:  # "..., its minister, Rajan Teo, told the radio"
                opening = [t for t in words[:at] if t.text == "," and t.i < comma.i][-2:]
                if len(opening) < 2:
                    break
                comma = opening[0]
            lead = [t for t in words if comma.i < t.i < verb.i]
            tail = [t for t in words if t.i > verb.i]
            source = _tag_source(verb, lead, tail)
            if source is not None:
                content = {t.i for t in words if t.i < comma.i}
                yield Finding(
                    (verb,),
                    content,
                    cue.stance,
                    source,
                    cue.status,
                    frame="clause",
                    speech=True,
                    own=source.lower_ in _FIRST_PERSON,
                )
            break


def _tag_source(verb: Token, lead: list[Token], tail: list[Token]) -> Token | None:
    """The speaker in a closing tag: the noun phrase that fills the space before the verb."""
    if any(
        t.pos_ in ("VERB", "AUX", "SCONJ", "CCONJ") or t.tag_ in ("WP", "WDT")
        for t in (*lead, *tail)
    ):
        return None
    nouns = [t for t in lead if t.pos_ in ("NOUN", "PROPN", "PRON")]
    if not nouns:
        return None
    head = nouns[-1]
    if len(lead) > 1 and lead[0].pos_ not in ("DET", "PROPN", "NOUN", "ADJ", "NUM", "PRON", "ADV"):
        return None
    inside = {t.i for t in lead}
    for noun in nouns:
        if noun.head.i not in inside or noun.head.i == verb.i:
            return noun
    return head


# --- verbs ------------------------------------------------------------------------------------


def _verb(verb: Token) -> Iterator[Finding]:
    if verb.dep_ == "amod":
        return
    told = [*_as_told(verb), *_verb_phrase(verb)]
    if told:
        yield told[0]
        return
    for cue in verb_cues().get(verb.lemma_.lower(), ()):
        if cue.particle and not _has_particle(verb, cue.particle):
            continue
        for frame, content, extra in _contents(verb, cue):
            if content:
                finding = _verb_finding(verb, cue, frame, content, extra)
                if finding is not None:
                    yield finding
                    return


def _has_particle(verb: Token, particle: str) -> bool:
    beside = {c.lower_ for c in verb.children if grammar.has_preposition(verb, c.lower_)}
    beside |= {
        g.lower_
        for c in grammar.children(verb, "prt", "prep", "advmod")
        for g in grammar.children(c, "prep")
    }
    return all(word in beside for word in particle.split())


def _contents(verb: Token, cue: Cue) -> Iterator[tuple[str, set[int], tuple[Token, ...]]]:
    """Each frame of the cue that the verb fills here: (frame, content tokens, more cue tokens)."""
    frames = cue.frames
    passive = grammar.is_passive(verb)
    if "passive_infinitive" in frames or (passive and "clause" in frames):
        for child in grammar.children(verb, "xcomp"):
            if passive and child.tag_ in ("VB", "VBN", "VBG") and _is_infinitive(child):
                held = subtree(
                    verb,
                    [
                        c
                        for c in verb.children
                        if c.dep_ in ("agent", "cc", "conj", "punct", "advcl", "parataxis")
                    ],
                )
                held -= {verb.i} | {
                    c.i for c in verb.children if c.dep_ in ("auxpass", "aux", "advmod", "mark")
                }
                yield "passive_infinitive", held, ()
    if "clause" in frames:
        yield from _clausal(verb)
    if "complement" in frames:
        for child in grammar.children(verb, "ccomp", "oprd", "xcomp"):
            if child.pos_ in ("ADJ", "NOUN", "PROPN"):
                yield (
                    "complement",
                    subtree(child)
                    | {t for o in grammar.children(verb, "dobj") for t in subtree(o)},
                    (),
                )
    called = [c for c in grammar.children(verb, "advcl") if cue.particle and _is_infinitive(c)]
    for child in [*grammar.children(verb, *_CLAUSAL), *called]:
        own_subject = any(g.dep_ in ("nsubj", "nsubjpass") for g in child.children)
        infinitive, gerund = (
            _is_infinitive(child),
            child.tag_ == "VBG" and not grammar.auxiliaries(child),
        )
        if infinitive and own_subject and "object_infinitive" in frames:
            yield "object_infinitive", subtree(child), ()
        elif infinitive and "object_infinitive" in frames:
            objects = (
                grammar.children(verb, "dobj", "dative")
                or (grammar.prepositional(verb, cue.particle) if cue.particle else [])
                or (grammar.children(verb, "nsubjpass") if passive else [])
            )
            if objects:
                yield (
                    "object_infinitive",
                    subtree(child) | {t for o in objects for t in subtree(o)},
                    (),
                )
            elif "infinitive" in frames:
                yield "infinitive", subtree(child), ()
        elif infinitive and "infinitive" in frames:
            yield "infinitive", subtree(child) | _conditions(verb, child), ()
        elif gerund and ("gerund" in frames or "infinitive" in frames):
            yield "gerund", subtree(child), ()
    for preposition in sorted(frames & PREPOSITIONS):
        for child in _prepositions(verb, preposition):
            held = [c for c in child.children if c.dep_ in ("pcomp", "pobj")]
            if held and not (preposition == "to" and held[0].pos_ in ("PROPN", "PRON")):
                tokens = {t for h in held for t in subtree(h)}
                tokens |= {
                    t for c in grammar.children(child, *_CLAUSAL, "advcl") for t in subtree(c)
                }
                if verb.tag_ != "VBG":  # "accused X of revanchism or [attempting ...]"
                    tokens |= {
                        t
                        for c in grammar.children(verb, "conj")
                        if c.tag_ == "VBG"
                        and c.i > child.i
                        and not grammar.auxiliaries(c)
                        and c.i - max(tokens) <= 2
                        for t in subtree(c)
                    }
                yield preposition, tokens, (child,)
    if "object" in frames:
        for child in grammar.children(verb, "dobj") or (
            grammar.children(verb, "nsubjpass") if passive else []
        ):
            if child.pos_ in ("NOUN", "PROPN") and not child.ent_type_ == "PERSON":
                yield "object", subtree(child), ()


def _conditions(verb: Token, act: Token) -> set[int]:
    """ "Threatened to leave if ...": the condition is the threat's, wherever it hangs."""
    return {
        t
        for c in grammar.children(verb, "advcl")
        if c.i > act.i and any(m.lower_ in ("if", "unless") for m in c.children)
        for t in subtree(c)
    }


def _prepositions(verb: Token, preposition: str) -> Iterator[Token]:
    """The preposition under the verb, or attached to its object: "accused Moscow [of bombing]"."""
    for child in verb.children:
        if (
            child.dep_ in ("prep", "agent", "dative", "advcl", "mark")
            and child.lower_ == preposition
        ):
            instead = child.i > 0 and child.nbor(-1).lower_ in (
                "instead",
                "because",
                "out",
                "ahead",
                "regardless",
            )
            if not instead and not any(
                grammar.is_temporal(n) for n in grammar.children(child, "pobj")
            ):
                yield child
    if preposition == "of" and not grammar.has_preposition(verb, "of"):
        for child in verb.subtree:  # "accused the West in his speech [of using ...]"
            if (
                child.i > verb.i
                and child.lower_ == "of"
                and grammar.children(child, "pcomp")
                and grammar.clause_verb(child.head) == verb
            ):
                yield child
    if preposition in ("of", "for", "as", "about", "over"):
        for noun in grammar.children(verb, "dobj", "nsubjpass"):
            for last in grammar.coordinated(noun):
                for child in grammar.children(last, "prep"):
                    if child.lower_ == preposition and (
                        last.pos_ == "PRON"
                        or grammar.children(child, "pcomp")
                        or last.ent_type_
                        or last.lemma_ in ("government", "side")
                    ):
                        yield child


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)


def _clausal(verb: Token) -> Iterator[tuple[str, set[int], tuple[Token, ...]]]:
    for child in grammar.children(verb, "ccomp", "csubjpass"):
        if _is_infinitive(child) and not any(
            a.tag_ in _FACTIVE_TAGS or a.tag_ == "WRB" for a in child.children
        ):
            continue
        yield "clause", subtree(child), ()
    for child in grammar.children(
        verb, "advcl", "dep", "pcomp", "acl", "relcl"
    ):  # mislabelled complements
        if child.i > verb.i and any(
            c.dep_ == "mark" and c.lower_ == "that" for c in child.children
        ):
            yield "clause", subtree(child), ()
    if not grammar.children(verb, "ccomp", "dobj"):
        for preposition in grammar.children(verb, "prep"):  # "denied in a message that ..."
            for noun in grammar.children(preposition, "pobj"):
                for child in grammar.children(noun, "acl", "relcl", "ccomp"):
                    if any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children):
                        yield "clause", subtree(child), ()
    if verb.dep_ in ("parataxis", "advcl", "ccomp", "dep") and verb.head.pos_ in (
        "VERB",
        "AUX",
        "NOUN",
    ):
        head = verb.head
        beside = any(c.is_punct for c in verb.lefts) or (
            verb.left_edge.i and verb.left_edge.nbor(-1).lower_ in (",", "—", "–", "-")
        )
        if verb.dep_ == "parataxis" or (
            verb.dep_ == "advcl"
            and grammar.children(verb, "mark")
            and grammar.children(verb, "mark")[0].lower_ == "as"
            and beside
        ):
            yield "parataxis", subtree(head, [verb]), ()


def _verb_finding(
    verb: Token, cue: Cue, frame: str, content: set[int], extra: tuple[Token, ...]
) -> Finding | None:
    passive = grammar.is_passive(verb)
    if frame == "passive_infinitive" and cue.lemma in EXPECTING:
        return None  # "is expected to" predicts, it quotes nobody
    content = content - _citations(verb, content)
    sources = grammar.agent(verb) if passive else grammar.subject(verb)
    source = next(
        (s for s in sources if s.i not in content or frame in ("clause", "parataxis")), None
    )
    if source is not None and source.i in content:
        source = None
    hidden = source is None
    if (
        source is not None
        and source.lower_ in ("it", "there")
        and source.dep_ in ("expl", "nsubj")
        and passive
    ):
        source, hidden = None, True
    tokens = (*[c for c in verb.children if c.dep_ == "prt"], verb, *extra)
    return Finding(
        cue=tuple(sorted(tokens, key=lambda t: t.i)),
        content=content - {t.i for t in tokens},
        stance=cue.stance,
        source=source,
        status=cue.status,
        hidden=hidden,
        own=source is not None and source.lower_ in _FIRST_PERSON,
        negated=grammar.is_negated(verb),
        frame=frame,
        speech=cue.quotes != "no",
    )


def _citations(verb: Token, content: set[int]) -> set[int]:
    """ "P, X said, citing Y": the citation is the reporter's, wherever the tree hangs it."""
    found: set[int] = set()
    for token in verb.sent:
        if (
            token.i in content
            and token.dep_ == "advcl"
            and token.tag_ == "VBG"
            and token.lemma_ in ("cite", "quote", "point")
        ):
            if token.left_edge.i and token.left_edge.nbor(-1).lower_ == ",":
                found |= subtree(token)
    return found


# --- nouns, adjectives, adverbs ---------------------------------------------------------------


def _noun(noun: Token) -> Iterator[Finding]:
    if (
        noun.i
        and noun.nbor(-1).lower_ == "in"
        and noun.lower_ in ("order", "charge", "case", "view")
    ):
        return
    for cue in noun_cues().get(noun.lemma_.lower(), ()):
        content: set[int] = set()
        for child in noun.children:
            if child.dep_ in ("acl", "ccomp", "relcl") and child.pos_ in ("VERB", "AUX"):
                marked = any(
                    c.dep_ == "mark" and c.lower_ in ("that", "whether") for c in child.children
                ) or (
                    child.dep_ == "relcl"
                    and noun.i + 1 < len(noun.doc)
                    and noun.nbor(1).lower_ == "that"
                    and child.lemma_ not in _ABOUT_CLAIMS
                    and any(c.dep_ == "nsubj" and c.lower_ != "that" for c in child.children)
                )
                if (marked and "clause" in cue.frames) or (
                    _is_infinitive(child) and "infinitive" in cue.frames and child.dep_ != "relcl"
                ):
                    content |= subtree(child)
            elif (
                child.dep_ == "prep"
                and child.lower_ in cue.frames
                and child.lower_ != "against"
                and cue.stance != "shows"
            ):
                content |= {t for c in grammar.children(child, "pcomp", "pobj") for t in subtree(c)}
        if not content:
            continue
        source = _noun_source(noun)
        yield Finding(
            cue=(noun,),
            content=content,
            stance=cue.stance,
            source=source,
            status=cue.status,
            hidden=source is None,
            own=source is not None and source.lower_ in ("my", "our"),
            frame="noun",
        )
        return


def _noun_source(noun: Token) -> Token | None:
    """The possessor, the demonym, "by X", "from X", or the subject that makes the claim."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for preposition in ("by", "from", "among"):
        for source in grammar.prepositional(noun, preposition):
            return source
    for child in noun.children:
        if (
            child.dep_ in ("amod", "compound", "nmod")
            and child.tag_ in ("JJ", "NNP", "NNPS")
            and child.lower_ in ("german", "kremlin", "berlin", "germany")
        ):
            return child
    verb = noun.head
    if noun.dep_ == "dobj":
        for source in grammar.prepositional(verb, "for"):  # "created the illusion for him that"
            return source
    if noun.dep_ == "dobj" and verb.lemma_ in (
        "make",
        "repeat",
        "voice",
        "express",
        "raise",
        "issue",
        "level",
        "renew",
        "air",
        "hold",
        "share",
    ):
        return next(iter(grammar.doers(verb)), None)
    return None


def _adjective(adjective: Token) -> Iterator[Finding]:
    for cue in adjective_cues().get(adjective.lower_, ()):
        if "attributive" in cue.frames and adjective.dep_ == "amod":
            yield Finding(
                (adjective,),
                subtree(adjective.head) - {adjective.i},
                cue.stance,
                None,
                cue.status,
                hidden=True,
                frame="attributive",
            )
            return
        for child in adjective.children:
            clause = child.dep_ in ("ccomp", "advcl", "xcomp") and child.pos_ in (
                "VERB",
                "AUX",
                "ADJ",
            )
            if clause and "clause" in cue.frames and not _is_infinitive(child):
                verb = adjective.head if adjective.head.pos_ in ("AUX", "VERB") else adjective
                source = next(iter(grammar.subject(verb)), None)
                yield Finding(
                    (adjective,),
                    subtree(child),
                    cue.stance,
                    source,
                    cue.status,
                    hidden=source is None,
                    own=source is not None and source.lower_ in _FIRST_PERSON,
                    negated=grammar.is_negated(verb),
                    frame="adjective",
                )
                return


def _adverb(adverb: Token) -> Iterator[Finding]:
    for cue in adverb_cues().get(adverb.lower_, ()):
        head = adverb.head
        if head.pos_ in ("VERB", "AUX"):
            held = subtree(head, [c for c in head.children if c.dep_ in ("parataxis", "cc")])
            if head.dep_ != "ROOT" or True:
                held -= {
                    t
                    for c in head.children
                    if c.dep_ == "conj" and grammar.children(c, "nsubj", "nsubjpass")
                    for t in subtree(c)
                }
        else:
            held = subtree(head)
        yield Finding(
            (adverb,), held - {adverb.i}, cue.stance, None, cue.status, hidden=True, frame="adverb"
        )
        return


# --- phrases ----------------------------------------------------------------------------------


@cache
def _adjunct_nouns() -> dict[tuple[str, str], Stance]:
    """(preposition, noun) -> stance, for "in X's view" and "in the view of X" alike."""
    table: dict[tuple[str, str], Stance] = {}
    for cues in phrase_cues().values():
        for cue in cues:
            words = cue.lemma.split()
            if "adjunct" in cue.frames and len(words) >= 3 and words[1] in ("POSS", "the"):
                noun = words[2] if words[2] != "own" else words[3]
                table.setdefault((words[0], noun), cue.stance)
    return table


def _phrase(token: Token) -> Iterator[Finding]:
    if token.lower_ in ("according", "per"):
        for to in grammar.children(token, "prep") if token.lower_ == "according" else [token]:
            for source in grammar.children(to, "pobj"):
                yield _adjunct(
                    (token, to) if to.i != token.i else (token,), source, token, "reports"
                )
        return
    for noun in grammar.children(token, "pobj"):
        stance = _adjunct_nouns().get((token.lower_, noun.lemma_.lower()))
        if stance is not None:
            sources = grammar.children(noun, "poss") or (
                grammar.prepositional(noun, "of") if grammar.children(noun, "det") else []
            )
            if sources:
                yield _adjunct((token, noun), sources[0], token, stance)


def _as_told(verb: Token) -> Iterator[Finding]:
    """ "As reported by X", "as shown in the images"."""
    opener = next(
        (c for c in verb.children if c.lower_ == "as" and c.dep_ in ("mark", "prep", "advmod")),
        None,
    )
    if (
        opener is None
        or verb.tag_ != "VBN"
        or verb.dep_ not in ("advcl", "acl", "prep", "parataxis")
    ):
        return
    for preposition in ("by", "in"):
        for cue in phrase_cues().get("as", ()):
            if cue.words == ("as", verb.lemma_.lower(), preposition, "X"):
                for source in grammar.agent(verb) or grammar.prepositional(verb, preposition):
                    yield _adjunct((opener, verb), source, verb, cue.stance)
                    return


def _verb_phrase(verb: Token) -> Iterator[Finding]:
    """Cues of several words around a verb: "cast doubt on", "made it clear that", "hold X responsible for"."""
    for cue in phrase_cues().get(verb.lemma_.lower(), ()):
        if "adjunct" in cue.frames:
            continue
        wanted = [
            w
            for w in cue.words[1:]
            if w not in ("X", "POSS", "it", "the", "a", "to", "of", "not") and w not in cue.frames
        ]
        near = {
            w for c in verb.children for t in (c, *c.children) for w in (t.lower_, t.lemma_.lower())
        }
        if not wanted or not set(wanted) <= near:
            continue
        for carrier in (verb, *verb.children):
            for frame, content, extra in _contents(carrier, cue):
                finding = _verb_finding(verb, cue, frame, content, extra)
                if content and finding is not None:
                    yield finding
                    return


def _adjunct(cue: tuple[Token, ...], source: Token, phrase: Token, stance: Stance) -> Finding:
    """An adjunct's content is the clause that it stands in, without the adjunct."""
    clause = grammar.clause_verb(phrase.head) if phrase.head.i != phrase.i else None
    top = clause if clause is not None else phrase.head
    content = subtree(top) - subtree(phrase)
    for child in grammar.children(top, "parataxis"):
        content -= subtree(child)
    return Finding(
        cue, content, stance, source, own=source.lower_ in ("my", "our"), frame="adjunct"
    )
