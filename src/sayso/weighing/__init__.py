"""Weighing: what the documents of a ledger have to do with each other.

Comes in: a ledger as it is or was. Goes out: which texts are copies of which, in which words, and
which agency is credited; which claims are one story, how many independent origins are behind it,
and what stands against it; what was foretold and what became of it; what is told between two
parties, where that breaks, and who acts on whom. Needs the extra ``ledger``
(``pip install 'sayso[ledger]'``).
"""

from __future__ import annotations

from sayso.ledger.extra import require

require()
