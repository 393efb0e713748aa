"""Record that somebody is said to have violated a protective order."""

from dataclasses import dataclass, replace
from datetime import date

from cases.actions.charges import NewCharge, file_charge
from cases.actions.docket import enter_on_docket
from cases.actions.order_events import OrderRefused
from cases.actions.refusal import act, write
from cases.models import Charge, DocketEntry, OrderEvent, ProtectiveOrder

# Such an order, if it bears no day of issue, was never made: it binds nobody.
NEVER_MADE = ("PETITIONED", "DENIED", "WITHDRAWN", "DISMISSED")


@dataclass(frozen=True, kw_only=True)
class Alleged:
    """What is said: on which day, or from which to which; in what words; and since when the court
    knows. The words are entered on the docket and never published."""

    day_from: date
    day_to: date
    told: str
    filed_date: date | None = None


@dataclass(frozen=True, kw_only=True)
class Violation:
    """What was recorded of an alleged violation."""

    entry: DocketEntry
    event: OrderEvent
    charge: Charge | None = None


def allege_violation(
    order: ProtectiveOrder,
    alleged: Alleged,
    *,
    charged: NewCharge | None = None,
    by: str,
    reason: str = "",
) -> Violation:
    """Enter the allegation on the docket and with the order, and file the charge if there is one:
    against `charged.party`, in that party's case, dated as alleged."""
    with act(by=by, reason=reason):
        stands = ProtectiveOrder.objects.select_for_update(of=("self",)).select_related("case")
        bound = stands.get(pk=order.pk)
        _refuse_unbound(bound, alleged)
        entry = enter_on_docket(
            bound.case,
            kind="ALLEGED_VIOLATION",
            text=alleged.told,
            filed_date=alleged.filed_date,
            by=by,
        )
        event = OrderEvent(
            order=bound,
            act="VIOLATION_ALLEGED",
            date_from=alleged.day_from,
            date_to=alleged.day_to,
            rests_on="FILED_DOCUMENT",
            docket_entry=entry,
            recorded_by=by,
        )
        write(event)
        charge = _charge(bound, alleged, charged, by, reason) if charged else None
    return Violation(entry=entry, event=event, charge=charge)


def _charge(
    order: ProtectiveOrder, alleged: Alleged, charged: NewCharge, by: str, reason: str
) -> Charge:
    if charged.party is None or charged.party.person_id != order.restrained.person_id:
        raise OrderRefused(
            "Only whom the order restrains can be charged with violating it. Choose a case against "
            "that person.",
            field="party",
        )
    dated = replace(
        charged,
        violates_order=order,
        offense_from=alleged.day_from,
        offense_to=alleged.day_to,
        filed_date=alleged.filed_date,
    )
    return file_charge(charged.party.case, dated, by=by, reason=reason)


def was_made(order: ProtectiveOrder) -> bool:
    """Whether the court ever made the order, whatever became of it since."""
    return not order.voided_at and bool(order.issued_date or order.status not in NEVER_MADE)


def _refuse_unbound(order: ProtectiveOrder, alleged: Alleged) -> None:
    """What the database asks at the commit of a charge is asked here where none is filed."""
    if not was_made(order):
        label = "void" if order.voided_at else order.get_status_display().lower()
        raise OrderRefused(f"This order is {label}: it bound nobody, so nobody can violate it.")
    if alleged.day_to < alleged.day_from:
        raise OrderRefused("The latest day is before the first one.", field="day_to")
    since = order.served_date or order.issued_date
    until = min(filter(None, (order.ended_date, order.expires_date)), default=None)
    if (since and alleged.day_to < since) or (until and alleged.day_from >= until):
        raise OrderRefused(
            f"The alleged violation ({alleged.day_from}) is outside the time the order bound "
            f"({since} to {until or 'further order'}). Check the dates.",
            field="day_from",
        )
