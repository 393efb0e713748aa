"""Django's PostgreSQL backend, which starts the embedded server when it is first connected to."""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.features import DatabaseFeatures as PostgresFeatures
from django.db.backends.postgresql.operations import DatabaseOperations as PostgresOperations
from psycopg import Cursor

from config import embedded_pg
from config.pgbackend.client import DatabaseClient


class DatabaseFeatures(PostgresFeatures):
    minimum_database_version = (15,)


class DatabaseOperations(PostgresOperations):
    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> Any:
        """For the log of queries; a planned one was not sent as one text."""
        return super().last_executed_query(cursor, sql, params) or self.compose_sql(sql, params)


class PlannedCursor(Cursor[Any]):
    """Sends a statement and its values apart, so that the server can keep it with its plan."""


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations

    def get_connection_params(self) -> dict[str, Any]:
        parameters: dict[str, Any] = super().get_connection_params()
        if data := self.settings_dict.get("EMBEDDED"):
            parameters["host"] = str(embedded_pg.ensure(Path(data)))
        # Of the cursors of planned_cursor alone: Django's own write values into the text.
        parameters["prepare_threshold"] = 0
        return parameters

    @contextmanager
    def planned_cursor(self) -> Iterator[Any]:
        """A cursor for queries put alike again and again: the server keeps each with its plan,
        made without its values where plan_cache_mode says so. Planning is most of the work of
        finding 25 rows by index."""
        self.ensure_connection()
        usual = self.connection.cursor_factory
        self.connection.cursor_factory = PlannedCursor
        try:
            cursor = self.cursor()
        finally:
            self.connection.cursor_factory = usual
        with cursor:
            yield cursor

    def is_usable(self) -> bool:
        """Whether a kept connection still stands, asked before each request. A server that ended
        it has said so: there is something to be read, though nothing was asked. Django would
        send a query and wait for its answer, which takes as long as “not modified” itself."""
        if self.connection is None or self.connection.closed:
            return False
        heard = select.poll()
        heard.register(self.connection.fileno(), select.POLLIN)
        return not heard.poll(0)
