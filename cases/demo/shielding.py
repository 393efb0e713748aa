"""Hard cases of protective orders: every kind, status and service, and the traps between them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from cases.demo.casefile import CaseFile
from cases.demo.clock import hour
from cases.demo.endings import concluded
from cases.demo.lineages import Seats, began
from cases.demo.names import Name
from cases.demo.orders import act, order
from cases.demo.past import Past
from cases.kinds.orders import ORDER_KINDS, ORDER_STATUSES, ORDER_TERMS, SERVICES
from cases.models import ProtectiveOrder

UNSERVED = ("NOT_ATTEMPTED", "ATTEMPTED", "UNKNOWN")
NEVER_ISSUED = ("PETITIONED", "DENIED", "WITHDRAWN")
ENDED = ("DISMISSED", "TERMINATED", "VACATED", "SUPERSEDED")


def every_kind(past: Past, seats: Seats) -> None:
    """Each kind of order twice, each status and way of service more than once; half of them
    where the court publishes redacted orders and the protected person asked for it."""
    kinds, statuses, services = ORDER_KINDS.codes(), ORDER_STATUSES.codes(), SERVICES.codes()
    terms = ORDER_TERMS.codes()
    for place in range(2 * len(kinds)):
        seat = seats["llano-verde-district" if place % 2 else "prairie-fork-circuit"]
        day = date(2024, 1, 8) + timedelta(weeks=4 * place)
        term = terms[place % len(terms)]
        _one(
            CaseFile(past, seat, day, case_type="CV"), day,
            kind=kinds[place % len(kinds)], status=statuses[place % len(statuses)],
            service=services[place % len(services)], terms=sorted({"04", term}),
        )  # fmt: skip


def _one(
    file: CaseFile, day: date, *, kind: str, status: str, service: str, terms: Sequence[str]
) -> None:
    """One order in a case of its own, taken as far as its status says."""
    restrained = file.party("RES", file.somebody())
    file.case.caption = f"In re {restrained.person.full_name}"
    file.party("JUDGE", file.chances.choice(file.seat.judges))
    protected = [] if kind == "ERPO" else [file.somebody()]
    file.entry(day, "CASE_FILED", "Petition filed.")
    file.status(day, "FILED")
    given: dict[str, Any] = {"kind": kind, "petitioned_date": day, "status": "PETITIONED"}
    if status not in NEVER_ISSUED:
        given |= {"issued_date": day, "service": service}
        given["expires_date"] = day + timedelta(days=20 if kind == "TOP" else 400)
        if service not in UNSERVED:
            given["served_date"] = day + timedelta(days=2)
    made = order(file, day, restrained, protected, terms=terms, consent_to_publish=True, **given)
    act(file, day, made, "PETITIONED")
    if "issued_date" in given:
        act(file, day, made, "ISSUED")
    if "served_date" in given:
        act(file, given["served_date"], made, "SERVED")
    _further(file, made, day + timedelta(days=14), status)


def _further(file: CaseFile, made: ProtectiveOrder, later: date, status: str) -> None:
    """What became of an order in the end."""
    if status in ENDED:
        act(file, later, made, status, ended_date=later)
    elif status == "EXTENDED":
        ends = made.expires_date or later
        until = ends + timedelta(days=180)
        act(file, later, made, status, old_expires_date=ends, expires_date=until)
    elif status == "EXPIRED":
        act(file, made.expires_date or later, made, status)
    elif status not in ("PETITIONED", "ISSUED"):
        act(file, later, made, status)


def a_day_between(past: Past, seats: Seats) -> None:
    """The temporary order ran out a day before the final one: on that day nothing was in force.
    The final order was then served, modified and extended."""
    day = date(2024, 4, 1)
    file = CaseFile(past, seats["llano-verde-district"], day, case_type="DR")
    protected = file.somebody()
    restrained = file.party("RES", file.somebody())
    file.party("PET", protected)
    file.entry(day, "CASE_FILED", "Petition for divorce filed.")
    file.status(day, "FILED")
    ran_out, final_day = day + timedelta(days=20), day + timedelta(days=21)
    first = order(
        file, day, restrained, [protected], kind="TOP", status="ISSUED", issued_date=day,
        expires_date=ran_out, service="PERSONAL", served_date=day + timedelta(days=3),
    )  # fmt: skip
    act(file, day, first, "ISSUED")
    act(file, ran_out, first, "EXPIRED")
    expires = final_day + timedelta(days=730)
    final = order(
        file, final_day + timedelta(days=7), restrained, [protected], kind="FOP", status="ISSUED",
        issued_date=final_day, expires_date=expires, service="PERSONAL",
        served_date=final_day + timedelta(days=1), hearing_after_notice=True, is_brady=True,
        supersedes=first, consent_to_publish=True, terms=("01", "04", "05", "07"),
    )  # fmt: skip
    day = final_day + timedelta(days=7)
    act(file, day, final, "ISSUED")
    act(file, day, final, "SERVED")
    act(file, date(2025, 3, 4), final, "MODIFIED")
    act(
        file, date(2026, 3, 10), final, "EXTENDED", old_expires_date=expires,
        expires_date=expires + timedelta(days=365),
    )  # fmt: skip


def violated(past: Past, seats: Seats) -> None:
    """Charged with violating an order that has since expired: the charge stands. And a charge
    on an order that was never served."""
    seat = seats["calloway-circuit"]
    for place, service in enumerate(("OPEN_COURT", "NOT_ATTEMPTED")):
        day = date(2026, 3, 2) + timedelta(weeks=place)
        matter = began(past, seat, day, "5-13-202")
        file, issued = matter.file, day + timedelta(days=2)
        served = issued if service == "OPEN_COURT" else None
        protected = file.somebody(day=issued)
        made = order(
            file, issued, matter.accused, [protected], kind="NCO_PRE", status="ISSUED",
            issued_date=issued, service=service, served_date=served,
            expires_date=issued + timedelta(days=90),
        )  # fmt: skip
        act(file, issued, made, "ISSUED")
        seen = issued + timedelta(days=40)
        act(file, seen + timedelta(days=1), made, "VIOLATION_ALLEGED")
        file.entry(seen + timedelta(days=1), "ALLEGED_VIOLATION", "Affidavit of violation filed.")
        entry = file.entry(seen + timedelta(days=3), "CHARGE_CHANGE", "Charge added.")
        added = matter.charge(
            seen + timedelta(days=3), label="Violation of a no-contact order",
            offense_from=seen, offense_to=seen, violates_order=made,
        )  # fmt: skip
        file.change(
            seen + timedelta(days=3), "ADDED", after=[added], authority="PROSECUTOR",
            instrument="AMENDED_INFORMATION", docket_entry=entry,
        )  # fmt: skip
        act(file, issued + timedelta(days=91), made, "EXPIRED")


def against_each_other(past: Past, seats: Seats) -> None:
    """Cross-petitions: two orders in opposite directions, never one mutual order."""
    day = date(2025, 1, 13)
    file = CaseFile(past, seats["bend-circuit"], day, case_type="OP")
    one, other = file.somebody(), file.somebody()
    sides = [file.party("PET", one), file.party("RES", other)]
    file.status(day, "FILED")
    for restrained, protected in zip(sides, (other, one), strict=True):
        made = order(
            file, day, restrained, [protected], kind="FOP", status="ISSUED", issued_date=day,
            expires_date=day + timedelta(days=365), service="OPEN_COURT", served_date=day,
            hearing_after_notice=True,
        )  # fmt: skip
        act(file, day, made, "ISSUED")
    file.hearing(day, "ORDER", hour(day + timedelta(days=30)))


def registered_here(past: Past, seats: Seats) -> None:
    """An order of another state, registered; and one against a person not yet identified."""
    day = date(2025, 8, 4)
    seat = seats["red-mesa-district"]
    for kind, name in (("FOREIGN", None), ("STALK", Name(given="Unknown", surname="Person"))):
        file = CaseFile(past, seat, day, case_type="OP")
        restrained = file.party("RES", file.somebody(name))
        file.status(day, "FILED")
        made = order(
            file, day, restrained, [file.somebody()], kind=kind, status="ISSUED",
            issued_date=day - timedelta(days=60), service="UNKNOWN", until_further_order=True,
        )  # fmt: skip
        act(file, day, made, "ISSUED")


def told_apart(past: Past, seats: Seats) -> None:
    """Two published orders: in one the restrained person's name is not the protected person's,
    so its case is told; in the other they share it, so the order stands alone."""
    for surname in ("", "Twelvetrees"):
        day = date(2026, 4, 6)
        matter = began(past, seats["llano-verde-county-court"], day, "PC 22.01(a)(1)")
        name = Name(given="Keziah", surname=surname or "Zöllighofer")
        protected = matter.file.somebody(name)
        if surname:
            told = matter.accused.person
            told.given, told.middle, told.suffix = "Roscoe", "", ""
            told.surname, told.full_name = surname, f"Roscoe {surname}"
            matter.file.case.caption = f"State of Texas v. {told.full_name}"
        made = order(
            matter.file, day, matter.accused, [protected], kind="NCO_PRE", status="ISSUED",
            issued_date=day, service="OPEN_COURT", served_date=day, until_further_order=True,
            consent_to_publish=True, terms=("04", "05", "X_DIST"),
        )  # fmt: skip
        act(matter.file, day, made, "ISSUED")
        concluded(matter, date(2026, 9, 8), ending="PLEA")


SHIELDING = (
    every_kind, a_day_between, violated, against_each_other, registered_here, told_apart,
)  # fmt: skip
