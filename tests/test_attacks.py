"""The attacks of strangers in a short form: a real server, on loopback, with few clients (`make attack` has many).

A time may be ten seconds longer than is promised: other work on the machine would decide a closer bound.
"""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from attack.__main__ import OTHERS, WAITING, Attack, at_once
from attack.target import Target, attacked
from attack.timing import timing

from tests.support import Installation

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("processes")]


@pytest.fixture(scope="module")
def target(processes: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """A server with room for fewer connections than are attempted."""
    with attacked(Installation(tmp_path_factory.mktemp("attacked")), MAX_CONNECTIONS="400") as target:
        yield target


@pytest.mark.parametrize("attacks", [[one] for one in OTHERS] + [WAITING], ids=lambda attacks: attacks[0].__name__)
def test_attacks(target: Target, attacks: Sequence[Attack]) -> None:
    """Each promise about what is answered, refused and cut is kept."""
    findings = asyncio.run(at_once(target, attacks, short=True))

    assert [one.line() for one in findings if not (one.kept or one.nearly_kept)] == []


def test_known_and_unknown_are_answered_the_same(tmp_path: Path) -> None:
    """Who has an account, and how much of a secret was guessed, shows in no answer; `make attack` measures the time."""
    findings = timing(tmp_path, samples=5)

    assert [one.line() for one in findings if not (one.kept or one.nearly_kept)] == []
    assert len(findings) == 14
