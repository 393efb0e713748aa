"""Destroying a record at the desk: asked by one, approved by another, and gone for both."""

from typing import Any

import pytest
from django.test import Client

from cases.desk.models import Done, Request
from cases.models import Case, Destruction
from tests import world
from tests.clerk.hands import act_page, decided, do, file_page, refusals
from tests.destruction import TOKEN, juvenile, standing
from tests.rules import settle_now

pytestmark = pytest.mark.django_db

BY_LAW: dict[str, Any] = {"basis": "JUVENILE", "order_reference": f"Order in JV-{TOKEN}-1"}


@pytest.fixture
def second(judge: Any) -> Client:
    client = Client()
    client.force_login(judge)
    return client


@pytest.fixture
def case(db: None) -> Case:
    made = juvenile()
    settle_now()
    return made


def test_a_record_is_destroyed_by_two_people(desk, second, case):
    do(desk, case, "destroy", **BY_LAW)
    assert Case.objects.exists()
    answer = decided(second, "APPROVED")
    assert (answer.status_code, answer.url) == (302, "/admin/")
    assert not Case.objects.exists()
    assert (Destruction.objects.count(), Request.objects.count()) == (1, 0)
    # What waits for the sealed list, and the message that somebody is still to read.
    assert set(standing(TOKEN)) <= {"sealed_line"}
    assert Done.objects.get(act="destroy").said.startswith("One record is destroyed")


def test_nobody_destroys_alone(desk, case):
    do(desk, case, "destroy", **BY_LAW)
    assert decided(desk, "APPROVED").status_code == 403
    assert Case.objects.exists()


def test_before_anybody_agrees_it_is_told_what_goes_and_nothing_is_gone(desk, second, case):
    address = act_page(case, "destroy")
    told = desk.post(address, BY_LAW).content.decode()
    assert "Charges: 2" in told
    assert "one record was destroyed" in told
    do(desk, case, "destroy", **BY_LAW)
    page = f"/admin/desk/request/{Request.objects.get().pk}/change/"
    shown = second.post(page, {"decision": "READ"}).content.decode()
    assert "Charges: 2" in shown
    assert Case.objects.exists()
    assert not Destruction.objects.exists()


def test_whoever_approves_reads_what_it_is_and_by_which_order(desk, second):
    charge = world.charge(label="Theft")
    world.sealed(charge)
    do(desk, charge, "destroy", basis="ORDER", order_reference="Order of 2 May, entry 14")
    page = f"/admin/desk/request/{Request.objects.get().pk}/change/"
    told = second.get(page).content.decode()
    for words in (
        f"{charge.case}, count {charge.count}", "Theft, against Rowan Achterberg",
        "Order of 2 May, entry 14", "says in so many words",
    ):  # fmt: skip
        assert words in told
    assert "It cannot be undone" in second.post(page, {"decision": "READ"}).content.decode()


def test_a_case_that_is_not_hidden_is_sealed_first(desk):
    case = world.case(visibility="PUBLIC")
    assert "destroy" not in desk.get(file_page(case)).content.decode()
    refused = do(desk, case, "destroy", basis="ORDER", order_reference="Order")
    assert "Seal it first" in str(refusals(refused))
    assert not Request.objects.exists()


@pytest.mark.parametrize("part", ["charge", "party", "entry"])
def test_a_part_is_destroyed_by_two_people(desk, second, part):
    charge = world.charge(label="Theft")
    row = {"charge": charge, "party": charge.party, "entry": world.entry(charge.case)}[part]
    button = act_page(row, "destroy")
    assert button not in desk.get(file_page(charge.case)).content.decode()
    world.sealed(row)
    settle_now()
    assert button in desk.get(file_page(charge.case)).content.decode()
    told = desk.post(button, {**BY_LAW, "basis": "ORDER"}).content.decode()
    assert "Seals: 1" in told
    assert "flags with their notes" in told
    do(desk, row, "destroy", **{**BY_LAW, "basis": "ORDER"})
    assert decided(second, "APPROVED").url == file_page(charge.case)
    assert not type(row)._default_manager.filter(pk=row.pk).exists()
    assert Done.objects.get(act="destroy").case is None
    assert desk.get(file_page(charge.case)).status_code == 200


def test_the_register_of_destructions_counts(desk, second, case):
    do(desk, case, "destroy", **BY_LAW)
    decided(second, "APPROVED")
    shown = desk.get("/admin/cases/destruction/").content.decode()
    assert "judge" in shown
    assert TOKEN not in shown.lower()
