"""Contact Moments: a self-hosted register of contact between an organisation and third parties.

The layers, from the bottom up, and what each owns, are in `docs/architecture.md`; imports go down only.
"""

__version__ = "1.0.0"
