"""The API: the published contact moments wire format over HTTP, with OAuth 2 (`docs/api.md`).

Handlers decode, call the domain and encode; no rule and no SQL. `routes` is the table of paths, `middleware` the
order of checks, `errors` the one place where refusals become responses.
"""
