"""E-mail addresses: what is one, and when two of them are the same."""

import pytest

from contact_moments.accounts.emails import key_of, read_email
from contact_moments.errors import InvalidInputError

SAME = [
    ("ada@example.org", "Ada@EXAMPLE.org"),
    ("info@münchen.example", "info@xn--mnchen-3ya.example"),
    ("jos\u00e9@example.org", "jose\u0301@example.org"),
    ("STRASSE@example.org", "straße@example.org"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_address(one: str, other: str) -> None:
    """Nobody gets a second account by writing the address of the first in another way."""
    assert key_of(read_email(one)) == key_of(read_email(other))


def test_what_is_kept() -> None:
    """The address as it was typed, without blanks around it."""
    assert read_email(" Ada@Example.org\n") == "Ada@Example.org"


WRONG = ["", "ada", "@example.org", "ada@", "a@b@c", "a b@c", "a@b\r\nBcc: x@y", "a@b\x00", ".a@b", "a..b@c", "a@b..c"]
WRONG += ["a@.b", "Ada <ada@example.org>", "a,b@c", f"{'a' * 65}@b", f"a@{'b' * 260}", "a@[127.0.0.1]", "a\u202e@b"]


# Only so much of what was typed is looked at, and runs of marks on a letter that no language has are no address.
WRONG += ["@".join(["s\u0323\u0307" * 60] * 2), "a@b" + "\u0301" * 31]


@pytest.mark.parametrize("text", WRONG)
def test_no_address(text: str) -> None:
    """It is refused in the same words, which do not repeat it."""
    with pytest.raises(InvalidInputError) as refused:
        read_email(text)

    assert str(refused.value) == "Give an e-mail address, such as ada@example.org"
    assert key_of(text) == ""
