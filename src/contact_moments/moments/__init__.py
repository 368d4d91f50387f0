"""Contact moments: the rules for registering, correcting, withdrawing, listing, importing and exporting them.

The rules are in this package only. The API, the commands and the demo call the same functions. There is no HTTP and no
SQL here: this package decides what one transaction does, and `storage` has the statements.
"""
