"""What a clerk finds on the desk, and who finds it."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.actions.charges import change_charges
from cases.actions.corrections import correct
from cases.actions.people import merge_people
from cases.admin.acts.of import ACTS
from cases.models import Case, CaseStatus, OrderEvent
from tests import world
from tests.clerk.hands import act_page, file_page, filled_in, history_page, page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "model", [each for each in admin.site._registry if each._meta.app_label == "cases"]
)
def test_every_list_is_found_and_searched(model, desk):
    address = reverse(f"admin:cases_{model._meta.model_name}_changelist")
    assert desk.get(address).status_code == 200
    assert desk.get(address, {"q": "Ibáñez 24"}).status_code == 200


@pytest.mark.slow
def test_every_row_has_its_page_its_history_and_its_acts(desk, busy):
    for row in busy:
        assert desk.get(page(row)).status_code == 200
        assert desk.get(history_page(row)).status_code == 200
        for act in ACTS.get(type(row), ()):
            assert desk.get(act_page(row, act.slug)).status_code == 200


def test_the_page_of_a_case_tells_everything_about_it(desk, busy):
    shown = desk.get(file_page(busy[0])).content.decode()
    for words in (
        "replaced by this change",
        "Upgrade",
        "Convicted on a plea of guilty",
        "Final order of protection",
        "The whole docket",
        "Filed",
    ):
        assert words in shown


@pytest.mark.parametrize("number", ["CR24-7", "cr24 7", "24-7"])
def test_a_case_is_found_by_its_number_however_it_is_typed(number, desk):
    wanted, _ = world.case(number="CR24-7"), world.case(number="CR23-1")
    assert found(desk, "case", number) == [wanted]


@pytest.mark.parametrize("name", ["ibanez", "Ibáñez Darío", "dar"])
def test_a_case_is_found_by_a_name_in_it_with_or_without_accents(name, desk):
    wanted = world.defendant(who=world.person("Darío Ibáñez-Quintero")).case
    world.defendant()
    assert found(desk, "case", name) == [wanted]


def test_a_merged_record_is_not_offered_for_new_parties(desk):
    survivor, absorbed = world.person("Dario Ibanez"), world.person("Darío Ibáñez")
    merge_people(survivor, absorbed, by="clerk", reason="Same birth date")
    offered = desk.get(
        reverse("admin:autocomplete"),
        {"app_label": "cases", "model_name": "party", "field_name": "person", "term": "Ibanez"},
    )
    assert [each["id"] for each in offered.json()["results"]] == [str(survivor.pk)]


def test_the_public_page_is_linked_only_where_there_is_one(desk):
    public, draft = world.case(visibility="PUBLIC"), world.case()
    assert desk.get(page(public)).context["absolute_url"].endswith(f"/{public.number_key}/")
    assert desk.get(page(draft)).context["absolute_url"] is None


def test_inputs_in_tables_are_named_for_those_who_hear_the_page(desk):
    accused = world.defendant()
    shown = desk.get(page(accused.case)).content.decode()
    inputs = re.findall(r'<(?:input|select)[^>]* name="parties-0-[^>]*>', shown)
    # Where no script runs, a field of its own stands within its label.
    apart = ('type="hidden"', "DELETE", "-typed")
    seen = [each for each in inputs if not any(part in each for part in apart)]
    assert len(seen) == 4
    assert [each for each in seen if "aria-label=" not in each] == []


def test_a_page_of_a_case_asks_as_often_for_one_charge_as_for_many(desk):
    few, many = cases_with(1), cases_with(6)
    assert queries(desk, page(few)) == queries(desk, page(many))
    assert queries(desk, file_page(few)) == queries(desk, file_page(many))


def test_the_desk_is_closed_to_strangers_and_open_to_the_curious_only_to_read(client):
    case = world.case()
    assert client.get(page(case)).status_code == 302
    reader = User.objects.create_user("reader", is_staff=True)
    client.force_login(reader)
    assert client.get(page(case)).status_code == 403
    reader.user_permissions.add(*permissions("view_case"))
    shown = client.get(page(case))
    assert shown.status_code == 200
    assert shown.context["act_links"] == []
    assert client.get(act_page(case, "publish")).status_code == 403
    assert client.post(act_page(case, "publish"), {"confirm": "1"}).status_code == 403
    assert Case.objects.get().visibility == "DRAFT"


def test_a_sealed_case_is_on_the_desk_only_of_those_who_may_read_seals(client, clerk):
    case = world.charge().case
    world.sealed(case)
    client.force_login(clerk)
    assert client.get(page(case)).status_code == 200
    clerk.user_permissions.remove(*permissions("view_seal"))
    for row in (case, case.charges.get()):
        assert client.get(page(row)).url == reverse("admin:index")
    assert found(client, "case", case.number) == []
    assert found(client, "charge", case.number) == []


def test_the_history_tells_who_changed_what_and_why(desk):
    case = world.case(caption="Old caption")
    sent = filled_in(desk, page(case), caption="New caption", why="True name discovered")
    desk.post(page(case), sent)
    shown = desk.get(history_page(case)).content.decode()
    for words in ("Old caption", "New caption", "True name discovered", "clerk"):
        assert words in shown


def test_the_history_tells_of_acts(desk):
    charge = world.charge(label="Teft")
    correct(
        charge,
        field="label",
        value="Theft",
        authority="Information",
        by="registrar",
        reason="Mistyped",
    )
    events = desk.get(history_page(charge)).context["events"]["rows"]
    assert (events[0].user, events[0].reason) == ("registrar", "Mistyped")
    assert [(each.was, each.becomes) for each in events[0].differences] == [("Teft", "Theft")]
    assert events[1].done == "Recorded"


def test_the_history_of_nothing_is_not_found(desk):
    for number in ("999999", "nonsense"):
        response = desk.get(reverse("admin:cases_case_history", args=[number]))
        assert response.url == reverse("admin:index")


def test_hours_are_those_of_the_court(desk):
    court = world.court(timezone="America/New_York")
    hearing = world.hearing(world.case(court=court), starts_at="2024-08-26T13:00:00Z")
    shown = desk.get(page(hearing.case)).content.decode()
    assert 'value="09:00:00"' in shown


def test_a_policy_of_content_security_holds_on_the_desk(desk):
    response = desk.get(page(world.case()))
    policy = response["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= set(policy)
    assert not re.search(
        r"<script(?![^>]* src=)[^>]*>|<style| style=| onclick=", response.content.decode()
    )


@pytest.mark.parametrize("noun", ["case", "docketentry", "hearing", "person", "protectiveorder"])
def test_a_new_row_tells_nothing_that_the_database_has_yet_to_fill_in(noun, desk):
    page = desk.get(f"/admin/cases/{noun}/add/")
    assert "DatabaseDefault" not in page.content.decode()


@pytest.mark.parametrize("address", ["auth/user", "auth/group", "desk/importrun", "cases/case"])
def test_a_list_is_headed_by_what_it_lists(address, admin_client):
    title = admin_client.get(f"/admin/{address}/").context["title"]
    assert title in ("Users", "Groups", "Imports", "Cases")


@pytest.fixture
def busy():
    """A case with one of everything, and every row of it that has a page."""
    accused = world.defendant(world.case(visibility="PUBLIC"))
    case = accused.case
    first, second = world.charge(accused), world.charge(accused, level="F-A")
    change = change_charges(
        case, kind="AMENDED", before=[(first, "REPLACED")], after=[second], by="clerk"
    )
    ended = world.dispose(second)
    part = world.sentence(second)
    order = world.order(case, accused)
    event = OrderEvent.objects.create(order=order, act="ISSUED", rests_on="COURT_ORDER")
    status = CaseStatus.objects.create(case=case, status="FILED")
    merge = merge_people(accused.person, world.person(), by="clerk", reason="Same")
    return [
        case, first, second, change, ended, part, order, event, status, merge, accused.person,
        world.entry(case), world.hearing(case), world.statement(case), case.court,
    ]  # fmt: skip


def cases_with(charges):
    accused = world.defendant()
    world.relate(accused.case, world.case())
    for _ in range(charges):
        charge = world.charge(accused)
        world.sentence(charge)
        world.dispose(charge)
        world.entry(accused.case)
        world.order(accused.case, accused)
    return accused.case


def queries(desk, address):
    desk.get(address)
    with CaptureQueriesContext(connection) as asked:
        desk.get(address)
    return len(asked)


def found(desk, noun, words):
    address = reverse(f"admin:cases_{noun}_changelist")
    return list(desk.get(address, {"q": words}).context["cl"].result_list)


def permissions(*names):
    return Permission.objects.filter(codename__in=names)
