"""A process that uses the embedded server, and what a test asks about that server."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import psycopg
from django.conf import settings

from config.pg_cluster import Place

# Says when its server began, then stays until its input ends.
CLIENT = """
import sys
from pathlib import Path
import psycopg
from config.embedded_pg import ensure
from config.pg_programs import EmbeddedPostgresError
try:
    folder = str(ensure(Path(sys.argv[1])))
except EmbeddedPostgresError as problem:
    sys.exit(str(problem))
with psycopg.connect(host=folder, dbname="courtledger", user="courtledger") as connection:
    print(connection.execute("SELECT pg_postmaster_start_time()").fetchone()[0], flush=True)
sys.stdin.read()
"""


class Client:
    """A process that uses the server until it leaves."""

    started: ClassVar[list["Client"]] = []

    def __init__(self, data: Path, **environment: str) -> None:
        self.started.append(self)
        self.process = subprocess.Popen(
            [sys.executable, "-c", CLIENT, str(data)],
            cwd=settings.BASE_DIR,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def server(self) -> str:
        assert self.process.stdout
        if began := self.process.stdout.readline().strip():
            return began
        raise AssertionError(self.process.communicate()[1])

    def leave(self) -> None:
        self.process.communicate()

    def complaint(self) -> str:
        complaint = self.process.communicate()[1]
        assert self.process.returncode == 1
        assert "Traceback" not in complaint
        return complaint


def clear(place: Place) -> None:
    """Stop what a failed test left, and remove its socket folder."""
    if running(place):
        os.kill(server_pid(place), signal.SIGQUIT)
    shutil.rmtree(place.sockets, ignore_errors=True)


def server_pid(place: Place) -> int:
    return int(place.server_record.read_text().split()[0])


def running(place: Place) -> bool:
    return place.server_record.exists()


def ask(place: Place, query: str) -> str:
    with psycopg.connect(
        host=str(place.sockets), dbname="courtledger", user="courtledger"
    ) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row
    return str(row[0])
