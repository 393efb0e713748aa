"""Protective orders of the demonstration, and what becomes of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Model

from cases.demo.casefile import CaseFile
from cases.models import (
    OrderEvent,
    OrderPlace,
    OrderProtected,
    OrderTerm,
    Party,
    Person,
    ProtectiveOrder,
)

# Term 08 refers to conditions that have to be written out.
TERM_TEXTS = {"08": "Return the keys of the shared vehicle to the clerk within five days."}


def order(
    file: CaseFile,
    day: date,
    restrained: Party,
    protects: Sequence[Person],
    *,
    terms: Sequence[str] = ("01", "04", "05"),
    places: Sequence[str] = (),
    **given: Any,
) -> ProtectiveOrder:
    """An order as the record has it on that day; `act` tells what became of it."""
    made = ProtectiveOrder(
        key=file.new_key("order"),
        case=file.case,
        restrained=restrained,
        **{"rests_on": "COURT_ORDER", **given},
    )
    rows: list[Model] = [OrderProtected(order=made, person=one) for one in protects]
    rows += [OrderPlace(order=made, text=text) for text in places]
    rows += [OrderTerm(order=made, term=term, text=TERM_TEXTS.get(term, "")) for term in terms]
    file.past.record(day, made, *rows)
    return made


def act(file: CaseFile, day: date, upon: ProtectiveOrder, what: str, **becomes: Any) -> OrderEvent:
    """An act upon an order, and how the order reads from then on."""
    file.entry(day, "PROTECTIVE_ORDER", ENTRIES.get(what, "Protective order."))
    event = OrderEvent(
        key=file.new_key("order event"),
        order=upon,
        act=what,
        date_from=day,
        date_to=day,
        old_expires_date=becomes.pop("old_expires_date", None),
        new_expires_date=becomes.get("expires_date"),
        rests_on="FILED_DOCUMENT" if what == "SERVED" else "COURT_ORDER",
    )
    file.past.record(day, event)
    if what not in ("SERVED", "VIOLATION_ALLEGED"):
        becomes["status"] = what
    if becomes:
        file.past.edit(day, upon, **becomes)
    return event


ENTRIES = {
    "PETITIONED": "Petition for an order of protection filed.",
    "DENIED": "Petition for an order of protection denied.",
    "ISSUED": "Order of protection issued.",
    "SERVED": "Return of service of the order filed.",
    "EXTENDED": "Order of protection extended.",
    "MODIFIED": "Order of protection modified.",
    "EXPIRED": "Order of protection expired.",
    "VIOLATION_ALLEGED": "Affidavit alleging a violation of the order filed.",
}
