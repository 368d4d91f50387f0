"""Retries: how many, and with what pauses between them."""

import time

import pytest
from sqlalchemy.exc import SQLAlchemyError

from contact_moments.errors import UnavailableError
from contact_moments.storage.retry import ATTEMPTS, FIRST_PAUSE, LONGEST_PAUSE, retry

ROUNDS = 200


def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses between the attempts of work that always fails with a transient fault."""
    slept: list[float] = []

    def fail() -> None:
        raise SQLAlchemyError("busy")

    monkeypatch.setattr(time, "sleep", slept.append)
    with pytest.raises(UnavailableError):
        retry(fail, lambda _: True)
    return slept


def test_pauses_are_random_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a pause before each further attempt, of another length each time, up to a bound that doubles."""
    rounds = [pauses(monkeypatch) for _ in range(ROUNDS)]

    assert {len(one) for one in rounds} == {ATTEMPTS - 1}
    for number, lengths in enumerate(zip(*rounds, strict=True), start=1):
        bound = min(LONGEST_PAUSE, FIRST_PAUSE * 2**number)
        assert 0 <= min(lengths) < bound / 4
        assert bound * 3 / 4 < max(lengths) <= bound
        assert len(set(lengths)) > ROUNDS / 2
