"""What publishing costs: one edit with and without it, and the whole court set-wise."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from cases.demo.load import load_demo
from cases.models import Case, DocketEntry, Hearing
from tests.bench import DEMO, Measured, own_database
from tests.bench.kit.published import empty_publication

EDITS = 200
GOAL_RATIO = 3.0
GOAL_RATE = 10_000
SIZE = 5000
SLICE = 1000
ROUNDS = 3
BARE = Path(__file__).parent / "sql" / "bare_documents.sql"


def run(size: int) -> list[Measured]:
    """Measure on the demonstration's cases; `size` is how many ordinary ones it has."""
    with own_database(DEMO):
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
    """The whole court on one connection, beside the least that could be called publishing."""
    ids = list(Case.objects.order_by("id").values_list("id", flat=True))
    figures: dict[str, list[float]] = {"bare": [], "first": [], "again": []}
    with connection.cursor() as cursor:
        for _ in range(ROUNDS):
            for name, publish in (("bare", bare), ("first", slices), ("again", slices)):
                if name != "again":
                    empty_publication()
                began = time.perf_counter()
                with transaction.atomic():
                    publish(cursor, ids)
                figures[name].append(len(ids) / (time.perf_counter() - began))
    rate = {name: median(rates) for name, rates in figures.items()}
    return [
        Measured(what="cases of the record", figure=len(ids), unit="cases"),
        Measured(
            what="set-wise publication from nothing", figure=rate["first"], unit="cases/s",
            goal=f"at least {GOAL_RATE:,} cases/s", is_met=rate["first"] >= GOAL_RATE,
        ),
        Measured(what="again, with nothing to change", figure=rate["again"], unit="cases/s"),
        Measured(
            what="bare documents: no rule, no search row", figure=rate["bare"], unit="cases/s"
        ),
        Measured(
            what="bare documents / publication", figure=rate["bare"] / rate["first"], unit="times"
        ),
    ]  # fmt: skip


def slices(cursor: Any, ids: list[int]) -> None:
    for start in range(0, len(ids), SLICE):
        cursor.execute("SELECT publish_cases(%s)", [ids[start : start + SLICE]])


def bare(cursor: Any, ids: list[int]) -> None:
    cursor.execute(BARE.read_text(encoding="utf-8"))
