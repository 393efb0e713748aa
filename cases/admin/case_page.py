"""What a clerk sees on the page of a case besides its form: everything that acts wrote."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Prefetch
from django.utils import timezone

from cases.admin.acts import links, page_of
from cases.admin.acts.of import ACTS
from cases.admin.acts.orders import order_words
from cases.admin.acts.outcomes import sentence_words
from cases.integrity.odd import warnings
from cases.kinds.charges import CHARGE_STATUSES, DIRECTIONS, EFFECTS
from cases.models import Case, Charge, ChargeChange, ChargeChangeItem, Disposition, Sentence

ENTRIES_SHOWN = 40

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
    return {
        "charges": list(charge_lines(case, user)),
        "changes": list(change_lines(case, user)),
        "statuses": [
            line(status, user, f"{whom(status)}: {status.get_status_display()}", spans(status))
            for status in case.statuses.select_related("party__person").order_by(
                "party_id", "effective_date", "pk"
            )
        ],
        "orders": list(order_lines(case, user)),
        "entries": list(case.docket.order_by("-filed_date", "-pk")[:ENTRIES_SHOWN]),
        "seals": list(case.seals.order_by("-pk")),
        "odd": [odd.words for odd in warnings([case.pk], today=timezone.now().date())],
    }


def line(row: Any, user: Any, words: str, note: str = "") -> Line:
    """One line about a row, marked if it is void."""
    if getattr(row, "voided_at", None):
        note = f"void: {row.void_reason}"
    acts = links(user, row, ACTS[type(row)])
    return Line(words=words, page=page_of(row), links=acts, note=note)


def charge_lines(case: Case, user: Any) -> Iterable[Line]:
    """Every charge with what it is now, its outcomes and sentences."""
    stands = dict(_rows("SELECT charge_id, status FROM charge_status WHERE case_id = %s", case.pk))
    charges = case.charges.select_related("party__person").prefetch_related(
        Prefetch("dispositions", Disposition.objects.order_by("pk")),
        Prefetch("sentences", Sentence.objects.order_by("pk")),
        "change_items",
    )
    for charge in charges.order_by("party_id", "count"):
        sealed = ", sealed" if charge.visibility == "SEALED" else ""
        label = CHARGE_STATUSES.label(stands[charge.pk])
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


def change_lines(case: Case, user: Any) -> Iterable[Line]:
    """Every change made in this case, or to its charges elsewhere, with its direction."""
    items = ChargeChangeItem.objects.select_related("charge__party__person", "charge__case")
    changes = ChargeChange.objects.filter(items__charge__case=case).distinct()
    listed = changes.prefetch_related(Prefetch("items", items.order_by("pk"))).order_by("pk")
    sql = "SELECT change_id, direction FROM charge_change_direction WHERE change_id = ANY (%s)"
    directions = dict(_rows(sql, [change.pk for change in listed]))
    for change in listed:
        found = directions.get(change.pk)
        direction = DIRECTIONS.label(found) if found else ""
        note = ", ".join(filter(None, [day(change), direction]))
        shown = line(change, user, change.get_kind_display(), note)
        shown.under = [
            Line(words=item_words(item, case), page=page_of(item.charge))
            for item in change.items.all()
        ]
        yield shown


def order_lines(case: Case, user: Any) -> Iterable[Line]:
    """Every order with the acts upon it. Whom and where it protects is on its own page."""
    orders = case.orders.select_related("restrained__person").prefetch_related("events")
    for order in orders.order_by("pk"):
        until = f", until {order.expires_date}" if order.expires_date else ""
        shown = line(order, user, order_words(order), order.get_status_display() + until)
        shown.under = [
            line(event, user, event.get_act_display(), day(event))
            for event in sorted(order.events.all(), key=lambda event: event.pk)
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


def _rows(sql: str, *given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())
