"""Django's PostgreSQL backend, which starts the embedded server when it is first connected to."""

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
