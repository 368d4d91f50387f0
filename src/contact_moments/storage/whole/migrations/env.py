"""Alembic's entry: run the migrations on the connection that `schema` passes in, inside its transaction."""

from alembic import context

from contact_moments.storage.sql.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # Off by default for SQLite, whose DDL is transactional all the same once BEGIN is ours.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
