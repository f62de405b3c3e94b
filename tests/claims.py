"""A text -> the claim in it that a test asks for."""

from __future__ import annotations

from sayso import Claim, Reader


def claim_at(reader: Reader, text: str, word: str) -> Claim:
    """The smallest claim that holds a word."""
    holding = [c for c in reader.read(text).claims if word in c.text.split()]
    return min(holding, key=lambda claim: len(claim.text))
