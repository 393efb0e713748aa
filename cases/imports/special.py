"""What a table asks for beyond its columns: counts, the case of a change, chains in time."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import cast

from django.db.models import Max, QuerySet

from cases.imports import faults
from cases.imports.writing import Refuse, Waiting, create
from cases.models import CaseStatus, Charge, ChargeChange, ChargeChangeItem, Disposition

# The court's own counts lie below; a charge that came without one is numbered from here, so
# that a count the court gives later finds its number free.
UNCOUNTED = 10_000
_AWAY = ("REPLACED", "DISMISSED")


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
    vacated = {_charge(row) for row in rows if _vacates(row)}
    create(Disposition, [row for row in rows if _charge(row) not in vacated], refuse)
    for charge in vacated:
        of_charge = [(_day(row), row) for row in rows if _charge(row) == charge]
        for row in _in_turn(of_charge, _vacates, is_open=_in_force(charge).exists()):
            create(Disposition, [row], refuse)
            if row.saved is not None and _vacates(row):
                _in_force(charge).update(vacated_by_disposition_id=row.saved.pk)


def _charge(row: Waiting) -> int:
    return cast(int, row.said()["charge_id"])


def _vacates(row: Waiting) -> bool:
    return row.said().get("outcome") == "VACATED"


def _in_force(charge: int) -> QuerySet[Disposition]:
    return Disposition.objects.filter(
        charge_id=charge, voided_at=None, vacated_by_disposition=None
    ).exclude(outcome="VACATED")


def create_items(rows: list[Waiting], refuse: Refuse) -> None:
    """A change that reinstates a charge ends the change that had replaced or dismissed it."""
    changes = ChargeChange.objects.in_bulk({cast(int, row.said()["change_id"]) for row in rows})

    def change_of(row: Waiting) -> ChargeChange:
        return changes[cast(int, row.said()["change_id"])]

    def reinstates(row: Waiting) -> bool:
        return row.said()["side"] == "AFTER" and change_of(row).kind == "REINSTATED"

    back = {_charge(row) for row in rows if reinstates(row)}
    turning = [row for row in rows if _charge(row) in back and (_ends(row) or reinstates(row))]
    create(ChargeChangeItem, [row for row in rows if row not in turning], refuse)
    for charge in back:
        of_charge = [
            (change_of(row).date_to or change_of(row).date_from, row)
            for row in turning
            if _charge(row) == charge
        ]
        for row in _in_turn(of_charge, reinstates, is_open=_gone(charge).exists()):
            create(ChargeChangeItem, [row], refuse)
            if row.saved is not None and reinstates(row):
                _gone(charge).update(ended_by=change_of(row))


def _ends(row: Waiting) -> bool:
    return row.said().get("effect") in _AWAY


def _gone(charge: int) -> QuerySet[ChargeChangeItem]:
    return ChargeChangeItem.objects.filter(
        charge_id=charge, side="BEFORE", effect__in=_AWAY, is_void=False, ended_by=None
    )


def _in_turn(
    rows: list[tuple[dt.date | None, Waiting]],
    closes: Callable[[Waiting], bool],
    *,
    is_open: bool,
) -> Iterator[Waiting]:
    """By day; on one day what opens and what closes alternate, as they must have happened."""
    waiting = [(day or dt.date.min, row) for day, row in rows]
    while waiting:
        earliest = min(day for day, _ in waiting)
        of_day = [row for day, row in waiting if day == earliest]
        chosen = next((row for row in of_day if closes(row) == is_open), of_day[0])
        waiting.remove((earliest, chosen))
        is_open = not closes(chosen)
        yield chosen


def in_order_of_time(rows: list[Waiting]) -> list[Waiting]:
    """Changes as they took effect, so that they are recorded in that order too."""

    def last_day(row: Waiting) -> dt.date:
        day = row.said().get("date_to") or row.said().get("date_from")
        return day if isinstance(day, dt.date) else dt.date.min

    return sorted(rows, key=last_day)
