"""The publication follows the record at commit, whichever way the write came."""

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection

from cases.models import Case, Charge, Hearing, Party, Person
from cases.public.models import (
    PublishedCase,
    PublishedChange,
    PublishedOrder,
    PublishedSpelling,
    PublishedVersion,
)
from tests import world
from tests.public.publication import differences, document, documents, everything, later
from tests.worlds.founding import founding

pytestmark = pytest.mark.django_db
Settle = Callable[[], None]


@pytest.fixture
def case(settle: Settle) -> Case:
    """A published case with one charge."""
    opened = world.case(visibility="PUBLIC", caption="State v. Rowan Achterberg")
    world.charge(world.defendant(opened), statute="5-36-103")
    settle()
    later()
    return opened


def test_a_public_case_is_published_with_its_charges(case: Case) -> None:
    told = document(case)
    assert told["caption"] == "State v. Rowan Achterberg"
    assert [charge["statute"] for charge in told["charges"]] == ["5-36-103"]


@pytest.mark.parametrize("visibility", ["DRAFT", "SEALED", "JUVENILE"])
def test_a_case_of_another_visibility_is_not_published(visibility: str, settle: Settle) -> None:
    hidden = world.case(visibility="DRAFT")
    if visibility == "SEALED":
        world.sealed(hidden)
    else:
        Case.objects.filter(pk=hidden.pk).update(visibility=visibility)
    settle()
    assert not PublishedCase.objects.exists()


@pytest.mark.parametrize("case_type", ["JV", "OP"])
def test_juvenile_and_protective_order_dockets_are_never_published(
    case_type: str, settle: Settle
) -> None:
    world.case(visibility="PUBLIC", case_type=case_type)
    settle()
    assert not PublishedCase.objects.exists()


def update_by_queryset(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(caption="State v. R. Achterberg")


def bulk_create_a_hearing(case: Case) -> None:
    Hearing.objects.bulk_create([Hearing(case=case, kind="TRIAL", status="SET")])


def write_sql(case: Case) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE court_case SET filed_date = '2024-02-29' WHERE id = %s", [case.pk])


def rename_the_defendant(case: Case) -> None:
    person = Party.objects.get(case=case, role="DEF").person_id
    Person.objects.filter(pk=person).update(full_name="Rowan Achterberg-Lund")


def rename_the_court(case: Case) -> None:
    type(case.court).objects.filter(pk=case.court_id).update(name="Court of Another Name")


@pytest.mark.parametrize(
    "write",
    [
        update_by_queryset,
        bulk_create_a_hearing,
        write_sql,
        rename_the_defendant,
        rename_the_court,
    ],
)
def test_every_way_of_writing_makes_one_new_version(
    write: Callable[[Case], None], case: Case, settle: Settle
) -> None:
    write(case)
    settle()
    assert PublishedVersion.objects.filter(case_key=case.key).count() == 2
    assert differences() == []


def test_one_transaction_makes_one_version(case: Case, settle: Settle) -> None:
    update_by_queryset(case)
    settle()
    bulk_create_a_hearing(case)
    settle()
    assert PublishedVersion.objects.filter(case_key=case.key).count() == 2
    assert document(case)["hearings"]


def test_an_edit_that_changes_nothing_public_makes_no_version(case: Case, settle: Settle) -> None:
    Charge.objects.filter(case=case).update(recorded_by="another clerk")
    world.entry(case, "PROTECTIVE_ORDER", text="Order issued.")
    world.party(case, "WIT", world.person("Odalys Ferreira"))
    settle()
    assert PublishedVersion.objects.filter(case_key=case.key).count() == 1


def test_a_version_is_later_than_the_one_before_it(case: Case, settle: Settle) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL courtledger.replay_at = '2001-01-01T00:00:00Z'")
    write_sql(case)
    settle()
    times = PublishedVersion.objects.filter(case_key=case.key).order_by("published_at")
    assert documents(case)[-1]["filed"] == "2024-02-29"
    assert len({each.published_at for each in times}) == 2


def test_the_hash_is_that_of_the_documents_bytes(case: Case) -> None:
    version = PublishedVersion.objects.get(case_key=case.key)
    assert hashlib.sha256(version.document.encode()).hexdigest() == version.version_hash


def test_the_founding_change_is_published_as_an_upgrade(settle: Settle) -> None:
    world_of = founding(no_contact_level="M-A")
    settle()
    change = PublishedChange.objects.get()
    assert (change.direction, change.kind) == ("UPGRADE", "MERGED")
    effects = {item["label"]: item["effect"] for item in change.before}
    assert effects == {
        "Domestic battering in the first degree": "REPLACED",
        "Violation of a no-contact order": "UNKNOWN",
    }
    assert change.to_statutes == ["5-10-101"]
    statuses = {each["label"]: each["status"] for each in document(world_of.homicide)["charges"]}
    assert statuses["Domestic battering in the first degree"] == "SUPERSEDED"


def test_nobody_protected_stands_anywhere_in_the_publication(settle: Settle) -> None:
    founding(no_contact_level="M-A")
    settle()
    published = everything().lower()
    for hidden in ("marisol", "child of the parties", "ouachita bend ems", "spouse", "no_contact"):
        assert hidden not in published


def test_a_text_that_names_somebody_hidden_is_withheld(case: Case, settle: Settle) -> None:
    world.party(case, "VIC", world.person("Marisol Ibáñez-Quintero"))
    world.entry(case, "MOTION", text="Motion about Ms. IBANEZ's statement", text_released=True)
    world.entry(case, "MOTION", text="Motion to continue", text_released=True)
    Case.objects.filter(pk=case.pk).update(caption="State v. Achterberg, re Marisol")
    settle()
    told = document(case)
    assert [entry["text"] for entry in told["docket"]] == [None, "Motion to continue"]
    assert told["caption"] is None


def test_a_shared_surname_does_not_withhold_the_caption(settle: Settle) -> None:
    told = founding()
    settle()
    assert document(told.homicide)["caption"] == "State v. Darío Ibáñez-Quintero"


def test_a_divorce_beside_a_criminal_case_is_not_linked(settle: Settle) -> None:
    told = founding()
    Case.objects.filter(pk=told.divorce.pk).update(visibility="PUBLIC")
    settle()
    linked = [related["number"] for related in document(told.homicide)["related"]]
    assert linked == [told.earlier.number]
    assert document(told.divorce)["related"] == []


@pytest.mark.parametrize(
    ("given", "is_named"),
    [
        ({"role": "VIC"}, False),
        ({"role": "VIC", "public_name": "SHOW", "public_name_basis": "Order of 3 May"}, True),
        ({"role": "JUDGE"}, True),
        ({"role": "JUDGE", "public_name": "HIDE"}, False),
    ],
)
def test_a_name_is_shown_by_role_and_decision(
    given: dict[str, Any], is_named: bool, case: Case, settle: Settle
) -> None:
    Party.objects.create(case=case, person=world.person("Odalys Ferreira"), **given)
    settle()
    assert ("Odalys Ferreira" in everything()) is is_named
    assert PublishedSpelling.objects.filter(word="odalys").exists() is is_named


def test_a_protected_person_is_not_named_even_by_a_decision(case: Case, settle: Settle) -> None:
    protected = world.person("Odalys Ferreira")
    world.order(protects=protected)
    Party.objects.create(
        case=case, person=protected, role="VIC", public_name="SHOW", public_name_basis="Order"
    )
    settle()
    assert "Odalys" not in everything()


def test_an_order_is_withheld_unless_court_and_protected_person_publish_it(settle: Settle) -> None:
    withheld = world.case(visibility="PUBLIC", court=world.court(order_publication="WITHHELD"))
    told = world.case(visibility="PUBLIC", court=world.court(order_publication="REDACTED"))
    for case in (withheld, told):
        world.order(case, consent_to_publish=True, expires_date=date(2030, 1, 1))
    world.order(told, world.defendant(told, world.person("Bo Lindqvist")))
    world.order(
        told, world.defendant(told, world.person("Kai Moana")), kind="TOP", consent_to_publish=True
    )
    settle()
    assert [order["kind"] for order in document(told)["orders"]] == ["FOP"]
    assert document(withheld)["orders"] == []


def test_an_order_between_namesakes_does_not_tell_its_case(settle: Settle) -> None:
    told = world.case(visibility="PUBLIC", court=world.court(order_publication="REDACTED"))
    world.order(
        told,
        world.defendant(told, world.person("Darío Quintero")),
        world.person("Ana Quintero"),
        consent_to_publish=True,
    )
    settle()
    assert document(told)["orders"] == []
    assert PublishedOrder.objects.get().case_key is None
