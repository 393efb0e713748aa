"""What publishing costs: one edit with and without it, and the whole court set-wise."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from cases.demo.load import load_demo
from cases.models import Case, DocketEntry, Hearing
from tests.bench import Measured, own_database

EDITS = 200
GOAL_RATIO = 3.0
GOAL_RATE = 10_000
SLICE = 1000


def run(size: int) -> list[Measured]:
    """Measure on the demonstration's cases; `size` is how many ordinary ones it has."""
    with own_database():
        call_command("load_ladders", verbosity=0)
        load_demo(lambda line: None, size=size)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        return [*edits(), *whole()]


def edits() -> list[Measured]:
    """A clerk's edits, by the same code with the publishing trigger on and off, in turn."""
    cases = list(Case.objects.filter(visibility="PUBLIC", case_type="CR").order_by("id")[:400])
    measured = []
    for name, edit in (("docket entry", add_entry), ("hearing", add_hearing)):
        spent: dict[bool, list[float]] = {True: [], False: []}
        for number in range(-20, EDITS):
            for publishes in (True, False):
                switch_publishing(on=publishes)
                took = timed(edit, cases[number % len(cases)])
                if number >= 0:
                    spent[publishes].append(took)
        switch_publishing(on=True)
        with_it, without = median(spent[True]), median(spent[False])
        ratio = with_it / without
        measured += [
            Measured(what=f"{name}: transaction with publication", figure=with_it, unit="ms"),
            Measured(what=f"{name}: transaction without", figure=without, unit="ms"),
            Measured(
                what=f"{name}: ratio", figure=ratio, unit="times", goal=f"at most {GOAL_RATIO:g}",
                is_met=ratio <= GOAL_RATIO,
            ),
        ]  # fmt: skip
    return measured


def add_entry(case: Case) -> None:
    with transaction.atomic():
        DocketEntry.objects.create(case=case, kind="MOTION", text="Motion to continue.")


def add_hearing(case: Case) -> None:
    with transaction.atomic():
        Hearing.objects.create(case=case, kind="MOTION", status="SET", courtroom="2A")


def timed(edit: Callable[[Case], None], case: Case) -> float:
    began = time.perf_counter()
    edit(case)
    return (time.perf_counter() - began) * 1000


def switch_publishing(*, on: bool) -> None:
    """Without its trigger nothing takes the noted cases out, so they are taken out here."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM touched_case")
        cursor.execute(
            "ALTER TABLE touched_case "
            + ("ENABLE" if on else "DISABLE")
            + " TRIGGER b_publish_touched"
        )


def whole() -> list[Measured]:
    """The whole court from nothing, on one connection: every table of the publication."""
    ids = list(Case.objects.order_by("id").values_list("id", flat=True))
    with connection.cursor() as cursor:
        for again in (False, True):
            began, busy = time.perf_counter(), backend_seconds(cursor)
            with transaction.atomic():
                if not again:
                    cursor.execute(
                        "TRUNCATE published_case, published_version, published_name,"
                        " published_charge, published_change, published_order,"
                        " published_hearing, case_guard"
                    )
                for start in range(0, len(ids), SLICE):
                    cursor.execute("SELECT publish_cases(%s)", [ids[start : start + SLICE]])
            took, cpu = time.perf_counter() - began, backend_seconds(cursor) - busy
            if not again:
                first, first_cpu = took, cpu
        cursor.execute("SELECT count(*) FROM published_case")
        published = cursor.fetchone()[0]
    rate = len(ids) / first
    return [
        Measured(what="cases of the record", figure=len(ids), unit="cases"),
        Measured(what="of them published", figure=published, unit="cases"),
        Measured(
            what="set-wise publication from nothing", figure=rate, unit="cases/s",
            goal=f"at least {GOAL_RATE:,} cases/s", is_met=rate >= GOAL_RATE,
        ),
        Measured(
            what="the same, per second of one core's time",
            figure=len(ids) / first_cpu if first_cpu else 0, unit="cases/s",
        ),
        Measured(what="again, with nothing to change", figure=len(ids) / took, unit="cases/s"),
    ]  # fmt: skip


def backend_seconds(cursor: Any) -> float:
    """Processor time the server's process behind this connection has used; Linux only."""
    cursor.execute("SELECT pg_backend_pid()")
    try:
        with open(f"/proc/{cursor.fetchone()[0]}/stat", encoding="ascii") as stat:  # noqa: PTH123
            fields = stat.read().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / 100
