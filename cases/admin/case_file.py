"""All that acts wrote in one case, in one question, as rows that know one another."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.db import connection, models

from cases.models import (
    Case,
    CaseStatus,
    Charge,
    ChargeChange,
    ChargeChangeItem,
    Court,
    Disposition,
    DocketEntry,
    Hearing,
    OrderEvent,
    Party,
    Person,
    ProtectiveOrder,
    RelatedCase,
    Seal,
    Sentence,
)

ENTRIES_SHOWN = 25
HEARINGS_SHOWN = 100
READ: tuple[type[models.Model], ...] = (
    Case, CaseStatus, Charge, ChargeChange, ChargeChangeItem, Court, Disposition, DocketEntry,
    Hearing, OrderEvent, Party, Person, ProtectiveOrder, RelatedCase, Seal, Sentence,
)  # fmt: skip
# What a row is asked for by its own name for it.
GATHERED = ("dispositions", "sentences", "change_items", "items", "events")

# Charges of other cases that a change links with one of this case are here with their parties,
# but nothing that would tell of another case that is sealed to those who may not read the seals.
# Numbers are gathered into arrays, by which every table is entered through an index.
QUESTION = """
SELECT (WITH here AS MATERIALIZED (
    SELECT ARRAY(SELECT id FROM charge WHERE case_id = %(case)s) AS ids
), changed AS MATERIALIZED (
    SELECT ARRAY(SELECT DISTINCT i.change_id FROM charge_change_item i
        WHERE i.charge_id = ANY ((SELECT ids FROM here)::bigint[])
          AND (%(seals)s OR NOT EXISTS (SELECT FROM charge_change_item o
            JOIN charge c ON c.id = o.charge_id JOIN court_case k ON k.id = c.case_id
            WHERE o.change_id = i.change_id AND k.id <> %(case)s
              AND k.visibility = 'SEALED'))) AS ids
), charged AS MATERIALIZED (
    SELECT ARRAY(SELECT unnest(ids) FROM here UNION SELECT charge_id FROM charge_change_item
        WHERE change_id = ANY ((SELECT ids FROM changed)::bigint[])) AS ids
), met AS MATERIALIZED (
    SELECT ARRAY(SELECT id FROM party WHERE case_id = %(case)s UNION SELECT party_id FROM charge
        WHERE id = ANY ((SELECT ids FROM charged)::bigint[])) AS ids
), ordered AS MATERIALIZED (
    SELECT ARRAY(SELECT id FROM protective_order WHERE case_id = %(case)s) AS ids
), related AS MATERIALIZED (
    SELECT ARRAY(SELECT r.id FROM (
        SELECT id, other_case_id AS other FROM related_case WHERE case_id = %(case)s
        UNION ALL SELECT id, case_id FROM related_case WHERE other_case_id = %(case)s) r
        JOIN court_case k ON k.id = r.other
        WHERE %(seals)s OR k.visibility <> 'SEALED') AS ids
), around AS MATERIALIZED (
    SELECT ARRAY(SELECT case_id FROM charge WHERE id = ANY ((SELECT ids FROM charged)::bigint[])
        UNION SELECT unnest(ARRAY[case_id, other_case_id]) FROM related_case
        WHERE id = ANY ((SELECT ids FROM related)::bigint[])) AS ids
)
SELECT json_build_object(
    'charge', (SELECT json_agg(x ORDER BY x.party_id, x.count) FROM charge x
        WHERE x.id = ANY ((SELECT ids FROM charged)::bigint[])),
    'charge_change_item', (SELECT json_agg(x ORDER BY x.id) FROM charge_change_item x
        WHERE x.change_id = ANY ((SELECT ids FROM changed)::bigint[])),
    'charge_change', (SELECT json_agg(x ORDER BY coalesce(x.date_to, x.date_from) NULLS FIRST, x.id)
        FROM charge_change x WHERE x.id = ANY ((SELECT ids FROM changed)::bigint[])),
    'court_case', (SELECT json_agg(x) FROM court_case x
        WHERE x.id = ANY ((SELECT ids FROM around)::bigint[])),
    'court', (SELECT json_agg(x) FROM court x WHERE x.id = ANY (ARRAY(
        SELECT court_id FROM court_case WHERE id = ANY ((SELECT ids FROM around)::bigint[])))),
    'related_case', (SELECT json_agg(x ORDER BY x.id) FROM related_case x
        WHERE x.id = ANY ((SELECT ids FROM related)::bigint[])),
    'party', (SELECT json_agg(x ORDER BY x.id) FROM party x
        WHERE x.id = ANY ((SELECT ids FROM met)::bigint[])),
    'person', (SELECT json_agg(x) FROM person x WHERE x.id = ANY (ARRAY(
        SELECT person_id FROM party WHERE id = ANY ((SELECT ids FROM met)::bigint[])))),
    'disposition', (SELECT json_agg(x ORDER BY x.id) FROM disposition x
        WHERE x.charge_id = ANY ((SELECT ids FROM here)::bigint[])),
    'sentence', (SELECT json_agg(x ORDER BY x.id) FROM sentence x
        WHERE x.charge_id = ANY ((SELECT ids FROM here)::bigint[])),
    'case_status', (SELECT json_agg(x ORDER BY x.party_id, x.effective_date, x.id)
        FROM case_status x WHERE x.case_id = %(case)s),
    'protective_order', (SELECT json_agg(x ORDER BY x.id) FROM protective_order x
        WHERE x.id = ANY ((SELECT ids FROM ordered)::bigint[])),
    'order_event', (SELECT json_agg(x ORDER BY x.id) FROM order_event x
        WHERE x.order_id = ANY ((SELECT ids FROM ordered)::bigint[])),
    'docket_entry', (SELECT json_agg(x ORDER BY x.filed_date DESC, x.id DESC) FROM (
        SELECT e.* FROM docket_entry e WHERE e.case_id = %(case)s
        ORDER BY e.filed_date DESC, e.id DESC LIMIT %(entries)s) x),
    'hearing', (SELECT json_agg(x) FROM (SELECT h.* FROM hearing h WHERE h.case_id = %(case)s
        ORDER BY h.starts_at DESC NULLS FIRST, h.id DESC LIMIT %(hearings)s) x),
    'seal', (SELECT json_agg(x ORDER BY x.id DESC) FROM seal x
        WHERE %(seals)s AND (x.case_id = %(case)s
          OR x.charge_id = ANY ((SELECT ids FROM here)::bigint[])
          OR x.party_id = ANY (ARRAY(SELECT id FROM party WHERE case_id = %(case)s))
          OR x.docket_entry_id = ANY (ARRAY(SELECT id FROM docket_entry
              WHERE case_id = %(case)s AND visibility <> 'PUBLIC')))),
    'stands', (SELECT json_object_agg(s.charge_id, s.status) FROM charge_status s
        WHERE s.case_id = %(case)s),
    'directions', (SELECT json_object_agg(d.change_id, d.direction) FROM charge_change_direction d
        WHERE d.change_id = ANY ((SELECT ids FROM changed)::bigint[]) AND d.direction IS NOT NULL),
    'entries', (SELECT count(*) FROM docket_entry WHERE case_id = %(case)s),
    -- What the public reads: each part of the published document, and whether its words are
    -- withheld in it.
    'told', (SELECT json_object_agg(part ->> 'key', coalesce(CASE section.key
            WHEN 'parties' THEN part ->> 'name' WHEN 'docket' THEN part ->> 'text' ELSE '' END
            IS NULL, false))
        FROM published_case c JOIN published_version v ON v.id = c.version_id
        CROSS JOIN LATERAL json_each(v.document::json) section
        CROSS JOIN LATERAL json_array_elements(
            CASE json_typeof(section.value) WHEN 'array' THEN section.value END) part
        WHERE c.key = %(key)s)
))::text
"""

Row = TypeVar("Row", bound=models.Model)
Rows = dict[type[models.Model], list[Any]]


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """The rows of a case by their models, in the order of its page; what each of its charges is
    now, the direction of each change that has one, and what the public reads: the key of each
    part, and whether its words are withheld."""

    rows: Rows
    stands: dict[int, str]
    directions: dict[int, str]
    entries: int
    told: dict[str, bool]

    def all(self, model: type[Row]) -> list[Row]:
        return self.rows[model]

    @property
    def is_published(self) -> bool:
        return bool(self.told)


def case_file(case: Case, *, may_read_seals: bool) -> CaseFile:
    """Read the file of a case."""
    given: dict[str, Any] = {
        "case": case.pk,
        "key": case.key,
        "seals": may_read_seals,
        "entries": ENTRIES_SHOWN,
        "hearings": HEARINGS_SHOWN,
    }
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, given)
        told = json.loads(cursor.fetchone()[0], parse_float=Decimal)
    rows: Rows = {model: list(made(model, told[model._meta.db_table] or ())) for model in READ}
    link(rows)
    return CaseFile(
        rows=rows,
        stands={int(number): status for number, status in (told["stands"] or {}).items()},
        directions={int(number): way for number, way in (told["directions"] or {}).items()},
        entries=told["entries"],
        told=told["told"] or {},
    )


def made(model: type[Row], told: Iterable[dict[str, Any]]) -> Iterable[Row]:
    """Rows as the database tells them in JSON."""
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]
    for each in told:
        values = [field.to_python(each[field.column]) for field in fields]
        yield model.from_db("default", names, values)


def link(rows: Rows) -> None:
    """Let the rows find one another, without asking the database."""
    by_number = {(model, each.pk): each for model in rows for each in rows[model]}
    for model, listed in rows.items():
        links: list[Any] = [field for field in model._meta.concrete_fields if field.is_relation]
        for field in links:
            belonging = defaultdict(list)
            for each in listed:
                number = getattr(each, field.attname)
                if found := by_number.get((field.related_model, number)):
                    field.set_cached_value(each, found)
                    belonging[number].append(each)
            name = field.remote_field.get_accessor_name()
            if name in GATHERED:
                for row in rows[field.related_model]:
                    gather(row, name, belonging[row.pk])


def gather(row: models.Model, name: str, belonging: list[Any]) -> None:
    """What `prefetch_related` does with rows that it has read."""
    known = getattr(row, name).get_queryset()
    known._result_cache = belonging
    known._prefetch_done = True
    cache = row.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[name] = known
