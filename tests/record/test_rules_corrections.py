"""A fact of the court is corrected with a recorded correction, voided with a reason, and never
edited or deleted (rule 24)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction

from cases import models as record
from cases.models import Charge, ChargeChange, Correction
from tests import world
from tests.rules import refuses
from tests.worlds.rows import make

pytestmark = pytest.mark.django_db

DAY = date(2024, 3, 1)

# rule, model, column, another value for it
GUARDED = [
    *(
        ("charge_is_corrected_not_edited", record.Charge, column, value)
        for column, value in (
            ("count", 9),
            ("statute", "5-36-104"),
            ("label", "Theft of services"),
            ("level", "F-A"),
            ("offense_from", DAY),
            ("offense_to", DAY),
            ("filed_date", DAY),
            ("instrument", "INDICTMENT"),
        )
    ),
    *(
        ("charge_change_is_corrected_not_edited", record.ChargeChange, column, value)
        for column, value in (
            ("kind", "SUPERSEDED"),
            ("date_from", DAY),
            ("date_to", DAY),
            ("date_text", "early March"),
            ("instrument", "INDICTMENT"),
            ("authority", "COURT"),
        )
    ),
    (
        "charge_change_item_is_corrected_not_edited",
        record.ChargeChangeItem,
        "effect",
        "UNKNOWN",
    ),
    *(
        ("disposition_is_corrected_not_edited", record.Disposition, column, value)
        for column, value in (
            ("outcome", "CONV_NOLO"),
            ("plea", "NOLO"),
            ("date_from", DAY),
            ("date_to", DAY),
            ("date_text", "early March"),
        )
    ),
    *(
        ("sentence_is_corrected_not_edited", record.Sentence, column, value)
        for column, value in (
            ("kind", "PRISON"),
            ("amount", Decimal("12.00")),
            ("unit", "MONTHS"),
            ("effective_date", DAY),
            ("text", "twelve months"),
        )
    ),
    *(
        ("case_status_is_corrected_not_edited", record.CaseStatus, column, value)
        for column, value in (("status", "UNKNOWN"), ("effective_date", DAY))
    ),
    *(
        ("order_event_is_corrected_not_edited", record.OrderEvent, column, value)
        for column, value in (
            ("act", "VIOLATION_ALLEGED"),
            ("date_from", DAY),
            ("date_to", DAY),
            ("old_expires_date", DAY),
            ("new_expires_date", DAY),
        )
    ),
]


def stored(row):
    return type(row)._default_manager.filter(pk=row.pk)


def as_stored(row, column):
    """The value as the record's JSON spells it, which is how a correction writes it down."""
    sql = f"SELECT coalesce(to_jsonb(t) ->> %s, '') FROM {row._meta.db_table} t WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [row._meta.get_field(column).column, row.pk])
        return cursor.fetchone()[0]


def corrected(row, column, value, **given):
    """Record a correction, without making it."""
    signed = {"reason": "misread the docket", "authority": "Docket entry 12"}
    people = {"corrected_by": "clerk", "approved_by": "registrar"}
    return Correction.objects.create(
        table=row._meta.db_table,
        row_id=row.pk,
        field=row._meta.get_field(column).column,
        old_value=as_stored(row, column),
        new_value=str(value),
        **{**signed, **people, **given},
    )


@pytest.mark.parametrize(("rule", "model", "column", "value"), GUARDED)
def test_a_fact_is_not_edited(rule, model, column, value):
    row = make(model)
    with refuses(rule):
        stored(row).update(**{column: value})


@pytest.mark.parametrize(("rule", "model", "column", "value"), GUARDED)
def test_a_fact_is_corrected_with_a_recorded_correction(rule, model, column, value):
    row = make(model)
    corrected(row, column, value)
    stored(row).update(**{column: value})
    assert as_stored(row, column) == str(value)


@pytest.mark.parametrize(
    "given",
    [
        {"field": "label"},
        {"old_value": "5-36-999"},
        {"new_value": "5-36-105"},
        {"row_id": 0},
        {"table": "sentence"},
    ],
)
def test_a_correction_of_something_else_does_not_serve(given):
    charge = world.charge(statute="5-36-103")
    meant = {"table": "charge", "row_id": charge.pk, "field": "statute", **given}
    written = {"old_value": "5-36-103", "new_value": "5-36-104", **meant}
    make(Correction, approved_by="registrar", **written)
    with refuses("charge_is_corrected_not_edited"):
        stored(charge).update(statute="5-36-104")


@pytest.mark.django_db(transaction=True)
def test_a_correction_of_an_earlier_transaction_does_not_serve():
    with transaction.atomic():
        charge = world.charge(statute="5-36-103")
        corrected(charge, "statute", "5-36-104")
    with refuses("charge_is_corrected_not_edited"):
        stored(charge).update(statute="5-36-104")


def test_a_correction_cannot_be_written_for_a_later_transaction():
    written = corrected(world.charge(), "statute", "5-36-104", transaction="999999999")
    written.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        assert (written.transaction,) == cursor.fetchone()


def test_a_correction_serves_one_row_and_not_its_neighbor():
    one = world.charge(statute="5-36-103")
    world.charge(one.party, statute="5-36-103")
    corrected(one, "statute", "5-36-104")
    with refuses("charge_is_corrected_not_edited"):
        Charge.objects.filter(party=one.party).update(statute="5-36-104")


@pytest.mark.parametrize("missing", ["reason", "corrected_by"])
def test_a_correction_is_signed_and_explained(missing):
    with refuses("correction_is_signed_and_explained"):
        make(Correction, **{missing: ""})


def test_a_correction_changes_something():
    with refuses("correction_changes_something"):
        make(Correction, old_value="Circuit Court", new_value="Circuit Court")


GRAVE = ["statute", "level", "offense_id", "rank"]


@pytest.mark.parametrize("field", GRAVE)
@pytest.mark.parametrize("approved_by", ["", "clerk"])
def test_what_is_charged_is_not_corrected_by_one_person(field, approved_by):
    with refuses("correction_of_an_offense_has_two_people"):
        make(Correction, table="charge", field=field, approved_by=approved_by)


@pytest.mark.parametrize("field", GRAVE)
def test_what_is_charged_is_corrected_by_two_people(field):
    assert make(Correction, table="charge", field=field, approved_by="registrar").pk


def test_a_correction_makes_no_charge_change_and_an_amendment_no_correction(settle):
    charge = world.charge(statute="5-36-103")
    corrected(charge, "statute", "5-36-104")
    stored(charge).update(statute="5-36-104")
    assert not ChargeChange.objects.exists()
    world.change(before=[charge], after=[world.charge(charge.party)])
    settle()
    assert Correction.objects.count() == 1


def test_a_corrected_level_is_ranked_anew_on_the_charge_and_its_changes(settle):
    was = world.charge(level="F-D")
    change = world.change(before=[was], after=[becomes := world.charge(was.party, "F-C")])
    corrected(was, "level", "F-B")
    stored(was).update(level="F-B")
    settle()
    was.refresh_from_db()
    assert (was.rank or 0) > (becomes.rank or 0)
    assert change.items.get(charge=was).rank == was.rank
