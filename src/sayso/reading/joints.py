"""A parsed text -> the same, with words parted that the model runs together with what is beside.

"The plan, a diplomat claims, is to seize the port": the model reads *claims* as a plural noun, or
gives what stands before the first comma to the aside. Each function changes the ``Doc`` in place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.knowledge.cues import verb_cues
from sayso.knowledge.predicates import verbs
from sayso.knowledge.word_classes import words
from sayso.reading import grammar
from sayso.reading.mending import gerund_of, verb_lemma

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PAST_OR_PRESENT = ("VBD", "VBZ", "VBP")
_ONE = frozenset({"a", "an", "one", "another"})
_ACRONYM = 3  # letters
_JOINED = ("cc", "conj", "punct")
_ALIKE = frozenset(
    {"beat", "cast", "cut", "hit", "hurt", "put", "quit", "rid", "set", "shut", "split"}
)
_WHERE = frozenset({"in", "at", "on"})
_NEXT = 2  # a noun, a comma, a name
_NEXT_VERB = 2  # a verb, a comma, a verb
_DIGITS = 4
_LONGEST = 6  # tokens before the verb of an aside


def mend_asides(doc: Doc) -> None:
    """Make verbs of "a diplomat *claims*", and give the clause around an aside its subject back."""
    for token in doc[2:-1]:
        if token.tag_ == "NNS" and token.nbor(1).text == ",":
            _mend_claims(token)
        elif token.dep_ == "parataxis" and token.tag_ == "NN" and token.lower_ in verb_cues():
            some = token.nbor(-1)
            if some.head == token and some.lower_ in ("some", "many", "most", "others"):
                token.tag_, token.pos_, some.dep_ = "VBP", "VERB", "nsubj"  # "some *argue*"
        elif token.dep_ == "parataxis":
            _mend_subject(token)
        elif token.dep_ == "conj" and token.left_edge.lower_ == "so":
            before = token.left_edge.nbor(-1)
            if before.lower_ == "or" and before.head.i == token.head.i:
                token.dep_ = "parataxis"  # "..., or so the UN says"


def mend_torn_subjects(doc: Doc) -> None:
    """Give a verb the name right before it as subject where a title above has torn them apart."""
    for verb in doc[1:]:
        name = verb.nbor(-1)
        torn = verb.dep_ == name.dep_ == "ROOT" and name.pos_ == "PROPN" and not name.n_lefts
        bare = verb.tag_ in _PAST_OR_PRESENT and not grammar.children(verb, *grammar.SUBJECTS)
        if torn and bare and not name.n_rights:
            name.head, name.dep_ = verb, "nsubj"


def _mend_claims(noun: Token) -> None:
    """Make the verb of an aside of a plural noun that only one person's article stands before."""
    doc = noun.doc
    comma = next(
        (i for i in range(noun.i - 1, max(noun.i - _LONGEST, 0), -1) if doc[i].text == ","), 0
    )
    inside = doc[comma + 1 : noun.i]
    lemma = next((stem for stem in (noun.lower_[:-1], noun.lower_[:-2]) if stem in verb_cues()), "")
    if not comma or len(inside) < 2 or inside[0].lower_ not in _ONE or not lemma:
        return
    speaker = inside[-1]
    verb = next((a for a in noun.ancestors if a.pos_ in grammar.VERBS and a.i > noun.i), None)
    speaks = any("clause" in cue.frames for cue in verb_cues()[lemma])
    if verb is None or not speaks or speaker.tag_ not in ("NN", "NNP"):
        return
    for child in list(noun.children):
        if comma < child.i < noun.i and child.i != speaker.i:
            child.head = speaker
    noun.tag_, noun.pos_, noun.lemma_ = "VBZ", "VERB", lemma
    noun.head, noun.dep_ = verb, "parataxis"
    speaker.head, speaker.dep_ = noun, "nsubj"


def _mend_subject(aside: Token) -> None:
    """Give a clause the name that stands before an aside: "Lima, it is understood, will ..."."""
    verb = aside.head
    lost = [c for c in aside.lefts if c.dep_ == "npadvmod" and c.pos_ == "PROPN"]
    if any(c.dep_ == "nsubj" for c in aside.rights):  # "Uganda, says Kigali, armed the rebels"
        lost += [c for c in aside.lefts if c.dep_ == "nsubj"]
    between = lost and aside.doc[lost[0].i + 1].text == ","
    if lost and between and aside.i < verb.i and not grammar.children(verb, *grammar.SUBJECTS):
        lost[0].head, lost[0].dep_ = verb, "nsubj"


def mend_marks(doc: Doc) -> None:
    """Let a verb head a sentence that the tree hangs on the quote mark before it."""
    for mark in doc:
        if mark.dep_ != "ROOT" or not (mark.is_quote or mark.is_punct):
            continue
        verb = next((c for c in mark.rights if c.tag_ in ("VBD", "VBZ", "VBP", "MD")), None)
        if verb is None:
            continue
        for child in list(mark.children):
            if child != verb:
                child.head = verb
        verb.head, verb.dep_ = verb, "ROOT"
        mark.head, mark.dep_ = verb, "punct"


def mend_judgements(doc: Doc) -> None:
    """Give the claim of "dismissed *as invented* a report that ..." to the verb that dismisses it.

    The tree makes it the object of the participle.
    """
    for judged in doc:
        verb = judged.head
        if judged.dep_ != "advcl" or judged.tag_ not in ("VBN", "VBD") or verb.i > judged.i:
            continue
        opened = any(c.lower_ == "as" and c.i == judged.i - 1 for c in judged.lefts)
        claims = [c for c in judged.rights if c.dep_ == "dobj"]
        if not (opened and claims) or verb.lemma_.lower() not in words("verb of calling"):
            continue
        if any(c.dep_ == "dobj" for c in verb.rights):
            continue
        claims[0].head = verb
        judged.dep_ = "oprd"


def mend_paired_subjects(doc: Doc) -> None:
    """Join the subjects of "Guerrillas *and the army* exchanged fire", read as two of one verb."""
    for second in doc:
        if second.dep_ not in grammar.SUBJECTS:
            continue
        before = doc[second.left_edge.i - 1] if second.left_edge.i else second
        first = before.head
        if before.dep_ == "cc" and first.dep_ == second.dep_ and first.head.i == second.head.i:
            second.head, second.dep_ = first, "conj"


def mend_listed_verbs(doc: Doc) -> None:
    """Join the verbs of "troops beat, *robbed* and jailed them", the second hung loosely."""
    for verb in doc[2:]:
        first = verb.head
        if (
            verb.dep_ != "dep"
            or verb.tag_ not in _PAST_OR_PRESENT
            or first.i != verb.i - _NEXT_VERB
        ):
            continue
        if (
            verb.nbor(-1).text == ","
            and first.pos_ in grammar.VERBS
            and any(c.dep_ == "conj" and c.tag_ == verb.tag_ for c in verb.rights)
        ):
            verb.dep_ = "conj"


def mend_acronyms(doc: Doc) -> None:
    """Make a sentence of "UNICEF suspended deliveries", read as deliveries that are suspended."""
    for sentence in doc.sents:
        name = sentence[0]
        if not name.is_upper or len(name) < _ACRONYM or name.i + 1 >= sentence.end:
            continue
        verb = name.nbor(1)
        noun = verb.head
        if verb.tag_ not in ("VBN", "VBD") or verb.dep_ != "amod" or noun.i < verb.i:
            continue
        top = sentence.root
        if top.i not in (name.i, noun.i):
            continue
        for child in list(top.children):
            if child.i not in (name.i, verb.i) and (top.i == name.i or child.dep_ in _JOINED):
                child.head = verb
        verb.head, verb.dep_, verb.tag_, verb.pos_ = verb, "ROOT", "VBD", "VERB"
        verb.lemma_ = verb_lemma(verb.lower_) or verb.lemma_
        name.head, name.dep_, name.tag_, name.pos_ = verb, "nsubj", "NNP", "PROPN"
        noun.head, noun.dep_ = verb, "dobj"


def mend_dates(doc: Doc) -> None:
    """Part a date from the name behind it: "On *Monday Kenya* expelled", "In *April Kenya* met".

    Without a comma between them the model reads one name of two words.
    """
    for day in doc[1:-1]:
        if day.dep_ not in ("compound", "nummod") or not _is_date(day) or day.head.i < day.i:
            continue
        name = day.head
        verb = grammar.clause_verb(name)
        before = day.nbor(-1)
        if verb is None or verb.i < name.i:
            continue
        if name.dep_ == "pobj" and name.head.i < day.i:
            preposition = name.head
            if not grammar.children(verb, *grammar.SUBJECTS):
                name.head, name.dep_ = verb, "nsubjpass" if grammar.is_passive(verb) else "nsubj"
                day.head, day.dep_ = preposition, "pobj"
        elif before.dep_ == "prep" and not any(before.children):
            day.head, day.dep_ = before, "pobj"
        elif before.dep_ == "pobj" and before.like_num and before.i - 1 == before.head.i:
            day.head, day.dep_ = before.head, "pobj"
            before.head, before.dep_ = day, "nummod"
        elif before.lower_ in ("last", "next", "this") and before.i == day.sent.start:
            day.head, day.dep_ = verb, "npadvmod"
            before.head = day


def mend_gerunds(doc: Doc) -> None:
    """Make the act of "accused troops of *killing civilians*", read as civilians who kill."""
    for act in doc[1:]:
        if act.tag_ != "VBG" or act.dep_ not in ("amod", "compound"):
            continue
        noun, preposition = act.head, act.nbor(-1)
        if noun.dep_ != "pobj" or noun.i < act.i:
            continue
        verb = grammar.clause_verb(preposition)
        if noun.head.i != preposition.i or verb is None:
            continue
        frames = (cue.frames for cue in verb_cues().get(verb.lemma_.lower(), ()))
        told = any(preposition.lower_ in of and "about" not in of for of in frames)
        if not told and not _is_means(act, preposition, verb):
            continue
        act.head, act.dep_, act.pos_ = preposition, "pcomp", "VERB"
        if act.lemma_ == act.lower_:
            act.lemma_ = gerund_of(act.lower_) or act.lower_.removesuffix("ing")
        noun.head, noun.dep_ = act, "dobj"
        if preposition.head.i != verb.i and grammar.blames(verb):
            preposition.head = verb


def _is_means(act: Token, preposition: Token, verb: Token) -> bool:
    """Whether an act is how something is done: "retaliated *by halting imports*"."""
    by = preposition.lower_ == "by" and preposition.dep_ == "prep" and preposition.head.i == verb.i
    beside = verb.lemma_ in ("stand", "pass", "go", "drop", "stop")  # "stood by striking miners"
    return by and not beside and not grammar.is_passive(verb) and gerund_of(act.lower_) is not None


def mend_denied_acts(doc: Doc) -> None:
    """Make the act of "denied *mistreating captives*", read as captives who mistreat."""
    for act in doc[1:]:
        if act.dep_ not in ("amod", "compound"):
            continue
        verb, noun = act.nbor(-1), act.head
        if noun.dep_ != "dobj" or noun.head.i != verb.i:
            continue
        lemma = gerund_of(act.lower_)
        frames = (cue.frames for cue in verb_cues().get(verb.lemma_.lower(), ()))
        if lemma and any("gerund" in of for of in frames):
            act.head, act.dep_, act.tag_, act.pos_ = verb, "xcomp", "VBG", "VERB"
            act.lemma_ = lemma
            noun.head, noun.dep_ = act, "dobj"


def mend_participles(doc: Doc) -> None:
    """Make a participle of "ministers *meeting* in Riga urged ...", read as a meeting of theirs."""
    for act in doc[1:-1]:
        if not act.lower_.endswith("ing") or act.nbor(1).lower_ not in _WHERE:
            continue
        people = act.nbor(-1)
        if people.head.i != act.i or people.tag_ not in ("NNS", "NNPS"):
            continue
        compound = act.tag_ == "NN" and people.dep_ == "compound"
        clause = act.tag_ == "VBG" and act.dep_ == "nsubj" and people.dep_ == "nsubj"
        if not (compound or clause):
            continue
        for child in list(act.lefts):
            if child.i != people.i:
                child.head = people
        people.head, people.dep_ = act.head, act.dep_
        act.head, act.dep_, act.tag_, act.pos_ = people, "acl", "VBG", "VERB"
        act.lemma_ = act.lower_.removesuffix("ing") if compound else act.lemma_


def mend_asked_acts(doc: Doc) -> None:
    """Make verbs of "demanded that the minister *resign*" and "told the mayor to *apologise*"."""
    for act in doc[2:]:
        if act.tag_ != "NN" or act.lower_ not in verbs():
            continue
        before, above = act.nbor(-1), act.head
        clause = act.dep_ == "ccomp" and any(c.lower_ == "that" for c in act.lefts)
        if clause and any(c.dep_ == "nsubj" for c in act.lefts):
            pass  # "that the mayor *release* two of them"
        elif clause and before.head.i == act.i and before.dep_ == "compound":
            for child in list(act.lefts):
                if child.i < before.i and child.dep_ in ("det", "amod", "poss", "compound"):
                    child.head = before
            before.dep_ = "nsubj"
        elif before.lower_ == "to" and act.dep_ == "pobj" and _is_told_to(above.head):
            act.head, act.dep_ = above.head, "xcomp"
            before.head, before.dep_, before.tag_, before.pos_ = act, "aux", "TO", "PART"
        else:
            continue
        act.tag_, act.pos_, act.lemma_ = "VB", "VERB", act.lower_


def _is_told_to(verb: Token) -> bool:
    """Whether a verb can tell its object to do something."""
    cues = verb_cues().get(verb.lemma_.lower(), ())
    asks = any("object_infinitive" in cue.frames and not cue.particle for cue in cues)
    return asks and bool(grammar.children(verb, *grammar.OBJECTS))


def mend_appositions(doc: Doc) -> None:
    """Hang a name on the noun before it: "Mr Zhao and his Brazilian host, *President Meireles*"."""
    for name in doc:
        if name.dep_ != "appos" or name.tag_ != "NNP":
            continue
        first = name.left_edge.i
        if first == 0 or doc[first - 1].text != ",":
            continue
        last = grammar.coordinated(name.head)[-1]
        if name.head.i < last.i < first and last.pos_ == "NOUN" and last.i == first - _NEXT:
            name.head = last


def mend_titles(doc: Doc) -> None:
    """Part "Director of National Intelligence *James Clapper*" into the post and who holds it.

    Where the tree reads on from the post into the name, only the model's names part them.
    """
    for of in doc[1:-2]:
        if of.lower_ != "of":
            continue
        post, name = of.head, next(iter(grammar.children(of, "pobj")), None)
        if post.i != of.i - 1 or post.tag_ != "NNP" or name is None:
            continue
        called = doc[of.i + 1 : name.i + 1]
        first = next((t.i for t in called if t.ent_type_ == "PERSON"), name.i + 1)
        parts = doc[of.i + 1 : first]
        article = parts[:1] if len(parts) > 1 and parts[0].lower_ == "the" else parts[:0]
        parts = parts[len(article) :]
        person = all(t.ent_type_ == "PERSON" and t.tag_ == "NNP" for t in doc[first : name.i + 1])
        if not parts or first > name.i or not person or any(t.tag_ != "NNP" for t in parts):
            continue
        if post.head == post:
            name.head, name.dep_ = name, "ROOT"
        else:
            name.head, name.dep_ = post.head, post.dep_
        post.head, post.dep_ = name, "nmod"
        parts[-1].head, parts[-1].dep_ = of, "pobj"
        for part in parts[:-1]:
            part.head, part.dep_ = parts[-1], "compound"
        for the in article:
            the.head, the.dep_ = parts[-1], "det"
        for other in doc[first : name.i]:
            other.head, other.dep_ = name, "compound"


def mend_tenses(doc: Doc) -> None:
    """Put "guards *beat* inmates and withheld food" in the past, like the verb it goes on with."""
    for verb in doc:
        if verb.tag_ != "VBP" or verb.lower_ not in _ALIKE:
            continue
        if any(c.dep_ == "conj" and c.tag_ == "VBD" for c in verb.rights):
            verb.tag_ = "VBD"


def _is_date(token: Token) -> bool:
    """Whether a word is a day of the week, a month or a year."""
    year = len(token) == _DIGITS and token.is_digit and token.text[:2] in ("19", "20")
    return year or (token.text[0].isupper() and token.lower_ in words("day or month"))
