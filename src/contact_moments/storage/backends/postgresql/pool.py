"""How connections to PostgreSQL are made, and to engines that speak it: what is asked for, and what is seen to at each.

An engine that is not PostgreSQL is taken for the oldest version that we run on, whatever it says of itself.
"""

from collections.abc import Collection
from typing import Any

from psycopg.pq import Conninfo
from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from contact_moments.errors import InvalidInputError
from contact_moments.storage.faults import READ_ONLY

CONNECT_SECONDS = 5
# What the URL does not say otherwise. A silent server is noticed after about ten seconds, with data under way or not.
_CONNECT_ARGS = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
# Whatever the URL, the environment or the role says. In PostgreSQL's own spelling: a pooler that finds the server's
# different would set it anew for each transaction.
_ENCODING = "UTF8"
_SERVER = "SELECT pg_backend_pid(), current_setting('server_encoding')"
_OPTIONS_AT = "https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS"


class Dialect(PGDialect_psycopg):
    """SQLAlchemy's PostgreSQL, which asks no server for its version.

    It would give up on the text of any other engine ("CockroachDB CCL v24.3.1"), and nothing we send depends on it.
    """

    supports_statement_cache = True

    def _get_server_version_info(self, _: Any) -> tuple[int, ...]:
        return (15,)


registry.register("postgresql.contact_moments", __name__, Dialect.__name__)


def engine_at(url: str, connections: int, prepared_statements: bool) -> Engine:
    """A pool of connections to `url`, for single statements unless asked for a transaction; nothing is sent yet.

    They keep to the schema that the URL names, if it names one.

    Raises `InvalidInputError` for a bad URL, and whenever a connection leads to a database that cannot keep all text.
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
            # Transactions say so: switching there and back takes SQLAlchemy a third of a question's time. A search path
            # that holds for a transaction needs one, also for single statements.
            isolation_level="AUTOCOMMIT" if schema is None else "READ COMMITTED",
            connect_args=_connect_args(address.query, prepared_statements),
            # Statement parameters are personal data: never in an exception's text.
            hide_parameters=True,
            # No column is one, and looking for the type is a nested transaction in every new connection.
            use_native_hstore=False,
        )
    except (ArgumentError, ValueError, TypeError):
        raise InvalidInputError("The database's URL is not one of PostgreSQL") from None
    event.listen(engine, "connect", _see_to)
    event.listen(engine, "handle_error", _reconnect_where_read_only)
    event.listen(engine, "handle_error", _close_with_its_connection)
    event.listen(engine, "checkin", _ask_for_no_mode)
    if schema is not None:
        _keep_to(engine, str(schema))
    return engine


def _connect_args(given: Collection[str], prepared_statements: bool) -> dict[str, Any]:
    ours = {name: value for name, value in _CONNECT_ARGS.items() if name not in given}
    return ours | {"client_encoding": _ENCODING, "prepare_threshold": 5 if prepared_statements else None}


def _refuse_unknown(options: Collection[str]) -> None:
    # The driver takes more, such as its own settings, and of these nothing that a URL can say. They are not repeated:
    # a password that was written without care can end up there.
    if not set(options) <= {option.keyword.decode() for option in Conninfo.get_defaults()}:
        raise InvalidInputError(f"The database's URL has an option that PostgreSQL does not know; see {_OPTIONS_AT}")


def _see_to(connection: Any, _: Any) -> None:
    process, encoding = connection.execute(_SERVER).fetchone()
    connection.rollback()
    if encoding != _ENCODING:
        connection.close()
        raise InvalidInputError(
            f"The database's encoding is {encoding}, which cannot keep every text; make one that can, and name that: "
            "CREATE DATABASE register ENCODING 'UTF8' TEMPLATE template0"
        )
    # A pooler hands transactions to sessions that others prepared statements in, under the same names: what is run is
    # then another's statement, often without an error. Its clients are given a process number that is not the server's.
    if process != connection.info.backend_pid:
        connection.prepare_threshold = None


def _reconnect_where_read_only(context: ExceptionContext) -> None:
    # The server has become a standby, to which every connection of the pool was made; new ones may lead to the other.
    if getattr(context.original_exception, "sqlstate", None) == READ_ONLY:
        context.is_disconnect = True


def _close_with_its_connection(context: ExceptionContext) -> None:
    # SQLAlchemy leaves the cursor of a lost connection open, and the driver warns of each of its kind on the server.
    running = context.execution_context
    if context.is_disconnect and running is not None and running.cursor is not None:
        running.cursor.close()


def _ask_for_no_mode(connection: Any, _: Any) -> None:
    # After a read-only snapshot SQLAlchemy leaves it at READ WRITE, which a standby refuses with an error that means
    # much else; without a mode the first statement that writes is refused for what it is.
    if connection is not None and not connection.closed and connection.read_only is not None:
        connection.read_only = None


def _keep_to(engine: Engine, schema: str) -> None:
    # Not for the session: poolers refuse, lose or share what is set for that.
    statement = f"SET LOCAL search_path TO {engine.dialect.identifier_preparer.quote(schema)}"

    @event.listens_for(engine, "begin")
    def _set_path(connection: Connection) -> None:
        # Without a cursor on the server, which the connection may ask for.
        connection.exec_driver_sql(statement, execution_options={"yield_per": None, "stream_results": False})
