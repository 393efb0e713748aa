"""psql's COPY: the rate that no server written in Python can be faster than."""

import shutil
import subprocess
import time
from pathlib import Path

from django.conf import settings
from django.db import connections

from config import embedded_pg
from tests.bench import Stopped


def psql_seconds(query: str) -> float:
    """How long psql takes to write these rows as CSV to nowhere."""
    given = connections["public"].get_connection_params()
    command = [
        *(program(), "--no-psqlrc", "--quiet", "--output", "/dev/null"),
        *("--host", given["host"], "--username", given["user"], "--dbname", given["dbname"]),
        *("--command", "SET statement_timeout = 0"),
        *("--command", f"COPY ({query}) TO STDOUT (FORMAT csv, HEADER)"),
    ]
    if given.get("port"):
        command += ["--port", str(given["port"])]
    began = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - began


def program() -> str:
    """The psql of the embedded server, or the one on the PATH."""
    data = settings.DATABASES["default"].get("EMBEDDED")
    own = embedded_pg.psql(Path(data)) if data else None
    found = str(own) if own and own.exists() else shutil.which("psql")
    if not found:
        raise Stopped("There is no psql to compare with. Install PostgreSQL's client.")
    return found
