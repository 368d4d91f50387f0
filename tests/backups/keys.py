"""Keys of age for tests."""

from pathlib import Path


def new_key(file: Path) -> str:
    """Write a new identity into a file, as age-keygen does; returns the recipient."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    recipient = str(identity.to_public())
    file.write_text(f"# created: 2026-11-29T12:00:00Z\n# public key: {recipient}\n{identity}\n")
    return recipient
