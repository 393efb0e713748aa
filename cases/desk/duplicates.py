"""Records of possibly one person, found among all: those written since the last look are each
held against everybody. Flagged is who agrees in birth, or meets the like court in the like kind of
case; a pair that somebody has compared and noted never comes back."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction

from cases.desk.flags import ALONE, FOUND_BY_CHECK, Odd, end_others, raise_flags
from cases.desk.names_alike import name_of
from cases.desk.twins import Asked, Twin, twins
from cases.kinds.cases import CASE_TYPES
from cases.models import Person, PersonName

RULE = "possibly_one_person"
BATCH = 200
# The audit is read backwards so many events at a time.
EVENTS = 5000
# Of somebody with very many cases these are looked at.
CASES = 50

# Where both were parties in the like role of like cases of one court, sealed ones left out.
MET = """
    SELECT g.one, g.other, k.name, c.case_type
    FROM unnest(%(one)s::bigint[], %(other)s::bigint[]) g (one, other)
    CROSS JOIN LATERAL (SELECT p.role, c.court_id, c.case_type FROM party p
        JOIN court_case c ON c.id = p.case_id AND c.visibility <> 'SEALED'
        WHERE p.person_id = g.one ORDER BY p.id DESC LIMIT %(most)s) c
    JOIN court k ON k.id = c.court_id
    WHERE EXISTS (SELECT FROM (SELECT p.role, d.court_id, d.case_type FROM party p
        JOIN court_case d ON d.id = p.case_id AND d.visibility <> 'SEALED'
        WHERE p.person_id = g.other ORDER BY p.id DESC LIMIT %(most)s) d
        WHERE (d.role, d.court_id, d.case_type) = (c.role, c.court_id, c.case_type))
"""
NOTED = """
    SELECT g.one, g.other FROM unnest(%(one)s::bigint[], %(other)s::bigint[]) g (one, other)
    WHERE EXISTS (SELECT FROM desk_flag f WHERE f.rule = %(rule)s AND f.noted_at IS NOT NULL
        AND f.person_id = greatest(g.one, g.other) AND f.other_id = least(g.one, g.other))
"""
# Which were merged since.
MERGED = """
    UPDATE desk_flag f SET gone_at = record_now() FROM person p
    WHERE f.rule = %(rule)s AND f.gone_at IS NULL AND f.noted_at IS NULL
      AND p.id IN (f.person_id, f.other_id) AND p.merged_into_id IS NOT NULL
"""


def flag_duplicates(since: datetime) -> int:
    """Flag every pair of records that may be of one person, of which one was written since."""
    raised = 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(MERGED, {"rule": RULE})
    written = iter(written_since(since))
    while batch := list(islice(written, BATCH)):
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(ALONE)
            pairs = duplicates(batch)
            end_others(
                pairs,
                "f.rule = %(one_person)s AND f.noted_at IS NULL "
                "AND (f.person_id = ANY (%(people)s) OR f.other_id = ANY (%(people)s))",
                one_person=RULE,
                people=batch,
            )
            raised += raise_flags(pairs, by=FOUND_BY_CHECK)
    return raised


def written_since(since: datetime) -> Iterator[int]:
    """The people whose record or names were written since, each once, told by the audit."""
    told: set[int] = set()
    audits: Any = ((Person, "pgh_obj_id"), (PersonName, "person_id"))
    for model, column in audits:
        events = model.pgh_event_model.objects
        last = None
        while last is None or (last and last[-1][2] >= since):
            rows = events.filter(pgh_id__lt=last[-1][0]) if last else events.all()
            last = list(
                rows.order_by("-pgh_id").values_list("pgh_id", column, "pgh_created_at")[:EVENTS]
            )
            new = dict.fromkeys(number for _, number, at in last if at >= since)
            yield from (number for number in new if number not in told)
            told |= set(new)


def duplicates(people: Sequence[int]) -> list[Odd]:
    """Pairs of which one is among these people, each pair once, with why."""
    asked = [
        Asked(
            number=person.pk,
            name=name_of(person.words, person.suffix),
            kind=person.kind,
            born=person.birth_date,
            year=person.birth_date.year if person.birth_date else person.birth_year,
        )
        for person in Person.objects.filter(pk__in=people, merged_into=None)
    ]
    # Where each of two asks for the other, the way that is nearer is told, and ever the same.
    nearest = sorted(twins(asked), key=lambda twin: (twin.alike, twin.also, twin.number))
    found = {_pair(twin): twin for twin in reversed(nearest)}
    unsure = [twin for twin in found.values() if not twin.is_of_one_age]
    met = _met(unsure)
    noted = _noted(list(found.values()))
    return [
        _odd(pair, twin, met.get(pair, ""))
        for pair, twin in sorted(found.items())
        if pair not in noted and (twin.is_of_one_age or pair in met)
    ]


def _odd(pair: tuple[int, int], twin: Twin, met: str) -> Odd:
    words = f"{twin.why} {met}".strip()
    return Odd(
        subject="person",
        row_id=pair[0],
        rule=RULE,
        words=words,
        person_id=pair[0],
        other_id=pair[1],
    )


def _pair(twin: Twin) -> tuple[int, int]:
    """The record made later, and the one before it."""
    numbers = twin.asked.number, twin.number
    return max(numbers), min(numbers)


def _met(found: Sequence[Twin]) -> dict[tuple[int, int], str]:
    """Of these pairs, those whose cases are alike, and how."""
    with connection.cursor() as cursor:
        cursor.execute(MET, {**_columns(found), "most": CASES})
        rows = cursor.fetchall()
    return {
        (max(one, other), min(one, other)): (
            f"Both in a {CASE_TYPES.label(case_type).lower()} case of the {court}."
        )
        for one, other, court, case_type in sorted(rows)
    }


def _noted(found: Sequence[Twin]) -> set[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(NOTED, {**_columns(found), "rule": RULE})
        return {(max(pair), min(pair)) for pair in cursor.fetchall()}


def _columns(found: Sequence[Twin]) -> dict[str, list[int]]:
    return {
        "one": [twin.asked.number for twin in found],
        "other": [twin.number for twin in found],
    }
