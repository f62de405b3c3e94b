"""spaCy Doc -> the same Doc with its reading: sayso as a component of a spaCy pipeline.

Comes in: a ``Doc`` of English text, from any pipeline, a blank one too. Goes out: the same ``Doc``,
its tokens untouched, with ``doc._.claims``, ``doc._.attributions``, ``doc._.reading``, the method
``doc._.claim_span(claim)``, and ``doc._.sayso_json``: the reading as JSON. Only the JSON is stored,
and the records are built from it when they are asked for, so that a reading goes wherever spaCy
takes a doc: ``Doc.to_bytes``, ``DocBin``, worker processes.

The component uses no tagger or parser of the pipeline. sayso parses a text with the names of
countries masked, so that a reading cannot depend on which countries it is about; the pipeline has
parsed the bare names. What it gives is what :meth:`Reader.read` gives for ``doc.text``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from sayso.errors import IntakeError, UsageError
from sayso.intake.rows import OPTIONAL_FIELDS
from sayso.intake.text import document_id, iso_date
from sayso.records import Attribution, Claim, Document, Reading, Span

#: What is taken from ``doc.user_data`` where it is there: the fields of a line of ``.jsonl``.
METADATA = ("id", *OPTIONAL_FIELDS)

_LANGUAGES = ("en", "xx")  # English, and pipelines of several languages


class Component:
    """Reads each doc that passes and stores the reading in it.

    Args:
        model: the spaCy pipeline that sayso itself parses with; None for the Reader's default.
        heads: ``"learned"`` or ``"rules"``, as for the Reader; None for its default.
        actors: paths of tables of the user's actors, as for the Reader; None for no such table.

    Raises:
        IntakeError: a table of actors cannot be read, or a row in it is wrong.
        ModelError: the model, the weights or a table are missing or not the ones that were tested.
        UsageError: ``heads`` is not known, or a name in ``doc._`` is taken.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> component = nlp.add_pipe("sayso")
    >>> [(claim.status, claim.voice.name) for claim in nlp("Moscow denied the attack.")._.claims]
    [('happened', None), ('denied', 'Moscow')]
    """

    def __init__(
        self, model: str | None = None, heads: str | None = None, actors: list[str] | None = None
    ) -> None:
        # late, since spaCy imports this module for every pipeline, with sayso in it or not
        from sayso.reading.reader import Reader

        self._given = (model, heads, actors)
        named: dict[str, Any] = {"model": model, "heads": heads, "actors": actors}
        self._reader = Reader(**{name: value for name, value in named.items() if value is not None})
        set_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Read one doc; an :class:`IntakeError` where its ``user_data`` can't be a document's."""
        doc._.sayso_json = self._reader.read(_document(doc)).model_dump_json()
        return doc

    def __reduce__(
        self,
    ) -> tuple[type[Component], tuple[str | None, str | None, list[str] | None]]:
        # a worker process loads the models itself rather than be sent them
        return Component, self._given


@Language.factory(
    "sayso", assigns=["doc._.claims", "doc._.attributions", "doc._.reading", "doc._.sayso_json"]
)
def make_component(
    nlp: Language,
    name: str,
    model: str | None = None,
    heads: str | None = None,
    actors: list[str] | None = None,
) -> Component:
    """``nlp.add_pipe("sayso", config={...})``: a :class:`Component`, or a :class:`UsageError`."""
    if nlp.lang not in _LANGUAGES:
        raise UsageError(f"{name}: sayso reads English, and this pipeline has lang={nlp.lang!r}")
    return Component(model, heads, actors)


def set_extensions() -> None:
    """Give ``doc._`` its names (a pipeline does that); UsageError if another has taken one."""
    for name, kind in _EXTENSIONS.items():
        held = Doc.get_extension(name) if Doc.has_extension(name) else None
        if held is not None and not any(value in held for value in kind.values()):
            free = f"free it with Doc.remove_extension({name!r})"
            raise UsageError(f"doc._.{name} is taken by another component; {free}")
        Doc.set_extension(name, force=True, **kind)


def _document(doc: Doc) -> Document:
    known = {key: _known(key, doc.user_data.get(key)) for key in METADATA}
    return Document(text=doc.text, **{**known, "id": known["id"] or document_id(doc.text)})


def _known(key: str, value: object) -> str | None:
    """A value of ``doc.user_data`` as a document has it."""
    if key == "id" and type(value) is int:
        return str(value)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise IntakeError(f"doc.user_data[{key!r}]", f"must be text, not {value!r:.40}")
    if key != "published":
        return value
    if day := iso_date(value):
        return day
    raise IntakeError("doc.user_data['published']", f"must be like 2024-09-16, not {value!r:.40}")


@lru_cache(maxsize=32)
def _parsed(json: str) -> Reading:
    return Reading.model_validate_json(json)


def _reading(doc: Doc) -> Reading | None:
    return None if doc._.sayso_json is None else _parsed(doc._.sayso_json)


def _claims(doc: Doc) -> tuple[Claim, ...]:
    reading = _reading(doc)
    return () if reading is None else reading.claims


def _attributions(doc: Doc) -> tuple[Attribution, ...]:
    reading = _reading(doc)
    return () if reading is None else reading.attributions


def _claim_span(doc: Doc, claim: Span) -> DocSpan:
    """The tokens under a claim, or under any span of the reading; UsageError if not of this doc."""
    if doc.text[claim.start : claim.end] == claim.text:
        span = doc.char_span(claim.start, claim.end, alignment_mode="expand")
        if span is not None:
            return span
    raise UsageError(f"{claim.text[:40]!r} is not at {claim.start}..{claim.end} of this doc")


_EXTENSIONS: dict[str, dict[str, Any]] = {
    "sayso_json": {"default": None},
    "reading": {"getter": _reading},
    "claims": {"getter": _claims},
    "attributions": {"getter": _attributions},
    "claim_span": {"method": _claim_span},
}
