"""Keys: texts as look-ups compare them."""

LONGEST = 254  # characters of an address; an index does not take texts of any length


def email_key(address: str | None) -> str | None:
    """An e-mail address as look-ups compare it: without case, and no longer than an address can be."""
    return None if address is None else address.strip().casefold()[:LONGEST]
