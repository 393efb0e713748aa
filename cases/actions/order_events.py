"""Acts upon orders: each is one event, and the order's row follows it."""

from datetime import date

from cases.actions.refusal import Refused, write
from cases.kinds.orders import ORDER_STATUSES
from cases.models import DocketEntry, OrderEvent, ProtectiveOrder

ASIDE = ("SERVED", "VIOLATION_ALLEGED")
FOLLOWING = [
    "status", "issued_date", "expires_date", "until_further_order", "hearing_after_notice",
    "ended_date", "service", "served_date",
]  # fmt: skip


class OrderRefused(Refused):
    """This cannot be done to this order."""


def standing(order: ProtectiveOrder, *statuses: str) -> ProtectiveOrder:
    """The order as it stands now, locked, where its status lets it be acted on."""
    stands = ProtectiveOrder.objects.select_for_update().get(pk=order.pk)
    if stands.voided_at or stands.status not in statuses:
        label = "void" if stands.voided_at else ORDER_STATUSES.label(stands.status).lower()
        raise OrderRefused(
            f"This cannot be done to an order that is {label}. If that status is wrong, void the "
            "act that set it.",
            field="order",
        )
    return stands


def refuse_before_issue(order: ProtectiveOrder, day: date) -> None:
    """An order is not changed or ended before it was issued (rule 15)."""
    if order.issued_date and day < order.issued_date:
        raise OrderRefused(
            f"{day} is before the order was issued ({order.issued_date}). Check the date.",
            field="day",
        )


def keep(order: ProtectiveOrder, stands: ProtectiveOrder) -> None:
    """Save the order as it now stands, and let the caller's own copy know."""
    stands.save(update_fields=FOLLOWING)
    for column in FOLLOWING:
        setattr(order, column, getattr(stands, column))


def turn(
    order: ProtectiveOrder,
    stands: ProtectiveOrder,
    status: str,
    day: date | None,
    docket_entry: DocketEntry | None,
    by: str,
    **told: str | date | None,
) -> OrderEvent:
    """Give the order a new status, by the act that made it so."""
    stands.status = status
    keep(order, stands)
    return record(order, status, day, docket_entry, by, **told)


def record(
    order: ProtectiveOrder,
    act: str,
    day: date | None,
    docket_entry: DocketEntry | None,
    by: str,
    **told: str | date | None,
) -> OrderEvent:
    """Write the event of an act."""
    event = OrderEvent(
        order=order,
        act=act,
        date_from=day,
        date_to=day,
        # The return of service is a paper of the sheriff's; all else the court orders.
        rests_on="FILED_DOCUMENT" if act == "SERVED" else "COURT_ORDER",
        docket_entry=docket_entry,
        recorded_by=by,
        **told,
    )
    write(event)
    return event


def undo_event(event: OrderEvent) -> None:
    """Make the order again what the act before this one had made it."""
    order = ProtectiveOrder.objects.select_for_update().get(pk=event.order_id)
    if event.act == "SERVED":
        order.service, order.served_date = "UNKNOWN", None
    elif event.act not in ASIDE:
        order.status = _act_before(order, event)
        _undo_dates(order, event)
    order.save(update_fields=FOLLOWING)


def _act_before(order: ProtectiveOrder, event: OrderEvent) -> str:
    acts = OrderEvent.objects.filter(order=order, voided_at=None).exclude(act__in=ASIDE)
    latest, *earlier = acts.order_by("-recorded_at", "-id")
    if latest.pk != event.pk:
        raise OrderRefused(
            "Later acts upon this order rest on this one. Void those first, the latest first.",
            field="order_event",
        )
    if not earlier:
        raise OrderRefused("This act made the order. Void the order itself.", field="order_event")
    return str(earlier[0].act)


def _undo_dates(order: ProtectiveOrder, event: OrderEvent) -> None:
    match event.act:
        case "MODIFIED":
            raise OrderRefused(
                "A modification changed terms. Record another one that sets them right.",
                field="order_event",
            )
        case "ISSUED":
            order.issued_date = order.expires_date = None
            order.until_further_order = order.hearing_after_notice = False
        case "EXTENDED":
            order.expires_date = event.old_expires_date
        case "EXPIRED":
            pass
        case _:
            order.ended_date = None
            ProtectiveOrder.objects.filter(supersedes=order).update(supersedes=None)
