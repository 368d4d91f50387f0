"""Pages in a real browser: Chromium of the system, without its window."""
