"""A finding -> whether its source can vouch for its content: a party, a person, a document.

"His remarks confirm that ..." and "this means that ..." leave the content with the writer, and
"threatens Armenia" has no content at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.cues import PREPOSITIONS
from sayso.reading import grammar
from sayso.reading.drafts import is_abstract, is_act
from sayso.reading.findings import TAILS, Finding, tops
from sayso.reading.mentions import is_human

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.reading.parse import Parse
    from sayso.reading.parties import Parties

_UTTERANCES = frozenset({"statement", "remark", "speech", "word", "comment", "address", "rhetoric"})
_DEMONSTRATIVES = frozenset({"this", "that", "these", "those", "which", "what", "there", "here"})
_UNDOING = frozenset({"denies", "wants"})  # stances that change what a bare noun tells
_SOME = frozenset({"some", "many", "most", "several", "others"})
_ORDINALS = frozenset({"second", "third", "fourth", "other", "another"})
_THINGS = frozenset({"it", "one", "something", "nothing", "anything"})
_SOURCELESS = ("adverb", "attributive", "noun", "quote")  # frames that need no source
_SPOKEN = ("adjunct", "adjective", "noun")  # frames whose source speaks, whatever it is


def vouches(parse: Parse, parties: Parties, finding: Finding) -> bool:
    """Whether a finding is somebody's word for something."""
    source = finding.source
    if source is None:
        if finding.frame == "object" and finding.stance not in _UNDOING:
            return False  # "part of which was revealed": nobody's word for anything
        return _may_be_hidden(finding)
    if _is_target(parse, parties, finding) or _is_unsaid(finding):
        return False
    if finding.own:
        return True
    if source.lower_ in _DEMONSTRATIVES or _is_behind_tail(source):
        return False
    mention = parties.mention(source)
    if mention is None and is_counted(source):
        return finding.speech
    if mention is None:
        return source.pos_ == "PRON" and (source.lower_ not in _THINGS or _speaks_as_it(finding))
    if mention.known:
        return True
    if finding.stance in ("shows", "confirms") and mention.kind in ("document", "unnamed"):
        return mention.kind == "document" and source.lemma_.lower() not in _UTTERANCES
    return (
        mention.kind in ("document", "person", "organization")
        or finding.speech
        or finding.frame in _SPOKEN
        or is_human(source)
    )


def is_counted(source: Token) -> bool:
    """Whether people or papers are only counted: "four in five", "some", "a second says that"."""
    if source.pos_ == "DET":
        return source.lower_ in _SOME
    if source.dep_ not in grammar.SUBJECTS:
        return False
    ordinal = source.lower_ in _ORDINALS and any(c.dep_ == "det" for c in source.lefts)
    return source.pos_ == "NUM" or ordinal


def _speaks_as_it(finding: Finding) -> bool:
    """Whether an "it" says something in a clause: a ministry does, nothing else is spoken of so."""
    verb = finding.cue[-1] if finding.cue else None
    return (
        verb is not None
        and verb.pos_ == "VERB"
        and finding.source is not None
        and finding.source.lower_ == "it"
        and finding.source.dep_ == "nsubj"
        and finding.source.head in (verb, verb.head if verb.dep_ == "conj" else verb)
        and finding.frame in ("clause", "gerund", "infinitive")
        and (finding.speech or finding.stance in ("denies", "believes"))
        and not grammar.is_passive(verb)
    )


def _is_behind_tail(source: Token) -> bool:
    """Whether a parser has run "a charge" and "Khartoum" of "a charge Khartoum denied" together."""
    first, _ = grammar.noun_chunk(source)
    nouns = [t for t in source.doc[first : source.i] if t.pos_ == "NOUN"]
    return bool(nouns) and nouns[0].lemma_.lower() in TAILS


def can_speak(parties: Parties, source: Token) -> bool:
    """Whether a source can be anybody at all: not a time, nor a plain abstraction."""
    if source.pos_ != "NOUN" or is_human(source):
        return not grammar.is_temporal(source)
    mention = parties.mention(source)
    if mention is not None and (mention.known or mention.kind != "unnamed"):
        return True
    return not (grammar.is_temporal(source) or is_abstract(source))


def _is_unsaid(finding: Finding) -> bool:
    """Whether somebody is only said not to have spoken of a thing: "has yet to comment on"."""
    about = finding.frame == "object" or finding.frame in PREPOSITIONS
    return about and finding.negated and finding.stance in ("reports", "claims")


def _may_be_hidden(finding: Finding) -> bool:
    """Whether a construction can do without a source: "reportedly", "it is said that"."""
    if finding.frame in _SOURCELESS or not finding.cue:
        return True
    verb = finding.cue[-1] if finding.cue[-1].pos_ in ("VERB", "AUX") else finding.cue[0]
    if grammar.is_passive(verb):
        aside = any(s.lower_ == "it" for s in grammar.children(verb, "nsubjpass"))
        return finding.frame != "parataxis" or aside  # "Peru, it is alleged, ..."
    return finding.speech and not grammar.children(verb, "csubj", "nsubj", "expl")


def _is_target(parse: Parse, parties: Parties, finding: Finding) -> bool:
    """Whether the object is no statement: "threatens Armenia", "reveals his intentions"."""
    if finding.frame != "object" and finding.frame not in PREPOSITIONS:
        return False
    heads = tops(parse.doc, finding.content)
    if not heads or any(head.pos_ in ("VERB", "AUX") for head in heads):
        return False
    if any(c.tag_ == "VBG" for head in heads for c in grammar.children(head, "acl")):
        return False  # "shows a boat ramming the skiff"
    if finding.stance == "shows":
        return True
    if any(map(is_act, heads)):
        return False
    if finding.stance == "threatens":
        return True
    return finding.frame == "object" and all(
        head.pos_ in ("PROPN", "PRON")
        or is_human(head)
        or ((m := parties.mention(head)) is not None and (m.known or m.kind == "person"))
        for head in heads
    )
