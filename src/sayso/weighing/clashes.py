"""Two mentions -> whether a reader sees at once that the one denies the other.

Comes in: two mentions that may contradict each other. Goes out: yes or no. The idea in between:
being alike is enough for a story, where a doubtful member does little harm, but not for a
contradiction, which is shown as two texts side by side. So they have to be two accounts (not two
sentences of one writer, nor two of one voice on one day), of days that go together, each said
outright; and a denial has to deny the act that the other tells, of a thing that both name.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso.knowledge.plover import plover_types
from sayso.weighing.denials import differ
from sayso.weighing.mentions import Mention
from sayso.weighing.speakers import Speakers
from sayso.weighing.terms import in_order, names, sense, term
from sayso.weighing.wording import Wordings, is_country

#: Days between two texts that may still be two accounts of one thing.
APART = timedelta(days=14)

# Days for which news of an act may be late.
_LATE = timedelta(days=4)
# Characters between two claims of one text that are of one passage.
_PASSAGE = 400
# The share of a denial's terms that what it denies must have, too.
_COVERED = 0.6
# Terms without which words under a verb of denying are no clause.
_CLAUSE = 4
# Acts that have many words, any of which a denial may take: to shell is to fire.
_ONE_ACT = "material conflict"

_NEGATION = re.compile(
    r"\b(?:not|no|none|never|nobody|nothing|neither|untrue|false)\b|n['’]t\b", re.IGNORECASE
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|can|could|(?-i:may)|might|must|wo|ca)(?:n['’]t|not)?\b|['’](?:ll|d)\b",
    re.IGNORECASE,
)
# What begins so hangs on another clause, and is said of something that only that names.
_HANGS = re.compile(
    r"^(?:who|whom|whose|which|that|what|where|when|whenever|why|how|if|unless|until|once|while"
    r"|because|as|to|than|whether|although|though|even|despite|without|or|with|like|before|after"
    r"|since|not \w+ing|never \w+ing)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"^(?:I|you|he|she|it|we|they|this|that|these|those)\b", re.IGNORECASE)
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|did|does|do)\b", re.IGNORECASE)
# "No one was left": they were no longer there.
_REMAINED = re.compile(r"\b(?:be|is|are|was|were|been|remain\w*) left\b", re.IGNORECASE)
# What is denied of so much, or of some, may be so of less, or of others.
_PARTLY = re.compile(
    r"\b(?:all|always|another|any more|completely|enough|every|everybody|everyone|just|many|more"
    r"|much|necessarily|only|other|others)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\bper ?cent\b|%")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def is_two_accounts(first: Mention, second: Mention, speakers: Speakers) -> bool:
    """Whether two voices tell them, or one on two days."""
    one, other = (speakers.of(told.telling).name for told in (first, second))
    if any(name is not None and _SHARE.search(name) for name in (one, other)):
        return False  # a share of those who were asked
    if first.telling.document != second.telling.document:
        return one is None or one != other or first.telling.published != second.telling.published
    return one is not None and other is not None and one != other


def is_near(first: Mention, second: Mention) -> bool:
    """Whether their days, and those of their texts, go together."""
    told = first.telling.published, second.telling.published
    return within(*told, APART) and within(first.day, second.day, APART)


def within(one: date | None, other: date | None, days: timedelta) -> bool:
    """Whether two days may be so close: one that is not known may be."""
    return one is None or other is None or abs(one - other) <= days


def hangs(one: Mention) -> bool:
    """Whether its words hang on another clause, which names what they are said of."""
    return _HANGS.match(one.telling.text) is not None


def denies_the_act(told: Mention, denial: Mention, speakers: Speakers, wordings: Wordings) -> bool:
    """Whether a denial says that the act did not take place, of a thing that both name.

    Args:
        told: what is told as true.
        denial: a denial.
        speakers: says who speaks.
        wordings: says whom words name.
    """
    if not (_is_plain(told) and _is_plain_denial(denial)) or _NEGATION.search(told.telling.text):
        return False
    if _is_too_early(denial, told) or differ(told.doers, denial.doers):
        return False
    called = [own_names(one, wordings) for one in (told, denial)]
    if differ(*called):
        return False
    one_passage = _is_one_passage(told, denial)
    if not one_passage and any(
        _PRONOUN.match(one.telling.text) and not one.doers for one in (told, denial)
    ):
        return False  # nobody knows who "he" is
    named = {*wordings.of(told.telling.text).sides, speakers.of(told.telling).state}
    if denial.doers and not told.doers and denial.doers.isdisjoint(named):
        return False  # somebody did it, and these say that they did not
    common = told.own & denial.own
    one_kind = bool(told.types & denial.types)
    fierce = any(plover_types()[kind].quad == _ONE_ACT for kind in told.types & denial.types)
    act = acts_of(denial) if fierce else frozenset()
    covered = common | (act & denial.own)
    denied = denial.own - called[1]
    if not covered or len(covered & denied) < _COVERED * len(denied):
        return False
    same_doers = bool(told.doers & denial.doers)
    focus = _focus(denial)
    if focus is not None and focus not in covered:
        # "did not touch it", of somebody who is said to have done something to it
        return same_doers and len(common) > 1 and bool(acts_of(told))
    done = acts_of(told)
    if focus is not None and done and focus not in done and not (one_kind or same_doers):
        return False  # another act than the one that is told
    if len(covered) > 1 and common - act:
        return True
    return one_kind and (same_doers or one_passage)


def _is_plain(one: Mention) -> bool:
    """Whether it is said outright, and of what is or was."""
    text = one.telling.text
    return not any(found.search(text) for found in (_HANGS, _AHEAD, _REMAINED))


def _is_plain_denial(one: Mention) -> bool:
    text = one.telling.text
    if not _is_plain(one) or _PARTLY.search(text):
        return False
    if _NEGATION.search(text):
        return True
    clause = _AUXILIARY.search(text) is not None or len(one.own) >= _CLAUSE
    return one.telling.voice.stance == "denies" and clause


def _is_too_early(denial: Mention, told: Mention) -> bool:
    """Whether a denial was printed before what it would deny; an undated act may be older."""
    printed, day = denial.telling.published, told.day
    if printed is None or day is None:
        return False
    return printed < (day if told.dated else day - _LATE)


def _focus(denial: Mention) -> str | None:
    """The sense of the first term behind its negation."""
    match = _NEGATION.search(denial.telling.text)
    if match is None:
        return None
    behind = (sense(word) for word, _, _ in in_order(denial.telling.text[match.end() :]))
    return next((word for word in behind if word in denial.own), None)


def _is_one_passage(one: Mention, other: Mention) -> bool:
    first, second = sorted((one.telling, other.telling), key=lambda told: told.start)
    return first.document == second.document and second.start - first.end <= _PASSAGE


def acts_of(one: Mention) -> frozenset[str]:
    """The senses of the words for its event."""
    words = _WORD.findall(one.telling.trigger or "")
    return frozenset(sense(term(word)) for word in words)


def own_names(one: Mention, wordings: Wordings) -> frozenset[str]:
    """The names in it, but for countries'."""
    text = one.telling.text
    for party in wordings.of(text).parties:
        if is_country(party.side):
            text = text[: party.start] + " " * (party.end - party.start) + text[party.end :]
    return names(text)
