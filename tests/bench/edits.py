"""What a clerk waits for at one edit, and how fast many cases are changed at once."""

import random
import time
from collections.abc import Callable, Iterator
from functools import partial

from django.db import connection, transaction

from cases.actions.charges import NewCharge, change_charges, current_charges
from cases.actions.refusal import Refused
from cases.demo import ANCHOR
from cases.models import Case, DocketEntry, Hearing
from tests.bench import Measured
from tests.bench.kit.chance import dice
from tests.bench.kit.goals import at_least, at_most, told
from tests.bench.kit.lean import kept
from tests.bench.kit.published import published
from tests.bench.kit.random_edits import BY, EDITS, some_cases
from tests.bench.kit.timing import ROUNDS, milliseconds, share, spread

SIZE = 100_000
EACH = 100
FIRSTS = 9
BULK = 10_000
EditOf = Callable[[Case, random.Random], None]


def run(size: int) -> list[Measured]:
    """Single edits of several kinds, then many cases in one transaction."""
    with published(size):
        singles = [line for name, act in KINDS.items() for line in single(name, act)]
        return [*kept(size), *singles, first_of_connection(), *bulk(min(BULK, size // 20))]


def amend(case: Case, drawn: random.Random) -> None:
    """One charge becomes another of the same offense: the heaviest of a clerk's single acts."""
    charges = current_charges(case)
    if not charges:
        raise Refused("The case has no charge that stands.")
    charge = charges[0]
    new = NewCharge(
        party=charge.party, statute=charge.statute, label=charge.label, level=charge.level,
        filed_date=ANCHOR,
    )  # fmt: skip
    change_charges(
        case, kind="AMENDED", before=[(charge, "REPLACED")], after=[new], by=BY,
        date_from=ANCHOR, date_to=ANCHOR,
    )  # fmt: skip


def add_hearing(case: Case, drawn: random.Random) -> None:
    with transaction.atomic():
        Hearing.objects.create(case=case, kind="MOTION", status="SET", courtroom="2A")


KINDS: dict[str, EditOf] = {
    "docket entry": EDITS["docket entry"],
    "hearing": add_hearing,
    "status": EDITS["status"],
    "charge amended": amend,
    "case sealed": EDITS["seal"],
}


def single(name: str, act: EditOf) -> list[Measured]:
    """One kind of edit, to a fresh case each time, with history and publication."""
    drawn = dice(name)
    cases = iter(some_cases(10 * EACH * ROUNDS, name))
    rounds = [[times_of(act, cases, drawn) for _ in range(EACH)] for _ in range(ROUNDS)]
    took = spread(rounds)
    return [
        told(f"{name}: p50", took.p50, "ms"),
        at_most(13, 8, f"{name}: p95", took.p95, "ms"),
    ]


def times_of(act: EditOf, cases: Iterator[Case], drawn: random.Random) -> float:
    """How long the next edit took that the rules of the record allow."""
    for case in cases:
        try:
            return milliseconds(partial(act, case, drawn))
        except Refused:
            continue
    raise Refused("Too few cases can be edited so.")


def first_of_connection() -> Measured:
    """A docket entry where the database has planned nothing yet, as after a minute's pause."""
    drawn = dice("first")
    took = []
    for case in some_cases(FIRSTS, "first"):
        connection.close()
        connection.ensure_connection()
        took.append(milliseconds(partial(EDITS["docket entry"], case, drawn)))
    return told("docket entry, first of its connection: p50", share(took, 0.5), "ms")


def bulk(wanted: int) -> list[Measured]:
    """A docket entry in each of many random cases, in one transaction."""
    rates = []
    for turn in range(ROUNDS):
        cases = some_cases(wanted, f"bulk {turn}")
        began = time.perf_counter()
        with transaction.atomic():
            DocketEntry.objects.bulk_create(
                [DocketEntry(case=case, kind="OTHER", text=f"Notice {turn}.") for case in cases],
                batch_size=5000,
            )
        rates.append(len(cases) / (time.perf_counter() - began))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    return [
        told("random cases changed at once", wanted, "cases"),
        at_least(13, 1500, "random changed cases in bulk", sorted(rates)[1], "cases/s"),
    ]
