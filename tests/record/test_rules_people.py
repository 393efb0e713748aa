"""People, their names, roles and merges: named as the record spells them, shown by decision
only, merged so that it can be undone (rule 25)."""

import pytest
from django.utils import timezone

from cases.kinds.people import NEVER_NAMED, ROLES
from cases.models import Party, Person, PersonMerge, PersonName, PersonRelation
from tests import world
from tests.rules import refuses
from tests.worlds.rows import make

pytestmark = pytest.mark.django_db

DECISION = {"public_name": "SHOW", "public_name_basis": "Order of 2 May 2024"}


def test_a_person_has_a_name_as_the_record_spells_it():
    someone = world.person("Darío Ibáñez-Quintero")
    assert Person.objects.get(pk=someone.pk).full_name == "Darío Ibáñez-Quintero"
    with refuses("person_has_a_name"):
        Person.objects.filter(pk=someone.pk).update(full_name="")


def test_another_name_is_written_out():
    alias = make(PersonName)
    with refuses("person_name_is_written"):
        PersonName.objects.filter(pk=alias.pk).update(full_name="")


def test_another_name_stands_once_of_its_kind():
    alias = make(PersonName)
    same = {"person": alias.person, "full_name": alias.full_name}
    assert make(PersonName, kind="SPELLING", **same).pk
    with refuses("person_name_stands_once"):
        make(PersonName, kind=alias.kind, **same)


def test_a_relation_between_two_people_stands_once():
    spouses = make(PersonRelation)
    same = {"person": spouses.person, "other": spouses.other}
    assert make(PersonRelation, kind="EMPLOYEE_OF", **same).pk
    with refuses("person_relation_stands_once"):
        make(PersonRelation, kind=spouses.kind, **same)


def test_nobody_is_related_to_themselves():
    relation = make(PersonRelation)
    with refuses("person_relation_is_between_two"):
        PersonRelation.objects.filter(pk=relation.pk).update(other=relation.person)


def test_a_person_has_several_roles_in_a_case_and_each_once():
    victim = make(Party, role="VIC")
    assert world.party(victim.case, "DECEDENT", victim.person).pk
    with refuses("party_has_a_role_once"):
        world.party(victim.case, "VIC", victim.person)


def test_a_withheld_name_is_shown_by_a_recorded_decision_of_the_court():
    victim = make(Party, role="VIC")
    with refuses("party_name_is_shown_by_a_decision"):
        Party.objects.filter(pk=victim.pk).update(public_name="SHOW")
    assert Party.objects.filter(pk=victim.pk).update(**DECISION) == 1


@pytest.mark.parametrize("role", NEVER_NAMED)
def test_no_decision_shows_the_name_of_a_minor_witness_or_protected_person(role):
    party = make(Party, role=role)
    with refuses("party_of_this_role_is_never_named"):
        Party.objects.filter(pk=party.pk).update(**DECISION)


@pytest.mark.parametrize("role", [role for role in ROLES.codes() if role not in NEVER_NAMED])
def test_a_decision_shows_or_withholds_any_other_name(role):
    party = make(Party, role=role, **DECISION)
    assert Party.objects.filter(pk=party.pk).update(public_name="HIDE") == 1


def merged(absorbed, survivor):
    return Person.objects.filter(pk=absorbed.pk).update(merged_into=survivor)


def test_a_person_with_no_cases_left_is_merged_into_another():
    assert merged(world.person(), world.person()) == 1


def test_a_person_is_not_merged_into_themselves():
    someone = world.person()
    with refuses("person_is_not_merged_into_itself"):
        merged(someone, someone)


@pytest.mark.parametrize("kept_by", ["party", "order", "name", "relation", "statement"])
def test_a_person_still_referred_to_is_not_merged_away(kept_by):
    someone = world.person()
    match kept_by:
        case "party":
            world.defendant(who=someone)
        case "order":
            world.order(protects=someone)
        case "name":
            make(PersonName, person=someone)
        case "relation":
            make(PersonRelation, other=someone)
        case "statement":
            world.statement(world.case(), person=someone)
    with refuses("person_is_merged_with_everything"):
        merged(someone, world.person())


def test_nobody_becomes_a_party_who_was_merged_away():
    gone, survivor = world.person(), world.person()
    merged(gone, survivor)
    assert world.defendant(who=survivor).pk
    with refuses("party_person_is_not_merged_away"):
        world.defendant(who=gone)
    with refuses("party_person_is_not_merged_away"):
        Party.objects.filter(person=survivor).update(person=gone)


@pytest.mark.parametrize(
    ("rule", "refer"),
    [
        ("order_protected_person_is_not_merged_away", lambda gone: world.order(protects=gone)),
        ("person_name_person_is_not_merged_away", lambda gone: make(PersonName, person=gone)),
        (
            "person_relation_person_is_not_merged_away",
            lambda gone: make(PersonRelation, person=gone),
        ),
        (
            "person_relation_person_is_not_merged_away",
            lambda gone: make(PersonRelation, other=gone),
        ),
        (
            "statement_person_is_not_merged_away",
            lambda gone: world.statement(world.case(), person=gone),
        ),
    ],
)
def test_nothing_refers_to_a_person_who_was_merged_away(rule, refer):
    gone, survivor = world.person(), world.person()
    merged(gone, survivor)
    assert refer(survivor).pk
    with refuses(rule):
        refer(gone)


def test_nobody_is_merged_into_a_person_who_was_merged_away():
    gone, survivor = world.person(), world.person()
    merged(gone, survivor)
    with refuses("person_is_merged_into_one_who_stands"):
        merged(world.person(), gone)
    with refuses("person_is_merged_into_one_who_stands"):
        merged(survivor, gone)


def test_a_merge_is_undone_and_made_again():
    first = make(PersonMerge)
    PersonMerge.objects.filter(pk=first.pk).update(undone_at=timezone.now(), undone_by="registrar")
    assert make(PersonMerge, absorbed=first.absorbed).pk


def test_a_person_is_absorbed_once():
    first = make(PersonMerge)
    with refuses("person_is_absorbed_once"):
        make(PersonMerge, absorbed=first.absorbed)


@pytest.mark.parametrize("half", [{"undone_at": "2024-05-01T12:00Z"}, {"undone_by": "registrar"}])
def test_the_undoing_of_a_merge_is_signed(half):
    merge = make(PersonMerge)
    with refuses("person_merge_undo_is_signed"):
        PersonMerge.objects.filter(pk=merge.pk).update(**half)
