"""Second factors as they are made: from the system's random bytes, and enough of them."""

import base64
from types import SimpleNamespace

import pytest

from contact_moments.accounts import second_factor


def test_a_secret_and_recovery_codes_are_random(monkeypatch: pytest.MonkeyPatch) -> None:
    """160 bits for a telephone, 120 for each recovery code, all of them from the system's generator."""
    made = {second_factor.new_secret(), *second_factor.new_recovery_codes()}
    asked: list[int] = []

    def zeros(count: int) -> bytes:
        asked.append(count)
        return bytes(count)

    monkeypatch.setattr(second_factor, "secrets", SimpleNamespace(token_bytes=zeros))
    from_zeros = [second_factor.new_secret(), *second_factor.new_recovery_codes()]

    assert len(made) == 1 + second_factor.RECOVERY_CODES
    assert asked == [20] + [15] * second_factor.RECOVERY_CODES
    assert {base64.b32decode(one.replace("-", "")).strip(b"\x00") for one in from_zeros} == {b""}
