from typing import Any

import pytest

from cases.actions.refusal import Refused
from cases.actions.sealing import seal, unseal
from cases.models import Seal
from tests import world

pytestmark = pytest.mark.django_db

ORDER: dict[str, Any] = {
    "order_reference": "Order of 2 May 2024",
    "by": "clerk",
    "approved_by": "judge",
}
ROWS = [
    lambda: world.case(visibility="PUBLIC"),
    world.charge,
    world.defendant,
    lambda: world.entry(world.case()),
]


@pytest.mark.parametrize("make_row", ROWS)
def test_a_row_is_sealed_and_unsealed_by_orders(settle, make_row):
    row = make_row()
    seal(row, **ORDER)
    settle()
    row.refresh_from_db()
    assert row.visibility == "SEALED"
    unseal(row, **ORDER)
    settle()
    row.refresh_from_db()
    assert row.visibility == "PUBLIC"
    assert list(Seal.objects.order_by("pk").values_list("act", flat=True)) == ["SEAL", "UNSEAL"]


@pytest.mark.parametrize("make_row", ROWS)
def test_a_row_is_sealed_once_and_unsealed_once(make_row):
    row = make_row()
    with pytest.raises(Refused, match="is not sealed"):
        unseal(row, **ORDER)
    seal(row, **ORDER)
    with pytest.raises(Refused, match="is already sealed"):
        seal(row, **ORDER)


def test_a_sealed_case_may_be_opened_to_staff_only():
    case = world.case()
    seal(case, **ORDER)
    unseal(case, visibility="DRAFT", **ORDER)
    assert case.visibility == "DRAFT"


@pytest.mark.parametrize("make_row", ROWS)
def test_a_row_is_opened_to_those_it_may_be_opened_to(make_row):
    row = make_row()
    seal(row, **ORDER)
    with pytest.raises(Refused, match="whom it is opened to") as refused:
        unseal(row, visibility="SEALED", **ORDER)
    assert refused.value.field == "visibility"


@pytest.mark.parametrize("turn", [seal, unseal])
def test_a_seal_names_its_order(turn):
    case = world.case()
    if turn is unseal:
        seal(case, **ORDER)
    with pytest.raises(Refused) as refused:
        turn(case, **{**ORDER, "order_reference": ""})
    assert refused.value.field == "order_reference"


@pytest.mark.parametrize("second", ["", "clerk", "Clerk"])
@pytest.mark.parametrize("turn", [seal, unseal])
def test_sealing_and_unsealing_take_two_people(turn, second):
    case = world.case()
    if turn is unseal:
        seal(case, **ORDER)
    stood = case.visibility
    with pytest.raises(Refused, match="take two people") as refused:
        turn(case, **{**ORDER, "approved_by": second})
    assert refused.value.rule == "seal_has_two_people"
    case.refresh_from_db()
    assert case.visibility == stood


@pytest.mark.parametrize("origin", ["SCHEDULED", "IMPORTED"])
def test_neither_a_schedule_nor_a_file_opens_what_is_sealed(origin):
    case = world.case()
    seal(case, **ORDER)
    with pytest.raises(Refused, match="opened by an order of the court"):
        unseal(case, **{**ORDER, "origin": origin, "approved_by": ""})
