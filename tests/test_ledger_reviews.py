"""What people say of claims: kept, counted, applied; and the error rates of a sample."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import corpus
from sayso import Reader
from sayso.cli import app
from sayso.errors import UsageError
from sayso.ledger import Ledger, audits
from sayso.ledger.reviews import Review
from sayso.records import Document


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, grammarian: Reader) -> Path:
    folder = tmp_path_factory.mktemp("made") / "ledger"
    Ledger(folder).ingest([Document(**line) for line in corpus.lines(1, 12)], grammarian)
    return folder


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Ledger:
    return Ledger(shutil.copytree(made, tmp_path / "ledger"))


def run(ledger: Ledger, *arguments: str) -> Result:
    return CliRunner().invoke(
        app,
        [*arguments, "--ledger", ledger.store.location],
        env={"COLUMNS": "120", "NO_COLOR": "1"},
    )


def row(ledger: Ledger, claim: str) -> dict[str, object]:
    found = ledger.claims(reviewed=True).to_pylist()
    return next(one for one in found if one["claim"] == claim)


def test_the_last_review_counts_and_all_stay(ledger: Ledger) -> None:
    ledger.review(Review("d1:c3", "accept", "Ann"))
    ledger.review(Review("d1:c3", "reject", "Bo", "not said"))
    ledger.review(
        Review("d1:c3", "correct", "Ann", "it is alleged", {"certainty": "possible", "mode": ""})
    )
    every = ledger.reviews("d1:c3").to_pylist()
    assert [one["verdict"] for one in every] == ["correct", "reject", "accept"]
    assert [one["by"] for one in every] == ["Ann", "Bo", "Ann"]
    (current,) = ledger.reviews(current=True).to_pylist()
    assert dict(current["correction"]) == {"certainty": "possible", "mode": ""}
    assert current["text"].startswith("shelling village number 1")
    assert row(ledger, "d1:c3")["certainty"] == "possible"
    assert row(ledger, "d1:c3")["verdict"] == "correct"
    assert row(ledger, "d2:c3")["verdict"] is None
    assert ledger.info().reviews == 3


def test_reviews_are_applied_when_asked(ledger: Ledger) -> None:
    before = ledger.claims().num_rows
    ledger.review(Review("d1:c1", "reject", "Ann", "twice"))
    assert ledger.claims().num_rows == before
    reviewed = ledger.claims(reviewed=True)
    assert reviewed.num_rows == before - 1
    assert "d1:c1" not in reviewed.column("claim").to_pylist()
    ledger.review(Review("d1:c1", "accept", "Bo"))
    assert ledger.claims(reviewed=True).num_rows == before


def test_filters_see_what_was_corrected(ledger: Ledger) -> None:
    change = {"voice_kind": "country", "voice_name": "Uruguay", "voice_code": "URY"}
    ledger.review(Review("d1:c3", "correct", "Ann", "misread", change))
    ledger.review(Review("d1:c4", "correct", "Ann", "misread", change))
    parties = {"actors": "Bolivia; Mali", "actor_codes": "BOL; ", "status": "denied"}
    ledger.review(Review("d2:c3", "correct", "Ann", "misread", parties))
    for limit in (None, 50):
        found = ledger.claims(who="urug", reviewed=True, limit=limit).to_pylist()
        assert [one["claim"] for one in found] == ["d1:c3", "d1:c4"]
        assert [one["voices"] for one in found] == [
            "author > two officials > Uruguay",
            "author > Uruguay",
        ]
        assert found[0]["voice_code"] == "URY"
        (bolivia,) = ledger.claims(actor="BOL", reviewed=True, limit=limit).to_pylist()
        assert bolivia["actors"] == ["Bolivia", "Mali"]
        assert bolivia["actor_codes"] == ["BOL", None]
        assert (bolivia["claim"], bolivia["status"]) == ("d2:c3", "denied")
        assert ledger.claims(actor="mali", reviewed=True, limit=limit).num_rows == 1
    assert ledger.claims(who="urug").num_rows == 0
    assert ledger.claims(about="uruguay", reviewed=True).num_rows == 0


def test_a_claim_can_be_the_authors_own_or_no_event(ledger: Ledger) -> None:
    ledger.review(Review("d1:c3", "correct", "A", "own", {"voice_kind": "author"}))
    ledger.review(Review("d2:c3", "correct", "A", "none", {"event_type": "none"}))
    assert row(ledger, "d1:c3")["voices"] == "author"
    none = row(ledger, "d2:c3")
    assert (none["event_type"], none["mode"], none["actors"]) == (None, None, [])


@pytest.mark.parametrize(
    ("review", "told"),
    [
        (Review("d1:c99", "accept", "A"), "there is no claim 'd1:c99'"),
        (Review("c1", "accept", "A"), "name a claim like DOCUMENT:CLAIM"),
        (Review("d1:c1", "accept", " "), "say who reviews"),
        (Review("d1:c1", "reject", "A"), "reject needs --why"),
        (Review("d1:c1", "correct", "A", "w"), "correct needs what should be there"),
        (Review("d1:c1", "accept", "A", "w", {"mode": ""}), "nothing else does"),
        (Review("d1:c1", "correct", "A", "w", {"text": "x"}), "can't be corrected"),
        (Review("d1:c1", "correct", "A", "w", {"status": "so"}), "use one of happened"),
        (Review("d1:c1", "correct", "A", "w", {"event_type": "war"}), "use one of"),
        (Review("d1:c1", "maybe", "A", "w"), "verdict 'maybe': use one of"),  # type: ignore[arg-type]
    ],
)
def test_what_is_no_review_is_refused(review: Review, told: str, ledger: Ledger) -> None:
    with pytest.raises(UsageError, match=told):
        ledger.review(review)
    assert ledger.reviews().num_rows == 0


def test_reviews_outlive_compact_and_restore(ledger: Ledger) -> None:
    ledger.review(Review("d1:c1", "accept", "A"))
    ledger.review(Review("d1:c2", "accept", "A"))
    ledger.compact()
    ledger.restore(0)
    assert ledger.reviews().num_rows == 2
    assert ledger.verify().problems == []


def test_a_sample_is_drawn_once(ledger: Ledger, grammarian: Reader) -> None:
    sample = ledger.sample(8, "voice", seed=3)
    assert sample == "voice-8-3"
    drawn = ledger.drawn(sample)
    claims = drawn.column("claim").to_pylist()
    assert len(set(claims)) == 8
    kinds = drawn.column("voice_kind").to_pylist()
    held = set(ledger.claims().column("voice_kind").to_pylist())
    assert set(kinds) == held
    assert max(map(kinds.count, held)) - min(map(kinds.count, held)) <= 1
    ledger.ingest([Document(**line) for line in corpus.lines(13, 15)], grammarian)
    assert ledger.sample(8, "voice", seed=3) == sample
    assert ledger.drawn(sample).column("claim").to_pylist() == claims
    other = ledger.drawn(ledger.sample(8, "voice", seed=4)).column("claim").to_pylist()
    assert set(other) != set(claims)
    assert ledger.reviews().num_rows == 0
    assert ledger.claims(reviewed=True).num_rows == ledger.claims().num_rows
    assert len(ledger.drawn(ledger.sample(10_000))) == ledger.claims().num_rows


def test_error_rates(ledger: Ledger) -> None:
    sample = ledger.sample(6, "status")
    audit = ledger.report()
    assert (audit.sample_id, audit.total.errors, audit.total.drawn) == (sample, None, 6)
    rows = ledger.drawn(sample).to_pylist()
    by_status: dict[str, list[str]] = {}
    for one in rows:
        by_status.setdefault(str(one["status"]), []).append(str(one["claim"]))
    assert set(by_status) == {"happened", "predicted"}
    happened, predicted = by_status["happened"], by_status["predicted"]
    assert (len(happened), len(predicted)) == (3, 3)
    ledger.review(Review(happened[0], "reject", "A", "w"))
    ledger.review(Review(happened[1], "accept", "A"))
    ledger.review(Review(happened[2], "accept", "A"))
    ledger.review(Review(predicted[0], "correct", "A", "w", {"status": "planned"}))
    ledger.review(Review("d12:c1", "reject", "A", "not in the sample, so not in the report"))
    audit = ledger.report(sample)
    rates = {rate.kind: rate for rate in audit.rates}
    assert rates["happened"].errors == pytest.approx(1 / 3)
    assert (rates["predicted"].errors, rates["predicted"].reviewed) == (1, 1)
    held = ledger.claims().column("status").to_pylist()
    share = held.count("happened") / len(held)
    assert audit.total.errors == pytest.approx(share / 3 + (1 - share))
    low, high = audit.total.low, audit.total.high
    assert low is not None
    assert high is not None
    assert 0 < low < audit.total.errors < high < 1


def test_wilsons_interval() -> None:
    # What R's prop.test(x, 10, correct = FALSE) gives.
    for errors, low, high in ((4, 0.1682, 0.6873), (0, 0.0, 0.2775), (10, 0.7225, 1)):
        assert audits.wilson(errors / 10, 10) == pytest.approx((low, high), abs=5e-5)


def test_samples_that_make_no_sense(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no sample was drawn yet"):
        ledger.report()
    with pytest.raises(UsageError, match="there is no sample"):
        ledger.report("voice-1-1")
    with pytest.raises(UsageError, match="draw 1 or more"):
        ledger.sample(0)
    empty = Ledger(tmp_path / "empty")
    empty.ensure()
    with pytest.raises(UsageError, match="no claims to draw from"):
        empty.sample(5)


def test_the_commands(ledger: Ledger) -> None:
    drawn = run(ledger, "review", "sample", "--n", "3", "--by", "voice", "--format", "csv")
    claims = [one["claim"] for one in csv.DictReader(io.StringIO(drawn.stdout))]
    assert len(claims) == 3
    assert run(ledger, "review", "accept", claims[0], "--by", "Ann").exit_code == 0
    told = run(ledger, "review", "reject", claims[1], "--by", "Ann", "--why", "no")
    assert told.stdout == f"{claims[1]}: rejected by Ann\n"
    change = ["--set", "status=planned", "--set", "mode="]
    run(ledger, "review", "correct", claims[2], "--by", "Bo", "--why", "intent", *change)
    listed = run(ledger, "review", "list", "--format", "json")
    first = json.loads(listed.stdout)[0]
    assert first["correction"] == {"status": "planned", "mode": ""}
    assert "status=planned" in run(ledger, "review", "list", claims[2], "--current").stdout
    report = json.loads(run(ledger, "review", "report", "--format", "json").stdout)
    assert (report["total"]["accepted"], report["total"]["rejected"]) == (1, 1)
    assert "95 % interval" in run(ledger, "review", "report").stdout
    assert (
        "sample voice-3-0: 3 claims"
        in run(ledger, "review", "sample", "--n", "3", "--by", "voice").stdout
    )
    assert claims[1] not in run(ledger, "claims", "--reviewed", "--format", "csv").stdout
    wrong = run(ledger, "review", "correct", "d1:c1", "--by", "A", "--why", "w", "--set", "status")
    assert (wrong.exit_code, "write it like" in wrong.stderr) == (2, True)


def test_undo_writes_what_counted_before(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="nothing to undo"):
        ledger.undo("d1:c3", "Ann")
    ledger.review(Review("d1:c3", "correct", "Ann", "alleged", {"certainty": "possible"}))
    ledger.review(Review("d1:c3", "note", "Bo", "see page 3"))
    ledger.review(Review("d1:c3", "reject", "Bo", "not said"))
    ledger.undo("d1:c3", "Cy")
    assert row(ledger, "d1:c3")["certainty"] == "possible"
    (current,) = ledger.reviews(current=True).to_pylist()
    assert (current["verdict"], current["by"], current["why"]) == ("correct", "Cy", "alleged")
    ledger.undo("d1:c3", "Cy")
    assert ledger.reviews(current=True).to_pylist()[0]["verdict"] == "reject"
    assert [one["verdict"] for one in ledger.reviews("d1:c3").to_pylist()] == [
        "reject", "correct", "reject", "note", "correct"
    ]  # fmt: skip


def test_what_is_undone_at_first_counts_as_never_reviewed(ledger: Ledger) -> None:
    sample = ledger.sample(4)
    (first, *_) = ledger.drawn(sample).column("claim").to_pylist()
    ledger.review(Review(first, "reject", "Ann", "not said"))
    assert ledger.report().total.rejected == 1
    ledger.undo(first, "Ann")
    assert ledger.report().total.reviewed == 0
    assert ledger.reviews(current=True).num_rows == 0
    assert row(ledger, first)["verdict"] is None
    ledger.undo(first, "Ann")
    assert ledger.report().total.rejected == 1
    assert ledger.samples() == [sample]


def test_a_note_is_no_verdict(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="say why"):
        ledger.review(Review("d1:c3", "note", "Ann"))
    assert run(ledger, "review", "note", "d1:c3", "--by", "Ann", "--why", "see page 3").output == (
        "d1:c3: noted by Ann\n"
    )
    assert ledger.reviews(current=True).num_rows == 0
    assert row(ledger, "d1:c3")["verdict"] is None
    assert run(ledger, "review", "undo", "d1:c3", "--by", "Ann").exit_code == 2
    run(ledger, "review", "reject", "d1:c3", "--by", "Ann", "--why", "not said")
    assert run(ledger, "review", "undo", "d1:c3", "--by", "Ann").output == "d1:c3: undone by Ann\n"
    assert row(ledger, "d1:c3")["verdict"] is None
