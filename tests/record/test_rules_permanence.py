"""What is written stays: facts are voided and not deleted, a void fact stays void, a key is
stable, corrections and seals are written once (rules 1, 22 and 24)."""

import uuid

import pytest
from django.db import connection

from cases import models as record
from cases.models import Correction, Seal
from tests.rules import refuses
from tests.worlds.rows import make

pytestmark = pytest.mark.django_db


def stored(row):
    return type(row)._default_manager.filter(pk=row.pk)


VOID = {"voided_at": "2024-05-01T12:00Z", "voided_by": "clerk", "void_reason": "mistyped"}

STAYING = [
    ("charge_stays_void", record.Charge),
    ("charge_change_stays_void", record.ChargeChange),
    ("disposition_stays_void", record.Disposition),
    ("sentence_stays_void", record.Sentence),
    ("case_status_stays_void", record.CaseStatus),
    ("order_event_stays_void", record.OrderEvent),
]


@pytest.mark.parametrize(("rule", "model"), STAYING)
def test_a_void_fact_stays_void(rule, model):
    row = make(model)
    stored(row).update(**VOID)
    with refuses(rule):
        stored(row).update(voided_at=None, voided_by=None, void_reason="")
    with refuses(rule):
        stored(row).update(void_reason="another reason")


KEPT = [
    ("court_case_is_voided_not_deleted", record.Case),
    ("case_status_is_voided_not_deleted", record.CaseStatus),
    ("charge_is_voided_not_deleted", record.Charge),
    ("charge_change_is_voided_not_deleted", record.ChargeChange),
    ("charge_change_item_is_voided_not_deleted", record.ChargeChangeItem),
    ("disposition_is_voided_not_deleted", record.Disposition),
    ("sentence_is_voided_not_deleted", record.Sentence),
    ("protective_order_is_voided_not_deleted", record.ProtectiveOrder),
    ("order_event_is_voided_not_deleted", record.OrderEvent),
    ("docket_entry_is_voided_not_deleted", record.DocketEntry),
    ("correction_is_voided_not_deleted", record.Correction),
    ("seal_is_voided_not_deleted", record.Seal),
    ("person_merge_is_voided_not_deleted", record.PersonMerge),
    ("person_merge_move_is_voided_not_deleted", record.PersonMergeMove),
]


@pytest.mark.parametrize(("rule", "model"), KEPT)
def test_a_row_of_the_court_file_is_never_deleted(rule, model):
    row = make(model)
    with refuses(rule), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [row.pk])


def test_a_row_that_is_no_fact_of_the_court_may_be_taken_out():
    hearing = make(record.Hearing)
    assert stored(hearing).delete()[0] == 1


KEYED = [
    ("case_status_key_is_stable", record.CaseStatus),
    ("charge_change_key_is_stable", record.ChargeChange),
    ("charge_key_is_stable", record.Charge),
    ("court_case_key_is_stable", record.Case),
    ("disposition_key_is_stable", record.Disposition),
    ("docket_entry_key_is_stable", record.DocketEntry),
    ("hearing_key_is_stable", record.Hearing),
    ("order_event_key_is_stable", record.OrderEvent),
    ("party_key_is_stable", record.Party),
    ("person_key_is_stable", record.Person),
    ("protective_order_key_is_stable", record.ProtectiveOrder),
    ("sentence_key_is_stable", record.Sentence),
]


@pytest.mark.parametrize(("rule", "model"), KEYED)
def test_a_public_key_is_given_once_and_never_changes(rule, model):
    row = make(model)
    assert stored(row).update(key=row.key) == 1
    with refuses(rule):
        stored(row).update(key=uuid.uuid4())


@pytest.mark.parametrize(
    ("rule", "model", "changed"),
    [
        ("correction_is_written_once", Correction, {"approved_by": "registrar"}),
        ("correction_is_written_once", Correction, {"transaction": "1"}),
        ("seal_is_written_once", Seal, {"order_reference": "Order of 3 May 2024"}),
        ("seal_is_written_once", Seal, {"act": "UNSEAL"}),
    ],
)
def test_a_correction_or_seal_is_written_once(rule, model, changed):
    row = make(model)
    with refuses(rule):
        stored(row).update(**changed)
