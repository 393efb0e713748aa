"""What pages read beside the lists: one case, its versions, the courts. The role court_public
runs every statement, and can read the publication and nothing else."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import connections
from psycopg.rows import dict_row

from cases.public.courts import Courts

CASE = """
    SELECT v.document, v.published_at, v.version_hash, NULL::timestamptz, true
    FROM published_case c
    JOIN published_version v ON v.id = c.version_id
    WHERE c.court = %s AND c.number_key = %s
"""
HASH = "SELECT version_hash FROM published_case WHERE court = %s AND number_key = %s"
AS_OF = """
    SELECT v.document, v.published_at, v.version_hash,
        (SELECT min(n.published_at) FROM published_version n
         WHERE n.case_key = v.case_key AND n.published_at > v.published_at),
        v.id = c.version_id
    FROM published_case c
    JOIN published_court k ON k.code = c.court
    JOIN published_version v ON v.case_key = c.key
    WHERE c.court = %s AND c.number_key = %s AND {reached}
    ORDER BY v.published_at DESC LIMIT 1
"""
AT_MOMENT = AS_OF.format(reached="v.published_at <= %s")
AT_END_OF_DAY = AS_OF.format(
    reached="v.published_at < ((%s::date + 1)::timestamp AT TIME ZONE k.timezone)"
)
VERSIONS = """
    SELECT c.court_name, c.number, c.caption, k.timezone, v.published_at, v.version_hash
    FROM published_case c
    JOIN published_court k ON k.code = c.court
    JOIN published_version v ON v.case_key = c.key
    WHERE c.court = %s AND c.number_key = %s
    ORDER BY v.published_at DESC
"""
# Equal where two readers would see the very same publication. A snapshot tells which transactions
# it sees; on a standby server only the log replayed so far does. Other servers, and one that was
# restarted, perhaps from a backup, count their transactions anew.
MOMENT = """
    concat_ws(' ', pg_current_snapshot(), pg_last_wal_replay_lsn(), pg_postmaster_start_time())
"""
NAME = r"translate({}, E'\x1e\x1f', '')"
COURTS = rf"""
    SELECT coalesce(string_agg(concat_ws(E'\x1f', code, {NAME.format("name")}, state,
            {NAME.format("state_name")}, {NAME.format("county")}, timezone), E'\x1e'), ''),
        {MOMENT}
    FROM published_court
"""  # noqa: S608
COVERAGE = """
    SELECT k.code, k.name, k.state, k.state_name, k.county, k.timezone, k.publishes_orders,
        c.cases, c.earliest, c.latest, c.published_at
    FROM published_court k
    CROSS JOIN LATERAL (
        SELECT coalesce((SELECT sum(cases) FROM published_kind
                WHERE court = k.code), 0)::bigint AS cases,
            (SELECT min(filed_order) FROM published_case
             WHERE court = k.code AND filed_order > '0001-01-01') AS earliest,
            (SELECT nullif(max(filed_order), '0001-01-01') FROM published_case
             WHERE court = k.code) AS latest,
            (SELECT max(published_at) FROM published_case WHERE court = k.code) AS published_at
    ) c
    ORDER BY k.state_name, k.name, k.code
"""


@dataclass(frozen=True)
class Reading:
    """A case as the public record told it, from one moment until another. The hash is that of
    the text, byte for byte."""

    text: str
    published_at: datetime
    version_hash: str
    until: datetime | None
    is_present: bool

    @cached_property
    def document(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.text)
        return read


def case(court: str, number_key: str) -> Reading | None:
    """The present record of a case; None where the public knows of none."""
    return _reading(CASE, [court, number_key])


def version_hash(court: str, number_key: str) -> str | None:
    """The hash of the present record of a case; None where the public knows of none."""
    row = _row(HASH, [court, number_key])
    return str(row[0]) if row else None


def case_at(court: str, number_key: str, then: date | datetime) -> Reading | None:
    """The record as it stood at a moment, or at the end of a day in the court's own hours."""
    as_of = AT_MOMENT if isinstance(then, datetime) else AT_END_OF_DAY
    return _reading(as_of, [court, number_key, then])


def versions(court: str, number_key: str) -> list[dict[str, Any]]:
    """Every version of a case still public, latest first."""
    return rows(VERSIONS, [court, number_key])


def courts() -> Courts:
    """Every court, and the moment of the publication that was read."""
    return Courts(*_row(COURTS))


def moment() -> str:
    """Which moment of the publication a reader sees now."""
    (told,) = _row(f"SELECT {MOMENT}")
    return str(told)


def coverage() -> list[dict[str, Any]]:
    """Every court with how much of it is published, how far back, and how lately."""
    return rows(COVERAGE)


def _reading(sql: str, given: Sequence[Any]) -> Reading | None:
    row = _row(sql, given)
    return Reading(*row) if row else None


def rows(
    sql: str, given: Sequence[Any] | Mapping[str, Any] = (), *, planned: bool = False
) -> list[dict[str, Any]]:
    """What a query gives, each row under the names of its columns. One whose text stays the same
    whatever is asked may be `planned` once and for all."""
    public: Any = connections["public"]
    with public.planned_cursor() if planned else public.cursor() as cursor:
        cursor.cursor.row_factory = dict_row
        cursor.execute(sql, given)
        found: list[dict[str, Any]] = cursor.fetchall()
    return found


def _row(sql: str, given: Sequence[Any] | None = None) -> Any:
    with connections["public"].cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchone()


def composed(sql: str, given: Sequence[Any] | Mapping[str, Any]) -> str:
    """A query with its values in place: COPY takes no parameters."""
    operations: Any = connections["public"].ops
    text: str = operations.compose_sql(sql, given)
    return text


def within(sql: str) -> str:
    """A query with its values in it, to stand inside another that has values by name."""
    return sql.replace("%", "%%")


def sql_of(wanted: Any) -> str:
    """The SQL of a queryset with its values in place."""
    return composed(*wanted.query.get_compiler("public", elide_empty=False).as_sql())
