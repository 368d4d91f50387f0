"""Storage: the only place with SQL.

It owns the tables, the migrations, the statements and every difference between database engines. It knows
nothing of HTTP, of rules or of words for people; the domain packages above call it, inside the transactions
that `Database` runs for them.

Each module asks the questions of one subject; a statement is a constant beside the function that runs it.
`docs/storage.md` explains the numbers (ids, change numbers, positions) that the promises rest on.
"""
