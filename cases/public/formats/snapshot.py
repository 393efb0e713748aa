"""Reads a whole list as it stood at one moment, however long the reader takes to fetch it."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction

# Of one statement. A page must not keep everybody waiting; a file may take as long as a slow
# line needs for it.
LONGEST = "1h"
BLOCK = 1 << 16


@contextmanager
def snapshot() -> Iterator[Any]:
    """A cursor in a transaction that sees nothing of what is published meanwhile."""
    public = connections["public"]
    # The caller's own transaction, if there is one, is a snapshot of its choosing.
    is_ours = not public.in_atomic_block
    with transaction.atomic(using="public"), public.cursor() as cursor:
        if is_ours:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(f"SET LOCAL statement_timeout = '{LONGEST}'")
        yield cursor


def written(query: str, options: str) -> Generator[bytes, None, None]:
    """What PostgreSQL writes of a query, in blocks.

    A reader who goes away closes this generator, and that cancels the query on the server.
    """
    with snapshot() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT ({options})") as copied:
        block: list[bytes] = []
        size = 0
        for row in copied:
            block.append(row)
            size += len(row)
            if size >= BLOCK:
                yield b"".join(block)
                block, size = [], 0
        yield b"".join(block)
