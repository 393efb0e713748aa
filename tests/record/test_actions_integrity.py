from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cases import integrity
from cases.actions.charges import NewCharge, change_charges
from cases.actions.corrections import void
from cases.actions.status import change_status
from cases.integrity.odd import warnings
from cases.models import Case, Offense, OffenseLevel, State
from tests import world
from tests.clerk.committing import taken_back  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db

TODAY = date(2024, 6, 1)
MAY = date(2024, 5, 1)


def test_a_record_in_order_breaks_no_rule(settle):
    world.charge()
    settle()
    assert list(integrity.broken()) == []


@pytest.mark.usefixtures("taken_back")
def test_a_broken_rule_is_named_with_its_row():
    part = world.sentence(world.charge())
    (found,) = integrity.broken([part.charge.case_id])
    assert (found.rule, found.row_id) == ("sentence_follows_a_conviction", part.pk)
    assert list(integrity.broken([world.case().pk])) == []


@pytest.mark.usefixtures("taken_back")
def test_cases_are_checked_a_batch_at_a_time(monkeypatch):
    monkeypatch.setattr(integrity, "BATCH", 2)
    broken = [world.sentence(world.charge()).pk for _ in range(5)]
    assert sorted(found.row_id for found in integrity.broken()) == broken


@pytest.mark.usefixtures("taken_back")
def test_the_command_lists_what_is_broken_and_fails():
    case = world.sentence(world.charge()).charge.case
    out = StringIO()
    with pytest.raises(CommandError, match="1 rows break"):
        call_command("check_record", stdout=out)
    assert "sentence_follows_a_conviction" in out.getvalue()
    assert case.number in out.getvalue()


@pytest.mark.usefixtures("taken_back")
def test_the_command_checks_one_case():
    world.sentence(world.charge())
    quiet = world.case()
    out = StringIO()
    call_command("check_record", "--case", quiet.number.lower(), stdout=out)
    assert "Every rule holds" in out.getvalue()
    with pytest.raises(CommandError, match="No court has a case CR1999-1"):
        call_command("check_record", "--case", "CR1999-1", stdout=out)


def test_the_command_warns_on_request_and_does_not_fail():
    world.order(kind="TOP", issued_date=MAY, expires_date=MAY + timedelta(days=60))
    out = StringIO()
    call_command("check_record", stdout=out)
    assert "odd" not in out.getvalue()
    call_command("check_record", "--warnings", stdout=out)
    assert "temporary_order_lasts_30_days_at_most" in out.getvalue()


@pytest.mark.parametrize(
    ("kind", "days", "rules"),
    [
        ("TOP", 30, []),
        ("TOP", 31, ["temporary_order_lasts_30_days_at_most"]),
        ("FOP", 89, ["final_order_lasts_90_days_to_10_years"]),
        ("FOP", 90, []),
        ("FOP", 3652, []),
        ("FOP", 4000, ["final_order_lasts_90_days_to_10_years"]),
        ("FOP", None, []),
    ],
)
def test_arkansas_orders_of_odd_length(kind, days, rules):
    until = None if days is None else MAY + timedelta(days=days)
    order = world.order(kind=kind, issued_date=MAY, expires_date=until)
    assert odd(order.case, today=MAY) == rules


def test_an_order_that_ran_out():
    order = world.order(issued_date=date(2023, 1, 1), expires_date=TODAY)
    assert odd(order.case) == ["order_that_ran_out_is_recorded_as_expired"]
    assert odd(order.case, today=MAY) == []


def test_a_charge_without_a_date_under_a_statute_with_versions():
    accused = world.defendant()
    theft = offense(accused, valid_from=date(2011, 7, 27))
    world.charge(accused, offense=theft, offense_from=MAY, offense_to=MAY)
    open_ended = world.charge(accused, offense=theft, offense_from=MAY)
    assert odd(accused.case) == []
    offense(accused, valid_from=date(1976, 1, 1), valid_to=date(2011, 7, 27))
    (found,) = warnings([accused.case_id], today=TODAY)
    assert found.rule == "charge_with_a_dated_statute_is_dated"
    assert found.row_id == open_ended.pk


def test_a_charge_above_the_usual_level_of_its_statute():
    accused = world.defendant()
    battering = offense(accused, level="F-B")
    world.charge(accused, offense=battering, level="F-B")
    world.charge(accused, offense=battering, level="F-A", level_reason="Victim known pregnant")
    assert odd(accused.case) == []
    world.charge(accused, offense=battering, level="F-A")
    assert odd(accused.case) == ["charge_of_another_level_says_why"]


def test_a_violation_of_an_order_never_served():
    order = world.order(issued_date=MAY)
    charge = world.charge(order.restrained, violates_order=order, level="M-A")
    assert odd(charge.case) == ["violated_order_was_served"]
    order.served_date = MAY
    order.save()
    assert odd(charge.case) == []


def test_a_charge_pending_in_a_case_that_left_for_another_court():
    charge = world.charge()
    change_status(
        charge.case, party=charge.party, status="TRANSFERRED", effective_date=MAY, by="clerk"
    )
    assert odd(charge.case) == ["case_that_left_has_no_pending_charge"]
    world.dispose(charge, "TRANSFERRED")
    assert odd(charge.case) == []


@pytest.mark.parametrize("for_one", [True, False])
def test_a_case_still_open_with_nothing_pending(for_one):
    charge = world.charge()
    party = charge.party if for_one else None
    change_status(charge.case, party=party, status="FILED", effective_date=MAY, by="clerk")
    assert odd(charge.case) == []
    world.dispose(charge)
    assert odd(charge.case) == ["case_with_nothing_pending_is_disposed"]


@pytest.mark.parametrize(
    ("kind", "instrument", "level", "rules"),
    [
        ("AMENDED", "AMENDED_INFORMATION", "F-A", ["amendment_keeps_the_degree"]),
        ("AMENDED", "AMENDED_INFORMATION", "F-B", []),
        ("AMENDED", "PLEA_AGREEMENT", "F-D", []),
        ("SUPERSEDED", "INDICTMENT", "F-A", []),
    ],
)
def test_an_amendment_that_changes_the_degree(kind, instrument, level, rules):
    charge = world.charge(level="F-B")
    change_charges(
        charge.case,
        kind=kind,
        instrument=instrument,
        before=[(charge, "REPLACED")],
        after=[NewCharge(label="Battery", level=level)],
        by="clerk",
    )
    assert odd(charge.case) == rules


def test_voided_rows_are_not_odd():
    order = world.order(kind="TOP", issued_date=MAY, expires_date=TODAY)
    void(order, by="clerk", reason="Wrong case")
    assert odd(order.case) == []


def test_the_ladders_are_loaded_and_then_there_is_nothing_to_do():
    OffenseLevel.objects.filter(state="AR", code="F-A").update(rank=1)
    OffenseLevel.objects.filter(state="VA").delete()
    first = loaded()
    assert ", 1 updated, " in first["Arkansas"]
    assert ", 0 updated, 1 unchanged" in first["Virginia"]
    assert all(told.startswith("0 created, 0 updated") for told in loaded().values())
    assert OffenseLevel.objects.get(state="AR", code="F-A").rank == 180


def test_loading_deletes_nothing_and_leaves_ranks_of_charges():
    charge = world.charge(level="F-A")
    own = Offense.objects.create(state=State.objects.get(code="AR"), statute="Local 7", title="Own")
    OffenseLevel.objects.filter(state="AR", code="F-A").update(rank=1)
    loaded()
    charge.refresh_from_db()
    assert charge.rank == 180
    assert Offense.objects.filter(pk=own.pk).exists()


def offense(accused, **given):
    defaults = {"statute": "5-36-103", "title": "Theft", "level": "F-B"}
    return Offense.objects.create(state=accused.case.court.state, **{**defaults, **given})


def odd(case: Case, today=TODAY):
    return [found.rule for found in warnings([case.pk], today=today)]


def loaded():
    out = StringIO()
    call_command("load_ladders", stdout=out)
    return dict(line.split(": ") for line in out.getvalue().splitlines())
