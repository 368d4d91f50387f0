"""The register in one SQLite file."""
