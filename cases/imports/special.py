"""What a table asks for beyond its columns: counts, the case of a change, chains in time."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import cast

from django.db.models import Max

from cases.imports import faults
from cases.imports.writing import Refuse, Waiting, create
from cases.models import CaseStatus, Charge, Disposition

# The court's own counts lie below; a charge that came without one is numbered from here, so
# that a count the court gives later finds its number free.
UNCOUNTED = 10_000


def count_charges(rows: Iterable[Waiting]) -> None:
    """Give new charges that came without a count the next number of their defendant's."""
    uncounted = [row for row in rows if "count" not in row.said()]
    parties = {row.said()["party_id"] for row in uncounted}
    highest = dict(
        Charge.objects.filter(party_id__in=parties, count__gt=UNCOUNTED)
        .values_list("party_id")
        .annotate(Max("count"))
    )
    for row in uncounted:
        party = row.said()["party_id"]
        highest[party] = highest.get(party, UNCOUNTED) + 1
        row.said()["count"] = highest[party]


def place_changes(
    rows: Iterable[Waiting], items: Iterable[Waiting], known: Mapping[str, int], refuse: Refuse
) -> list[Waiting]:
    """Say of each new change in which case it was made: that of the charge it led to."""
    linked: dict[str, list[tuple[bool, int]]] = defaultdict(list)
    for item in items:
        table = item.told.table
        charge = known.get(item.told.refers_to(table.column("charge_id")))
        if charge is not None:
            is_before = item.told.values.get("side") == "BEFORE"
            linked[item.told.refers_to(table.column("change_id"))].append((is_before, charge))
    charges = {charge for links in linked.values() for _, charge in links}
    cases = dict(Charge.objects.filter(pk__in=charges).values_list("pk", "case_id"))
    placed = []
    for row in rows:
        if linked[row.me]:
            row.said()["case_id"] = cases[min(linked[row.me])[1]]
            placed.append(row)
        else:
            refuse(row, faults.by_broken_rule(row.told, "", "A change links at least one charge."))
    return placed


def create_statuses(rows: list[Waiting], refuse: Refuse) -> None:
    """Let each status end on the day on which the next begins, in the record and in the load."""
    lines: dict[tuple[object, object], list[Waiting]] = defaultdict(list)
    for row in rows:
        lines[row.said()["case_id"], row.said().get("party_id")].append(row)
    standing: dict[tuple[object, object], list[CaseStatus]] = defaultdict(list)
    for status in CaseStatus.objects.filter(
        case_id__in={case for case, _ in lines}, voided_at=None
    ).order_by("pk"):
        standing[status.case_id, status.party_id].append(status)
    for line, new in lines.items():
        _chain(standing[line], new)
    create(CaseStatus, rows, refuse)


def _chain(standing: list[CaseStatus], new: list[Waiting]) -> None:
    told: list[tuple[dt.date | None, CaseStatus | Waiting]] = [
        *((status.effective_date, status) for status in standing),
        *((_day(row), row) for row in new),
    ]
    told.sort(key=lambda one: one[0] or dt.date.min)
    for (_, status), (until, _) in pairwise(told):
        if isinstance(status, Waiting):
            status.said()["until_date"] = until
        elif status.until_date != until:
            CaseStatus.objects.filter(pk=status.pk).update(until_date=until)


def _day(row: Waiting) -> dt.date | None:
    day = row.said().get("effective_date", row.said().get("date_from"))
    return day if isinstance(day, dt.date) else None


def create_dispositions(rows: list[Waiting], refuse: Refuse) -> None:
    """A disposition that vacates ends the one before it and makes room for the next."""
    vacated = {_charge(row) for row in rows if row.said().get("outcome") == "VACATED"}
    create(Disposition, [row for row in rows if _charge(row) not in vacated], refuse)
    for charge in vacated:
        of_charge = [row for row in rows if _charge(row) == charge]
        for row in _in_turn(of_charge, bool(_in_force(charge))):
            create(Disposition, [row], refuse)
            if row.saved is not None and row.said()["outcome"] == "VACATED":
                Disposition.objects.filter(pk__in=_in_force(charge)).update(
                    vacated_by_disposition_id=row.saved.pk
                )


def _charge(row: Waiting) -> int:
    return cast(int, row.said()["charge_id"])


def _in_force(charge: int) -> list[int]:
    return list(
        Disposition.objects.filter(charge_id=charge, voided_at=None, vacated_by_disposition=None)
        .exclude(outcome="VACATED")
        .values_list("pk", flat=True)
    )


def _in_turn(rows: list[Waiting], in_force: bool) -> Iterable[Waiting]:
    """By day; on one day an outcome and its vacating alternate, as they must have happened."""
    waiting = list(rows)
    while waiting:
        earliest = min(_day(row) or dt.date.min for row in waiting)
        of_day = [row for row in waiting if (_day(row) or dt.date.min) == earliest]
        fitting = [row for row in of_day if (row.said()["outcome"] == "VACATED") == in_force]
        chosen = (fitting or of_day)[0]
        waiting.remove(chosen)
        in_force = chosen.said()["outcome"] != "VACATED"
        yield chosen
