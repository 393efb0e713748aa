"""Rows of the publication that wait in plain tables until all are there."""

from typing import Any

from django.db import transaction

from tests.bench.kit.indexes import ALL_OF, put_aside
from tests.bench.kit.publishing import COUNTED

# What belongs to one case. People and words are left where they are: later cases share them.
OF_CASES = """
    SELECT DISTINCT table_name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name LIKE 'published\\_%'
      AND (column_name = 'case_key' OR table_name = 'published_case') ORDER BY table_name
"""
COLUMNS = """
    SELECT string_agg(format('%%I', column_name), ', ' ORDER BY ordinal_position)
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'
"""
WAITING = """
    SELECT tablename FROM pg_tables WHERE schemaname = 'bench' AND tablename ~ %s
    ORDER BY substring(tablename FROM '[0-9]+$')::bigint
"""


def of_cases(cursor: Any) -> list[str]:
    cursor.execute(OF_CASES)
    return [row[0] for row in cursor.fetchall()]


def set_aside(cursor: Any, chunk: int) -> None:
    """Take out what is published just now; in the caller's transaction."""
    cursor.execute("SET LOCAL session_replication_role = replica")
    tables = of_cases(cursor)
    for table in tables:
        cursor.execute(
            f"CREATE UNLOGGED TABLE bench.{table}_{chunk} WITH (autovacuum_enabled = off) "
            f"AS SELECT * FROM {table}"
        )
    cursor.execute(f"TRUNCATE {', '.join((*tables, *COUNTED))}")


def bring_back(cursor: Any) -> None:
    """All that was set aside, table by table and chunk by chunk, so that it needs no room twice."""
    tables = of_cases(cursor)
    put_aside(cursor, ALL_OF, [tables])
    for table in tables:
        cursor.execute(COLUMNS, [table])
        columns = cursor.fetchone()[0]
        cursor.execute(WAITING, [f"^{table}_[0-9]+$"])
        for (waiting,) in cursor.fetchall():
            with transaction.atomic():
                cursor.execute("SET LOCAL session_replication_role = replica")
                cursor.execute(
                    f"INSERT INTO {table} ({columns}) SELECT {columns} FROM bench.{waiting}"
                )
                cursor.execute(f"DROP TABLE bench.{waiting}")
