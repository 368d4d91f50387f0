"""SQLite: the register in one file."""
