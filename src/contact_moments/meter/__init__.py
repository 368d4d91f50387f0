"""What the workers of a server count: in memory that they share with the process that tells Prometheus.

Everything below `log` may count here, so nothing here imports a library. What the figures are called outside is in
`metrics`.
"""
