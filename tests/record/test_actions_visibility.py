from typing import Any

import pytest

from cases.actions import visibility
from cases.actions.refusal import Refused
from tests import world

pytestmark = pytest.mark.django_db

BY: dict[str, Any] = {"by": "clerk"}


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
