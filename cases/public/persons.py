"""What the page of one person reads: who it is, the published cases, and the namesakes."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from cases.public import read
from cases.public.filters.cursors import Cursor
from cases.public.search import paging
from cases.public.search.paging import MOST_COUNTED, Order, Page, Total, page_from

# Of so many rows of the latest cases, courts are told.
LATEST = 200
UNDATED = date.min
MOST_NAMESAKES = 10
PERSON = """
    SELECT p.key, p.kind, p.name, p.sort_name, p.also,
        (SELECT count(*) FROM (SELECT DISTINCT n.filed_order, n.case_key FROM published_name n
            WHERE n.person_key = p.key LIMIT %(most)s) c) AS cases
    FROM published_person p WHERE p.key = %(key)s
"""
CASES = """
    WITH named AS MATERIALIZED (
        SELECT DISTINCT ON (n.filed_order, n.case_key) n.filed_order, n.case_key, n.roles
        FROM published_name n
        WHERE n.person_key = %(key)s {beyond}
        ORDER BY n.filed_order {way}, n.case_key {way} LIMIT %(page)s
    )
    SELECT c.key, c.court, c.court_name, c.state, c.number, c.number_key, c.caption, c.case_type,
        c.filed_date, c.status, c.lead_charge, c.lead_level, n.roles, n.filed_order
    FROM named n JOIN published_case c ON c.key = n.case_key
    ORDER BY n.filed_order {way}, n.case_key {way}
"""
NAMESAKES = """
    SELECT p.key, p.name, p.kind, t.courts, t.first_filed, t.last_filed
    FROM (SELECT * FROM published_person WHERE sort_name = %(sort_name)s AND key <> %(key)s
        ORDER BY key LIMIT %(most)s) p
    CROSS JOIN LATERAL (
        SELECT array_agg(DISTINCT c.court_name ORDER BY c.court_name) AS courts,
            min(c.filed_date) AS first_filed, max(c.filed_date) AS last_filed
        FROM (SELECT n.case_key FROM published_name n WHERE n.person_key = p.key
            ORDER BY n.filed_order DESC, n.case_key DESC LIMIT %(latest)s) n
        JOIN published_case c ON c.key = n.case_key
    ) t
    ORDER BY t.first_filed NULLS LAST, p.key
"""
BY_FILING = Order("filed_order")


@dataclass(frozen=True)
class Person:
    """One person whose name is published, and in how many cases."""

    key: UUID
    kind: str
    name: str
    sort_name: str
    also: list[dict[str, str]]
    cases: Total


def person(key: UUID) -> Person | None:
    """The person of that key; None where the public knows of none."""
    found = read.rows(PERSON, {"key": key, "most": MOST_COUNTED + 1})
    if not found:
        return None
    told = found[0]
    counted = told["cases"]
    return Person(
        **{
            **told,
            "also": json.loads(told["also"]),
            "cases": Total(min(counted, MOST_COUNTED), counted <= MOST_COUNTED),
        }
    )


def cases_of(key: UUID, *, after: Cursor | None, before: Cursor | None) -> Page:
    """One page of the published cases of a person, with the roles there, newest filed first."""
    start, size = before or after, paging.PAGE
    given: dict[str, Any] = {"key": key, "page": size + 1}
    beyond = ""
    if start:
        given |= {"day": start.value, "case": start.key}
        sign = ">" if before else "<"
        beyond = f"AND (n.filed_order, n.case_key) {sign} (%(day)s, %(case)s)"
    found = read.rows(CASES.format(beyond=beyond, way="ASC" if before else "DESC"), given)
    return page_from(found, BY_FILING, size, after=after, before=before)


def namesakes(of: Person) -> list[dict[str, Any]]:
    """Other people of the very same name, with the courts and years of their latest cases."""
    given = {"key": of.key, "sort_name": of.sort_name, "most": MOST_NAMESAKES, "latest": LATEST}
    return read.rows(NAMESAKES, given)
