"""Measurements: each a ratio against something measured in the same run. `make bench` writes `bench/results.md`."""
