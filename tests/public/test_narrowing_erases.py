"""What may no longer be public is out of the rows and out of every earlier version."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.models import Case, Charge, ChargeChange, DocketEntry, Party, ProtectiveOrder
from cases.public.models import PublishedCase, PublishedChange, PublishedOrder, PublishedVersion
from tests import world
from tests.public.publication import differences, document, documents, everything, later

pytestmark = pytest.mark.django_db
Settle = Callable[[], None]


@pytest.fixture
def case(settle: Settle) -> Case:
    """A case with a past of three versions: two charges, merged into a third, then a docket
    entry."""
    opened = world.case(visibility="PUBLIC", caption="State v. Rowan Achterberg")
    accused = world.defendant(opened)
    first = world.charge(accused, "F-B", label="Robbery", statute="5-12-102")
    second = world.charge(accused, "M-A", label="Theft of property", statute="5-36-103")
    settle()
    later()
    third = world.charge(accused, "F-Y", label="Aggravated robbery", statute="5-12-103")
    world.change("MERGED", [first, second], [third], reason="Two counts became one.")
    settle()
    later()
    world.entry(opened, "MOTION", text="Motion to continue", text_released=True)
    settle()
    later()
    assert len(documents(opened)) == 3
    return opened


def charge(case: Case, label: str) -> Charge:
    return Charge.objects.get(case=case, label=label)


def seal(row: Case | Charge, settle: Settle) -> None:
    world.sealed(row)
    settle()
    later()


def test_a_sealed_case_is_gone_with_all_its_versions(case: Case, settle: Settle) -> None:
    seal(case, settle)
    assert everything().count(str(case.key)) == 0
    assert not PublishedVersion.objects.filter(case_key=case.key).exists()
    assert differences() == []


def test_an_unsealed_case_has_no_past(case: Case, settle: Settle) -> None:
    seal(case, settle)
    world.sealed(case, "UNSEAL")
    settle()
    assert len(documents(case)) == 1
    assert differences() == []


def test_a_sealed_charge_is_out_of_every_version(case: Case, settle: Settle) -> None:
    sealed = charge(case, "Theft of property")
    seal(sealed, settle)
    assert "Theft" not in everything()
    assert str(sealed.key) not in everything()
    assert differences() == []


def test_with_one_count_sealed_a_merger_is_told_as_an_amendment(case: Case, settle: Settle) -> None:
    seal(charge(case, "Theft of property"), settle)
    for told in documents(case)[1:]:
        (change,) = told["changes"]
        assert (change["kind"], change["direction"]) == ("AMENDED", "UPGRADE")
        assert [item["label"] for item in change["before"]] == ["Robbery"]
        assert change["reason"] is None
    assert PublishedChange.objects.get().kind == "AMENDED"


def test_a_charge_whose_successor_is_sealed_is_not_told(case: Case, settle: Settle) -> None:
    """Its present state could not be told truthfully."""
    seal(charge(case, "Aggravated robbery"), settle)
    assert document(case)["charges"] == []
    assert not PublishedChange.objects.exists()
    assert "obbery" not in everything()
    assert differences() == []


def test_versions_that_then_say_the_same_are_one(case: Case, settle: Settle) -> None:
    seal(charge(case, "Aggravated robbery"), settle)
    assert [len(told["docket"]) for told in documents(case)] == [0, 1]


def test_a_seal_itself_makes_no_version(case: Case, settle: Settle) -> None:
    before = PublishedCase.objects.get(key=case.key).published_at
    seal(charge(case, "Theft of property"), settle)
    assert PublishedCase.objects.get(key=case.key).published_at == before
    assert PublishedVersion.objects.filter(case_key=case.key).count() == 3


def test_a_void_charge_that_is_then_sealed_is_out_of_the_past(case: Case, settle: Settle) -> None:
    extra = world.charge(Party.objects.get(case=case), label="Entered in error")
    settle()
    later()
    Charge.objects.filter(pk=extra.pk).update(
        voided_at="2024-05-05T00:00Z", voided_by="clerk", void_reason="wrong case"
    )
    settle()
    later()
    assert "Entered in error" in everything()
    seal(extra, settle)
    assert "Entered in error" not in everything()
    assert differences() == []


def test_a_hidden_name_is_out_of_every_version(case: Case, settle: Settle) -> None:
    Party.objects.filter(case=case, role="DEF").update(public_name="HIDE")
    settle()
    assert "Achterberg" not in everything()
    assert "achterberg" not in everything()
    assert [told["caption"] for told in documents(case)] == [None, None, None]
    assert differences() == []


def test_a_person_newly_protected_is_out_of_every_text(case: Case, settle: Settle) -> None:
    world.entry(case, "MOTION", text="Motion to call Odalys Ferreira", text_released=True)
    settle()
    later()
    assert "Odalys" in everything()
    world.order(
        case, world.defendant(case, world.person("Bo Lund")), world.person("Odalys Ferreira")
    )
    settle()
    assert "Odalys" not in everything()
    assert differences() == []


def test_a_docket_entry_made_staff_only_is_out_of_every_version(case: Case, settle: Settle) -> None:
    DocketEntry.objects.filter(case=case).update(visibility="STAFF")
    settle()
    assert all(told["docket"] == [] for told in documents(case))
    assert len(documents(case)) == 2


def test_revoked_consent_withholds_the_order_everywhere(settle: Settle) -> None:
    told = world.case(visibility="PUBLIC", court=world.court(order_publication="REDACTED"))
    order = world.order(told, consent_to_publish=True)
    settle()
    later()
    assert PublishedOrder.objects.exists()
    assert document(told)["orders"]
    ProtectiveOrder.objects.filter(pk=order.pk).update(consent_to_publish=False)
    settle()
    assert str(order.key) not in everything()
    assert differences() == []


def test_a_void_change_stays_in_the_past_where_it_was_public(case: Case, settle: Settle) -> None:
    change = ChargeChange.objects.get(case=case)
    ChargeChange.objects.filter(pk=change.pk).update(
        voided_at="2024-05-05T00:00Z", voided_by="clerk", void_reason="wrong case"
    )
    settle()
    assert document(case)["changes"] == []
    assert documents(case)[1]["changes"]


def test_sealing_the_circuit_case_hides_what_led_there(settle: Settle) -> None:
    """A district charge bound over to a sealed case is not told: what it became cannot be."""
    district, circuit = (world.case(visibility="PUBLIC") for _ in range(2))
    accused = world.person()
    arrested = world.charge(world.defendant(district, accused), label="Burglary")
    charged = world.charge(world.defendant(circuit, accused), label="Burglary at night")
    world.relate(district, circuit, "TRANSFERRED")
    world.change("BOUND_OVER", [arrested], [charged], case=district)
    settle()
    later()
    assert document(district)["changes"][0]["after"][0]["case"]["number"] == circuit.number
    seal(circuit, settle)
    assert "urglary" not in everything()
    assert circuit.number not in everything()
    assert differences() == []


ACTS = ["seal a charge", "unseal a charge", "hide a name", "show a name", "add", "docket", "staff"]


def act(name: str, case: Case, number: int) -> None:
    charges = list(Charge.objects.filter(case=case).order_by("id"))
    chosen = charges[number % len(charges)]
    match name:
        case "seal a charge" if chosen.visibility == "PUBLIC":
            world.sealed(chosen)
        case "unseal a charge" if chosen.visibility == "SEALED":
            world.sealed(chosen, "UNSEAL")
        case "hide a name":
            Party.objects.filter(case=case, role="DEF").update(public_name="HIDE")
        case "show a name":
            Party.objects.filter(case=case, role="DEF").update(public_name="")
        case "add":
            accused = Party.objects.filter(case=case, role="DEF").earliest("id")
            world.charge(accused, label=f"Secret {number} of Rowan")
        case "docket":
            world.entry(case, "MOTION", text=f"Motion {number} for Achterberg")
        case "staff":
            DocketEntry.objects.filter(case=case).update(visibility="STAFF")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5)), max_size=7))
def test_after_any_acts_views_and_tables_agree_and_no_version_tells_more(
    case: Case, settle: Settle, acts: list[tuple[str, int]]
) -> None:
    for name, number in acts:
        act(name, case, number)
        settle()
        later()
        assert differences() == []
        sealed = Charge.objects.filter(case=case, visibility="SEALED")
        told: Any = json.dumps(documents(case))
        assert not any(str(each.key) in told for each in sealed)


def test_a_seal_does_not_wait_for_a_mistake_elsewhere_in_the_case(settle: Settle) -> None:
    broken = world.case(visibility="PUBLIC")
    hidden = world.charge(world.defendant(broken))
    settle()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        world.status(broken, "REOPENED")
        cursor.execute("SET LOCAL session_replication_role = origin")
    seal(hidden, settle)
    assert document(broken)["charges"] == []
