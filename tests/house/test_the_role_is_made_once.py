"""A role belongs to the server. Two databases that are made at the same moment want the same."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from cases import public

ROLE = "court_public_of_two"


@pytest.fixture
def makes_role() -> str:
    """The step that makes the public's role, for a role of the test's own."""
    sql = (Path(public.__file__).parent / "sql" / "0002_role.sql").read_text()
    step = sql[sql.index("DO $$") : sql.index("END $$;") + len("END $$;")]
    return step.replace("court_public", ROLE)


@pytest.fixture
def two_sessions(db: None) -> Iterator[tuple[Any, Any]]:
    asked = connection.get_connection_params()
    named = {name: asked[name] for name in asked if name not in ("cursor_factory", "context")}
    with psycopg.connect(**named) as first, psycopg.connect(**named) as second:
        yield first, second
        first.rollback()
        second.rollback()
        first.execute(f"DROP ROLE IF EXISTS {ROLE}")


def test_two_databases_made_at_once_share_the_role(
    two_sessions: tuple[Any, Any], makes_role: str
) -> None:
    first, second = two_sessions
    first.execute(makes_role)
    with ThreadPoolExecutor(1) as other:
        made = other.submit(second.execute, makes_role)
        while not first.execute(
            "SELECT FROM pg_locks WHERE NOT granted AND pid = %s", [second.info.backend_pid]
        ).rowcount:
            assert not made.done(), "the second did not meet the first"
        first.commit()
        made.result(timeout=10)
    settings = "SELECT rolconfig FROM pg_roles WHERE rolname = %s"
    assert second.execute(settings, [ROLE]).fetchone() == (
        [
            "default_transaction_read_only=on",
            "statement_timeout=10s",
            "plan_cache_mode=force_generic_plan",
            "max_parallel_workers_per_gather=0",
        ],
    )
