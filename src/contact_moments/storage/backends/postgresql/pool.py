"""The pool of connections to PostgreSQL: its options, and the checks of each new connection.

An engine that is not PostgreSQL is treated as the oldest version that we support, whatever it says of itself.
"""

from collections.abc import Collection, Sequence
from typing import Any

from psycopg.pq import Conninfo
from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from contact_moments.errors import InvalidInputError
from contact_moments.storage.backends.postgresql.word_index import PostgresqlWordIndex
from contact_moments.storage.faults import READ_ONLY
from contact_moments.storage.sql.prepared import EXECUTOR
from contact_moments.storage.sql.word_index import WORD_INDEX

CONNECT_SECONDS = 5
# Used unless the URL sets them. A silent server is noticed after about ten seconds, whether or not data is in transit.
_CONNECT_ARGS = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
# Whatever the URL, the environment or the role says. In PostgreSQL's own spelling: a pooler compares it with that of
# the server as text, and would otherwise set it again for each transaction.
_ENCODING = "UTF8"
_SERVER = "SELECT pg_backend_pid(), current_setting('server_encoding')"
_OPTIONS_AT = "https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS"


class Dialect(PGDialect_psycopg):
    """SQLAlchemy's dialect for PostgreSQL, without the lookup of the server's version.

    SQLAlchemy fails on the version text of any other engine ("CockroachDB CCL v24.3.1"), and nothing that we send
    depends on the version.
    """

    supports_statement_cache = True

    def _get_server_version_info(self, _: Any) -> tuple[int, ...]:
        return (15,)


registry.register("postgresql.contact_moments", __name__, Dialect.__name__)


class PostgresqlExecutor:
    """Sends prepared statements by SQLAlchemy's driver layer, which notices lost connections."""

    def fetch_rows(self, connection: Connection, text: str, parameters: Any) -> Sequence[Any]:
        """Run a statement once; returns its rows. Raises `DBAPIError`."""
        return connection.exec_driver_sql(text, parameters).fetchall()

    def run_many(self, connection: Connection, text: str, parameters: list[Any]) -> None:
        """Run a statement once for each of the parameters. Raises `DBAPIError`."""
        connection.exec_driver_sql(text, parameters)


def engine_at(url: str, connections: int, prepared_statements: bool) -> Engine:
    """A pool of connections to `url`, for single statements unless a transaction is asked for; nothing is sent yet.

    If the URL names a schema, all statements use that schema only.

    Raises `InvalidInputError` for a bad URL, and for each connection to a database that cannot keep every text.
    """
    try:
        address = make_url(url).set(drivername="postgresql+contact_moments")
        schema = address.query.get("search_path")
        address = address.difference_update_query(["search_path"])
        _refuse_unknown(address.query)
        engine = create_engine(
            address,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=CONNECT_SECONDS,
            # Single statements are the default: switching there and back would take SQLAlchemy a third of their time.
            # A search path holds for a transaction, so with one a single statement needs a transaction too.
            isolation_level="AUTOCOMMIT" if schema is None else "READ COMMITTED",
            connect_args=_connect_args(address.query, prepared_statements),
            # Statement parameters are personal data: never in an exception's text.
            hide_parameters=True,
            # No column has this type, and looking for it costs every new connection a nested transaction.
            use_native_hstore=False,
            execution_options={EXECUTOR: PostgresqlExecutor(), WORD_INDEX: PostgresqlWordIndex()},
        )
    except (ArgumentError, ValueError, TypeError):
        raise InvalidInputError("The database's URL is not one of PostgreSQL") from None
    event.listen(engine, "connect", _check_new_connection)
    event.listen(engine, "handle_error", _reconnect_where_read_only)
    event.listen(engine, "handle_error", _close_with_its_connection)
    event.listen(engine, "checkin", _unset_read_only)
    if schema is not None:
        _use_only(engine, str(schema))
    return engine


def _connect_args(given: Collection[str], prepared_statements: bool) -> dict[str, Any]:
    ours = {name: value for name, value in _CONNECT_ARGS.items() if name not in given}
    return ours | {"client_encoding": _ENCODING, "prepare_threshold": 5 if prepared_statements else None}


def _refuse_unknown(options: Collection[str]) -> None:
    # The driver has options of its own, and accepts none of them in a URL. The message does not repeat the options: a
    # password with an unescaped character can end up among them.
    if not set(options) <= {option.keyword.decode() for option in Conninfo.get_defaults()}:
        raise InvalidInputError(f"The database's URL has an option that PostgreSQL does not know; see {_OPTIONS_AT}")


def _check_new_connection(connection: Any, _: Any) -> None:
    process, encoding = connection.execute(_SERVER).fetchone()
    connection.rollback()
    if encoding != _ENCODING:
        connection.close()
        raise InvalidInputError(
            f"The database's encoding is {encoding}, which cannot keep every text; make one that can, and name that: "
            "CREATE DATABASE register ENCODING 'UTF8' TEMPLATE template0"
        )
    # A pooler runs transactions in sessions where other clients have prepared statements under the same names. Then
    # another client's statement runs, often without an error. Behind a pooler the process number is not the server's.
    if process != connection.info.backend_pid:
        connection.prepare_threshold = None


def _reconnect_where_read_only(context: ExceptionContext) -> None:
    # The server has become a standby, and every connection of the pool leads to it; new ones may lead to the primary.
    if getattr(context.original_exception, "sqlstate", None) == READ_ONLY:
        context.is_disconnect = True


def _close_with_its_connection(context: ExceptionContext) -> None:
    # SQLAlchemy leaves server-side cursors of lost connections open; psycopg warns.
    running = context.execution_context
    if context.is_disconnect and running is not None and running.cursor is not None:
        running.cursor.close()


def _unset_read_only(connection: Any, _: Any) -> None:
    # Unset the read-only mode: a standby rejects READ WRITE with an ambiguous error.
    if connection is not None and not connection.closed and connection.read_only is not None:
        connection.read_only = None


def _use_only(engine: Engine, schema: str) -> None:
    # Not for the session: poolers refuse, lose or share session settings.
    statement = f"SET LOCAL search_path TO {engine.dialect.identifier_preparer.quote(schema)}"

    @event.listens_for(engine, "begin")
    def _set_path(connection: Connection) -> None:
        # The connection's options may ask for a server-side cursor, which is not possible here.
        connection.exec_driver_sql(statement, execution_options={"yield_per": None, "stream_results": False})
