"""What the database refuses comes back in the form, and nothing is half saved."""

import pytest
from django.contrib.messages import get_messages

from cases.actions.charges import change_charges
from cases.models import Case, RelatedCase
from tests import world
from tests.clerk.hands import delete_page, filled_in, page

pytestmark = pytest.mark.django_db


def errors(response):
    assert response.status_code == 200
    return " ".join(str(each) for each in response.context["errors"])


def test_a_constraint_of_one_row_is_an_error_at_its_field(desk):
    case = world.case()
    other = world.case(court=case.court)
    response = desk.post(page(case), filled_in(desk, page(case), number=other.number))
    assert "already has a case with this number" in errors(response)


def test_a_trigger_refuses_in_the_form_with_everything_that_was_typed(desk):
    charge = world.charge()
    address = page(charge.case)
    sent = filled_in(desk, address, caption="New caption", **{"parties-0-role": "WIT"})
    response = desk.post(address, sent)
    assert "stays the defendant of this case" in errors(response)
    assert "New caption" in response.content.decode()
    charge.case.refresh_from_db()
    assert charge.case.caption == ""


def test_a_rule_at_the_commit_refuses_in_the_form(desk):
    """A relation that a change across cases rests on cannot be taken away."""
    held = world.charge()
    circuit = world.case()
    accused = world.defendant(circuit, held.party.person)
    world.relate(circuit, held.case, "TRANSFERRED")
    charge = world.charge(accused)
    change_charges(
        circuit, kind="BOUND_OVER", before=[(held, "REPLACED")], after=[charge], by="clerk"
    )
    address = page(circuit)
    response = desk.post(
        address, filled_in(desk, address, caption="New", **{"relations-0-DELETE": "on"})
    )
    assert "Relate the cases first" in errors(response)
    assert RelatedCase.objects.count() == 1
    assert list(get_messages(response.wsgi_request)) == []
    assert Case.objects.get(pk=circuit.pk).caption == ""


def test_an_impossible_date_is_refused_at_its_field(desk):
    case = world.case()
    response = desk.post(page(case), filled_in(desk, page(case), filed_date="2024-02-31"))
    assert "Enter a valid date" in errors(response)


def test_a_case_cannot_be_deleted(desk):
    case = world.case()
    assert desk.post(delete_page(case), {"post": "yes"}).status_code == 403
    assert Case.objects.filter(pk=case.pk).exists()


def test_a_statement_without_its_chain_is_refused_at_the_commit(desk):
    said = world.statement(world.case())
    address = page(said)
    response = desk.post(address, filled_in(desk, address, **{"hops-0-DELETE": "on"}))
    assert "Say who made the statement" in errors(response)


def test_a_stale_page_does_not_overwrite_what_a_colleague_saved(desk):
    case = world.case()
    mine = filled_in(desk, page(case), caption="Mine")
    Case.objects.filter(pk=case.pk).update(caption="Theirs")
    # A colleague's transaction has another number; a test has only its own.
    mine["row_version"] = "1"
    response = desk.post(page(case), mine)
    assert "Somebody else has changed this" in errors(response)
    case.refresh_from_db()
    assert case.caption == "Theirs"


def test_a_stale_row_of_a_table_is_refused_too(desk):
    accused = world.defendant()
    sent = filled_in(desk, page(accused.case), **{"parties-0-public_name": "HIDE"})
    sent["parties-0-row_version"] = "1"
    response = desk.post(page(accused.case), sent)
    assert "Somebody else has changed this" in errors(response)
    accused.refresh_from_db()
    assert accused.public_name == ""


def test_a_stale_row_that_nobody_touched_does_not_stand_in_the_way(desk):
    accused = world.defendant()
    sent = filled_in(desk, page(accused.case), caption="Mine")
    sent["parties-0-row_version"] = "1"
    assert desk.post(page(accused.case), sent).status_code == 302
