"""The view ``offices``: parties of all documents -> who was called what, from when to when.

Nothing comes in; SQL goes out, over the stored tables of a snapshot. The idea in between: a party
that goes by a full name and has its code from an office (``resolved`` is ``office``) was given that
office by its own text; so the parties, with their documents' dates, say who held what. Parties
whose office came from a ledger, and pronouns, are no evidence, so that no reading feeds itself.

A row is one person in one office of one country, for a stretch without a gap of over
:data:`GAP_DAYS` days between two sightings. ``documents`` counts texts that differ, ``evidence``
lists up to five claims in which the person stands, the first and the last of them. Sightings in
documents without a date have a row of their own, without ``first_seen`` and ``last_seen``.
"""

from __future__ import annotations

from functools import cache

from sayso.knowledge.actors import sectors

#: With a longer gap between two sightings, the later ones are another term.
GAP_DAYS = 366

#: The columns of the view.
COLUMNS = (
    *("person", "office", "country", "sector", "code"),
    *("first_seen", "last_seen", "documents", "publishers", "evidence"),
)

# Whoever serves a state, or fights one, is called by a post; others by a trade ("economist").
_POSTS = ("GOV", "LEG", "JUD", "MIL", "COP", "SPY", "REB", "ELI")


@cache
def offices_view() -> str:
    """The query of the view."""
    nouns = ", ".join(_quoted(noun) for noun, entry in sorted(sectors().items()) if entry.office)
    posts = ", ".join(map(_quoted, _POSTS))
    return f"""
        WITH sightings AS (
            SELECT parties.name AS person, lower(strip_accents(parties.name)) AS folded,
                parties.title AS office, parties.country, parties.sector, parties.code,
                readings.document_id, readings.text_id, readings.publisher, readings.published,
                arg_min(readings.document_id || ':' || parties.claim_id, parties."start") AS claim
            FROM kept.parties AS parties JOIN kept.readings AS readings USING (reading_id)
            WHERE parties.resolved = 'office' AND parties.title IS NOT NULL
                AND contains(parties.name, ' ')
                AND (parties.sector IN ({posts}) OR parties.title IN ({nouns}))
                AND (parties.sector <> 'ELI' OR starts_with(parties.title, 'former '))
            GROUP BY ALL
        ), gaps AS (
            SELECT *, published - lag(published) OVER (
                PARTITION BY folded, office, code ORDER BY published NULLS LAST
            ) > {GAP_DAYS} AS anew
            FROM sightings
        ), terms AS (
            SELECT *, count(*) FILTER (WHERE anew) OVER (
                PARTITION BY folded, office, code ORDER BY published NULLS LAST
            ) AS term
            FROM gaps
        ), counted AS (
            SELECT min(person) AS person, office, country, sector, code,
                min(published) AS first_seen, max(published) AS last_seen,
                count(DISTINCT text_id)::INTEGER AS documents,
                count(DISTINCT publisher)::INTEGER AS publishers,
                list(claim ORDER BY published, document_id) AS claims
            FROM terms
            GROUP BY folded, office, country, sector, code, term, published IS NULL
        )
        SELECT * EXCLUDE (claims),
            CASE WHEN len(claims) > 5 THEN claims[:3] || claims[-2:] ELSE claims END AS evidence
        FROM counted
    """  # noqa: S608 - our own names


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"
