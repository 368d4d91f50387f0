"""Traces by OpenTelemetry, an extra: what a request spends its time on, sent to a collector.

Only this package imports `opentelemetry`, and only where the operator has named a collector.
"""
