"""PostgreSQL, and engines that speak its protocol."""
