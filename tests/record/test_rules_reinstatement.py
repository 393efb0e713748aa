"""A reinstatement, and nothing else, ends a replacement (rule 4)."""

from datetime import date

import pytest

from cases.models import ChargeChange, ChargeChangeItem
from tests import world
from tests.rules import refuses

pytestmark = pytest.mark.django_db

VOID = {"voided_at": "2024-05-03T12:00Z", "voided_by": "clerk", "void_reason": "wrong count"}
DAY = date(2024, 5, 2)

BY_ONE = "charge_is_reinstated_by_a_reinstatement"


@pytest.fixture
def counts():
    """Three charges against one defendant."""
    accused = world.defendant()
    return [world.charge(accused) for _ in range(3)]


def end(replacement, charge, by):
    ChargeChangeItem.objects.filter(change=replacement, charge=charge).update(ended_by=by)


def reinstated(was, becomes):
    """Replace a charge and reinstate it; gives both changes."""
    replacement = world.change(before=[was], after=[becomes])
    back = world.change("REINSTATED", before=[becomes], after=[was])
    end(replacement, was, back)
    return replacement, back


def test_a_charge_is_replaced_anew_once_it_was_reinstated(settle, counts):
    was, becomes, instead = counts
    reinstated(was, becomes)
    settle()
    world.change(before=[was], after=[instead])
    settle()


def test_a_reinstatement_that_ends_no_replacement_is_refused(settle, counts):
    was, becomes, _ = counts
    world.change(before=[was], after=[becomes])
    settle()
    with refuses("charge_change_reinstates_what_was_replaced"):
        world.change("REINSTATED", after=[was])


def test_a_replacement_is_not_ended_by_another_kind_of_change(settle, counts):
    was, becomes, instead = counts
    first = world.change(before=[was], after=[becomes])
    second = world.change(before=[becomes], after=[instead])
    settle()
    with refuses(BY_ONE):
        end(first, was, second)


def test_a_replacement_is_not_ended_by_the_reinstatement_of_another_charge(settle, counts):
    was, becomes, other = counts
    first = world.change(before=[was], after=[becomes])
    elsewhere = world.change("REINSTATED", after=[other])
    settle()
    with refuses(BY_ONE):
        end(first, was, elsewhere)


def test_a_reinstatement_is_not_voided_alone(settle, counts):
    was, becomes, _ = counts
    _, back = reinstated(was, becomes)
    settle()
    with refuses(BY_ONE):
        ChargeChange.objects.filter(pk=back.pk).update(**VOID)


def test_a_reinstatement_is_voided_with_the_end_it_made(settle, counts):
    was, becomes, _ = counts
    replacement, back = reinstated(was, becomes)
    settle()
    ChargeChange.objects.filter(pk=back.pk).update(**VOID)
    end(replacement, was, None)
    settle()


def test_a_reinstated_charge_keeps_its_old_filing_date(settle, counts):
    world.change("REINSTATED", after=counts[:1], date_from=DAY, date_to=DAY)
    settle()
