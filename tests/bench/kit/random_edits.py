"""Edits as clerks make them, to random cases: statuses, seals, people made one, docket entries."""

import random
from collections import Counter
from collections.abc import Callable

from django.db import connection, transaction

from cases.actions import sealing
from cases.actions.people import merge_people
from cases.actions.refusal import Refused
from cases.actions.status import change_status
from cases.demo import ANCHOR
from cases.models import Case, DocketEntry, Party, Person
from tests.bench.kit.chance import dice

BY = "benchmark"
SETTLED = ("CLOSED", "DISMISSED", "INACTIVE")


def some_cases(wanted: int, name: str) -> list[Case]:
    """Public cases drawn from the seed, in no order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id), max(id) FROM court_case")
        first, last = cursor.fetchone()
    drawn = dice(name)
    known = range(first, last + 1)
    ids = drawn.sample(known, min(len(known), 2 * wanted))
    found = list(Case.objects.filter(id__in=ids, visibility="PUBLIC").order_by("id"))
    drawn.shuffle(found)
    return found[:wanted]


def edit(case: Case, drawn: random.Random) -> str:
    """One edit, and what it was; empty where the rules of the record refuse it."""
    name = drawn.choices(list(EDITS), [0.3, 0.2, 0.2, 0.3])[0]
    try:
        EDITS[name](case, drawn)
    except Refused:
        return ""
    return name


def turn_status(case: Case, drawn: random.Random) -> None:
    change_status(case, status=drawn.choice(SETTLED), effective_date=ANCHOR, by=BY)


def seal(case: Case, drawn: random.Random) -> None:
    sealing.seal(
        case, order_reference="Order of the benchmark", by=BY, approved_by="second benchmark"
    )


def merge(case: Case, drawn: random.Random) -> None:
    """The case's defendant and one of a case near by, as if they were one."""
    here = Party.objects.filter(case=case, role="DEF", person__kind="PERSON").first()
    near = Party.objects.filter(
        case__gt=case.pk, case__lt=case.pk + 50, role="DEF", person__kind="PERSON"
    ).first()
    if here and near and here.person_id != near.person_id:
        survivor = Person.objects.get(pk=here.person_id)
        absorbed = Person.objects.get(pk=near.person_id)
        merge_people(survivor, absorbed, by=BY, reason="The benchmark says so.")


def add_entry(case: Case, drawn: random.Random) -> None:
    with transaction.atomic():
        DocketEntry.objects.create(case=case, kind="MOTION", text="Motion to continue.")


EDITS: dict[str, Callable[[Case, random.Random], None]] = {
    "status": turn_status,
    "seal": seal,
    "merge": merge,
    "docket entry": add_entry,
}


def edit_randomly(wanted: int) -> tuple[list[int], Counter[str]]:
    """So many edits, one transaction each; the cases, and how often what was done."""
    drawn = dice("edits")
    cases = some_cases(wanted, "edited")
    done = Counter(edit(case, drawn) for case in cases)
    return [case.pk for case in cases], done
