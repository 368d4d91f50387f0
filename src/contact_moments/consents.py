"""Consents: what a person gave a client, with the codes and the refresh tokens that came of it."""
