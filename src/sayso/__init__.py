"""sayso: who did what to whom, and on whose say-so."""

__version__ = "0.1.0"

from sayso.reading.reader import Reader
from sayso.records import Document

__all__ = ["Document", "Reader", "__version__"]
