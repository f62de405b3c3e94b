"""The network as a diagram: what stands where, what it leads to, and in a browser."""

from __future__ import annotations

from math import hypot
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.desks import client, kept, served
from tests.test_html_view import sample

from sayso.web.diagram import HEIGHT, MOST, WIDTH, diagram
from sayso.weighing.network import Network, Tie


def tie(actor: str, recipient: str, quad: str = "material conflict", events: int = 1) -> Tie:
    return Tie(actor, recipient, quad, events, 0, events, 0.0, ("d:c1",))  # type: ignore[arg-type]


def link(one: str, other: str | None) -> str:
    return f"{one}:{other}"


def test_parties_stand_inside_and_apart_and_arrows_between_them() -> None:
    names = ("AAA", "BBB", "CCC", "DDD", "EEE")
    ties = [tie(one, other, events=n + 1) for n, one in enumerate(names) for other in names[:n]]
    made = diagram(Network(tuple(ties), 0), link)
    assert made is not None
    assert {one.party for one in made.nodes} == set(names)
    assert len(made.arrows) == len(ties)
    for one in made.nodes:
        assert 0 < one.x < WIDTH
        assert 0 < one.y < HEIGHT
        for other in made.nodes:
            if one is not other:
                assert hypot(one.x - other.x, one.y - other.y) > one.radius + other.radius
    most, least = made.arrows[-1], made.arrows[0]
    assert most.width > least.width
    assert made == diagram(Network(tuple(ties), 0), link)  # the same network is the same picture


def test_both_ways_and_all_classes_of_a_pair_run_side_by_side() -> None:
    ties = (
        tie("AAA", "BBB"), tie("BBB", "AAA"), tie("AAA", "BBB", "verbal cooperation"),
    )  # fmt: skip
    made = diagram(Network(ties, 0), link)
    assert made is not None
    starts = {(one.x, one.y) for one in made.arrows}
    ends = {(one.x2, one.y2) for one in made.arrows}
    assert len(starts) == len(ends) == 3
    assert [one.hostile for one in made.arrows] == [True, True, False]


def test_swapping_two_parties_swaps_their_words_alone() -> None:
    one = diagram(Network((tie("AAA", "BBB", events=3), tie("BBB", "AAA")), 0), link)
    assert one is not None
    assert one.arrows[0].words == "AAA to BBB, material conflict: 3 events, 0 told as done"
    assert one.arrows[1].words == "BBB to AAA, material conflict: 1 event, 0 told as done"


def test_what_has_no_room_is_counted_and_what_is_empty_is_not_drawn() -> None:
    assert diagram(Network((), 3), link) is None
    assert diagram(Network((tie("AAA", "AAA"),), 0), link) is None
    many = Network(tuple(tie("AAA", f"P{n:02}", events=90 - n) for n in range(MOST + 9)), 0)
    made = diagram(many, link)
    assert made is not None
    assert len(made.nodes) == MOST
    assert made.left_out == len(many.ties) - len(made.arrows) == 10


@pytest.mark.browser
def test_a_circle_leads_to_its_dyads_without_scripts(browser: Browser, tmp_path: Path) -> None:
    ledger = kept(tmp_path / "ledger", sample())
    with client(ledger) as desk:
        ties = desk.get("/network.json").json()["ties"]
    with served(ledger) as address:
        page = browser.new_page(java_script_enabled=False)
        page.goto(f"{address}/network")
        nodes = page.locator(".diagram .node")
        expect(nodes).to_have_count(
            len({one[end] for one in ties for end in ("actor", "recipient")})
        )
        party = nodes.first.locator("text").text_content()
        nodes.first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/dyad?first={party}")
        page.close()
