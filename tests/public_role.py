"""Lends the test's database session to the public side, one statement at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db import connection

SHARED = ("connection", "in_atomic_block", "autocommit", "commit_on_exit", "needs_rollback")
OWN = ("savepoint_ids", "savepoint_state", "run_on_commit", "closed_in_transaction")
SAVEPOINTS = ("SAVEPOINT ", "RELEASE ", "ROLLBACK TO ")


@contextmanager
def lent_to_the_public(owner: Any, reader: Any) -> Iterator[Any]:
    """Make `reader` speak through the session of `owner`, but with the public's rights."""
    kept = {name: getattr(reader, name) for name in SHARED + OWN}
    owner.ensure_connection()
    for name in SHARED:
        setattr(reader, name, getattr(owner, name))
    reader.savepoint_ids, reader.run_on_commit = [], []
    reader.create_cursor = partial(copying_cursor, reader)
    with reader.execute_wrapper(as_court_public):
        try:
            yield reader
        finally:
            del reader.create_cursor
            for name, value in kept.items():
                setattr(reader, name, value)


def as_court_public(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Run one statement as role court_public.

    The savepoint keeps a refused statement from spoiling the test's transaction; rolling back
    to it gives the session its old role again.
    """
    if str(sql).lstrip().upper().startswith(SAVEPOINTS):
        return execute(sql, params, many, context)
    with role_of_the_public(context["connection"]):
        return execute(sql, params, many, context)


@contextmanager
def role_of_the_public(connection: Any) -> Iterator[None]:
    with connection.connection.cursor() as session:
        before = session.execute("SELECT current_setting('role')").fetchone()[0]
        session.execute("SAVEPOINT as_court_public; SET LOCAL ROLE court_public")
        try:
            yield
        except BaseException:
            session.execute("ROLLBACK TO as_court_public; RELEASE as_court_public")
            raise
        session.execute(f"SET LOCAL ROLE '{before}'; RELEASE as_court_public")


@contextmanager
def as_owner() -> Iterator[Any]:
    """A cursor of the owner, where a test acts with fewer rights: for what no clerk could do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role')")
        before = cursor.fetchone()[0]
        cursor.execute("RESET ROLE")
        yield cursor
        cursor.execute(f"SET ROLE '{before}'")


def copying_cursor(reader: Any, name: str | None = None) -> Any:
    """A cursor whose COPY, which no wrapper of Django's sees, runs as the role too."""
    cursor = type(reader).create_cursor(reader, name)
    copy = cursor.copy

    @contextmanager
    def copied(statement: str) -> Iterator[Any]:
        with role_of_the_public(reader), copy(statement) as copying:
            yield copying

    cursor.copy = copied
    return cursor
