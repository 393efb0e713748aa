"""Two records compared, made one with a preview of all that moves, and made two again."""

import json

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from cases.actions.people import merge_people, unmerge
from cases.models import (
    Party,
    PersonMerge,
    PersonMergeMove,
    PersonName,
    PersonRelation,
)
from tests import world
from tests.clerk.hands import act_page, asked, do, refusals
from tests.clerk.histories import sign_in

pytestmark = pytest.mark.django_db

ADD = "admin:cases_person_add"
LIKELY = "admin:cases_person_likely"


def test_two_records_are_compared_side_by_side(desk):
    one = world.person("Darío Ibáñez", birth_year=1980)
    other = world.person("Dario Ibanez", birth_year=1980)
    PersonName.objects.create(person=other, full_name="D. Ibanez")
    case = world.defendant(who=other).case
    shown = desk.get(compare(one, other))
    told = {row.label: (row.one, row.other, row.compared) for row in shown.context["compared"]}
    assert told["Born"] == (["1980"], ["1980"], "alike")
    assert told["Also named"] == ([], ["D. Ibanez (also known as)"], "only one")
    assert told["Died"] == ([], [], "neither")
    assert told["Latest cases"][1] == [f"Defendant in {case} ({case.court.name})"]
    assert f"{act_page(one, 'merge')}?absorbed={other.pk}" in shown.content.decode()


def test_a_sealed_case_is_not_told_when_records_are_compared(client):
    accused = world.defendant(world.case(number="SEALED-1"))
    other = world.party(accused.case, "WIT")
    world.sealed(accused.case)
    sign_in(client, "view_person")
    assert "SEALED-1" not in client.get(compare(accused.person, other.person)).content.decode()


def test_the_case_that_both_are_in_is_told_before_they_are_merged(desk):
    accused = world.defendant()
    twice = world.defendant(accused.case)
    shown = desk.get(compare(accused.person, twice.person))
    assert shown.context["both_in"] == [f"{accused.case} ({accused.case.court.name})"]


@pytest.mark.parametrize("other", ["", "x", "0", "999999", "9" * 40])
def test_a_record_is_not_compared_with_nothing(other, desk):
    address = reverse("admin:cases_person_compare", args=[world.person().pk])
    assert desk.get(address, {"other": other}).status_code == 404


def test_records_are_compared_by_those_who_may_read_people(client):
    one, other = world.person(), world.person()
    sign_in(client, "view_person")
    shown = client.get(compare(one, other))
    assert (shown.status_code, shown.context["merges"]) == (200, [])
    sign_in(client, "view_case")
    assert client.get(compare(one, other)).status_code == 403


def test_a_merge_shows_all_that_moves_before_it_is_confirmed(desk):
    survivor, absorbed = two_records_of_one_person()
    outcome = rehearsed(desk, survivor, absorbed)
    told = {each.title: each.count for each in outcome.preview["moved"]}
    assert told == {
        "Cases": 2,
        "Orders that protect this person": 1,
        "Other names": 1,
        "Kept as another spelling": 1,
        "Relations": 1,
        "Statements": 1,
        "Names withheld from now on, since the strictest decision holds": 2,
    }
    assert "9 rows moved or changed" in outcome.said
    assert not PersonMerge.objects.exists()


def test_the_preview_names_the_cases_and_whose_name_is_withheld(desk):
    survivor, absorbed = two_records_of_one_person()
    moved = {
        each.title: each.lines for each in rehearsed(desk, survivor, absorbed).preview["moved"]
    }
    case = Party.objects.get(person=absorbed, public_name="HIDE").case
    assert f"Victim in {case} ({case.court.name})" in moved["Cases"]
    (title,) = (each for each in moved if each.startswith("Names withheld"))
    assert all("until now: the role's default" in line for line in moved[title])


def test_the_preview_is_on_the_page_that_asks_to_confirm(desk):
    survivor, absorbed = two_records_of_one_person()
    shown = confirming(desk, survivor, absorbed).content.decode()
    assert "What moves to" in shown
    assert "side by side" in shown


def test_a_sealed_case_is_not_told_in_the_preview_of_a_merge(client):
    survivor, absorbed = world.person("Darío Ibáñez"), world.person("Dario Ibanez")
    world.sealed(world.defendant(world.case(number="SEALED-1"), absorbed).case)
    sign_in(client, "view_person", "change_person", "add_personmerge")
    shown = confirming(client, survivor, absorbed)
    assert "SEALED-1" not in shown.content.decode()
    assert "1 rows moved" in shown.context["outcome"].said


def test_what_is_refused_is_told_with_the_way_out(desk):
    accused = world.defendant()
    twice = world.defendant(accused.case)
    answer = do(desk, accused.person, "merge", absorbed=twice.person_id, reason="One person")
    assert "entered twice out of that case first" in refusals(answer)["absorbed"][0]


def test_the_other_record_is_filled_in_where_records_were_compared(desk):
    one, other = world.person(), world.person()
    shown = desk.get(f"{act_page(one, 'merge')}?absorbed={other.pk}")
    assert str(shown.context["form"]["absorbed"].value()) == str(other.pk)


@pytest.mark.parametrize("given", ["x", "", "9" * 40])
def test_an_address_that_names_no_record_fills_in_none(given, desk):
    shown = desk.get(f"{act_page(world.person(), 'merge')}?absorbed={given}")
    assert shown.status_code == 200


def test_undoing_a_merge_leaves_every_row_as_it_was_before(settle):
    survivor, absorbed = two_records_of_one_person()
    PersonName.objects.create(person=survivor, kind="ALIAS", full_name="Ro", given="R")
    PersonName.objects.create(person=absorbed, kind="ALIAS", full_name="Ro", given="Other parts")
    relative = world.person("Ole Brandt")
    for person in (survivor, absorbed):
        PersonRelation.objects.create(person=person, other=relative, kind="SPOUSE_OF")
        PersonRelation.objects.create(person=relative, other=person, kind="PARENT_OF")
    world.party(
        world.case(), "VIC", survivor, public_name="SHOW", public_name_basis="Order of 2 May"
    )
    settle()
    before = whole_record()
    merge = merge_people(survivor, absorbed, by="clerk", reason="One person")
    settle()
    assert whole_record() != before
    unmerge(merge, by="clerk", reason="Father and son")
    settle()
    assert whole_record() == before


def test_merges_undone_one_after_the_other_leave_every_row_as_it_was_before(settle):
    first, second = two_records_of_one_person()
    third = world.person("D. Ibáñez")
    world.defendant(who=third)
    before = whole_record()
    inner = merge_people(second, third, by="clerk", reason="One person")
    outer = merge_people(first, second, by="clerk", reason="One person")
    settle()
    unmerge(outer, by="clerk", reason="Two people")
    unmerge(inner, by="clerk", reason="Two people")
    settle()
    assert whole_record() == before


def two_records_of_one_person():
    """A survivor with a case, and another record with one of everything."""
    survivor, absorbed = world.person("Darío Ibáñez"), world.person("Dario Ibanez")
    world.defendant(who=survivor)
    world.defendant(who=absorbed)
    world.party(world.case(), "VIC", absorbed, public_name="HIDE")
    world.order(protects=absorbed)
    world.statement(world.case(), person=absorbed)
    PersonName.objects.create(person=absorbed, full_name="D. Ibanez")
    PersonRelation.objects.create(
        person=absorbed, other=world.person("Ines Valk"), kind="PARENT_OF"
    )
    return survivor, absorbed


def whole_record():
    """Every row of the record in the database's own words, but for what tells of merges."""
    passed_by = {PersonMerge, PersonMergeMove}
    models = [
        model
        for model in apps.get_app_config("cases").get_models()
        if hasattr(model, "pgh_event_model") and model not in passed_by
    ]
    rows = {}
    with connection.cursor() as cursor:
        for model in models:
            table = model._meta.db_table
            cursor.execute(f"SELECT to_jsonb(x)::text FROM {table} x ORDER BY 1")
            rows[table] = [json.loads(told) for (told,) in cursor.fetchall()]
    return rows


def confirming(client, survivor, absorbed):
    address = act_page(survivor, "merge")
    given = {"absorbed": absorbed.pk, "reason": "Same fingerprints"}
    return client.post(address, {**asked(client, address), **given})


def rehearsed(client, survivor, absorbed):
    return confirming(client, survivor, absorbed).context["outcome"]


def compare(one, other):
    return f"{reverse('admin:cases_person_compare', args=[one.pk])}?other={other.pk}"
