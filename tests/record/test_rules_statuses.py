"""A case's status for each defendant: no overlap, no gap, no closing over pending charges
(rules 13 and 14)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.models import CaseStatus, ChargeChange, Disposition
from tests import world
from tests.rules import refuses, settle_now

pytestmark = pytest.mark.django_db

DAYS = [date(2024, 3, 1) + timedelta(days=n) for n in range(5)]
FIRST, SECOND, THIRD = DAYS[:3]


def tell(case, *told, party=None):
    """Statuses in one statement: pairs of a status and the day it began; the last is open."""
    untils = [day for _, day in told[1:]] + [None]
    return CaseStatus.objects.bulk_create(
        CaseStatus(case=case, party=party, status=code, effective_date=day, until_date=until)
        for (code, day), until in zip(told, untils, strict=True)
    )


def test_statuses_follow_each_other_day_by_day(settle):
    tell(world.case(), ("FILED", FIRST), ("STAYED", SECOND), ("REACTIVATED", THIRD))
    settle()


def test_a_status_may_last_less_than_a_day(settle):
    tell(world.case(), ("FILED", FIRST), ("DISPOSED", FIRST))
    settle()


def test_each_defendant_of_a_case_has_a_status_of_their_own(settle):
    case = world.case()
    for _ in range(2):
        tell(
            case, ("FILED", FIRST), ("STAYED", SECOND), party=world.defendant(case, world.person())
        )
    tell(case, ("FILED", FIRST))
    settle()


def test_the_respondent_of_a_case_has_a_status_too(settle):
    case = world.case(case_type="DR")
    tell(case, ("FILED", FIRST), party=world.party(case, "RES"))
    settle()


@pytest.mark.parametrize("role", ["VIC", "WIT", "JUDGE"])
def test_nobody_but_a_defendant_or_respondent_has_a_status(role):
    case = world.case()
    with refuses("status_is_of_a_defendant_of_its_case"):
        tell(case, ("FILED", FIRST), party=world.party(case, role))


def test_a_defendant_of_another_case_has_no_status_in_this_one():
    with refuses("status_is_of_a_defendant_of_its_case"):
        tell(world.case(), ("FILED", FIRST), party=world.defendant())


def test_two_statuses_at_one_time_are_refused():
    case = world.case()
    tell(case, ("FILED", FIRST))
    with refuses("case_statuses_do_not_overlap"):
        world.status(case, "STAYED", effective_date=SECOND)


def test_a_voided_status_makes_room(settle):
    case = world.case()
    [wrong] = tell(case, ("STAYED", FIRST))
    CaseStatus.objects.filter(pk=wrong.pk).update(
        voided_at="2024-03-02T12:00Z", voided_by="clerk", void_reason="wrong case"
    )
    tell(case, ("FILED", FIRST))
    settle()


def test_a_gap_between_two_statuses_is_refused():
    case = world.case()
    with refuses("case_statuses_leave_no_gap"):
        CaseStatus.objects.bulk_create(
            CaseStatus(case=case, status=code, effective_date=day, until_date=until)
            for code, day, until in (("FILED", FIRST, SECOND), ("STAYED", THIRD, None))
        )


def test_a_case_without_a_present_status_is_refused():
    case = world.case()
    tell(case, ("FILED", FIRST))
    with refuses("case_statuses_leave_no_gap"):
        CaseStatus.objects.filter(case=case).update(until_date=SECOND)


def test_a_status_that_ends_before_it_begins_is_refused():
    case = world.case()
    with refuses("casestatus_effective_date_not_after_until_date"):
        world.status(case, effective_date=SECOND, until_date=FIRST)


# The examples share one connection; each is rolled back.
SHARED_DB = [HealthCheck.function_scoped_fixture]
SOME_DAY = st.none() | st.sampled_from(DAYS)
SPANS = st.lists(
    st.tuples(SOME_DAY, SOME_DAY).map(
        lambda span: span if None in span else tuple(sorted(filter(None, span)))
    ),
    min_size=1,
    max_size=4,
)


def overlap(one, other):
    def empty(span):
        return None not in span and span[0] == span[1]

    (start, end), (begin, until) = [
        (since or date.min, until or date.max) for since, until in (one, other)
    ]
    return not empty(one) and not empty(other) and start < until and begin < end


def broken_by(spans):
    """What the rules say of these intervals, worked out without the database."""
    if any(overlap(a, b) for n, a in enumerate(spans) for b in spans[n + 1 :]):
        return "case_statuses_do_not_overlap"
    line = sorted(spans, key=lambda span: (span[0] or date.min, span[1] or date.max))
    joined = all(was[1] == now[0] for was, now in pairwise(line))
    return "" if joined and line[-1][1] is None else "case_statuses_leave_no_gap"


@settings(deadline=None, max_examples=60, suppress_health_check=SHARED_DB)
@given(spans=SPANS)
def test_any_intervals_are_accepted_if_and_only_if_they_tile_the_time(db, spans):
    with transaction.atomic():
        case = world.case()
        rows = [
            CaseStatus(case=case, status="UNKNOWN", effective_date=since, until_date=until)
            for since, until in spans
        ]
        if rule := broken_by(spans):
            with refuses(rule):
                CaseStatus.objects.bulk_create(rows)
        else:
            CaseStatus.objects.bulk_create(rows)
            settle_now()
        transaction.set_rollback(True)


@pytest.mark.parametrize("earlier", ["DISPOSED", "CLOSED", "TRANSFERRED", "CONSOLIDATED"])
def test_a_disposed_case_is_reopened(settle, earlier):
    tell(world.case(), ("FILED", FIRST), (earlier, SECOND), ("REOPENED", THIRD))
    settle()


@pytest.mark.parametrize("earlier", ["FILED", "STAYED", "INACTIVE"])
def test_a_case_that_was_not_disposed_is_not_reopened(earlier):
    with refuses("case_is_reopened_after_it_was_disposed"):
        tell(world.case(), (earlier, FIRST), ("REOPENED", SECOND))


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("case_is_reopened_after_it_was_disposed", "REOPENED"),
        ("case_is_reactivated_after_it_was_inactive", "REACTIVATED"),
    ],
)
def test_a_case_does_not_begin_as_reopened_or_reactivated(rule, code):
    with refuses(rule):
        tell(world.case(), (code, FIRST))


@pytest.mark.parametrize("earlier", ["STAYED", "INACTIVE"])
def test_an_inactive_case_is_reactivated(settle, earlier):
    tell(world.case(), ("FILED", FIRST), (earlier, SECOND), ("REACTIVATED", THIRD))
    settle()


@pytest.mark.parametrize("earlier", ["FILED", "DISPOSED"])
def test_a_case_that_was_not_inactive_is_not_reactivated(earlier):
    with refuses("case_is_reactivated_after_it_was_inactive"):
        tell(world.case(), (earlier, FIRST), ("REACTIVATED", SECOND))


CLOSED = "case_is_closed_with_every_charge_disposed"


@pytest.mark.parametrize("closing", ["DISPOSED", "CLOSED"])
def test_a_case_is_closed_when_every_charge_is_disposed_or_replaced(settle, closing):
    convicted = world.charge()
    was = world.charge(convicted.party)
    world.change(before=[was], after=[convicted])
    world.dispose(convicted)
    tell(convicted.case, ("FILED", FIRST), (closing, SECOND))
    settle()


@pytest.mark.parametrize("instrument", ["INFORMATION", "ARREST"])
@pytest.mark.parametrize("closing", ["DISPOSED", "DISP_REOPENED", "CLOSED"])
def test_a_case_is_not_closed_over_a_pending_charge(closing, instrument):
    pending = world.charge(instrument=instrument)
    with refuses(CLOSED):
        tell(pending.case, ("FILED", FIRST), (closing, SECOND))


def test_one_defendant_is_done_while_the_other_still_stands_charged(settle):
    done = world.charge()
    other = world.charge(world.defendant(done.case, world.person("Ines Vantongeren")))
    world.dispose(done)
    tell(done.case, ("DISPOSED", FIRST), party=done.party)
    settle()
    with refuses(CLOSED):
        tell(done.case, ("DISPOSED", FIRST), party=other.party)


@pytest.mark.parametrize("act", ["new charge", "vacated", "voided", "change voided"])
def test_no_later_act_leaves_a_pending_charge_in_a_closed_case(settle, act):
    convicted = world.charge()
    replaced = world.charge(convicted.party)
    change = world.change(before=[replaced], after=[convicted])
    done = world.dispose(convicted)
    tell(convicted.case, ("DISPOSED", FIRST))
    settle()
    void = {"voided_at": "2024-05-01T12:00Z", "voided_by": "clerk", "void_reason": "mistyped"}
    with refuses(CLOSED):
        match act:
            case "new charge":
                world.charge(convicted.party)
            case "vacated":
                vacatur = world.dispose(convicted, "VACATED")
                Disposition.objects.filter(pk=done.pk).update(vacated_by_disposition=vacatur)
            case "voided":
                Disposition.objects.filter(pk=done.pk).update(**void)
            case "change voided":
                ChargeChange.objects.filter(pk=change.pk).update(**void)
