from typing import Any

import pytest

from cases.actions.people import merge_people, unmerge
from cases.actions.refusal import Refused
from cases.models import (
    OrderProtected,
    Party,
    Person,
    PersonName,
    PersonRelation,
    Statement,
)
from tests import world

pytestmark = pytest.mark.django_db

BY: dict[str, Any] = {"by": "clerk", "reason": "Same birth date and booking number"}


def test_a_merge_moves_everything_and_undoing_it_restores_every_row(settle):
    survivor, absorbed = two_records_of_one_person()
    before = every_link()
    merge = merge_people(survivor, absorbed, **BY)
    settle()
    assert not any(absorbed.pk in people for _, _, *people in every_link())
    assert absorbed.merged_into == survivor
    unmerge(merge, by="clerk", reason="Father and son")
    settle()
    assert every_link() == before
    absorbed.refresh_from_db()
    assert (absorbed.merged_into, merge.undone_by) == (None, "clerk")


def test_the_absorbed_spelling_still_finds_the_person():
    survivor, absorbed = world.person("Darío Ibáñez"), world.person("Dario Ibanez")
    merge_people(survivor, absorbed, **BY)
    assert survivor.names.get().full_name == "Dario Ibanez"


def test_a_name_withheld_once_is_withheld_everywhere_and_as_before_when_undone(settle):
    survivor, absorbed = world.person(), world.person()
    plain = world.defendant(who=survivor)
    shown = world.party(
        world.case(), "VIC", survivor, public_name="SHOW", public_name_basis="Order of 2 May"
    )
    world.defendant(who=absorbed, public_name="HIDE")
    merge = merge_people(survivor, absorbed, **BY)
    assert set(Party.objects.values_list("public_name", flat=True)) == {"HIDE"}
    unmerge(merge, **BY)
    settle()
    plain.refresh_from_db()
    shown.refresh_from_db()
    assert (plain.public_name, shown.public_name) == ("", "SHOW")


def test_what_is_recorded_after_a_merge_stays_with_the_survivor():
    survivor, absorbed = two_records_of_one_person()
    merge = merge_people(survivor, absorbed, **BY)
    since = world.defendant(who=survivor)
    unmerge(merge, **BY)
    since.refresh_from_db()
    assert since.person == survivor


def test_the_same_role_in_one_case_is_refused():
    accused = world.defendant()
    twice = world.defendant(accused.case)
    with pytest.raises(Refused, match="Both are defendant in case") as refused:
        merge_people(accused.person, twice.person, **BY)
    assert refused.value.field == "absorbed"


def test_two_roles_in_one_case_are_one_person(settle):
    accused = world.defendant()
    petitioner = world.party(accused.case, "PET")
    merge_people(accused.person, petitioner.person, **BY)
    settle()
    assert set(accused.case.parties.values_list("person", flat=True)) == {accused.person_id}


def test_both_protected_by_one_order_is_refused():
    one, other = world.person(), world.person()
    world.order(protects=[one, other])
    with pytest.raises(Refused, match="Both are protected"):
        merge_people(one, other, **BY)


@pytest.mark.parametrize("turned", [False, True])
def test_whom_an_order_restrains_is_not_whom_it_protects(turned):
    restrained, protected = world.defendant(), world.person()
    world.order(restrained.case, restrained, protected)
    pair = [restrained.person, protected]
    with pytest.raises(Refused, match=r"restrains the one|cannot protect the person"):
        merge_people(*(reversed(pair) if turned else pair), **BY)


def test_people_related_to_each_other_are_two():
    one, other = world.person(), world.person()
    PersonRelation.objects.create(person=other, other=one, kind="SPOUSE_OF")
    with pytest.raises(Refused, match="related to each other"):
        merge_people(one, other, **BY)


def test_father_and_son_are_two():
    father, son = world.person(suffix="Sr"), world.person(suffix="Jr")
    with pytest.raises(Refused, match="suffixes differ"):
        merge_people(father, son, **BY)


def test_a_person_is_no_organization():
    with pytest.raises(Refused, match="organization"):
        merge_people(world.person(), world.person("Ouachita Bend EMS", kind="ORGANIZATION"), **BY)


def test_a_like_name_is_no_reason():
    with pytest.raises(Refused) as refused:
        merge_people(world.person(), world.person(), by="clerk", reason="")
    assert refused.value.field == "reason"


def test_a_person_is_not_merged_into_themselves_nor_twice():
    survivor, absorbed, third = world.person(), world.person(), world.person()
    with pytest.raises(Refused, match="two different"):
        merge_people(survivor, survivor, **BY)
    merge_people(survivor, absorbed, **BY)
    with pytest.raises(Refused, match="already merged"):
        merge_people(third, absorbed, **BY)
    with pytest.raises(Refused, match="already merged"):
        merge_people(absorbed, third, **BY)


def test_merges_are_undone_latest_first(settle):
    oldest, middle, newest = (world.person() for _ in range(3))
    for each in (oldest, middle, newest):
        world.defendant(who=each)
    before = every_link()
    first = merge_people(middle, newest, **BY)
    second = merge_people(oldest, middle, **BY)
    with pytest.raises(Refused, match="Undo that merge first"):
        unmerge(first, **BY)
    unmerge(second, **BY)
    unmerge(first, **BY)
    settle()
    assert every_link() == before


def test_a_merge_is_undone_once_and_may_be_made_again():
    survivor, absorbed = two_records_of_one_person()
    merge = merge_people(survivor, absorbed, **BY)
    unmerge(merge, **BY)
    with pytest.raises(Refused, match="already undone by clerk"):
        unmerge(merge, **BY)
    merge_people(survivor, Person.objects.get(pk=absorbed.pk), **BY)


def two_records_of_one_person():
    survivor, absorbed = world.person("Darío Ibáñez"), world.person("Dario Ibanez")
    employer = world.person("Ouachita Bend EMS", kind="ORGANIZATION")
    world.defendant(who=survivor)
    accused = world.defendant(who=absorbed)
    world.order(protects=absorbed)
    for each in (survivor, absorbed):
        PersonName.objects.create(person=each, kind="ALIAS", full_name="Dar")
        PersonRelation.objects.create(person=each, other=employer, kind="EMPLOYEE_OF")
    PersonName.objects.create(person=absorbed, kind="MAIDEN", full_name="Dario Quintero")
    PersonRelation.objects.create(person=employer, other=absorbed, kind="OTHER")
    world.statement(accused.case, person=absorbed)
    return survivor, absorbed


def every_link():
    """Every row that points at a person."""
    return [
        *(("party", row.pk, row.person_id) for row in Party.objects.order_by("pk")),
        *(("protected", row.pk, row.person_id) for row in OrderProtected.objects.order_by("pk")),
        *(("said", row.pk, row.person_id) for row in Statement.objects.order_by("pk")),
        *(("name", row.pk, row.person_id) for row in PersonName.objects.order_by("pk")),
        *(
            ("relation", row.pk, row.person_id, row.other_id)
            for row in PersonRelation.objects.order_by("pk")
        ),
    ]
