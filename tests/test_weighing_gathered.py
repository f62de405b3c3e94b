"""What was gathered is taken over: whatever came or went in between, the answer is that of anew."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.ledger import Ledger
from sayso.records import Document
from sayso.weighing import neighbours, rarity
from sayso.weighing import stories as weighed
from sayso.weighing.columns import Lots
from sayso.weighing.contradictions import among as opposed
from sayso.weighing.denials import denying, is_denied, is_part
from sayso.weighing.foretold import Text
from sayso.weighing.gathered import Gathered, Place, place_of
from sayso.weighing.gathering import STORIES, TOPICS, Gathering, groups
from sayso.weighing.index import FOLDER
from sayso.weighing.likeness import Pairs
from sayso.weighing.linkage import grouped
from sayso.weighing.stories import among
from sayso.weighing.tellings import Link, Telling, Who

_SUBJECTS = ("Chad", "Libya", "Fiji", "Tonga", "The army", "Doctors", "Our soldiers")
_DEEDS = (
    *("shelled the town of", "denied it had shelled", "signed a contract near", "left the camp at"),
    *("counted four dead in", "counted nine dead in", "expelled the envoys of", "flooded"),
)
_PLACES = ("Sabha", "Faya", "Suva", "Nuku", "Murzuq in May", "Ounianga", "Labasa on Monday")
_PEOPLE = ("Mary Roe", "Roe", "Paul Doe", "Ada Doe", "Doe", "General Staff")
_CODES = {"Chad": "TCD", "Libya": "LBY", "Fiji": "FJI", "Tonga": "TON"}


class Papers:
    """Made-up documents with claims, the same for one seed."""

    def __init__(self, count: int, seed: int = 7) -> None:
        self.written: dict[str, Text] = {}
        self.told: dict[str, list[Telling]] = {}
        drawn = random.Random(seed)  # noqa: S311 - nothing secret
        for number in range(count):
            self._add(f"d{number:03}", drawn)

    def _add(self, name: str, drawn: random.Random) -> None:
        day = date(2024, 1, 1) + timedelta(days=drawn.randrange(150))
        told: list[Telling] = []
        text = ""
        for place in range(drawn.randint(1, 5)):
            subject = drawn.choice(_SUBJECTS)
            words = f"{subject} {drawn.choice(_DEEDS)} {drawn.choice(_PLACES)}"
            code = _CODES.get(subject)
            told.append(
                Telling(
                    claim=f"{name}:c{place}",
                    document=name,
                    publisher=f"Paper {drawn.randrange(6)}",
                    published=day,
                    text=words,
                    start=len(text),
                    end=len(text) + len(words),
                    chain=(Link("author"), *_voices(drawn)),
                    status="denied" if "denied" in words else "happened",
                    certainty="certain",
                    actors=(Who(subject, code, code),) if code and drawn.random() < 0.5 else (),
                    first=day - timedelta(days=drawn.randrange(20)) if place % 2 else None,
                )
            )
            text += f"{words}. "
        self.written[name] = Text(text, title=told[0].text)
        self.told[name] = told

    def of(self, names: Iterable[str], corrected: Iterable[str] = ()) -> list[Telling]:
        """The claims of some documents; where they are corrected, as denied."""
        denied = set(corrected)
        return [
            replace(one, status="denied") if name in denied else one
            for name in sorted(names)
            for one in self.told[name]
        ]


def _voices(drawn: random.Random) -> list[Link]:
    """Nobody, an outlet that the papers know, or people some of whose names are short."""
    of = drawn.randrange(6)
    if of == 0:
        return [Link("organization", f"Paper {drawn.randrange(8)}", cue="reported")]
    if of == 1:
        code = drawn.choice([None, "TCD GOV", "LBY MIL"])
        return [Link("person", drawn.choice(_PEOPLE), code, mention="Roe", cue="said")]
    return []


def answers(told: Sequence[Telling], written: Mapping[str, Text], place: Place | None) -> object:
    """Stories and contradictions, all that is in them."""
    found = among(told, written, place=place)
    mentions = [[told.mention for told in one.retellings] for one in found]
    return found, mentions, [one.versions for one in found], opposed(told, written, place=place)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_answer_is_that_of_anew_whatever_came_or_went_before(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In every order and split, with corrections and removals, in crowded stretches and others."""
    papers = Papers(data.draw(st.integers(3, 60)), data.draw(st.integers(0, 1000)))
    place = Place(tmp_path_factory.mktemp("kept") / "one.npz", "way")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rarity, "FIRST", data.draw(st.sampled_from([3, 15, 2000])))
        patched.setattr(neighbours, "NEAREST", data.draw(st.sampled_from([2, 8, 100])))
        for _ in range(data.draw(st.integers(2, 4))):
            names = data.draw(st.sets(st.sampled_from(sorted(papers.told))))
            corrected = data.draw(st.sets(st.sampled_from(sorted(papers.told)), max_size=2))
            told = papers.of(names, corrected)
            anew = answers(told, papers.written, None)
            same = answers(told, papers.written, place) == anew
            assert same


def test_the_papers_tell_the_same_and_deny_it() -> None:
    """Else the tests here would pass with nothing in common to lose."""
    papers = Papers(60)
    told = papers.of(papers.told)
    assert max(len(one.documents) for one in among(told, papers.written)) > 3
    assert opposed(told, papers.written)


def test_only_what_is_new_is_made_into_mentions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sayso.weighing import gathered

    papers = Papers(30)
    place = Place(tmp_path / "one.npz", "way")
    names = sorted(papers.told)
    answers(papers.of(names[:-2]), papers.written, place)
    made: list[str] = []
    really = gathered.mentions

    def noted(told: Sequence[Telling], *rest: object) -> object:
        made.append(told[0].document)
        return really(told, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(gathered, "mentions", noted)
    answers(papers.of(names), papers.written, place)
    assert made == names[-2:]


@pytest.mark.parametrize(
    "harm", ["empty", "cut", "flipped", "another's", "other way", "other make"]
)
def test_what_is_damaged_or_of_another_make_is_made_anew(
    harm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sayso.weighing import kept, traces

    papers = Papers(20)
    told = papers.of(papers.told)
    path = tmp_path / "one.npz"
    anew = answers(told, papers.written, None)
    answers(papers.of(sorted(papers.told)[:5]), papers.written, Place(path, "way"))
    assert {one.suffix for one in tmp_path.iterdir()} == {".npz", ".json"}
    for one in tmp_path.iterdir():
        held = one.read_bytes()
        middle = len(held) // 3
        if harm == "empty":
            one.write_bytes(b"")
        elif harm == "cut":
            one.write_bytes(held[: len(held) // 2])
        elif harm == "flipped":
            one.write_bytes(held[:middle] + bytes([held[middle] ^ 1]) + held[middle + 1 :])
        elif harm == "another's":
            one.write_bytes(b"d2c6f8f0a8d6a1d7fd41d02dc1a0a4a3\n[]")
    if harm == "other make":
        monkeypatch.setattr(kept, "_MAKE", 0)
        monkeypatch.setattr(traces, "_MAKE", 0)
    way = "another" if harm == "other way" else "way"
    assert answers(told, papers.written, Place(path, way)) == anew
    assert kept.read(path, way) is not None


def test_origins_are_found_again_only_where_what_was_looked_up_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second Roe takes the surname from all who were called so, and from nobody else."""
    from sayso.weighing import origins

    def paper(name: str, person: str) -> Telling:
        chain = (Link("author"), Link("person", person, mention=person, cue="said"))
        of = Papers(1).told["d000"][0]
        return replace(of, claim=f"{name}:c1", document=name, publisher=name, chain=chain)

    told = [paper("a", "Mary Roe"), paper("b", "Roe"), paper("c", "Paul Doe")]
    more = [*told, paper("d", "Jane Roe")]
    written = {one.document: Text(one.text) for one in more}
    place = Place(tmp_path / "one.npz", "way")
    found: list[str] = []
    really = origins._Finder.origin

    def noted(finder: origins._Finder, telling: Telling) -> origins.Origin:
        found.append(telling.document)
        return really(finder, telling)

    monkeypatch.setattr(origins._Finder, "origin", noted)
    assert len(voices(among(told, written, place=place))) == 2
    assert found == ["a", "b", "c"]
    assert len(voices(among(more, written, place=place))) == 4
    assert found[3:] == ["b", "d"]
    among(more, written, place=place)
    assert len(found) == 5


def voices(found: Iterable[weighed.Story]) -> set[str | None]:
    return {told.origin.name for one in found for told in one.retellings}


def test_a_folder_that_cannot_be_written_costs_no_answer(tmp_path: Path) -> None:
    papers = Papers(5)
    told = papers.of(papers.told)
    (tmp_path / "file").write_text("in the way")
    place = Place(tmp_path / "file" / "one.npz", "way")
    assert answers(told, papers.written, place) == answers(told, papers.written, None)


def test_an_older_version_of_a_ledger_does_not_undo_what_is_kept(tmp_path: Path) -> None:
    papers = Papers(20)
    place = Place(tmp_path / "one.npz", "way")
    names = sorted(papers.told)
    answers(papers.of(names), papers.written, place)
    held = place.path.read_bytes()
    answers(papers.of(names[:5]), papers.written, place)
    assert place.path.read_bytes() == held


def test_a_ledger_keeps_beside_it_what_is_gathered(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    from sayso import Reader

    reader = Reader(heads="rules")
    text = "Chad shelled the Libyan town of Sabha on Wednesday night."
    ledger.ingest([Document(id="a", text=text, published="2024-05-02")], reader)
    first = weighed.stories(ledger.snapshot())
    assert list((tmp_path / "ledger" / FOLDER / "gathered").glob("*.npz"))
    assert weighed.stories(ledger.snapshot()) == first
    text = "On Wednesday night Chad shelled the town of Sabha in Libya."
    ledger.ingest([Document(id="b", text=text, published="2024-05-03")], reader)
    assert [one.documents for one in weighed.stories(ledger.snapshot())] == [("a", "b")]
    plain, judged = (place_of(ledger.snapshot(), None, reviewed=one) for one in (False, True))
    assert plain is not None
    assert judged is not None
    assert plain.path != judged.path


def test_a_denial_is_one_for_the_columns_where_it_is_one_for_the_mentions() -> None:
    """What many pairs are asked at once leaves out none that is a denial pair by pair."""
    papers = Papers(60)
    gathered = Gathered(papers.of(papers.told), papers.written, None, {})
    told = gathered.mentions
    stances = [one.stance for one in told]
    found = {
        one if stances[one] == "against" else other
        for one, other, likeness, words in gathered.pairs.compared()
        if {stances[one], stances[other]} == {"for", "against"}
        and not is_part(told[one], told[other])
        and is_denied(told[one], told[other], likeness, words)
    }
    assert found
    assert denying(told, stances, gathered.pairs, gathered.columns, gathered.kinds) == found


_EDGES = st.sampled_from([(one, other) for other in range(12) for one in range(other)])


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(_EDGES, st.integers(-4500, 6000)), st.integers(0, 9))
def test_groups_are_those_of_one_join_after_another(
    above: dict[tuple[int, int], int], seed: int
) -> None:
    """The two most alike on average, again and again, as long as they are alike enough."""
    above = {pair: value * 64 + place for place, (pair, value) in enumerate(above.items())}
    groups = [{place} for place in range(12)]
    while True:
        value, one, other = max(
            (mean(above, one, other), place, behind)
            for behind, other in enumerate(groups)
            for place, one in enumerate(groups[:behind])
        )
        if value < 400 * 64:
            break
        groups[one] |= groups.pop(other)
        if len(groups) == 1:
            break
    expected = [min(next(group for group in groups if place in group)) for place in range(12)]
    assert linked(above, lots(12, seed), 400 * 64) == expected


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(_EDGES, st.sampled_from([-4500, 200, 400, 900, 1000])),
    st.sets(st.integers(0, 11)),
)
def test_what_is_tied_to_nothing_changes_nothing(
    above: dict[tuple[int, int], int], after: set[int]
) -> None:
    """With many that are equally alike, and other places between them that are like no other."""
    to = [place + sum(one < place for one in after) for place in range(12)]
    drawn = lots(12, 1)
    more = np.zeros(to[-1] + 1, np.uint64)
    more[to] = drawn
    moved = {(to[one], to[other]): value for (one, other), value in above.items()}
    found = linked(moved, more, 400)
    assert [found[place] for place in to] == [to[one] for one in linked(above, drawn, 400)]


@pytest.mark.parametrize(
    ("terms", "more", "expected"),
    [
        (5, 1000, [0, 0, 0, 0, 0]),  # a mention like others holds both pairs together
        (1, 1000, [0, 0, 2, 2, 2]),  # a thin one goes to the pair that it is more alike to
        (1, -1000, [0, 0, 2, 2, 0]),
        (1, -3900, [0, 0, 2, 2, 0]),
    ],
)
def test_what_says_too_little_joins_nothing(terms: int, more: int, expected: list[int]) -> None:
    tied = {(0, 1): 3000, (2, 3): 3000, (0, 4): 0, (1, 4): 0, (2, 4): more, (3, 4): more}
    assert grouped_by(tied, [5, 4, 6, 5, terms], STORIES) == expected


def test_what_says_too_little_stays_alone_where_nothing_is_like_it() -> None:
    tied = {(0, 1): 3000, (0, 2): -3000, (1, 2): -3900}
    assert grouped_by(tied, [5, 5, 5], STORIES) == [0, 0, 0]
    assert grouped_by(tied, [5, 5, 1], STORIES) == [0, 0, 2]


def test_what_says_nothing_stays_alone() -> None:
    tied = {(0, 1): 3000, (0, 2): 3000, (1, 2): 3000}
    assert grouped_by(tied, [5, 5, 1], STORIES) == [0, 0, 0]
    assert grouped_by(tied, [5, 5, 0], STORIES) == [0, 0, 2]
    assert grouped_by(tied, [5, 5, 0], TOPICS) == [0, 0, 0]


def test_what_says_too_little_is_put_together_where_it_is_at_home_with_no_other() -> None:
    assert grouped_by({(0, 1): 3000}, [1, 1], STORIES) == [0, 0]
    assert grouped_by({(0, 1): 3000, (1, 2): 3000}, [1, 1, 5], STORIES) == [0, 1, 1]


def grouped_by(
    tied: Mapping[tuple[int, int], int], terms: Sequence[int], how: Gathering
) -> list[int]:
    """The groups of pairs with a likeness, in their order."""
    ones, others = (np.array([pair[end] for pair in tied], np.int32) for end in (0, 1))
    values = np.array(list(tied.values()), np.int32)
    pairs = Pairs(ones, others, values, values, values, np.zeros(len(tied), np.bool_))
    found: list[int] = groups(pairs, lots(len(terms), 1), np.array(terms), how).tolist()
    return found


def mean(above: Mapping[tuple[int, int], int], one: set[int], other: set[int]) -> float:
    """How alike two groups are on average."""
    pairs = [(min(pair), max(pair)) for pair in product(one, other)]
    return sum(above.get(pair, 0) for pair in pairs) / len(pairs)


def linked(above: Mapping[tuple[int, int], int], drawn: Lots, least: int) -> list[int]:
    ones, others = (np.array([pair[end] for pair in above], np.int64) for end in (0, 1))
    values = np.array(list(above.values()), np.int64)
    found: list[int] = grouped(ones, others, values, least, drawn).tolist()
    return found


def lots(count: int, seed: int) -> Lots:
    return np.random.default_rng(seed).integers(0, 2**63, count).astype(np.uint64)
