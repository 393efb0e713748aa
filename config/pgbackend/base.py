"""Django's PostgreSQL backend, which starts the embedded server when it is first connected to."""

import select
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.features import DatabaseFeatures as PostgresFeatures

from config import embedded_pg
from config.pgbackend.client import DatabaseClient


class DatabaseFeatures(PostgresFeatures):
    minimum_database_version = (15,)


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient
    features_class = DatabaseFeatures

    def get_connection_params(self) -> dict[str, Any]:
        parameters: dict[str, Any] = super().get_connection_params()
        if data := self.settings_dict.get("EMBEDDED"):
            parameters["host"] = str(embedded_pg.ensure(Path(data)))
        return parameters

    def is_usable(self) -> bool:
        """Whether a kept connection still stands, asked before each request. A server that ended
        it has said so: there is something to be read, though nothing was asked. Django would
        send a query and wait for its answer, which takes as long as “not modified” itself."""
        if self.connection is None or self.connection.closed:
            return False
        heard = select.poll()
        heard.register(self.connection.fileno(), select.POLLIN)
        return not heard.poll(0)
