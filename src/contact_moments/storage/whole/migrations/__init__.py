"""Numbered, append-only migrations: one transaction each, forward only. A published one is never edited."""
