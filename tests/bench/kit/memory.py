"""How much memory processes have of their own, while something is going on."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.db import connection

Result = TypeVar("Result")
EVERY = 0.02
BACKENDS = """
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND usename = 'court_public' AND pid <> pg_backend_pid()
"""


class Watch:
    """Looks at these processes again and again; on Linux alone, elsewhere it sees nothing."""

    def __init__(self, processes: list[int]) -> None:
        self.processes = processes
        self.began = self.held()
        self.most = self.began

    @property
    def growth(self) -> float:
        """Megabytes above what was held at first, all processes together."""
        return self.most - self.began

    def during(self, act: Callable[[], Result]) -> Result:
        """Do it, and look meanwhile."""
        done = threading.Event()
        watching = threading.Thread(target=self._look, args=[done])
        watching.start()
        try:
            return act()
        finally:
            done.set()
            watching.join()

    def held(self) -> float:
        return sum(map(own_memory, self.processes))

    def _look(self, done: threading.Event) -> None:
        while not done.wait(EVERY):
            self.most = max(self.most, self.held())


def own_memory(process: int) -> float:
    """Megabytes that no other process shares; nothing where the system does not say."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("RssAnon:")) / 1024


def children_of(process: int) -> list[int]:
    """The workers of a server; itself where it has none."""
    file = Path(f"/proc/{process}/task/{process}/children")
    children = [int(child) for child in file.read_text().split()] if file.exists() else []
    return children or [process]


def backends() -> list[int]:
    """The database's own processes that serve the public side, ours left out."""
    with connection.cursor() as cursor:
        cursor.execute(BACKENDS)
        return [row[0] for row in cursor if row[0] != os.getpid()]
