"""dbshell with the psql that belongs to the server."""

from collections.abc import Iterable
from pathlib import Path

from django.db.backends.postgresql import client

from config import embedded_pg


class DatabaseClient(client.DatabaseClient):
    def runshell(self, parameters: Iterable[str]) -> None:
        settings = self.connection.settings_dict
        if data := settings.get("EMBEDDED"):
            settings["HOST"] = str(embedded_pg.ensure(Path(data)))
            self.executable_name = str(embedded_pg.psql(Path(data)))
        super().runshell(parameters)
