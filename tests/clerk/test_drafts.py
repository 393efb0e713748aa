"""What is typed and not sent outlives a crash, a lapsed session and another machine."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from cases.desk.models import Done, Draft
from cases.models import Person
from tests import world
from tests.clerk.hands import act_page, asked, do, filled_in, page

pytestmark = pytest.mark.django_db
KEEP = "/admin/draft/"


def keep(client: Client, address: str, typed: Any) -> Any:
    return client.post(KEEP, {"page": address, "title": "A form", "typed": json.dumps(typed)})


def test_what_was_typed_into_an_act_is_offered_and_put_back(desk):
    charge = world.charge()
    address = act_page(charge, "dispose")
    keep(desk, address, [["outcome", "ACQ"], ["date_text", "on or about the second"]])
    assert "that was never sent" in desk.get(address).content.decode()
    form = desk.get(f"{address}?draft=1").context["form"]
    assert form["outcome"].value() == "ACQ"
    assert form["date_text"].value() == "on or about the second"
    assert not form.errors


def test_what_was_typed_into_a_form_is_put_back_and_saves_nothing(desk):
    case = world.case()
    sent = filled_in(desk, page(case), caption="Half typed")
    keep(desk, page(case), [[name, str(value)] for name, value in sent.items()])
    shown = desk.get(f"{page(case)}?draft=1").content.decode()
    assert "Half typed" in shown
    assert "Nothing of it is saved yet" in shown
    case.refresh_from_db()
    assert case.caption == ""


def test_whoever_sends_the_form_has_no_draft_any_more(desk):
    charge = world.charge()
    keep(desk, act_page(charge, "dispose"), [["outcome", "ACQ"]])
    do(desk, charge, "dispose", outcome="ACQ", date_from="2025-05-02")
    assert not Draft.objects.exists()


def test_a_form_that_is_refused_keeps_its_draft(desk):
    charge = world.charge()
    keep(desk, act_page(charge, "dispose"), [["outcome", "ACQ"]])
    do(desk, charge, "dispose", outcome="VACATED")
    assert Draft.objects.exists()


def test_a_draft_is_thrown_away_by_a_button(desk):
    address = act_page(world.charge(), "dispose")
    keep(desk, address, [["outcome", "ACQ"]])
    assert desk.post(KEEP, {"page": address, "discard": "1"}).url == address
    assert not Draft.objects.exists()


def test_nobody_reads_what_another_has_typed(desk, db):
    address = act_page(world.charge(), "dispose")
    keep(desk, address, [["date_text", "a secret place"]])
    other = Client()
    other.force_login(User.objects.create_superuser("other"))
    assert "a secret place" not in other.get(f"{address}?draft=1").content.decode()
    assert "never sent" not in other.get(address).content.decode()


def test_tokens_and_passwords_of_the_page_are_not_kept(desk):
    keep(desk, "/admin/cases/person/add/", [["csrfmiddlewaretoken", "x"], ["token", "y"]])
    assert Draft.objects.get().typed == []


@pytest.mark.parametrize("typed", ["{", '["a"]', '{"a": 1}', '[["a", 1]]', "[" * 10])
def test_what_no_form_sends_is_not_kept(desk, typed):
    answer = desk.post(KEEP, {"page": "/admin/", "typed": typed})
    assert answer.status_code == 400
    assert not Draft.objects.exists()


def test_only_pages_of_the_desk_have_drafts(desk):
    assert keep(desk, "https://elsewhere.example/", []).status_code == 400


def test_strangers_keep_nothing(db):
    answer = keep(Client(), "/admin/", [])
    assert answer.url.startswith(reverse("admin:login"))
    assert not Draft.objects.exists()


def test_a_person_whose_form_is_sent_twice_is_added_once(desk):
    address = "/admin/cases/person/add/"
    sent = filled_in(desk, address, full_name="Odalys Brandt", kind="PERSON")
    for _ in range(2):
        assert desk.post(address, sent).status_code == 302
    assert Person.objects.filter(full_name="Odalys Brandt").count() == 1
    assert Done.objects.get().act == "add"


def test_each_form_has_a_token_of_its_own(desk):
    charge = world.charge()
    address = act_page(charge, "dispose")
    assert asked(desk, address)["token"] != asked(desk, address)["token"]
