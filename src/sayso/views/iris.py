"""Names for documents and claims on the web of data: IRIs.

Comes in: ids. Goes out: an IRI for each, the same in every export. The idea in between: sayso owns
no address that could be looked up, so these are names and no links; where a document has an address
of its own, the exports give that beside them.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from sayso.records import Document

#: All names that sayso gives begin like this.
PREFIX = "urn:x-sayso:"

# No blanks, controls or characters that an IRI may not hold (RFC 3987, 2.2).
_ADDRESS = re.compile(r"https?://[^\x00-\x20\x7f-\xa0<>\"{}|\\^`\u2028\u2029]+", re.IGNORECASE)


def document(document_id: str) -> str:
    """The name of a document.

    >>> document("odd id")
    'urn:x-sayso:odd%20id'
    """
    return PREFIX + quote(document_id.encode("utf-8", "replace"), safe="")


def claim(document_id: str, claim_id: str) -> str:
    """The name of a claim.

    >>> claim("seoul-01", "c7")
    'urn:x-sayso:seoul-01:c7'
    """
    return f"{document(document_id)}:{quote(claim_id, safe='')}"


def address(of: Document) -> str | None:
    """The document's own address, where it has one that is an http or https IRI."""
    return of.url if of.url is not None and _ADDRESS.fullmatch(of.url) else None
