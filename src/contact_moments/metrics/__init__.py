"""Figures for Prometheus, at an address of their own: a process beside the workers answers `GET /metrics`.

It adds up what the workers have counted (see `meter`), and asks the register what only the database knows. Only this
package imports `prometheus_client`, and only that process loads it.
"""
