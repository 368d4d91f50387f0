"""The overview of a period: its form, what its charts draw, and the files with the same figures."""
