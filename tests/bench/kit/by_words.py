"""The same names looked for in other ways: PostgreSQL's full-text search, and brute force."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

FILL = """
    CREATE UNLOGGED TABLE bench_words AS
    SELECT key, filed_date,
        to_tsvector('simple', plain_words(array_to_string(defendants, ' '))) AS words
    FROM published_case
"""
INDEX = "CREATE INDEX ON bench_words USING gin (words)"
SEARCH = """
    SELECT c.* FROM bench_words w JOIN published_case c ON c.key = w.key
    WHERE w.words @@ plainto_tsquery('simple', plain_words(%s))
    ORDER BY w.filed_date DESC NULLS LAST, w.key DESC LIMIT 26
"""
# A person's names carry the words if each begins one of theirs; looked at one by one.
BRUTE = """
    SELECT DISTINCT c.key FROM public_party p JOIN public_case c ON c.id = p.case_id
    LEFT JOIN LATERAL (
        SELECT string_to_array(string_agg(array_to_string(a.words, ' '), ' '), ' ') AS words
        FROM person_name a WHERE a.person_id = p.person_id
    ) o ON true
    WHERE p.is_shown AND p.role <> 'STATE' AND (
        SELECT bool_and(EXISTS (SELECT FROM unnest(p.words || o.words) w WHERE w ^@ q))
        FROM unnest(string_to_array(plain_words(%s), ' ')) q)
"""


@contextmanager
def full_text() -> Iterator[None]:
    """A table of the same cases' defendants for full-text search, dropped at the end."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_words")
        cursor.execute(FILL)
        cursor.execute(INDEX)
        cursor.execute("VACUUM ANALYZE bench_words")
        try:
            yield
        finally:
            cursor.execute("DROP TABLE bench_words")


def search(words: str) -> list[Any]:
    """A page by full-text search."""
    with connection.cursor() as cursor:
        cursor.execute(SEARCH, [words])
        return list(cursor.fetchall())


def brute_force(words: str) -> set[Any]:
    """The keys of all published cases in which a named person's names carry these words."""
    with connection.cursor() as cursor:
        cursor.execute(BRUTE, [words])
        return {row[0] for row in cursor}
