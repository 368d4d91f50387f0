"""Contact moments: reading what is sent, registering it, listing it; types, imports, exports and merges.

The rules of the register are here, and only here; the API, the commands and later doors call the same functions.
No HTTP and no SQL: `storage` asks the questions, inside transactions that this package decides on.
"""
