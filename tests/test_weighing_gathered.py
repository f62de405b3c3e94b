"""What was gathered is taken over: whatever came or went in between, the answer is that of anew."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.ledger import Ledger
from sayso.records import Document
from sayso.weighing import neighbours, rarity
from sayso.weighing import stories as weighed
from sayso.weighing.contradictions import among as opposed
from sayso.weighing.foretold import Text
from sayso.weighing.gathered import Place, place_of
from sayso.weighing.index import FOLDER
from sayso.weighing.joins import Near, joined
from sayso.weighing.stories import among
from sayso.weighing.tellings import Link, Telling, Who

_SUBJECTS = ("Chad", "Libya", "Fiji", "Tonga", "The army", "Doctors", "Our soldiers")
_DEEDS = (
    *("shelled the town of", "denied it had shelled", "signed a contract near", "left the camp at"),
    *("counted four dead in", "counted nine dead in", "expelled the envoys of", "flooded"),
)
_PLACES = ("Sabha", "Faya", "Suva", "Nuku", "Murzuq in May", "Ounianga", "Labasa on Monday")
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
                    chain=(Link("author"),),
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


def answers(told: Sequence[Telling], written: Mapping[str, Text], place: Place | None) -> object:
    """Stories and contradictions, all that is in them."""
    found = among(told, written, place=place)
    return found, [one.versions for one in found], opposed(told, written, place=place)


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


@pytest.mark.parametrize("harm", ["empty", "cut", "flipped", "other way", "other make"])
def test_what_is_damaged_or_of_another_make_is_made_anew(
    harm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sayso.weighing import kept

    papers = Papers(20)
    told = papers.of(papers.told)
    path = tmp_path / "one.npz"
    anew = answers(told, papers.written, None)
    answers(papers.of(sorted(papers.told)[:5]), papers.written, Place(path, "way"))
    held = path.read_bytes()
    if harm == "empty":
        path.write_bytes(b"")
    elif harm == "cut":
        path.write_bytes(held[: len(held) // 2])
    elif harm == "flipped":
        middle = len(held) // 3
        path.write_bytes(held[:middle] + bytes([held[middle] ^ 255]) + held[middle + 1 :])
    elif harm == "other make":
        monkeypatch.setattr(kept, "_MAKE", 0)
    way = "another" if harm == "other way" else "way"
    assert answers(told, papers.written, Place(path, way)) == anew
    assert kept.read(path, way) is not None


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


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_joins_are_those_of_anew(data: st.DataObject) -> None:
    """Pairs at random, with many ties; some places are new, some pairs have changed."""
    count = data.draw(st.integers(2, 12))
    every = [(one, other) for one in range(count) for other in range(one + 1, count)]
    above = st.dictionaries(st.sampled_from(every), st.sampled_from([-4500, 200, 400, 900, 1000]))
    before, after = data.draw(above), data.draw(above)
    fresh = np.zeros(count, np.bool_)
    for one, other in every:
        if before.get((one, other)) != after.get((one, other)):
            fresh[data.draw(st.sampled_from([one, other]))] = True
    old, new = near(count, before), near(count, after)
    again, anew = joined(new, 400, joined(old, 400), fresh), joined(new, 400)
    assert (again.one.tolist(), again.other.tolist()) == (anew.one.tolist(), anew.other.tolist())
    assert again.value.tolist() == anew.value.tolist()


def near(count: int, above: Mapping[tuple[int, int], int]) -> Near:
    ones, others = (np.array([pair[end] for pair in above], np.int32) for end in (0, 1))
    return Near(count, ones, others, np.array(list(above.values()), np.int64))
