"""Cases, courts, relations and docket numbers: what a case must be, by SQL-level writes."""

import pytest

from cases.models import Case, Court, DocketEntry, OffenseLevel, RelatedCase
from tests import world
from tests.rules import refuses
from tests.worlds.rows import make

pytestmark = pytest.mark.django_db


def test_one_number_stands_in_two_courts():
    assert world.case(number="CR2024-7").pk != world.case(number="CR2024-7").pk


@pytest.mark.parametrize("again", ["CR2024-7", "cr2024-7", "CR2024 7", "CR2024 / 7", "Cr2024--7"])
def test_a_number_stands_once_in_a_court_however_it_is_spelled(again):
    first = world.case(number="CR2024-7")
    with refuses("case_number_is_unique_in_its_court"):
        world.case(court=first.court, number=again)


def test_a_number_is_kept_as_written():
    assert (
        Case.objects.get(pk=world.case(number="60CR-23-1234 / A").pk).number == "60CR-23-1234 / A"
    )


@pytest.mark.parametrize("number", ["", "  ", "--", "—"])
def test_a_number_without_letters_or_digits_is_refused(number):
    case = world.case()
    with refuses("case_number_has_letters_or_digits"):
        Case.objects.filter(pk=case.pk).update(number=number)


def test_a_case_is_a_draft_until_somebody_says_otherwise():
    bare = Case.objects.create(court=world.court(), number="CR2024-7", case_type="CR")
    assert bare.visibility == "DRAFT"


def test_two_cases_are_related_in_more_than_one_way():
    one, other = world.case(), world.case()
    world.relate(one, other)
    assert world.relate(one, other, "TRANSFERRED").pk


def test_a_relation_stands_once():
    one, other = world.case(), world.case()
    world.relate(one, other)
    with refuses("related_case_stands_once"):
        world.relate(one, other)


def test_a_case_is_not_related_to_itself():
    relation = world.relate(world.case(), world.case())
    with refuses("related_case_is_another_case"):
        RelatedCase.objects.filter(pk=relation.pk).update(other_case=relation.case)


@pytest.mark.parametrize("code", ["bend", "bend-circuit-2"])
def test_a_court_code_is_small_letters_digits_and_single_hyphens(code):
    assert world.court(code=code).pk


@pytest.mark.parametrize("code", ["", "Bend", "bend--circuit", "-bend", "bend circuit", "béndix"])
def test_a_court_code_that_is_no_slug_is_refused(code):
    court = world.court()
    with refuses("court_code_is_a_slug"):
        Court.objects.filter(pk=court.pk).update(code=code)


def test_entries_without_a_number_stand_beside_numbered_ones():
    case = world.case()
    world.entry(case, entry_number=1)
    world.entry(case)
    assert world.entry(case).pk


def test_a_docket_number_stands_once_in_its_case():
    case = world.case()
    world.entry(case, entry_number=1)
    later = world.entry(case, entry_number=2)
    assert world.entry(world.case(), entry_number=1).pk
    with refuses("docket_entry_number_is_unique_in_its_case"):
        DocketEntry.objects.filter(pk=later.pk).update(entry_number=1)


def test_a_level_of_a_ladder_starts_once():
    level = make(OffenseLevel)
    again = {"state": level.state, "code": level.code}
    assert make(OffenseLevel, valid_from="1990-01-01", **again).pk
    with refuses("offense_level_starts_once"):
        make(OffenseLevel, valid_from=level.valid_from, **again)
