"""People without duplicates: told while a name is typed, and told apart where they are offered."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.desk.duplicates import RULE, flag_duplicates
from cases.desk.models import Flag
from cases.models import (
    Person,
)
from tests import world
from tests.clerk.hands import filled_in, page
from tests.clerk.histories import sign_in

pytestmark = pytest.mark.django_db

ADD = "admin:cases_person_add"
LIKELY = "admin:cases_person_likely"


def test_while_a_name_is_typed_likes_are_told_with_why_and_where_they_are_met(desk):
    known = world.person("Darío Ibáñez-Quintero", birth_year=1980)
    court = world.defendant(who=known).case.court
    world.person("Ines Valk")
    (told,) = likely(desk, full_name="ibanez quintero dario", birth_year="1980")
    assert (told["number"], told["name"]) == (known.pk, "Darío Ibáñez-Quintero")
    assert told["apart"] == f"born 1980, 1 case, {court.name}"
    assert "1980" in told["why"]
    assert told["page"] == page(known)


@pytest.mark.parametrize("given", [{}, {"full_name": " "}, {"full_name": "—"}])
def test_nobody_is_like_a_name_without_words(given, desk):
    world.person()
    assert likely(desk, **given) == []


@pytest.mark.parametrize("year", ["198", "19x0", "⁴⁴⁴⁴", "1" * 400])
def test_a_year_that_is_none_is_no_year(year, desk):
    world.person(birth_year=1980)
    assert len(likely(desk, full_name="Rowan Achterberg", birth_year=year)) == 1


def test_the_likes_of_a_name_are_for_those_who_may_read_people(client):
    client.force_login(User.objects.create_user("reader", is_staff=True))
    assert client.get(reverse(LIKELY), {"full_name": "Rowan"}).status_code == 403


def test_a_sealed_case_is_not_told_with_a_like(client):
    known = world.person()
    world.sealed(world.defendant(who=known).case)
    sign_in(client, "view_person")
    (told,) = likely(client, full_name="Rowan Achterberg")
    assert told["apart"] == "birth not recorded, in no case"


def test_somebody_like_one_in_the_record_is_added_only_when_said_to_be_another(desk):
    known = world.person("Rowan Achterberg", birth_year=1980)
    sent = filled_in(desk, reverse(ADD), full_name="Rowan Achterberg", birth_year="1980")
    shown = desk.post(reverse(ADD), sent)
    assert "in the record already" in str(shown.context["adminform"].form.errors["full_name"])
    assert page(known) in shown.content.decode()
    assert 'value="1980"' in shown.content.decode()
    assert Person.objects.count() == 1
    seen = shown.context["adminform"].form.shown
    answer = desk.post(reverse(ADD), {**sent, "is_another": "on", "seen": seen})
    assert answer.status_code == 302
    assert Person.objects.count() == 2


def test_somebody_said_to_be_another_is_never_asked_about_again(desk):
    known = world.person("Rowan Achterberg", birth_year=1980)
    sent = filled_in(desk, reverse(ADD), full_name="Rowan Achterberg", birth_year="1980")
    seen = desk.post(reverse(ADD), sent).context["adminform"].form.shown
    desk.post(reverse(ADD), {**sent, "is_another": "on", "seen": seen})
    flag = Flag.objects.get()
    assert (flag.rule, flag.other, flag.noted_by) == (RULE, known, "clerk")
    assert flag.note == "Said to be somebody else when the record was added."
    assert flag_duplicates(flag.found_at - timedelta(days=1)) == 0
    assert not Flag.objects.filter(noted_at=None).exists()


def test_whoever_was_added_meanwhile_is_asked_about_once_more(desk):
    world.person("Rowan Achterberg")
    sent = filled_in(desk, reverse(ADD), full_name="Rowan Achterberg")
    seen = desk.post(reverse(ADD), sent).context["adminform"].form.shown
    world.person("Rowan Achterberg")
    shown = desk.post(reverse(ADD), {**sent, "is_another": "on", "seen": seen})
    assert "full_name" in shown.context["adminform"].form.errors


def test_somebody_unlike_all_others_is_added_at_once(desk):
    world.person("Ines Valk")
    sent = filled_in(desk, reverse(ADD), full_name="Rowan Achterberg")
    assert desk.post(reverse(ADD), sent).status_code == 302


def test_a_record_is_edited_without_asking_who_is_like_it(desk):
    world.person("Rowan Achterberg")
    known = world.person("Rowan Achterberg")
    sent = filled_in(desk, page(known), birth_year="1980")
    assert desk.post(page(known), sent).status_code == 302


def test_in_a_window_of_its_own_a_like_can_be_used_instead(desk):
    known = world.person("Rowan Achterberg")
    address = f"{reverse(ADD)}?_to_field=id&_popup=1"
    sent = {**filled_in(desk, address, full_name="Rowan Achterberg"), "_popup": "1"}
    shown = desk.post(address, sent).content.decode()
    assert f'data-use="{known.pk}"' in shown


def test_namesakes_are_told_apart_where_people_are_offered(desk):
    older, younger = world.person(birth_year=1951), world.person(birth_year=1980)
    court = world.defendant(who=younger).case.court
    assert offered(desk, "Achterberg") == {
        str(older.pk): "Rowan Achterberg: born 1951, in no case",
        str(younger.pk): f"Rowan Achterberg: born 1980, 1 case, {court.name}",
    }


def test_offering_many_asks_no_more_than_offering_one(desk):
    world.defendant(who=world.person("Ines Valk"))
    few = queries(lambda: offered(desk, "Valk"))
    for _ in range(6):
        world.defendant(who=world.person("Tove Marisdatter"))
    assert queries(lambda: offered(desk, "Marisdatter")) == few


def test_somebody_met_in_very_many_cases_is_counted_so_far_and_no_further(desk):
    court = world.court()
    who = world.person("Ines Valk")
    for _ in range(101):
        world.party(world.case(court=court), "ATTY_DEF", who)
    told = offered(desk, "Valk")[str(who.pk)]
    assert told == f"Ines Valk: birth not recorded, more than 100 cases, {court.name}"


def likely(client, **given):
    return client.get(reverse(LIKELY), given).json()["likely"]


def offered(client, term):
    given = {"app_label": "cases", "model_name": "party", "field_name": "person", "term": term}
    results = client.get(reverse("admin:autocomplete"), given).json()["results"]
    return {each["id"]: each["text"] for each in results}


def queries(ask):
    ask()
    with CaptureQueriesContext(connection) as told:
        ask()
    return len(told)
