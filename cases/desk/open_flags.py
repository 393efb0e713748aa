"""The flags that nobody has looked into yet: how many by each rule, and the latest of some."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

MOST = 100
# Rule after rule is looked up in the index of open flags, however many flags each has.
BY_RULE = """
    WITH RECURSIVE rules AS (
        (SELECT rule FROM desk_flag WHERE gone_at IS NULL AND noted_at IS NULL
         ORDER BY rule LIMIT 1)
        UNION ALL
        SELECT (SELECT f.rule FROM desk_flag f WHERE f.gone_at IS NULL AND f.noted_at IS NULL
            AND f.rule > r.rule ORDER BY f.rule LIMIT 1) FROM rules r WHERE r.rule IS NOT NULL
    )
    SELECT r.rule, counted.flags, latest.id, latest.words, latest.case_id, latest.number
    FROM rules r
    CROSS JOIN LATERAL (SELECT count(*) AS flags FROM (
        SELECT FROM desk_flag f LEFT JOIN court_case c ON c.id = f.case_id
        WHERE f.gone_at IS NULL AND f.noted_at IS NULL AND f.rule = r.rule
          AND (%(sealed)s OR c.visibility IS DISTINCT FROM 'SEALED') LIMIT %(most)s) f) counted
    LEFT JOIN LATERAL (
        SELECT f.id, f.words, f.case_id, coalesce(
            c.number, concat_ws(' and ', p.full_name, o.full_name)) AS number
        FROM desk_flag f LEFT JOIN court_case c ON c.id = f.case_id
        LEFT JOIN person p ON p.id = f.person_id LEFT JOIN person o ON o.id = f.other_id
        WHERE f.gone_at IS NULL AND f.noted_at IS NULL AND f.rule = r.rule
          AND r.rule = ANY (%(shown)s) AND (%(sealed)s OR c.visibility IS DISTINCT FROM 'SEALED')
        ORDER BY f.id DESC LIMIT %(few)s) latest ON true
    WHERE r.rule IS NOT NULL AND counted.flags > 0
    ORDER BY r.rule, latest.id DESC
"""


@dataclass(frozen=True, kw_only=True)
class Open:
    """The open flags of one rule: how many, and of some rules the latest. A count beyond the
    most stands for all that are more."""

    rule: str
    count: int
    latest: Sequence[dict[str, Any]]


def open_flags(shown: Sequence[str], *, few: int, may_see_sealed: bool) -> dict[str, Open]:
    """Every rule by which something is flagged, with the latest flags of the rules in `shown`."""
    given: dict[str, Any] = {
        "shown": list(shown),
        "few": few,
        "sealed": may_see_sealed,
        "most": MOST + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(BY_RULE, given)
        rows = cursor.fetchall()
    counts = {rule: count for rule, count, *_ in rows}
    return {
        rule: Open(
            rule=rule,
            count=count,
            latest=[
                {"pk": pk, "words": words, "case_id": case_id, "of": of}
                for its, _, pk, words, case_id, of in rows
                if its == rule and pk
            ],
        )
        for rule, count in counts.items()
    }


def rule_words(rule: str) -> str:
    """A rule as a heading says it."""
    told = rule.replace("_", " ")
    told = f"imported {told.removeprefix('import ')} looks odd" if is_of_import(rule) else told
    return told[:1].upper() + told[1:]


def is_of_import(rule: str) -> bool:
    return rule.startswith("import_")
