"""Indexes of the publication, put aside while much is written and made again at its end.

What makes each of them again is remembered in a table, so that a run that was stopped loses none.
"""

from typing import Any

from django.db import transaction

KEPT = "CREATE TABLE IF NOT EXISTS bench_kept (name text PRIMARY KEY, make_it text NOT NULL)"
# Publishing itself finds rows through unique indexes and through those of a case's rows.
SECONDARY = """
    SELECT c.oid::regclass::text, pg_get_indexdef(c.oid), format('DROP INDEX %s', c.oid::regclass)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
    WHERE t.relname LIKE 'published\\_%' AND NOT i.indisunique
      AND pg_get_indexdef(c.oid, 1, false) <> 'case_key'
"""
# All of some tables, with the constraints that rest on them.
ALL_OF = """
    SELECT i.indexrelid::regclass::text,
        CASE WHEN o.oid IS NULL THEN pg_get_indexdef(i.indexrelid)
            ELSE format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', i.indrelid::regclass,
                o.conname, pg_get_constraintdef(o.oid)) END,
        CASE WHEN o.oid IS NULL THEN format('DROP INDEX %%s', i.indexrelid::regclass)
            ELSE format('ALTER TABLE %%s DROP CONSTRAINT %%I', i.indrelid::regclass,
                o.conname) END
    FROM pg_index i
    LEFT JOIN pg_constraint o ON o.conindid = i.indexrelid AND o.contype IN ('p', 'u')
    WHERE i.indrelid::regclass::text = ANY (%s)
"""


def put_aside(cursor: Any, which: str, given: list[Any] | None = None) -> None:
    """Drop these indexes, and remember what makes them."""
    with transaction.atomic():
        cursor.execute(KEPT)
        cursor.execute(which, given)
        for name, make_it, drop_it in cursor.fetchall():
            cursor.execute(
                "INSERT INTO bench_kept VALUES (%s, %s) ON CONFLICT DO NOTHING", [name, make_it]
            )
            cursor.execute(drop_it)


def put_back(cursor: Any) -> None:
    """Make every index again that was put aside."""
    cursor.execute(KEPT)
    cursor.execute("SET maintenance_work_mem = '512MB'")
    cursor.execute("SELECT make_it FROM bench_kept WHERE to_regclass(name) IS NULL ORDER BY name")
    for (make_it,) in cursor.fetchall():
        cursor.execute(make_it)
    cursor.execute("RESET maintenance_work_mem")
    cursor.execute("DROP TABLE bench_kept")
