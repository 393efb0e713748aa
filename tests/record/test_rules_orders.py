"""Protective orders: dates, force, whom they protect and restrain, Brady, violations
(rules 15 to 19)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from cases.models import OrderProtected, Party, ProtectiveOrder
from tests import world
from tests.rules import refuses

pytestmark = pytest.mark.django_db

ISSUED = date(2024, 3, 1)
BEFORE, AFTER = ISSUED - timedelta(days=1), ISSUED + timedelta(days=1)
ENDED = date(2024, 6, 1)


def stored(order):
    return ProtectiveOrder.objects.filter(pk=order.pk)


@pytest.mark.parametrize(
    "dates",
    [
        {"petitioned_date": ISSUED, "served_date": ISSUED, "ended_date": ISSUED},
        {"petitioned_date": BEFORE, "served_date": AFTER, "expires_date": AFTER},
        {"issued_date": None, "expires_date": BEFORE, "served_date": BEFORE},
        {"until_further_order": True},
    ],
)
def test_dates_of_an_order_in_their_order_are_accepted(settle, dates):
    world.order(**{"issued_date": ISSUED, **dates})
    settle()


@pytest.mark.parametrize(
    ("rule", "dates"),
    [
        ("protectiveorder_petitioned_date_not_after_issued_date", {"petitioned_date": AFTER}),
        ("protectiveorder_issued_date_not_after_served_date", {"served_date": BEFORE}),
        ("protectiveorder_issued_date_not_after_ended_date", {"ended_date": BEFORE}),
        ("order_expires_after_it_is_issued", {"expires_date": ISSUED}),
        ("order_expires_after_it_is_issued", {"expires_date": BEFORE}),
        (
            "order_is_open_ended_or_expires",
            {"until_further_order": True, "expires_date": ENDED},
        ),
    ],
)
def test_dates_of_an_order_out_of_their_order_are_refused(rule, dates):
    order = world.order(issued_date=ISSUED)
    with refuses(rule):
        stored(order).update(**dates)


@pytest.mark.parametrize(("kind", "days"), [("TOP", 31), ("FOP", 89), ("FOP", 3660)])
def test_an_unusual_duration_is_for_a_warning_and_not_refused(settle, kind, days):
    world.order(kind=kind, issued_date=ISSUED, expires_date=ISSUED + timedelta(days=days))
    settle()


def test_an_order_does_not_supersede_itself():
    order = world.order()
    assert stored(order).update(supersedes=world.order()) == 1
    with refuses("order_does_not_supersede_itself"):
        stored(order).update(supersedes=order)


def in_force(order, day):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT order_in_force(o, %s) FROM protective_order o WHERE o.id = %s", [day, order.pk]
        )
        [answer] = cursor.fetchone()
        return answer


@pytest.mark.parametrize("status", ["ISSUED", "EXTENDED", "MODIFIED", "EXPIRED"])
def test_an_order_binds_from_its_issue_until_the_day_it_expires(status):
    order = world.order(issued_date=ISSUED, expires_date=ENDED, status=status)
    days = [BEFORE, ISSUED, ENDED - timedelta(days=1), ENDED]
    assert [in_force(order, day) for day in days] == [False, True, True, False]


def test_an_open_ended_order_binds_until_further_order():
    order = world.order(issued_date=ISSUED, until_further_order=True)
    assert in_force(order, date(2099, 1, 1))


def test_an_order_without_an_end_that_is_not_open_ended_is_not_said_to_bind():
    assert in_force(world.order(issued_date=ISSUED), AFTER) is False


def test_an_order_of_unknown_issue_is_not_said_to_bind():
    assert in_force(world.order(issued_date=None, until_further_order=True), AFTER) is False


@pytest.mark.parametrize(
    "status", ["TERMINATED", "VACATED", "SUPERSEDED", "DISMISSED", "WITHDRAWN"]
)
def test_an_ended_order_binds_until_the_day_it_ended(status):
    order = world.order(
        issued_date=ISSUED, until_further_order=True, status=status, ended_date=ENDED
    )
    assert in_force(order, ENDED - timedelta(days=1))
    assert not in_force(order, ENDED)
    stored(order).update(ended_date=None)
    assert not in_force(order, ISSUED)


@pytest.mark.parametrize("status", ["PETITIONED", "DENIED", "UNKNOWN"])
def test_an_order_never_known_to_be_issued_does_not_bind(status):
    order = world.order(issued_date=ISSUED, expires_date=ENDED, status=status)
    assert not in_force(order, AFTER)


def test_an_order_does_not_bind_on_the_gap_day_before_the_next():
    first = world.order(kind="TOP", issued_date=ISSUED, expires_date=ENDED)
    second = world.order(
        first.case, first.restrained, supersedes=first, expires_date=date(2025, 6, 1),
        issued_date=ENDED + timedelta(days=1),
    )  # fmt: skip
    assert [in_force(order, ENDED) for order in (first, second)] == [False, False]


def test_an_order_protects_somebody():
    with refuses("order_protects_someone"):
        world.order(protects=())


def test_an_extreme_risk_order_protects_nobody_by_name(settle):
    world.order(kind="ERPO", protects=())
    settle()


def test_the_only_protected_person_is_not_taken_away(settle):
    order = world.order()
    settle()
    with refuses("order_protects_someone"):
        OrderProtected.objects.filter(order=order).delete()


def test_a_person_is_protected_once_by_an_order():
    order = world.order(protects=(shielded := world.person("Tove Marisdatter")))
    with refuses("order_protects_a_person_once"):
        OrderProtected.objects.create(order=order, person=shielded)


def test_an_order_does_not_protect_the_person_it_restrains():
    restrained = world.defendant()
    with refuses("order_restrains_another"):
        world.order(restrained.case, restrained, [world.person(), restrained.person])


def test_an_order_is_not_turned_upon_the_person_it_protects():
    shielded = world.person("Tove Marisdatter")
    order = world.order(protects=shielded)
    other = world.party(order.case, "RES", shielded)
    with refuses("order_restrains_another"):
        stored(order).update(restrained=other)


def test_the_restrained_party_does_not_become_the_person_protected(settle):
    shielded = world.person("Tove Marisdatter")
    order = world.order(protects=shielded)
    settle()
    with refuses("order_restrains_another"):
        Party.objects.filter(pk=order.restrained_id).update(person=shielded)


def test_mutual_protection_takes_two_orders(settle):
    one, other = world.person(), world.person("Tove Marisdatter")
    case = world.case()
    world.order(case, world.party(case, "RES", one), other)
    world.order(case, world.party(case, "PET", other), one)
    settle()


def test_an_order_restrains_a_party_of_its_own_case():
    with refuses("order_restrains_a_party_of_its_case"):
        world.order(world.case(), world.defendant())


def test_the_restrained_party_stays_in_the_case_of_the_order(settle):
    order = world.order()
    settle()
    with refuses("order_restrains_a_party_of_its_case"):
        Party.objects.filter(pk=order.restrained_id).update(case=world.case())


BRADY: dict[str, Any] = {"is_brady": True, "hearing_after_notice": True}


def test_a_firearms_prohibition_follows_a_hearing_after_notice():
    assert world.order(**BRADY).is_brady


@pytest.mark.parametrize("changed", [{"hearing_after_notice": False}, {"kind": "TOP"}])
def test_a_firearms_prohibition_without_hearing_or_on_a_temporary_order_is_refused(changed):
    order = world.order(**BRADY)
    with refuses("order_is_brady_only_after_a_hearing"):
        stored(order).update(**changed)


def violated(order, since, until=None):
    return world.charge(violates_order=order, offense_from=since, offense_to=until, filed_date=None)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2024, 3, 5), None),
        (date(2024, 5, 31), date(2024, 7, 1)),
        (BEFORE, date(2024, 3, 5)),
        (None, None),
    ],
)
def test_a_violation_while_the_order_bound_is_accepted(settle, since, until):
    order = world.order(issued_date=ISSUED, served_date=date(2024, 3, 5), expires_date=ENDED)
    violated(order, since, until)
    settle()


@pytest.mark.parametrize(
    ("since", "until"),
    [(date(2024, 3, 4), None), (BEFORE, date(2024, 3, 4)), (ENDED, None), (None, BEFORE)],
)
def test_a_violation_before_service_or_after_the_end_is_refused(since, until):
    order = world.order(issued_date=ISSUED, served_date=date(2024, 3, 5), expires_date=ENDED)
    with refuses("charge_violates_an_order_then_in_force"):
        violated(order, since, until)


def test_a_violation_of_an_order_never_served_counts_from_its_issue(settle):
    violated(world.order(issued_date=ISSUED, until_further_order=True), ISSUED)
    settle()


def test_a_violation_stands_when_the_order_ends_later(settle):
    order = world.order(issued_date=ISSUED, until_further_order=True)
    violated(order, AFTER)
    settle()
    stored(order).update(status="VACATED", ended_date=ENDED)
    settle()


def test_an_order_is_not_redated_away_from_a_violation_charged_in_another_case(settle):
    order = world.order(issued_date=ISSUED, until_further_order=True)
    violated(order, AFTER)
    settle()
    with refuses("charge_violates_an_order_then_in_force"):
        stored(order).update(issued_date=AFTER + timedelta(days=1))


def test_a_violation_of_an_unnamed_order_needs_no_statute(settle):
    assert world.charge(level="", label="Violation of a no-contact order").statute == ""
    settle()
