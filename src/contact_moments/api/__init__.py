"""The API: the published contact moments wire format over HTTP, with OAuth 2 (`docs/api.md`).

Handlers decode, call the domain and encode; no rule and no SQL. The table of routes is in `contact_moments.routes`,
the order of checks in `http_server`.
"""
