"""See `tests.browser`."""
