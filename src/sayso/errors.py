"""One small tree of errors. Each message names the file or record, what was wrong, what to do."""


class SaysoError(Exception):
    """Root of every error that sayso raises on purpose; the CLI prints it without a traceback.

    >>> issubclass(UsageError, SaysoError)
    True
    """


class IntakeError(SaysoError):
    """A source cannot become a document.

    Args:
        source: the file, line or stream, as the user would name it (``notes.jsonl:7``).
        reason: what was wrong, and what to do about it.

    >>> print(IntakeError("notes.jsonl:7", "no text; give the line a text"))
    notes.jsonl:7: no text; give the line a text
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class ModelError(SaysoError):
    """A model or table that the reader needs is missing or is not the one that was tested.

    >>> print(ModelError("tables.csv:3: the code is empty"))
    tables.csv:3: the code is empty
    """


class UsageError(SaysoError):
    """An option or argument has a value that cannot be used.

    >>> print(UsageError("--by colour: use order, voice or status"))
    --by colour: use order, voice or status
    """


class MissingExtraError(UsageError):
    """A command or module needs packages that a plain installation leaves out.

    Args:
        what: what cannot be done without them.
        extra: the extra that brings them.

    >>> print(MissingExtraError("a ledger", "ledger"))
    a ledger needs packages that are not installed; run: pip install 'sayso[ledger]'
    """

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(
            f"{what} needs packages that are not installed; run: pip install 'sayso[{extra}]'"
        )


class LedgerError(SaysoError):
    """A ledger cannot be opened, written or trusted; the message says what state it is in.

    >>> print(LedgerError("corpus: this is no ledger"))
    corpus: this is no ledger
    """


class ScaleError(SaysoError):
    """Workers or their scheduler are missing, lost, or not like us; what was written is in.

    >>> print(ScaleError("tcp://10.0.0.5:8786: no scheduler answers there"))
    tcp://10.0.0.5:8786: no scheduler answers there
    """
