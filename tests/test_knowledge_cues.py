"""The tables of voice and wording: what they must say, and that every row of them is sound."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from sayso.errors import ModelError
from sayso.knowledge import cues, wording
from sayso.knowledge.lemmas import verb_lemmas
from sayso.knowledge.rows import Row, read_rows

TABLES = {
    "verb": cues.verb_cues,
    "noun": cues.noun_cues,
    "adjective": cues.adjective_cues,
    "adverb": cues.adverb_cues,
    "phrase": cues.phrase_cues,
}


@pytest.fixture(scope="module")
def english() -> Language:
    return spacy.blank("en")


def find(pos: str, lemma: str, particle: str, frame: str) -> cues.Cue | None:
    key = lemma.split()[0] if pos == "phrase" else lemma
    hits = [
        cue
        for cue in TABLES[pos]().get(key, ())
        if (cue.lemma, cue.particle) == (lemma, particle)
        and (frame in cue.frames or (frame == "" and not cue.frames))
    ]
    assert len(hits) <= 1
    return hits[0] if hits else None


@pytest.mark.parametrize(
    ("pos", "lemma", "particle", "frame", "stance", "status"),
    [
        ("verb", "say", "", "clause", "reports", None),
        ("verb", "say", "", "passive_infinitive", "reports", None),
        ("verb", "tell", "", "clause", "reports", None),
        ("verb", "tell", "", "object_infinitive", "wants", "demanded"),
        ("verb", "ask", "", "clause", "reports", "asked"),
        ("verb", "ask", "", "object_infinitive", "wants", "demanded"),
        ("verb", "ask", "for", "for", "wants", "demanded"),
        ("verb", "accuse", "", "of", "accuses", None),
        ("verb", "blame", "", "for", "accuses", None),
        ("verb", "condemn", "", "for", "accuses", None),
        ("verb", "claim", "", "clause", "claims", None),
        ("verb", "claim", "", "infinitive", "claims", None),
        ("verb", "argue", "", "clause", "claims", None),
        ("verb", "boast", "", "of", "claims", None),
        ("verb", "allege", "", "passive_infinitive", "claims", None),
        ("verb", "point", "out", "clause", "reports", None),
        ("verb", "speak", "of", "of", "reports", None),
        ("verb", "describe", "", "as", "reports", None),
        ("verb", "call", "", "complement", "claims", None),
        ("verb", "call", "for", "for", "wants", "demanded"),
        ("verb", "call", "on", "object_infinitive", "wants", "demanded"),
        ("verb", "urge", "", "object_infinitive", "wants", "demanded"),
        ("verb", "demand", "", "object", "wants", "demanded"),
        ("verb", "insist", "", "clause", "claims", None),
        ("verb", "insist", "on", "on", "wants", "demanded"),
        ("verb", "want", "", "object_infinitive", "wants", "demanded"),
        ("verb", "deny", "", "gerund", "denies", "denied"),
        ("verb", "deny", "", "object", "denies", "denied"),
        ("verb", "dismiss", "", "clause", "denies", "denied"),
        ("verb", "dismiss", "", "as", "denies", None),
        ("verb", "rule", "out", "gerund", "denies", "denied"),
        ("verb", "doubt", "", "clause", "doubts", "hypothetical"),
        ("verb", "question", "", "clause", "doubts", "asked"),
        ("verb", "confirm", "", "object", "confirms", None),
        ("verb", "agree", "", "clause", "confirms", None),
        ("verb", "admit", "", "gerund", "admits", None),
        ("verb", "acknowledge", "", "clause", "admits", None),
        ("verb", "believe", "", "passive_infinitive", "believes", None),
        ("verb", "fear", "", "clause", "believes", "hypothetical"),
        ("verb", "hope", "", "clause", "believes", "hypothetical"),
        ("verb", "expect", "", "object_infinitive", "believes", "predicted"),
        ("verb", "predict", "", "clause", "claims", "predicted"),
        ("verb", "wonder", "", "clause", "believes", "asked"),
        ("verb", "promise", "", "infinitive", "promises", "planned"),
        ("verb", "vow", "", "infinitive", "promises", "planned"),
        ("verb", "threaten", "", "infinitive", "threatens", "threatened"),
        ("verb", "warn", "", "clause", "claims", None),
        ("verb", "warn", "", "against", "wants", "demanded"),
        ("verb", "show", "", "clause", "shows", None),
        ("verb", "smile", "", "", "reports", None),
        ("noun", "claim", "", "clause", "claims", None),
        ("noun", "accusation", "", "clause", "accuses", None),
        ("noun", "denial", "", "of", "denies", "denied"),
        ("noun", "threat", "", "infinitive", "threatens", "threatened"),
        ("noun", "promise", "", "infinitive", "promises", "planned"),
        ("noun", "call", "", "for", "wants", "demanded"),
        ("noun", "fear", "", "of", "believes", "hypothetical"),
        ("noun", "evidence", "", "clause", "shows", None),
        ("adjective", "confident", "", "clause", "believes", None),
        ("adjective", "alleged", "", "attributive", "claims", None),
        ("adverb", "reportedly", "", "adjunct", "reports", None),
        ("adverb", "allegedly", "", "adjunct", "claims", None),
        ("phrase", "accord to X", "", "adjunct", "reports", None),
        ("phrase", "in POSS view", "", "adjunct", "believes", None),
        ("phrase", "as X put it", "", "adjunct", "reports", None),
        ("phrase", "claim responsibility for", "", "for", "admits", None),
    ],
)
def test_cue_says_stance_and_status(
    pos: str, lemma: str, particle: str, frame: str, stance: str, status: str | None
) -> None:
    cue = find(pos, lemma, particle, frame)
    assert cue is not None
    assert (cue.stance, cue.status) == (stance, status)


@pytest.mark.parametrize(
    ("pos", "lemma", "particle", "frame"),
    [
        ("verb", "say", "", "object"),  # "said a prayer" has no content
        ("verb", "tell", "", "object"),
        ("verb", "want", "", "infinitive"),  # an intention of its own, not a voice
        ("verb", "hope", "", "infinitive"),
        ("verb", "expect", "", "infinitive"),
        ("verb", "know", "", "clause"),  # factive: the writer vouches for it
        ("verb", "recall", "", "object"),  # "recalled its ambassador"
        ("verb", "establish", "", "object"),
        ("adjective", "aware", "", "clause"),
    ],
)
def test_no_cue_where_no_voice_is_opened(pos: str, lemma: str, particle: str, frame: str) -> None:
    assert find(pos, lemma, particle, frame) is None


@pytest.mark.parametrize("lemma", ["aim", "intend", "plan", "seek", "try", "attempt", "prepare"])
def test_own_intentions_are_not_voices(lemma: str) -> None:
    assert lemma not in cues.verb_cues()
    assert cues.intentions()["verb", lemma].status == "planned"


@pytest.mark.parametrize(
    ("pos", "lemma", "status"),
    [
        ("verb", "want", "planned"),
        ("verb", "hope", "planned"),
        ("verb", "fail", "denied"),
        ("verb", "refuse", "denied"),
        ("verb", "stop short", "denied"),
        ("verb", "continue", "ongoing"),
        ("verb", "begin", None),
        ("verb", "manage", None),
        ("noun", "plan", "planned"),
        ("noun", "refusal", "denied"),
        ("noun", "threat", "threatened"),
        ("noun", "risk", "hypothetical"),
        ("adjective", "ready", "planned"),
        ("adjective", "likely", "predicted"),
        ("adjective", "unable", "denied"),
        ("adjective", "able", None),
    ],
)
def test_intention_gives_status(pos: str, lemma: str, status: str | None) -> None:
    assert cues.intentions()[pos, lemma].status == status


@pytest.mark.parametrize(
    ("lemma", "particle", "quotes"),
    [
        ("say", "", "yes"),
        ("tell", "", "yes"),
        ("write", "", "yes"),
        ("add", "", "yes"),
        ("smile", "", "only"),
        ("continue", "", "only"),
        ("believe", "", "no"),
        ("point", "out", "yes"),
    ],
)
def test_direct_quotes(lemma: str, particle: str, quotes: str) -> None:
    found = [cue for cue in cues.verb_cues()[lemma] if cue.particle == particle]
    assert quotes in {cue.quotes for cue in found}


def test_cues_with_a_particle_come_first() -> None:
    for table in (cues.verb_cues(), cues.noun_cues()):
        for found in table.values():
            lengths = [len(cue.particle.split()) for cue in found]
            assert lengths == sorted(lengths, reverse=True)


def test_phrases_are_found_by_their_first_word_the_longest_first() -> None:
    for first, found in cues.phrase_cues().items():
        assert first not in {"X", "POSS"}
        assert all(cue.words[0] == first for cue in found)
        lengths = [len(cue.words) for cue in found]
        assert lengths == sorted(lengths, reverse=True)


def test_both_spellings_mean_the_same() -> None:
    verbs = cues.verb_cues()
    pairs = [
        (verb, verb[:-3] + "ise")
        for verb in verbs
        if verb.endswith("ize") and verb[:-3] + "ise" in verbs
    ]
    assert len(pairs) >= 8
    for one, other in pairs:
        facts = [
            {(c.particle, c.frames, c.stance, c.status, c.quotes) for c in verbs[verb]}
            for verb in (one, other)
        ]
        assert facts[0] == facts[1], (one, other)


def test_the_tables_are_broad() -> None:
    assert len(cues.verb_cues()) >= 350
    assert len(cues.noun_cues()) >= 90
    assert len(wording.loaded()) >= 400
    assert len(wording.genre_signals()) >= 100


@pytest.mark.parametrize(
    ("phrase", "likelihood", "certainty"),
    [
        ("almost no chance", (0.01, 0.05), "unlikely"),
        ("very unlikely", (0.05, 0.20), "unlikely"),
        ("highly improbable", (0.05, 0.20), "unlikely"),
        ("unlikely", (0.20, 0.45), "unlikely"),
        ("improbable", (0.20, 0.45), "unlikely"),
        ("roughly even chance", (0.45, 0.55), "possible"),
        ("likely", (0.55, 0.80), "probable"),
        ("probably", (0.55, 0.80), "probable"),
        ("very likely", (0.80, 0.95), "probable"),
        ("highly probable", (0.80, 0.95), "probable"),
        ("almost certainly", (0.95, 0.99), "probable"),
        ("nearly certain", (0.95, 0.99), "probable"),
        ("perhaps", None, "possible"),
        ("apparently", None, "probable"),
        ("seems to", None, "probable"),
        ("clearly", None, "certain"),
        ("cannot be ruled out", None, "possible"),
    ],
)
def test_words_of_estimative_probability(
    phrase: str, likelihood: tuple[float, float] | None, certainty: str
) -> None:
    estimate = wording.estimative()[wording.tokens(phrase)]
    assert (estimate.likelihood, estimate.certainty) == (likelihood, certainty)


def test_a_range_and_a_certainty_agree() -> None:
    allowed = {
        "unlikely": (0.0, 0.45),
        "possible": (0.45, 0.55),
        "probable": (0.55, 0.99),
    }
    for estimate in wording.estimative().values():
        if estimate.likelihood is not None:
            low, high = allowed[estimate.certainty]
            assert low <= estimate.likelihood[0] < estimate.likelihood[1] <= high, estimate


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("regime", "label"),
        ("puppet regime", "label"),
        ("thug", "insult"),
        ("heroic", "praise"),
        ("so-called", "mockery"),
        ("hollow", "mockery"),
        ("blatant", "intensifier"),
        ("existential threat", "fear"),
        ("fake", "insinuation"),
    ],
)
def test_loaded_words(phrase: str, kind: str) -> None:
    assert wording.loaded()[wording.tokens(phrase)] == kind


@pytest.mark.parametrize(
    "word", ["attack", "war", "protest", "sanction", "crisis", "government", "opposition", "troop"]
)
def test_plain_news_words_are_not_loaded(word: str) -> None:
    assert (word,) not in wording.loaded()


def test_no_loaded_phrase_names_a_country() -> None:
    # Swapping two parties' names in a text must not change what is loaded in it.
    names = {"russian", "american", "kremlin", "western", "chinese", "iranian", "israeli", "moscow"}
    assert not [key for key in wording.loaded() if names.intersection(key)]


@pytest.mark.parametrize(
    ("noun", "kind", "speaks"),
    [
        ("report", "document", True),
        ("study", "document", True),
        ("letter", "document", True),
        ("data", "data", True),
        ("poll", "data", True),
        ("satellite image", "image", True),
        ("footage", "image", True),
        ("witness", "testimony", False),
        ("survivor", "testimony", False),
        ("intercept", "intelligence", True),
        ("intelligence", "intelligence", True),
    ],
)
def test_evidence(noun: str, kind: str, speaks: bool) -> None:
    found = wording.evidence_nouns()[noun]
    assert (found.kind, found.speaks) == (kind, speaks)


@pytest.mark.parametrize(
    ("phrase", "genres"),
    [
        ("Ladies and gentlemen", {"speech"}),
        ("told reporters", {"news"}),
        ("(Reuters) -", {"news"}),
        ("Q:", {"interview"}),
        ("we must", {"opinion", "speech"}),
        ("make no mistake", {"opinion"}),
    ],
)
def test_genre_signals(phrase: str, genres: set[str]) -> None:
    signals = wording.genre_signals()[wording.tokens(phrase)]
    assert {signal.genre for signal in signals} == genres


def test_phrases_are_cut_as_spacy_cuts_them(english: Language) -> None:
    phrases = [estimate.phrase for estimate in wording.estimative().values()]
    phrases += [row["phrase"] for row in read_rows("loaded.csv", ("phrase", "kind", "source"))]
    phrases += [some[0].phrase for some in wording.genre_signals().values()]
    for phrase in phrases:
        assert wording.tokens(phrase) == tuple(token.lower_ for token in english(phrase)), phrase


def test_by_first_token_tries_the_longest_first() -> None:
    table = wording.by_first_token(wording.loaded())
    assert table["puppet"].index(("puppet", "regime")) < table["puppet"].index(("puppet",))
    assert sum(map(len, table.values())) == len(wording.loaded())


def test_keys_are_lower_case() -> None:
    keys = [*wording.loaded(), *wording.estimative(), *wording.genre_signals()]
    assert all(token == token.lower() for key in keys for token in key)
    assert all(noun == noun.lower() for noun in wording.evidence_nouns())
    assert all(lemma == lemma.lower() for lemma in cues.verb_cues())


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"frames": "clause|banana"}, "unknown frame banana"),
        ({"frames": ""}, "a cue must have frames"),
        ({"frames": "clause", "quotes": "only"}, "a cue must have frames"),
        ({"stance": "mutters"}, "stance is 'mutters'"),
        ({"status": "maybe"}, "status is 'maybe'"),
        ({"lemma": ""}, "the lemma is empty"),
    ],
)
def test_a_malformed_cue_names_file_and_line(changed: dict[str, str], complaint: str) -> None:
    good = {
        "pos": "verb",
        "lemma": "say",
        "particle": "",
        "frames": "clause",
        "stance": "reports",
        "status": "",
        "quotes": "yes",
        "source": "sayso",
    }
    assert cues._cue(Row(good, "cues.csv:7")).lemma == "say"
    with pytest.raises(ModelError, match=f"cues.csv:7: {complaint}"):
        cues._cue(Row(good | changed, "cues.csv:7"))


@pytest.mark.parametrize(
    ("low", "high", "complaint"),
    [("0.8", "0.5", "not a range"), ("0.5", "8", "not a range"), ("0.5", "", "expected a number")],
)
def test_a_malformed_range_names_file_and_line(low: str, high: str, complaint: str) -> None:
    with pytest.raises(ModelError, match=f"estimative.csv:3: .*{complaint}"):
        wording._likelihood(Row({"low": low, "high": high}, "estimative.csv:3"))


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("hoped", "hope"), ("waging", "wage"), ("texted", "text"), ("slamming", "slam")],
)
def test_lemmas_that_the_parser_gets_wrong(form: str, lemma: str) -> None:
    assert verb_lemmas()[form] == lemma
