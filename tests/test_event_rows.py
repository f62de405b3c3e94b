"""Rows of the predicate table, and the senses that they must not take."""

from __future__ import annotations

import pytest

from sayso import Reader


def kinds(reader: Reader, text: str) -> set[str]:
    """The types of the events of a text."""
    return {c.event.type for c in reader.read(text).claims if c.event is not None}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Norway and Iceland voted against.", "REJECT"),
        ("Only Oman has accepted.", "AGREE"),
        ("The rebels would accept a 90-day truce.", "AGREE"),
        ("Peru's leader is ready to take in any who ask.", "AGREE"),
        ("An Iranian official called that an unwarranted move.", "ACCUSE"),
        ("Each side accuses Chad, and each accuses the other.", "ACCUSE"),
        ("Divers fixed limpet mines to the Maltese tanker.", "ASSAULT"),
        ("Rebels cut off the road to Goma.", "COERCE"),
        ("Chadian police stopped two journalists at the border.", "COERCE"),
        ("Kenyan police stopped lawmakers from marching.", "COERCE"),
        ("Peru and Chile swapped apologies on Monday.", "CONCEDE"),
        ("Chad beat back an attack by Sudanese raiders.", "ASSAULT"),
        ("We asked for talks, and the minister refused to see the delegation.", "CONSULT"),
        ("Serbia said it would come to the next round of talks in Geneva.", "CONSULT"),
        (
            "Kenya invited both leaders to a summit. Rwanda's president will not attend.",
            "CONSULT",
        ),
        ("The court ordered Peru to return 24 hectares to the monastery.", "RETREAT"),
        ("Three were charged, and a fourth was arrested in Spain.", "COERCE"),
        ("Chadian troops crossed the border.", "ASSAULT"),
        ("A Chadian strike killed two herders.", "ASSAULT"),
        (
            "African leaders gave Niger's generals until the end of May to name a date.",
            "THREATEN",
        ),
        ("Niger retaliated.", "ASSAULT"),
        ("Niger retaliated by shelling two Malian posts.", "ASSAULT"),
        ("Niger retaliated by suspending imports of Malian cotton.", "SANCTION"),
        ("Oman offered Yemen three loans.", "AGREE"),
    ],
)
def test_acts(reader: Reader, text: str, kind: str) -> None:
    assert kind in kinds(reader, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Niger retaliated by suspending imports of Malian cotton.", "ASSAULT"),
        ("Yemen's minister offered Oman no explanation.", "AGREE"),
        ("Yemen's army offered evidence of the raid.", "AGREE"),
        ("Kenya's navy stopped two Somali boats from ramming a tanker.", "COERCE"),
        ("Illness prevented the Peruvian envoy from coming.", "COERCE"),
        ("Four Peruvian senators have been prevented from voting.", "COERCE"),
        ("The train stopped at the border.", "COERCE"),
        ("Norway warned it would not be bullied.", "COERCE"),
        ("A judge sentenced a Dane to six years for spying on behalf of Peru.", "COERCE"),
        ("A Kenyan woman stabbed her brother-in-law.", "ASSAULT"),
        ("The Kenyan president sent her condolences to the widow.", "SUPPORT"),
        ("An agent crossed the border.", "ASSAULT"),
        ("A Chadian strike killed two herders.", "PROTEST"),
        ("Kenya's minister saw the president leave.", "CONSULT"),
        ("Kenya's president will not attend, an aide said.", "CONSULT"),  # what, is not said
        ("Students marched on the ministry to demand jobs.", "REQUEST"),
        ("An Iranian official called that a generous move.", "ACCUSE"),
        (
            "Rival bids set off a takeover battle, with a Saudi suitor threatening Kenya.",
            "THREATEN",
        ),
    ],
)
def test_other_senses(reader: Reader, text: str, kind: str) -> None:
    assert kind not in kinds(reader, text)
