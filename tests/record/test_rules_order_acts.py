"""Terms, places and acts of a protective order (rules 15 and 20)."""

from datetime import date, timedelta

import pytest

from cases.models import OrderEvent, OrderPlace, OrderTerm, ProtectiveOrder
from tests import world
from tests.rules import refuses
from tests.worlds.rows import make

pytestmark = pytest.mark.django_db

ISSUED, ENDED = date(2024, 3, 1), date(2024, 6, 1)


def stored(order):
    return ProtectiveOrder.objects.filter(pk=order.pk)


def test_a_term_stands_once_until_it_ends():
    order = world.order()
    first = make(OrderTerm, order=order, term="04")
    with refuses("order_has_a_term_once"):
        make(OrderTerm, order=order, term="04")
    OrderTerm.objects.filter(pk=first.pk).update(until_date=ENDED)
    assert make(OrderTerm, order=order, term="04").pk


def test_further_conditions_are_written_out():
    assert make(OrderTerm, term="08", text="Keep away from the ferry landing.").pk
    with refuses("further_conditions_are_written_out"):
        make(OrderTerm, term="08")


def test_a_place_is_named():
    place = make(OrderPlace, text="her home")
    with refuses("order_place_is_named"):
        OrderPlace.objects.filter(pk=place.pk).update(text="")


STATUS = "order_status_is_its_latest_act"


def test_the_status_is_that_of_the_latest_act(settle):
    order = world.order(status="EXTENDED")
    for act in ("ISSUED", "SERVED", "EXTENDED", "VIOLATION_ALLEGED"):
        OrderEvent.objects.create(order=order, act=act)
    settle()


def test_a_status_that_no_act_made_is_refused(settle):
    order = world.order()
    OrderEvent.objects.create(order=order, act="ISSUED")
    settle()
    with refuses(STATUS):
        stored(order).update(status="TERMINATED")


def test_an_act_that_leaves_the_status_behind_is_refused():
    order = world.order()
    with refuses(STATUS):
        OrderEvent.objects.create(order=order, act="VACATED")


def test_a_voided_act_gives_the_status_back_to_the_one_before(settle):
    order = world.order()
    OrderEvent.objects.create(order=order, act="ISSUED")
    OrderEvent.objects.create(
        order=order, act="VACATED", voided_at="2024-05-01T12:00Z", voided_by="clerk",
        void_reason="wrong order",
    )  # fmt: skip
    settle()


def test_the_first_service_is_recorded_of_an_order_whose_other_acts_are_not(settle):
    make(OrderEvent, order=world.order(), act="SERVED")
    settle()


@pytest.mark.parametrize("act", ["SERVED", "MODIFIED", "EXTENDED", "TERMINATED"])
def test_an_act_upon_an_order_is_not_dated_before_its_issue(settle, act):
    order = world.order(issued_date=ISSUED, status="ISSUED" if act == "SERVED" else act)
    day = {"order": order, "act": act}
    make(OrderEvent, date_from=ISSUED - timedelta(days=1), date_to=ISSUED, **day)
    settle()
    with refuses("order_act_follows_its_issue"):
        make(OrderEvent, date_to=ISSUED - timedelta(days=1), **day)


def test_a_petition_is_dated_before_the_issue(settle):
    order = world.order(issued_date=ISSUED)
    make(OrderEvent, order=order, act="PETITIONED", date_to=ISSUED - timedelta(days=1))
    make(OrderEvent, order=order, act="ISSUED", date_to=ISSUED)
    settle()
