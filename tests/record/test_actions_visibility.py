from typing import Any

import pytest

from cases.actions import visibility
from cases.actions.refusal import Refused
from cases.models import Seal
from tests import world

pytestmark = pytest.mark.django_db

BY: dict[str, Any] = {"by": "clerk"}
ORDER: dict[str, Any] = {"order_reference": "Order of 2 May 2024", "by": "clerk"}


def test_a_draft_is_published(settle):
    case = visibility.publish_case(world.case(), **BY)
    settle()
    case.refresh_from_db()
    assert case.visibility == "PUBLIC"


@pytest.mark.parametrize("stands", ["PUBLIC", "JUVENILE"])
def test_only_a_draft_is_published(stands):
    with pytest.raises(Refused, match="Only a case that is draft"):
        visibility.publish_case(world.case(visibility=stands), **BY)


def test_a_juvenile_case_is_never_published():
    with pytest.raises(Refused, match="confidential by law"):
        visibility.publish_case(world.case(case_type="JV"), **BY)


def test_a_case_published_too_early_is_withdrawn_with_a_reason():
    case = world.case(visibility="PUBLIC")
    with pytest.raises(Refused) as refused:
        visibility.withdraw_case(case, reason="", **BY)
    assert refused.value.field == "reason"
    assert visibility.withdraw_case(case, reason="Wrong defendant", **BY).visibility == "DRAFT"


def test_a_case_is_sealed_and_unsealed_by_orders(settle):
    case = world.case(visibility="PUBLIC")
    visibility.seal_case(case, **ORDER)
    settle()
    visibility.unseal_case(case, **ORDER)
    settle()
    case.refresh_from_db()
    assert case.visibility == "PUBLIC"
    assert list(Seal.objects.order_by("pk").values_list("act", flat=True)) == ["SEAL", "UNSEAL"]


def test_a_sealed_case_may_be_opened_to_staff_only():
    case = world.case()
    visibility.seal_case(case, **ORDER)
    visibility.unseal_case(case, visibility="DRAFT", **ORDER)
    assert case.visibility == "DRAFT"


@pytest.mark.parametrize("turn", [visibility.seal_case, visibility.unseal_case])
def test_a_seal_names_its_order(turn):
    case = world.case()
    if turn is visibility.unseal_case:
        visibility.seal_case(case, **ORDER)
    with pytest.raises(Refused) as refused:
        turn(case, order_reference="", **BY)
    assert refused.value.field == "order_reference"


def test_a_case_is_sealed_once_and_unsealed_once():
    case = world.case()
    with pytest.raises(Refused, match="Only a case that is sealed"):
        visibility.unseal_case(case, **ORDER)
    visibility.seal_case(case, **ORDER)
    with pytest.raises(Refused, match="already sealed"):
        visibility.seal_case(case, **ORDER)
    with pytest.raises(Refused, match="whom the case is opened to"):
        visibility.unseal_case(case, visibility="SEALED", **ORDER)


def test_a_charge_is_sealed_and_unsealed(settle):
    charge = world.charge()
    visibility.seal_charge(charge, **ORDER)
    with pytest.raises(Refused, match="already sealed"):
        visibility.seal_charge(charge, **ORDER)
    visibility.unseal_charge(charge, **ORDER)
    with pytest.raises(Refused, match="not sealed"):
        visibility.unseal_charge(charge, **ORDER)
    settle()
    assert charge.visibility == "PUBLIC"


def test_a_name_is_withheld_and_shown_again():
    accused = world.defendant()
    assert visibility.hide_name(accused, reason="Threats", **BY).public_name == "HIDE"
    assert visibility.show_name(accused, **BY).public_name == ""


def test_a_victim_is_named_by_a_decision_of_the_court_only():
    victim = world.party(world.case(), "VIC")
    with pytest.raises(Refused) as refused:
        visibility.show_name(victim, **BY)
    assert refused.value.field == "public_name_basis"
    assert visibility.show_name(victim, basis="Order of 2 May 2024", **BY).public_name == "SHOW"


@pytest.mark.parametrize("role", ["MVIC", "WIT", "PROT", "MINOR"])
def test_some_are_never_named(role):
    party = world.party(world.case(), role)
    with pytest.raises(Refused, match="never named"):
        visibility.show_name(party, basis="Order of 2 May 2024", **BY)
