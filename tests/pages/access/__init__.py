"""See `tests.pages`."""
