"""Second factors: codes of a telephone that change with the time (TOTP, RFC 6238), and recovery codes.

A code is six digits of SHA-1 over a step of 30 seconds. The step before and the one after count too, because clocks
differ. Each code works once: the last step that was used is kept, and only later ones count.
"""

import base64
import hmac
import re
import secrets
from typing import Literal

from contact_moments.clock import SECOND
from contact_moments.people import Account, Actor
from contact_moments.storage.questions import accounts as stored
from contact_moments.storage.questions.accounts import Kept
from contact_moments.storage.transaction import Transaction
from contact_moments.tokens import hash_of

Used = Literal["totp", "recovery"]

ISSUER = "Contact moments"
STEP = 30 * SECOND
RECOVERY_CODES = 10

_DIGITS = re.compile(r"[0-9]{6}", re.ASCII)
_RECOVERY_BYTES = 15  # 120 bits, so that a hash without salt is enough (ASVS 6.5.2)
_RECOVERY = re.compile(r"[A-Z2-7]{24}", re.ASCII)
_BETWEEN = re.compile(r"[\s-]+")


def new_secret() -> str:
    """A secret for a telephone: 160 random bits in base32."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def address_for(secret: str, account_email: str) -> str:
    """What a telephone reads from a QR code: `otpauth://totp/…`."""
    from pyotp import TOTP

    return TOTP(secret).provisioning_uri(name=account_email, issuer_name=ISSUER)


def step_of(secret: str, code: str, now: int) -> int | None:
    """The step of time whose code that is, near `now`; None if it is the code of none. Says not whether it was used."""
    from pyotp import TOTP

    given, this_step = _BETWEEN.sub("", code), now // STEP
    if not _DIGITS.fullmatch(given):
        return None
    right = None
    for step in (this_step - 1, this_step, this_step + 1):
        if hmac.compare_digest(TOTP(secret).at(step * STEP // SECOND), given):
            right = step
    return right


def use_code(transaction: Transaction, kept: Kept, code: str, by: Actor, now: int) -> Used | None:
    """Use up a code of the telephone or a recovery code; None where it is neither."""
    if kept.totp_secret is None:
        return None
    step = step_of(kept.totp_secret, code, now)
    if step is not None:
        return "totp" if stored.use_step(transaction.connection, kept.account.id, step) else None
    return "recovery" if _use_recovery_code(transaction, kept.account, code, by) else None


def _use_recovery_code(transaction: Transaction, account: Account, code: str, by: Actor) -> bool:
    given = _BETWEEN.sub("", code).upper()
    if not _RECOVERY.fullmatch(given):
        return False
    used = stored.take_recovery_code(transaction.connection, account.id, hash_of(given))
    if used:
        left = stored.recovery_codes_left(transaction.connection, account.id)
        transaction.record(by.event("recovery_code", account.id, left=left))
    return used


def new_recovery_codes() -> list[str]:
    """Ten recovery codes, as people see them once: four groups of six letters and digits."""
    texts = [base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode() for _ in range(RECOVERY_CODES)]
    return ["-".join(text[at : at + 6] for at in range(0, len(text), 6)) for text in texts]


def hashes_of(codes: list[str]) -> list[str]:
    """What is stored of recovery codes."""
    return [hash_of(_BETWEEN.sub("", code)) for code in codes]
