"""Any row as it once stood, and put back where that is lawful."""

from typing import Any

import pytest

from cases.actions.corrections import correct
from cases.admin.history.strands import STRANDS
from cases.models import (
    Case,
    DocketEntry,
    Hearing,
    OrderProtected,
    Party,
    Person,
    PersonName,
)
from tests import world
from tests.clerk.hands import history_page
from tests.clerk.histories import first_event, key_of, sign_in

pytestmark = pytest.mark.django_db


def test_an_earlier_state_is_shown_whole_beside_what_stands_now(desk):
    case = world.case(caption="Old", case_type="CR")
    Case.objects.filter(pk=case.pk).update(caption="New")
    shown = stood(desk, case, first_event(desk, case))
    told = {each.label: (each.then, each.now) for each in shown.columns}
    assert told["Caption"] == ("Old", "New")
    assert told["Case type"] == ("Criminal", "Criminal")


def test_a_row_that_is_gone_is_shown_as_it_stood(desk):
    case = world.case()
    world.party(case, "WIT", world.person("Ines Valk")).delete()
    shown = stood(desk, case, key_of(desk, case, "Witness Ines Valk taken out"))
    assert (shown.now, shown.is_end) == (None, True)


@pytest.mark.parametrize("key", ["party-1", "court_case-0", "nonsense", "court_case-", "x-y"])
def test_a_state_that_never_was_is_not_found(desk, key):
    case = world.case()
    response = desk.get(history_page(case), {"event": key})
    assert response.status_code == 302


def test_the_state_of_another_case_is_not_found_in_this_one(desk):
    case, other = world.case(), world.case()
    assert desk.get(history_page(case), {"event": first_event(desk, other)}).status_code == 302


def test_a_row_is_put_back_as_it_stood_with_a_reason(desk):
    case = world.case(caption="Old")
    Case.objects.filter(pk=case.pk).update(caption="New")
    answer = put_back(desk, case, first_event(desk, case), why="It was right before")
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.caption == "Old"
    latest = desk.get(history_page(case)).context["events"]["rows"][0]
    assert (latest.user, latest.reason) == ("clerk", "It was right before")


def test_only_what_is_chosen_is_put_back(desk):
    person = world.person("Rowan Achterberg", birth_year=1980)
    Person.objects.filter(pk=person.pk).update(full_name="Rowena", birth_year=1981)
    put_back(desk, person, first_event(desk, person), columns=["birth_year"], why="As filed")
    person.refresh_from_db()
    assert (person.full_name, person.birth_year) == ("Rowena", 1980)


def test_nothing_is_put_back_without_a_reason(desk):
    case = world.case(caption="Old")
    Case.objects.filter(pk=case.pk).update(caption="New")
    answer = put_back(desk, case, first_event(desk, case), why="")
    assert list(answer.context["form"].errors) == ["why"]
    case.refresh_from_db()
    assert case.caption == "New"


def test_what_was_changed_meanwhile_is_not_put_back(desk):
    case = world.case(caption="Old")
    Case.objects.filter(pk=case.pk).update(caption="New")
    key = first_event(desk, case)
    answer = put_back(desk, case, key, why="As before", row_version="1")
    assert "Nothing was saved" in answer.content.decode()
    case.refresh_from_db()
    assert case.caption == "New"


def test_a_rule_of_the_record_holds_when_something_is_put_back(desk):
    court = world.court()
    case = world.case(court=court, number="CR24-1")
    Case.objects.filter(pk=case.pk).update(number="CR24-2")
    world.case(court=court, number="CR24-1")
    answer = put_back(desk, case, first_event(desk, case), why="As before")
    assert "already" in " ".join(answer.context["form"].non_field_errors())


def test_a_party_is_put_back_by_the_form_of_its_case(desk):
    case = world.case()
    party = world.party(case, "VIC")
    Party.objects.filter(pk=party.pk).update(public_name="HIDE")
    key = key_of(desk, case, "Victim Rowan Achterberg added")
    assert put_back(desk, case, key, why="As before").status_code == 302
    party.refresh_from_db()
    assert party.public_name == ""


def test_a_party_that_was_taken_out_comes_back_with_its_number_and_key(desk):
    case = world.case()
    party = world.party(case, "WIT", world.person("Ines Valk"))
    number, key = party.pk, party.key
    party.delete()
    event = key_of(desk, case, "Witness Ines Valk taken out")
    assert put_back(desk, case, event, why="Taken out by mistake").status_code == 302
    assert Party.objects.get(pk=number).key == key


def test_another_name_is_in_the_history_of_the_person_and_put_back_there(desk):
    person = world.person()
    PersonName.objects.create(person=person, full_name="Ro Achterberg").delete()
    event = key_of(desk, person, "Also known as “Ro Achterberg” taken out")
    assert put_back(desk, person, event, why="It was right").status_code == 302
    assert person.names.get().full_name == "Ro Achterberg"


def test_hours_are_put_back_as_they_were(desk):
    court = world.court(timezone="America/New_York")
    hearing = world.hearing(world.case(court=court), starts_at="2024-08-26T13:00:00Z")
    hearing.refresh_from_db()
    Hearing.objects.filter(pk=hearing.pk).update(starts_at="2024-08-27T13:00:00Z")
    put_back(desk, hearing, first_event(desk, hearing), why="As before")
    assert Hearing.objects.get().starts_at == hearing.starts_at


def test_a_fact_is_not_put_back_and_the_lawful_acts_are_named(desk):
    charge = world.charge(label="Teft")
    correct(
        charge, field="label", value="Theft", authority="Information", by="clerk", reason="Mistyped"
    )
    key = first_event(desk, charge)
    shown = stood(desk, charge, key)
    assert shown.returnable == []
    assert [label for label, _ in shown.acts][:2] == ["Correct", "Void"]
    assert put_back(desk, charge, key, why="As before").status_code == 403


def test_an_auditor_reads_every_history_and_puts_nothing_back(client):
    case = world.case(caption="Old")
    Case.objects.filter(pk=case.pk).update(caption="New")
    sign_in(client, *(f"view_{model._meta.model_name}" for model in STRANDS))
    key = first_event(client, case)
    shown = client.get(history_page(case), {"event": key})
    assert shown.status_code == 200
    assert "put_back" not in shown.content.decode()
    assert client.get(history_page(case), {"event": key, "put_back": 1}).status_code == 403
    assert put_back(client, case, key, why="As before").status_code == 403


def test_a_protected_person_is_not_told_in_an_earlier_state_either(client):
    accused = world.defendant()
    order = world.order(accused.case, accused, world.person("Tove Marisdatter"))
    sign_in(client, "view_case")
    audit: Any = OrderProtected.pgh_event_model  # type: ignore[attr-defined]
    added = audit.objects.get(pgh_obj_id=order.protected.get().pk)
    key = f"order_protected-{added.pgh_id}"
    assert client.get(history_page(accused.case), {"event": key}).status_code == 302


def test_the_text_of_an_entry_is_put_back_from_the_history_of_its_case(desk):
    case = world.case()
    entry = world.entry(case, "MOTION", text="Motion to sever")
    DocketEntry.objects.filter(pk=entry.pk).update(text="")
    key = key_of(desk, case, "Docket entry (Motion) recorded")
    assert put_back(desk, case, key, why="Wiped by mistake").status_code == 302
    entry.refresh_from_db()
    assert entry.text == "Motion to sever"


def stood(client, row, key):
    return client.get(history_page(row), {"event": key}).context["stood"]


def put_back(client, row, key, **given):
    """Open the question whether to put back, fill in the reason, and send it."""
    address = f"{history_page(row)}?event={key}&put_back=1"
    opened = client.get(address)
    if opened.status_code != 200:
        return client.post(address, given)
    form = opened.context["form"]
    columns = form["columns"].value() or []
    version = form["row_version"].value() or ""
    return client.post(address, {"columns": columns, "row_version": version, **given})
