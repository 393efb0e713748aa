"""Real servers for tests: processes of their own, with the rights that a server has."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import build_opener

from django.conf import settings
from django.db import connections

PATIENCE = 60


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server with one process, which another takes the place of when it is killed."""

    port: int
    number: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving() -> Iterator[Server]:
    """One that answers, for as long as this lasts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        chosen: int = free.getsockname()[1]
    urls = {"DATABASE_URL": url_of("default", "court_app"), "PUBLIC_DATABASE_URL": url_of("public")}
    running = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{chosen}",
         "--worker-class", "gthread", "--threads", "2", "--no-control-socket", "--preload"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DEMO": "true", **urls},
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(lambda: answers(chosen))
        yield Server(port=chosen, number=running.pid)
    finally:
        running.terminate()
        running.wait(PATIENCE)


def url_of(alias: str, user: str = "") -> str:
    given = connections[alias].get_connection_params()
    return f"postgres://{user or given['user']}@{quote(given['host'], safe='')}/{given['dbname']}"


def answers(port: int) -> bool:
    try:
        build_opener().open(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
    except (URLError, OSError):
        return False
    return True


def wait_for(condition: Callable[[], bool]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < give_up, "it did not happen"
        time.sleep(0.02)
