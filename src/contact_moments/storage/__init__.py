"""Storage: the only place with SQL.

It owns the tables, the migrations, the statements and every difference between database engines. It knows nothing of
HTTP, of rules, or of words for people. The domain packages above call it, inside the transactions that `Database` runs
for them.

The modules here are the unit of work: a database, transactions, group commit, retry, batches. `backends` has a package
for each engine, `sql` the tables and prepared statements, `questions` the statements by subject, and `whole` what
concerns a register as a whole. `docs/storage.md` explains the numbers (ids, change numbers, positions) that the
promises rest on.
"""
