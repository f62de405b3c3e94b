"""Document -> Reading: the stages put together, in one order, each replaceable.

parse -> parties -> attributions (grammar, tags, quotations) -> propositions -> events -> status ->
claims. Nothing here opens a file; nothing here knows a screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, get_args

from sayso.errors import UsageError
from sayso.intake.actors import ActorSource, load_actors
from sayso.intake.text import document_id
from sayso.knowledge.learned_offices import LearnedOffices
from sayso.reading.assemble import assemble
from sayso.reading.parse import DEFAULT_MODEL, Parser
from sayso.records import Document, ReaderInfo, Reading

HeadsName = Literal["learned", "rules"]


class Reader:
    """Reads documents. Make one and keep it: loading the model takes most of a second.

    Args:
        model: an installed English spaCy pipeline with tagger, parser, lemmatizer and NER.
        heads: ``"learned"`` lets the shipped network help grammar to find voices and events, and
            say how sure to be of a claim; ``"rules"`` reads by grammar alone, without weights.
        actors: actors of your own, before the built-in ones: paths of tables (CSV) or PETRARCH
            dictionaries, or rows as mappings with ``name``, ``code``, ``from``, ``to``, ``kind``.
        offices: the offices that a ledger has learned (``Ledger(...).learned_offices()``), for
            people of whom a text doesn't say what they are. What it says itself counts first.

    Raises:
        IntakeError: a table of actors cannot be read, or a row in it is wrong.
        ModelError: the model, the weights or a table are missing or not the ones that were tested.
        UsageError: ``heads`` is not known.

    Example:
        >>> from sayso import Reader
        >>> reader = Reader()
        >>> reading = reader.read("Moscow denied it had shelled Kharkiv.")
        >>> reading.claims[-1].status, reading.claims[-1].voice.name
        ('denied', 'Moscow')
    """

    def __init__(
        self,
        model: str = DEFAULT_MODEL,
        heads: HeadsName = "learned",
        actors: ActorSource | Iterable[ActorSource] = (),
        offices: LearnedOffices | None = None,
    ) -> None:
        if heads not in get_args(HeadsName):
            known = " or ".join(map(repr, get_args(HeadsName)))
            raise UsageError(f"heads={heads!r}: heads are {known}")
        from sayso import __version__

        user = load_actors(actors)
        self._parser = Parser(model, user, offices)
        self._heads = None
        if heads == "learned":
            from sayso.reading.heads import Heads

            self._heads = Heads()
        trained = self._heads.fingerprint if self._heads is not None else heads
        models = {model: self._parser.fingerprint, "heads": trained}
        if user is not None:
            models["actors"] = user.fingerprint
        if offices is not None:
            models["offices"] = offices.fingerprint
        self.info = ReaderInfo(version=__version__, models=models)

    def read(self, document: Document | str) -> Reading:
        """Read one document (or bare text) and return its claims with the voices behind them."""
        return next(self.read_many([_document(document)]))

    def read_many(self, documents: Iterable[Document | str]) -> Iterator[Reading]:
        """Read documents one after the other; one reading each, in order."""
        for parse in self._parser.parse_many(_document(d) for d in documents):
            yield assemble(parse, self.info, self._heads)


def read(text: str | Document) -> Reading:
    """Read one text with the default reader, which is made once and kept.

    Args:
        text: bare English text, or a document with what is known about it.

    Returns:
        The text's claims, each with the voices behind it, how it is put, and its event if any.

    Raises:
        ModelError: the model, the weights or a table are missing or not the ones that were tested.

    Example:
        >>> import sayso
        >>> reading = sayso.read("Kyiv accused Moscow of bombing a hospital.")
        >>> [(claim.event.type, claim.voice.name) for claim in reading.claims]
        [('ACCUSE', None), ('ASSAULT', 'Kyiv')]
    """
    return _default_reader().read(text)


@cache
def _default_reader() -> Reader:
    return Reader()


def _document(document: Document | str) -> Document:
    """Bare text becomes a document whose id is the hash of its normalised text."""
    if isinstance(document, Document):
        return document
    return Document(id=document_id(document), text=document)
