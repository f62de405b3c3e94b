"""What ingest does with what it is given: known, copies, clashes, limits, other writers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from deltalake import DeltaTable, Transaction

import corpus
from sayso import Reader
from sayso.errors import LedgerError, UsageError
from sayso.intake.sources import Rejected
from sayso.ledger import Ledger, compaction
from sayso.ledger.ingest import Counts, Plan
from sayso.ledger.store import Store
from sayso.records import Document, Reading

TEXT = "Chile accused Peru of closing the border. Peru denied the claim."
OTHER = "Ghana thanked Kenya for the grain, the minister said."


def document(name: str, text: str = TEXT, **fields: Any) -> Document:
    return Document(id=name, text=text, **fields)


def corpus_documents(first: int, last: int) -> list[Document]:
    return [Document(**line) for line in corpus.lines(first, last)]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger")


def test_again_changes_nothing(ledger: Ledger, grammarian: Reader) -> None:
    items = [*corpus_documents(1, 5), Rejected("x.txt", "it is empty")]
    assert ledger.ingest(items, grammarian) == Counts(seen=6, added=5, rejected=1)
    before, versions = corpus.tables(ledger), len(ledger.history())
    assert ledger.ingest(items, grammarian) == Counts(seen=6, known=5, rejected=1)
    assert corpus.tables(ledger) == before
    assert len(ledger.history()) == versions
    runs = ledger.table("runs").to_pylist()
    assert sorted((run["added"], run["known"], run["outcome"]) for run in runs) == [
        (0, 5, "finished"),
        (5, 0, "finished"),
    ]


def test_readings_are_the_ones_that_were_read(ledger: Ledger, grammarian: Reader) -> None:
    documents = corpus_documents(1, 4)
    ledger.ingest(documents, grammarian, Plan(batch_size=2))
    for one in documents:
        assert ledger.reading(one.id) == grammarian.read(one)
    assert [reading.document.id for reading in ledger.readings()] == ["d1", "d2", "d3", "d4"]


def test_one_document_several_appearances(ledger: Ledger, grammarian: Reader) -> None:
    items = [
        document("d", url="https://a.example/1", publisher="A", published="2024-05-01"),
        document("d", url="https://b.example/1", publisher="B", published="2024-05-02"),
        document("d", url="https://b.example/1", publisher="B", published="2024-05-02"),
    ]
    assert ledger.ingest(items, grammarian) == Counts(seen=3, added=1, known=2)
    ledger.ingest([document("d", publisher="C")], grammarian)
    found = ledger.table("appearances").to_pylist()
    assert sorted((row["publisher"], row["url"]) for row in found if row["url"]) == [
        ("A", "https://a.example/1"),
        ("B", "https://b.example/1"),
    ]
    assert len(found) == 3
    assert ledger.table("documents").column("publisher").to_pylist() == ["A"]


def test_ids_are_their_owners(ledger: Ledger, grammarian: Reader) -> None:
    assert ledger.ingest([document("a"), document("b")], grammarian).added == 2
    assert len(set(ledger.table("documents").column("text_id").to_pylist())) == 1


def test_copies_are_merged_when_asked(ledger: Ledger, grammarian: Reader) -> None:
    plan = Plan(merge_copies=True)
    items = [document("a", publisher="A"), document("b", publisher="B"), document("c", OTHER)]
    assert ledger.ingest(items, grammarian, plan) == Counts(seen=3, added=2, copies=1)
    more = [document("e", publisher="E"), document("a", publisher="A")]
    assert ledger.ingest(more, grammarian, plan) == Counts(seen=2, copies=1, known=1)
    found = ledger.table("appearances").to_pylist()
    assert sorted((row["document_id"], row["given_id"]) for row in found) == [
        ("a", "a"), ("a", "b"), ("a", "e"), ("c", "c"),
    ]  # fmt: skip
    assert ledger.reading("b").document.id == "a"
    assert ledger.verify().problems == []


def test_an_id_stands_for_one_text(ledger: Ledger, grammarian: Reader) -> None:
    assert ledger.ingest([document("a"), document("a", OTHER)], grammarian) == Counts(
        seen=2, added=1, rejected=1
    )
    assert ledger.ingest([document("a", OTHER)], grammarian).rejected == 1
    (row,) = ledger.table("rejected").to_pylist()
    assert (row["source"], "another text" in row["reason"]) == ("a", True)


def test_line_breaks_make_no_other_text(ledger: Ledger, grammarian: Reader) -> None:
    ledger.ingest([document("a")], grammarian)
    assert ledger.ingest([document("a", TEXT.replace(". ", ".\n"))], grammarian).known == 1


def test_another_reader_reads_again(ledger: Ledger, grammarian: Reader, reader: Reader) -> None:
    ledger.ingest([document("a")], grammarian)
    assert ledger.ingest([document("a")], reader).added == 1
    assert ledger.info().documents == 1
    assert [share.documents for share in ledger.info().readers] == [1, 1]
    assert ledger.reading("a").reader == reader.info
    first = ledger.info().readers[0].reader
    assert Ledger(ledger.store.location, reader=first[:6]).reading("a").reader == grammarian.info
    assert Ledger(ledger.store.location, reader="all").info().documents == 2
    with pytest.raises(UsageError, match="has read nothing"):
        Ledger(ledger.store.location, reader="0123").info()


def test_since_and_limit(ledger: Ledger, grammarian: Reader) -> None:
    items = [*corpus_documents(1, 9), document("undated")]
    plan = Plan(since=date(2024, 5, 5), limit=2, batch_size=1)
    assert ledger.ingest(items, grammarian, plan) == Counts(seen=5, added=2, skipped=3)
    rest = Plan(since=date(2024, 5, 5), limit=20)
    assert ledger.ingest(items, grammarian, rest) == Counts(seen=10, known=2, added=4, skipped=4)
    for wrong in (Plan(limit=0), Plan(batch_size=0)):
        with pytest.raises(UsageError):
            ledger.ingest(items, grammarian, wrong)


def test_a_dry_run_writes_nothing(ledger: Ledger, grammarian: Reader, tmp_path: Path) -> None:
    plan = Plan(dry_run=True, merge_copies=True, batch_size=2)
    items = [*corpus_documents(1, 3), Rejected("x", "y"), document("a"), document("b")]
    assert ledger.ingest(items, grammarian, plan) == Counts(seen=6, added=4, copies=1, rejected=1)
    assert list(tmp_path.iterdir()) == []
    ledger.ingest(corpus_documents(1, 2), grammarian)
    before = sorted(tmp_path.rglob("*"))
    assert ledger.ingest(items, grammarian, plan).known == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_stopping_keeps_what_was_read(ledger: Ledger, grammarian: Reader) -> None:
    read: list[Counts] = []
    counts = ledger.ingest(
        corpus_documents(1, 9),
        grammarian,
        Plan(batch_size=5),
        stop=lambda: len(read) > 2,
        watch=read.append,
    )
    assert counts.added == 3
    assert ledger.info().documents == 3
    assert ledger.table("runs").column("outcome").to_pylist() == ["interrupted"]
    assert ledger.ingest(corpus_documents(1, 9), grammarian).added == 6


class Stumbling:
    """A reader that cannot read one of the documents."""

    def __init__(self, reader: Reader) -> None:
        self.info = reader.info
        self._reader = reader

    def read(self, one: Document) -> Reading:
        if one.id == "d2":
            raise RecursionError("too deep")
        return self._reader.read(one)


def test_one_documents_trouble_does_not_end_the_run(ledger: Ledger, grammarian: Reader) -> None:
    counts = ledger.ingest(corpus_documents(1, 3), Stumbling(grammarian))
    assert counts == Counts(seen=3, added=2, rejected=1)
    (row,) = ledger.table("rejected").to_pylist()
    assert row["reason"] == "it could not be read (RecursionError: too deep)"


def test_odd_characters(ledger: Ledger, grammarian: Reader) -> None:
    items = [
        document("lone", "Chile thanked \ud800 Peru."),
        document('it\'s; a "b" > c|d:e\n', "Perú thanked 🇨🇱 Chile."),
        Rejected("caf\udce9.txt", "it is empty"),
    ]
    counts = ledger.ingest(items, grammarian)
    assert (counts.added, counts.rejected) == (1, 2)
    assert ledger.reading(items[1].id) == grammarian.read(items[1])  # type: ignore[union-attr,arg-type]
    assert ledger.verify().problems == []


# Others at work just before our commit


class Interrupted(Store):
    """A store where something happens just before documents are committed for the first time."""

    def __init__(self, location: str, event: Callable[[], object]) -> None:
        super().__init__(location)
        self._event: Callable[[], object] | None = event

    def append(
        self,
        table: DeltaTable,
        rows: pa.Table,
        note: Mapping[str, Any],
        *,
        only_if_unchanged: bool = False,
        transaction: Transaction | None = None,
    ) -> None:
        if "batch" in note and "documents" in note and self._event is not None:
            event, self._event = self._event, None
            event()
        super().append(
            table, rows, note, only_if_unchanged=only_if_unchanged, transaction=transaction
        )


def interrupted(ledger: Ledger, event: Callable[[], object]) -> Ledger:
    found = Ledger(ledger.store.location)
    found.store = Interrupted(ledger.store.location, event)
    return found


@pytest.mark.parametrize(
    ("theirs", "merge", "counts"),
    [
        (corpus_documents(3, 6), False, Counts(seen=4, added=2, known=2)),
        (corpus_documents(1, 4), False, Counts(seen=4, known=4)),
        (corpus_documents(7, 8), False, Counts(seen=4, added=4)),
        ([document("d1")], False, Counts(seen=4, added=3, rejected=1)),
        (
            [
                one.model_copy(update={"id": f"x{one.id}", "publisher": "Their Paper"})
                for one in corpus_documents(1, 3)
            ],
            True,
            Counts(seen=4, added=1, copies=3),
        ),
    ],
    ids=["some", "all", "none", "clash", "copies"],
)
def test_another_writer_was_quicker(
    theirs: list[Document], merge: bool, counts: Counts, ledger: Ledger, grammarian: Reader
) -> None:
    ledger.ensure()
    late = interrupted(ledger, lambda: ledger.ingest(theirs, grammarian))
    assert late.ingest(corpus_documents(1, 4), grammarian, Plan(merge_copies=merge)) == counts
    ids = ledger.table("documents").column("document_id").to_pylist()
    assert len(ids) == len(set(ids)) == len(theirs) + counts.added
    assert len(ledger.table("appearances")) == len(theirs) + counts.added + counts.copies
    assert ledger.verify().problems == []
    assert sorted(reading.document.id for reading in ledger.readings()) == sorted(ids)


def test_compact_does_not_take_what_is_being_written(ledger: Ledger, grammarian: Reader) -> None:
    ledger.ingest(corpus_documents(1, 2), grammarian)
    removed: list[dict[str, int]] = []

    def compacted() -> None:
        removed.append(compaction.compact(Store(ledger.store.location)).rows_removed)

    late = interrupted(ledger, compacted)
    assert late.ingest(corpus_documents(3, 5), grammarian).added == 3
    assert removed[0]["claims"] > 0
    assert ledger.verify().problems == []
    assert ledger.verify().notes == []
    assert len(ledger.table("appearances")) == 5
    assert ledger.reading("d4") == grammarian.read(corpus_documents(4, 4)[0])


def test_restore_while_somebody_writes(ledger: Ledger, grammarian: Reader) -> None:
    ledger.ingest(corpus_documents(1, 2), grammarian)
    late = interrupted(ledger, lambda: Ledger(ledger.store.location).restore(0))
    assert late.ingest(corpus_documents(3, 4), grammarian).added == 2
    assert ledger.table("documents").column("document_id").to_pylist() == ["d3", "d4"]
    assert ledger.verify().problems == []


# Where it lies


def test_a_folder_that_holds_other_things_is_refused(tmp_path: Path, grammarian: Reader) -> None:
    (tmp_path / "thesis.docx").write_text("")
    with pytest.raises(LedgerError, match=r"holds other things \(thesis.docx\)"):
        Ledger(tmp_path).ingest([document("a")], grammarian)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_what_is_no_ledger_cannot_be_asked(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "missing"):
        with pytest.raises(LedgerError, match="there is no ledger; make one with: sayso ingest"):
            Ledger(place).info()


def test_a_ledger_of_another_format_is_left_alone(ledger: Ledger, grammarian: Reader) -> None:
    ledger.ensure()
    log = Path(ledger.store.uri("documents")) / "_delta_log" / f"{0:020}.json"
    log.write_text(log.read_text().replace('"sayso.format":"1"', '"sayso.format":"9"'))
    with pytest.raises(LedgerError, match="has format 9, this sayso keeps format 1"):
        ledger.ingest([document("a")], grammarian)


def test_a_url_and_a_folder_with_spaces(tmp_path: Path, grammarian: Reader) -> None:
    folder = tmp_path / "a corpus, ö 100%"
    Ledger(folder.as_uri()).ingest([document("a")], grammarian)
    assert Ledger(folder).info().documents == 1
    assert Ledger(folder).verify().problems == []
    for name in ("[x]", "100%20", "a#1", "why?"):
        with pytest.raises(UsageError, match="choose another folder"):
            Ledger(tmp_path / name)
