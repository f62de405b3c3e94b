"""What is the same: fingerprints and ids of readers, readings, appearances and rejections.

Comes in: records. Goes out: short hexadecimal hashes. All are cut from SHA-256; 16 digits are
64 bits, so that two of a million documents share one with a chance of 1 in 37 million.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import UTC, datetime

from sayso.errors import UsageError
from sayso.intake.text import document_id as text_id
from sayso.intake.text import iso_date
from sayso.records import Document, ReaderInfo, Reading

_DIGITS = 16


def fingerprint(reader: ReaderInfo) -> str:
    """Of a reader: 12 digits over its version and the hashes of its models."""
    content = reader.model_dump(mode="json")
    return _hash(json.dumps(content, sort_keys=True, ensure_ascii=False))[:12]


def digest(reading: Reading) -> str:
    """Of everything in a reading: the whole SHA-256 of its JSON."""
    return hashlib.sha256(reading.model_dump_json().encode()).hexdigest()


def reading_id(document_id: str, reader: str, batch_id: str) -> str:
    """Of one document in one attempt to write a batch; no two attempts share one."""
    return _hash("\0".join((document_id, reader, batch_id)))


def appearance_id(document_id: str, document: Document) -> str:
    """Of a document, by its id and its text, at an address, from a publisher, on a day."""
    day = iso_date(document.published or "") or ""
    place = (document.url or "", document.publisher or "", day)
    return _hash("\0".join((document_id, text_id(document.text), *place)))


def rejection_id(source: str, reason: str) -> str:
    """Of a source and why it was rejected."""
    return _hash(f"{source}\0{reason}")


def new_id() -> str:
    """A random id, for what happens once: a batch or a review."""
    return uuid.uuid4().hex[:_DIGITS]


def new_run_id(now: datetime) -> str:
    """A random id that tells when: ``20240916T101500Z-3f2a``."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{uuid.uuid4().hex[:4]}"


def claim_key(document_id: str, claim_id: str) -> str:
    """How a claim is named on a command line: ``seoul-01:c7``."""
    return f"{document_id}:{claim_id}"


def parsed_claim_key(key: str) -> tuple[str, str]:
    """Document id and claim id of such a name.

    Raises:
        UsageError: it has no colon in it.
    """
    document_id, colon, claim_id = key.rpartition(":")
    if not colon or not document_id or not claim_id:
        raise UsageError(
            f"{key!r}: name a claim like DOCUMENT:CLAIM, as 'sayso claims' shows it (seoul-01:c7)"
        )
    return document_id, claim_id


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
