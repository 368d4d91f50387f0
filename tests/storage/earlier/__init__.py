"""Small registers that earlier releases made, kept to be migrated: one for each schema and engine.

`NNNN.sql` and `NNNN.postgresql.sql` are the register as text, and `NNNN.json` is what the API of that release answered.
`python -m tests.storage.earlier COMMIT` makes those of another schema, with the code of that commit.
"""
