"""The register in a PostgreSQL database, and in engines that speak its protocol."""
