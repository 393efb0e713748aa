"""Issue protective orders, and record what becomes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from cases.actions.order_events import (
    OrderRefused,
    keep,
    record,
    refuse_before_issue,
    standing,
    turn,
)
from cases.actions.refusal import act, write
from cases.models import (
    Case,
    DocketEntry,
    OrderEvent,
    OrderPlace,
    OrderProtected,
    OrderTerm,
    Party,
    Person,
    ProtectiveOrder,
)

ENDINGS = ("DENIED", "DISMISSED", "WITHDRAWN", "TERMINATED", "VACATED")
IN_FORCE = ("ISSUED", "EXTENDED", "MODIFIED")


@dataclass(frozen=True, kw_only=True)
class NewTerm:
    """A term of an order, by its code; `text` is never published."""

    term: str
    text: str = ""
    from_date: date | None = None
    until_date: date | None = None


@dataclass(frozen=True, kw_only=True)
class NewOrder:
    """An order with everything it says. PETITIONED is only asked for; UNKNOWN is not known to
    be in force; `supersedes` is the order whose place it takes."""

    kind: str
    restrained: Party
    protects: Sequence[Person] = ()
    terms: Sequence[NewTerm] = ()
    places: Sequence[str] = ()
    status: str = "ISSUED"
    number: str = ""
    petitioned_date: date | None = None
    issued_date: date | None = None
    expires_date: date | None = None
    until_further_order: bool = False
    hearing_after_notice: bool = False
    is_brady: bool = False
    consent_to_publish: bool = False
    supersedes: ProtectiveOrder | None = None
    rests_on: str = "COURT_ORDER"
    docket_entry: DocketEntry | None = None
    source: str = ""
    source_id: str = ""


def issue_order(case: Case, new: NewOrder, *, by: str, reason: str = "") -> ProtectiveOrder:
    """Record a new order, whom and where it protects, and its terms."""
    with act(by=by, reason=reason):
        if new.status not in ("ISSUED", "PETITIONED", "UNKNOWN"):
            raise OrderRefused("A new order is issued, petitioned for or unknown.", field="status")
        apart = ("protects", "terms", "places", "supersedes")
        facts = {name: value for name, value in vars(new).items() if name not in apart}
        order = ProtectiveOrder(case=case, recorded_by=by, **facts)
        write(order)
        for person in new.protects:
            write(OrderProtected(order=order, person=person))
        for term in new.terms:
            write(OrderTerm(order=order, **vars(term)))
        for place in new.places:
            write(OrderPlace(order=order, text=place))
        day = new.issued_date if new.status == "ISSUED" else new.petitioned_date
        record(order, new.status, day, new.docket_entry, by, new_expires_date=new.expires_date)
        if new.supersedes:
            supersede_order(new.supersedes, successor=order, by=by, reason=reason)
    return order


def grant_order(
    order: ProtectiveOrder,
    *,
    issued_date: date,
    expires_date: date | None = None,
    until_further_order: bool = False,
    hearing_after_notice: bool = False,
    docket_entry: DocketEntry | None = None,
    by: str,
    reason: str = "",
) -> OrderEvent:
    """Issue an order that was petitioned for."""
    with act(by=by, reason=reason):
        stands = standing(order, "PETITIONED", "UNKNOWN")
        stands.issued_date, stands.expires_date = issued_date, expires_date
        stands.until_further_order = until_further_order
        stands.hearing_after_notice = hearing_after_notice
        return turn(
            order, stands, "ISSUED", issued_date, docket_entry, by, new_expires_date=expires_date
        )


def serve_order(
    order: ProtectiveOrder,
    *,
    service: str,
    served_date: date | None = None,
    docket_entry: DocketEntry | None = None,
    note: str = "",
    by: str,
    reason: str = "",
) -> OrderEvent | None:
    """Record service on the restrained person. An attempt is noted on the order alone."""
    with act(by=by, reason=reason):
        stands = standing(order, *IN_FORCE, "PETITIONED", "UNKNOWN")
        is_served = service in ("PERSONAL", "OPEN_COURT", "OTHER_MEANS", "WAIVED")
        if is_served and not served_date:
            raise OrderRefused(
                "Give the day of service; from then on the order binds.", field="served_date"
            )
        stands.service, stands.served_date = service, served_date if is_served else None
        keep(order, stands)
        if not is_served:
            return None
        return record(order, "SERVED", served_date, docket_entry, by, note=note)


def modify_order(
    order: ProtectiveOrder,
    *,
    day: date,
    end_terms: Sequence[str] = (),
    add_terms: Sequence[NewTerm] = (),
    add_places: Sequence[str] = (),
    docket_entry: DocketEntry | None = None,
    note: str = "",
    by: str,
    reason: str = "",
) -> OrderEvent:
    """End some terms of an order and begin others; a changed term is ended and added anew."""
    with act(by=by, reason=reason):
        stands = standing(order, *IN_FORCE)
        refuse_before_issue(stands, day)
        for code in end_terms:
            ended = OrderTerm.objects.filter(order=order, term=code, until_date=None)
            if not ended.update(until_date=day):
                raise OrderRefused(f"The order has no term {code} in force.", field="end_terms")
        for term in add_terms:
            begun = {**vars(term), "from_date": term.from_date or day}
            write(OrderTerm(order=order, **begun))
        for place in add_places:
            write(OrderPlace(order=order, text=place))
        return turn(order, stands, "MODIFIED", day, docket_entry, by, note=note)


def extend_order(
    order: ProtectiveOrder,
    *,
    day: date,
    expires_date: date,
    docket_entry: DocketEntry | None = None,
    note: str = "",
    by: str,
    reason: str = "",
) -> OrderEvent:
    """Put the expiry of an order off."""
    with act(by=by, reason=reason):
        stands = standing(order, *IN_FORCE)
        refuse_before_issue(stands, day)
        old = stands.expires_date
        if old is None or expires_date <= old:
            until = f"expires on {old}; give a later day" if old else "has no expiry to put off"
            raise OrderRefused(f"The order {until}.", field="expires_date")
        stands.expires_date = expires_date
        return turn(
            order,
            stands,
            "EXTENDED",
            day,
            docket_entry,
            by,
            note=note,
            old_expires_date=old,
            new_expires_date=expires_date,
        )


def expire_order(
    order: ProtectiveOrder, *, as_of: date, note: str = "", by: str, reason: str = ""
) -> OrderEvent:
    """Record that an order ran out; `as_of` is today."""
    with act(by=by, reason=reason):
        stands = standing(order, *IN_FORCE)
        if stands.expires_date is None or stands.expires_date > as_of:
            until = f"until {stands.expires_date}" if stands.expires_date else "without an end"
            raise OrderRefused(
                f"The order stands {until}. Terminate it if the court ended it.",
                field="expires_date",
            )
        return turn(order, stands, "EXPIRED", stands.expires_date, None, by, note=note)


def terminate_order(
    order: ProtectiveOrder,
    *,
    day: date,
    ending: str = "TERMINATED",
    docket_entry: DocketEntry | None = None,
    note: str = "",
    by: str,
    reason: str = "",
) -> OrderEvent:
    """Record that the court ended an order, or refused the petition for it."""
    with act(by=by, reason=reason):
        if ending not in ENDINGS:
            raise OrderRefused(f"Choose one of: {', '.join(ENDINGS)}.", field="ending")
        stands = standing(order, *IN_FORCE, "PETITIONED", "UNKNOWN")
        refuse_before_issue(stands, day)
        stands.ended_date = day
        return turn(order, stands, ending, day, docket_entry, by, note=note)


def supersede_order(
    order: ProtectiveOrder,
    *,
    successor: ProtectiveOrder,
    by: str,
    reason: str = "",
) -> OrderEvent:
    """Record that another order took this one's place, on the day that one was issued."""
    with act(by=by, reason=reason):
        stands = standing(order, *IN_FORCE, "UNKNOWN")
        if successor.issued_date is None:
            raise OrderRefused(
                "The order that takes its place has no day of issue yet.", field="successor"
            )
        refuse_before_issue(stands, successor.issued_date)
        successor.supersedes = order
        successor.save(update_fields=["supersedes"])
        # A temporary order may run out before the final one issues; it then ended earlier.
        stands.ended_date = min(filter(None, [stands.expires_date, successor.issued_date]))
        return turn(order, stands, "SUPERSEDED", successor.issued_date, None, by)


def in_force(order: ProtectiveOrder, day: date) -> bool:
    """Whether the order binds on that day, as the database tells it everywhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT order_in_force(o, %s) FROM protective_order o WHERE o.id = %s", [day, order.pk]
        )
        (found,) = cursor.fetchone()
    return bool(found)
