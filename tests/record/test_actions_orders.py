from datetime import date
from typing import Any

import pytest

from cases.actions import orders
from cases.actions.corrections import void
from cases.actions.orders import NewOrder, NewTerm
from cases.actions.refusal import Refused
from cases.models import OrderTerm, ProtectiveOrder
from tests import world
from tests.clerk.committing import committed

pytestmark = pytest.mark.django_db

BY: dict[str, Any] = {"by": "clerk"}
MAY, JUNE, JULY = date(2024, 5, 1), date(2024, 6, 1), date(2024, 7, 1)


def test_an_order_is_issued_with_everything_it_says(settle):
    order = issued(
        terms=[NewTerm(term="04", text="Home and work"), NewTerm(term="05")],
        places=["An invented street"],
    )
    settle()
    event = order.events.get()
    assert (order.status, event.act, event.date_from) == ("ISSUED", "ISSUED", MAY)
    assert order.terms.count() == 2
    assert (order.protected.count(), order.places.count()) == (1, 1)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"expires_date": MAY}, "issued_date"),
        ({"petitioned_date": JUNE}, "petitioned_date"),
        ({"kind": "TOP", "is_brady": True, "hearing_after_notice": True}, "is_brady"),
        ({"until_further_order": True}, "until_further_order"),
        ({"terms": [NewTerm(term="08")]}, "term"),
        ({"terms": [NewTerm(term="05"), NewTerm(term="05")]}, "term"),
        ({"places": [""]}, "text"),
        ({"status": "EXPIRED"}, "status"),
    ],
)
def test_an_order_that_cannot_be_is_refused_whole(said, field):
    with pytest.raises(Refused) as refused:
        issued(**said)
    assert refused.value.field == field
    assert not ProtectiveOrder.objects.exists()


def test_an_order_does_not_protect_the_person_it_restrains():
    accused = world.defendant()
    with pytest.raises(Refused, match="Mutual protection takes two orders"):
        issued(accused, protects=[accused.person])


def test_an_order_protects_somebody_unless_it_is_about_extreme_risk(settle):
    with pytest.raises(Refused, match="whom the order protects"), committed():
        issued(protects=[])
    issued(protects=[], kind="ERPO")
    settle()


def test_a_petition_is_granted(settle):
    order = issued(status="PETITIONED", petitioned_date=MAY, issued_date=None, expires_date=None)
    assert not orders.in_force(order, JUNE)
    orders.grant_order(order, issued_date=MAY, expires_date=JULY, **BY)
    settle()
    assert orders.in_force(order, JUNE)


def test_a_petition_is_denied(settle):
    order = issued(status="PETITIONED", petitioned_date=MAY, issued_date=None, expires_date=None)
    orders.terminate_order(order, day=JUNE, ending="DENIED", **BY)
    settle()
    assert order.status == "DENIED"


def test_service_is_no_change_of_status(settle):
    order = issued()
    orders.serve_order(order, service="PERSONAL", served_date=JUNE, **BY)
    settle()
    assert (order.status, order.service, order.served_date) == ("ISSUED", "PERSONAL", JUNE)


def test_an_attempt_of_service_is_no_service(settle):
    order = issued()
    assert orders.serve_order(order, service="ATTEMPTED", served_date=JUNE, **BY) is None
    settle()
    assert (order.service, order.served_date) == ("ATTEMPTED", None)


def test_service_has_a_day_and_not_before_the_issue():
    order = issued()
    with pytest.raises(Refused) as refused:
        orders.serve_order(order, service="PERSONAL", **BY)
    assert refused.value.field == "served_date"
    with pytest.raises(Refused, match="Served date cannot be before issued date"):
        orders.serve_order(order, service="PERSONAL", served_date=date(2024, 4, 1), **BY)


def test_a_modification_ends_and_adds_terms(settle):
    order = issued(terms=[NewTerm(term="04")])
    orders.modify_order(order, day=JUNE, end_terms=["04"], add_terms=[NewTerm(term="05")], **BY)
    settle()
    terms = OrderTerm.objects.filter(order=order).order_by("term")
    assert [(each.term, each.from_date, each.until_date) for each in terms] == [
        ("04", None, JUNE),
        ("05", JUNE, None),
    ]
    assert order.status == "MODIFIED"


def test_a_term_that_is_not_in_force_cannot_be_ended():
    order = issued()
    with pytest.raises(Refused, match="no term 07") as refused:
        orders.modify_order(order, day=JUNE, end_terms=["07"], **BY)
    assert refused.value.field == "end_terms"


def test_an_extension_keeps_the_old_expiry_in_its_event(settle):
    order = issued()
    event = orders.extend_order(order, day=JUNE, expires_date=date(2025, 7, 1), **BY)
    settle()
    assert (event.old_expires_date, event.new_expires_date) == (JULY, date(2025, 7, 1))
    assert orders.in_force(order, date(2025, 1, 1))


@pytest.mark.parametrize("until", [JULY, JUNE])
def test_an_extension_is_to_a_later_day(until):
    with pytest.raises(Refused, match="give a later day"):
        orders.extend_order(issued(), day=JUNE, expires_date=until, **BY)


def test_an_order_expires_on_its_day_and_not_before(settle):
    order = issued()
    with pytest.raises(Refused, match="stands until"):
        orders.expire_order(order, as_of=JUNE, **BY)
    assert orders.expire_order(order, as_of=JULY, **BY).date_from == JULY
    settle()
    assert not orders.in_force(order, JULY)
    assert orders.in_force(order, JUNE)


def test_an_open_ended_order_does_not_expire():
    order = issued(expires_date=None, until_further_order=True)
    with pytest.raises(Refused, match="without an end"):
        orders.expire_order(order, as_of=JULY, **BY)
    with pytest.raises(Refused, match="no expiry to put off"):
        orders.extend_order(order, day=JUNE, expires_date=JULY, **BY)


def test_a_terminated_order_binds_until_that_day(settle):
    order = issued(expires_date=None, until_further_order=True)
    orders.terminate_order(order, day=JUNE, **BY)
    settle()
    assert orders.in_force(order, MAY)
    assert not orders.in_force(order, JUNE)


def test_an_order_that_has_ended_is_not_acted_on():
    order = issued()
    orders.terminate_order(order, day=JUNE, **BY)
    with pytest.raises(Refused, match="an order that is terminated"):
        orders.extend_order(order, day=JUNE, expires_date=date(2025, 1, 1), **BY)


def test_an_order_is_not_changed_before_it_was_issued():
    with pytest.raises(Refused, match="before the order was issued") as refused:
        orders.modify_order(issued(), day=date(2024, 4, 1), **BY)
    assert refused.value.field == "day"


def test_a_temporary_order_goes_on_as_a_final_one_with_a_gap(settle):
    temporary = issued(kind="TOP", expires_date=JUNE)
    final = NewOrder(
        kind="FOP",
        restrained=temporary.restrained,
        protects=[each.person for each in temporary.protected.all()],
        issued_date=date(2024, 6, 3),
        expires_date=date(2025, 6, 3),
        supersedes=temporary,
    )
    order = orders.issue_order(temporary.case, final, **BY)
    settle()
    assert (temporary.status, temporary.ended_date) == ("SUPERSEDED", JUNE)
    days = [
        orders.in_force(temporary, day) or orders.in_force(order, day)
        for day in (date(2024, 5, 31), JUNE, date(2024, 6, 3))
    ]
    assert days == [True, False, True]


@pytest.mark.parametrize(
    "turn",
    [
        lambda order: orders.extend_order(order, day=JUNE, expires_date=date(2025, 7, 1), **BY),
        lambda order: orders.terminate_order(order, day=JUNE, **BY),
        lambda order: orders.expire_order(order, as_of=JULY, **BY),
        lambda order: orders.serve_order(order, service="PERSONAL", served_date=JUNE, **BY),
        lambda order: orders.supersede_order(order, successor=issued(order.restrained), **BY),
    ],
)
def test_voiding_an_act_gives_the_order_back_as_it_was(turn, settle):
    order = issued()
    before = as_it_stands(order)
    void(turn(order), reason="Entered for the wrong order", **BY)
    settle()
    assert as_it_stands(order) == before


def test_only_the_latest_act_is_voided_and_not_the_first():
    order = issued()
    first = order.events.get()
    extended = orders.extend_order(order, day=JUNE, expires_date=date(2025, 7, 1), **BY)
    with pytest.raises(Refused, match="Later acts"):
        void(first, reason="Wrong", **BY)
    void(extended, reason="Wrong", **BY)
    with pytest.raises(Refused, match="Void the order itself"):
        void(first, reason="Wrong", **BY)
    void(order, reason="Wrong case", **BY)
    assert not orders.in_force(order, JUNE)


def issued(accused=None, **said):
    accused = accused or world.defendant()
    defaults = {"kind": "FOP", "issued_date": MAY, "expires_date": JULY}
    said = {**defaults, "protects": [world.person("Tove Marisdatter")], **said}
    return orders.issue_order(accused.case, NewOrder(restrained=accused, **said), **BY)


def as_it_stands(order):
    apart = ("service",)
    row = ProtectiveOrder.objects.filter(pk=order.pk).values().get()
    return {name: value for name, value in row.items() if name not in apart}
