"""Running the migrations in `migrations/versions`, by Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def upgrade(connection: Connection, version: str) -> None:
    """Bring the schema to `version` within the transaction of `connection`."""
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def alembic_config() -> Config:
    """Where Alembic finds the migrations."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
