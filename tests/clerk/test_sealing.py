"""Sealing at the desk: one asks, another approves, and both read first what it will change."""

from typing import Any

import pytest
from django.test import Client

from cases.desk.models import Request
from cases.models import Seal
from tests import world
from tests.clerk.hands import act_page, asked, decided, do, file_page, refusals
from tests.rules import settle_now

pytestmark = pytest.mark.django_db

ORDER: dict[str, Any] = {"order_reference": "Order of 2 May 2024"}


@pytest.fixture
def second(judge: Any) -> Client:
    client = Client()
    client.force_login(judge)
    return client


def a_charge():
    return world.charge(world.defendant(world.case(visibility="PUBLIC")))


ROWS = [
    lambda: world.case(visibility="PUBLIC"),
    a_charge,
    lambda: a_charge().party,
    lambda: world.entry(world.case(visibility="PUBLIC"), text="Report filed."),
]


def seen(row):
    row.refresh_from_db()
    return row.visibility


@pytest.mark.parametrize("make_row", ROWS)
def test_a_row_is_sealed_and_unsealed_by_two_people(desk, second, make_row):
    row = make_row()
    do(desk, row, "seal", **ORDER)
    assert seen(row) == "PUBLIC"
    decided(second, "APPROVED")
    assert seen(row) == "SEALED"
    do(desk, row, "unseal", visibility="PUBLIC", **ORDER)
    assert seen(row) == "SEALED"
    decided(second, "APPROVED")
    assert seen(row) == "PUBLIC"
    signed = Seal.objects.order_by("pk").values_list("act", "origin", "sealed_by", "approved_by")
    assert list(signed) == [
        ("SEAL", "ORDER", "clerk", "judge"),
        ("UNSEAL", "ORDER", "clerk", "judge"),
    ]


def test_a_seal_names_the_order_of_the_court(desk):
    assert "order_reference" in refusals(do(desk, world.case(), "seal"))
    assert not Request.objects.exists()


def test_nobody_approves_their_own_seal(desk):
    case = world.case(visibility="PUBLIC")
    do(desk, case, "seal", **ORDER)
    assert decided(desk, "APPROVED").status_code == 403
    assert (seen(case), Seal.objects.count()) == ("PUBLIC", 0)


def test_a_refused_seal_hides_nothing(desk, second):
    case = world.case(visibility="PUBLIC")
    do(desk, case, "seal", **ORDER)
    decided(second, "REFUSED", note="No such order.")
    assert (seen(case), Seal.objects.count()) == ("PUBLIC", 0)


def test_both_people_read_what_the_public_will_lose(desk, second):
    charge = a_charge()
    case = charge.case
    world.charge(charge.party, "F-Y", label="Robbery")
    address = f"<code>/cases/{case.court.code}/{case.number.upper()}/versions/</code>"
    told = tried(desk, case)
    assert address in told
    assert "answer from then on as if they had never been" in told
    assert "/cases.csv" in told
    assert "/people/" in told
    do(desk, case, "seal", **ORDER)
    page = f"/admin/desk/request/{Request.objects.get().pk}/change/"
    shown = second.post(page, {"decision": "READ"}).content.decode()
    assert "answer from then on as if they had never been" in shown
    assert address in shown


WONDER = "makes people wonder"


def test_it_is_said_when_what_is_left_makes_people_wonder(desk):
    charge = a_charge()
    for row in (charge, charge.party):
        assert WONDER in tried(desk, row)
    world.charge(charge.party, "F-Y", label="Robbery")
    world.defendant(charge.case, world.person("Bo Abbott"))
    for row in (charge, charge.party, world.entry(charge.case), charge.case):
        assert WONDER not in tried(desk, row)


def test_a_part_that_is_sealed_alters_what_stays(desk):
    charge = a_charge()
    world.charge(charge.party, "F-Y", label="Robbery")
    told = tried(desk, charge)
    assert "tell something else from then on" in told
    assert "never been" not in told
    assert "1 rewritten" in told


def test_sealing_what_is_not_public_changes_nothing_for_the_public(desk):
    assert "The public reads nothing of this now" in tried(desk, world.case())


def test_a_party_is_called_by_role_and_name(desk):
    accused = a_charge().party
    told = desk.get(act_page(accused, "seal")).content.decode()
    assert "defendant: Rowan Achterberg" in told


def test_the_file_tells_who_is_sealed_and_offers_to_unseal(desk):
    accused = a_charge().party
    world.sealed(accused)
    told = desk.get(file_page(accused.case)).content.decode()
    assert f"/admin/cases/party/{accused.pk}/act/unseal/" in told
    assert "approved by judge" in told


@pytest.mark.parametrize("role", ["PROT", "DEF"])
def test_whom_an_order_protects_is_told_to_those_who_read_orders(desk, clerk, role):
    party = world.party(world.case(), role)
    clerk.user_permissions.remove(*clerk.user_permissions.filter(codename="view_protectiveorder"))
    shown = desk.get(f"/admin/cases/party/{party.pk}/change/")
    assert shown.status_code == (302 if role == "PROT" else 200)


def test_no_form_seals_an_entry(desk):
    entry = world.entry(world.case(), text="Report filed.")
    shown = desk.get(f"/admin/cases/docketentry/{entry.pk}/change/").content.decode()
    assert 'value="STAFF"' in shown
    assert 'value="SEALED"' not in shown


def test_a_sealed_entry_is_opened_by_its_act_alone(desk):
    entry = world.sealed(world.entry(world.case(), text="Report filed."))
    shown = desk.get(f"/admin/cases/docketentry/{entry.pk}/change/").content.decode()
    assert 'name="visibility"' not in shown


def tried(desk, row):
    """The page that tells what sealing a row would do."""
    settle_now()
    address = act_page(row, "seal")
    return desk.post(address, {**asked(desk, address), **ORDER}).content.decode()
