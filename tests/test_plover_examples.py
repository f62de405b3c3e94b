"""Every example that explains PLOVER is read by the real reader as what it stands for."""

from __future__ import annotations

import pytest

from sayso import Reader
from sayso.knowledge.plover import plover_types

EXAMPLES = [
    (kind.name, mode, example)
    for kind in plover_types().values()
    for mode, example in (
        (None, kind.example),
        *((mode.name, mode.example) for mode in kind.modes.values()),
    )
]


@pytest.mark.parametrize(
    ("event_type", "mode", "example"),
    EXAMPLES,
    ids=[" ".join(filter(None, case[:2])) for case in EXAMPLES],
)
def test_an_example_is_read_as_what_it_stands_for(
    event_type: str, mode: str | None, example: str, reader: Reader
) -> None:
    events = [claim.event for claim in reader.read(example).claims if claim.event is not None]
    read = [(event.type, event.mode) for event in events]
    if mode is None:
        assert event_type in {name for name, _ in read}
    else:
        assert (event_type, mode) in read


def test_no_two_examples_are_the_same() -> None:
    examples = [example for _, _, example in EXAMPLES]
    assert len(set(examples)) == len(examples)
