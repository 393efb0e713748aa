"""What a clerk sees on the page of a case besides its form: everything that acts wrote."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from cases.admin.acts import links, page_of
from cases.admin.acts.of import ACTS
from cases.admin.acts.orders import order_words
from cases.admin.acts.outcomes import sentence_words
from cases.admin.case_file import CaseFile, case_file
from cases.integrity.odd import warnings
from cases.kinds.charges import CHARGE_STATUSES, DIRECTIONS, EFFECTS
from cases.models import (
    Case,
    CaseStatus,
    Charge,
    ChargeChange,
    ChargeChangeItem,
    DocketEntry,
    ProtectiveOrder,
    Seal,
)

Link = tuple[str, str]


@dataclass(kw_only=True)
class Line:
    """One fact: its words, its page, what may be done to it, and what belongs under it."""

    words: str
    page: str
    links: list[Link] = field(default_factory=list)
    note: str = ""
    under: list["Line"] = field(default_factory=list)


def case_page(case: Case, user: Any) -> dict[str, Any]:
    """All sections of the page."""
    file = case_file(case)
    return {
        "charges": list(charge_lines(file, case, user)),
        "changes": list(change_lines(file, case, user)),
        "statuses": [
            line(status, user, f"{whom(status)}: {status.get_status_display()}", spans(status))
            for status in file.all(CaseStatus)
        ],
        "orders": list(order_lines(file, user)),
        "entries": file.all(DocketEntry),
        "seals": file.all(Seal),
        "odd": [odd.words for odd in warnings([case.pk], today=timezone.now().date())],
    }


def line(row: Any, user: Any, words: str, note: str = "") -> Line:
    """One line about a row, marked if it is void."""
    if getattr(row, "voided_at", None):
        note = f"void: {row.void_reason}"
    acts = links(user, row, ACTS[type(row)])
    return Line(words=words, page=page_of(row), links=acts, note=note)


def charge_lines(file: CaseFile, case: Case, user: Any) -> Iterator[Line]:
    """Every charge with what it is now, its outcomes and sentences."""
    for charge in file.all(Charge):
        if charge.case_id != case.pk:
            continue
        sealed = ", sealed" if charge.visibility == "SEALED" else ""
        label = CHARGE_STATUSES.label(file.stands[charge.pk])
        shown = line(charge, user, full_words(charge), label + sealed)
        for disposition in charge.dispositions.all():
            words = disposition.get_outcome_display()
            if disposition.plea:
                words += f" (plea: {disposition.get_plea_display().lower()})"
            vacated = "vacated" if disposition.vacated_by_disposition_id else ""
            note = ", ".join(filter(None, [day(disposition), vacated]))
            shown.under.append(line(disposition, user, words, note))
        for part in charge.sentences.all():
            words = f"Sentence: {sentence_words(part)} {part.text}".strip()
            shown.under.append(line(part, user, words, str(part.effective_date or "")))
        yield shown


def change_lines(file: CaseFile, case: Case, user: Any) -> Iterator[Line]:
    """Every change made in this case, or to its charges elsewhere, with its direction."""
    for change in file.all(ChargeChange):
        found = file.directions.get(change.pk)
        direction = DIRECTIONS.label(found) if found else ""
        note = ", ".join(filter(None, [day(change), direction]))
        shown = line(change, user, change.get_kind_display(), note)
        shown.under = [
            Line(words=item_words(item, case), page=page_of(item.charge))
            for item in change.items.all()
        ]
        yield shown


def order_lines(file: CaseFile, user: Any) -> Iterator[Line]:
    """Every order with the acts upon it. Whom and where it protects is on its own page."""
    for order in file.all(ProtectiveOrder):
        until = f", until {order.expires_date}" if order.expires_date else ""
        shown = line(order, user, order_words(order), order.get_status_display() + until)
        shown.under = [
            line(event, user, event.get_act_display(), day(event)) for event in order.events.all()
        ]
        yield shown


def full_words(charge: Charge) -> str:
    """A charge as the court counts and names it."""
    level = f", {charge.level}" if charge.level else ""
    return f"Count {charge.count} — {charge.party.person} — {charge}{level}"


def item_words(item: ChargeChangeItem, case: Case) -> str:
    """One side of a change."""
    charge = item.charge
    elsewhere = "" if charge.case_id == case.pk else f" in case {charge.case}"
    ended = "; reinstated since" if item.ended_by_id else ""
    what = f"before, {EFFECTS[item.effect].sentence}{ended}" if item.side == "BEFORE" else "after"
    return f"{what}: {full_words(charge)}{elsewhere}"


def whom(status: Any) -> str:
    """Whom a status concerns."""
    return str(status.party.person) if status.party else "The whole case"


def spans(status: Any) -> str:
    """From when until when."""
    begun = status.effective_date or "the beginning"
    return f"from {begun} until {status.until_date or 'now'}"


def day(fact: Any) -> str:
    """A date as exactly as it is known."""
    if fact.date_from and fact.date_from == fact.date_to:
        return str(fact.date_from)
    if fact.date_from or fact.date_to:
        return f"between {fact.date_from or '…'} and {fact.date_to or '…'}"
    return str(fact.date_text)
