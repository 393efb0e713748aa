"""What every fact shares: a court record under it, a signed voiding, dates in order, one sender's
id once (rules 22, 25)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases import models as record
from cases.kinds.docket import SOURCE_KINDS
from tests.rules import refuses
from tests.worlds.rows import make

pytestmark = pytest.mark.django_db

RESTING = [
    ("casestatus_rests_on_a_court_record", record.CaseStatus),
    ("charge_rests_on_a_court_record", record.Charge),
    ("chargechange_rests_on_a_court_record", record.ChargeChange),
    ("disposition_rests_on_a_court_record", record.Disposition),
    ("orderevent_rests_on_a_court_record", record.OrderEvent),
    ("protectiveorder_rests_on_a_court_record", record.ProtectiveOrder),
    ("sentence_rests_on_a_court_record", record.Sentence),
]
FIRST_TIER = [kind.code for kind in SOURCE_KINDS if kind.tier == 1]
HEARSAY = [kind.code for kind in SOURCE_KINDS if kind.tier > 1]

VOIDED = [
    ("casestatus_void_is_signed_and_explained", record.CaseStatus),
    ("charge_void_is_signed_and_explained", record.Charge),
    ("chargechange_void_is_signed_and_explained", record.ChargeChange),
    ("disposition_void_is_signed_and_explained", record.Disposition),
    ("orderevent_void_is_signed_and_explained", record.OrderEvent),
    ("protectiveorder_void_is_signed_and_explained", record.ProtectiveOrder),
    ("sentence_void_is_signed_and_explained", record.Sentence),
]
VOID = {"voided_by": "registrar", "void_reason": "entered in the wrong case"}

SENT = [
    ("case_is_sent_once", record.Case),
    ("casestatus_is_sent_once", record.CaseStatus),
    ("charge_is_sent_once", record.Charge),
    ("chargechange_is_sent_once", record.ChargeChange),
    ("court_is_sent_once", record.Court),
    ("disposition_is_sent_once", record.Disposition),
    ("docketentry_is_sent_once", record.DocketEntry),
    ("hearing_is_sent_once", record.Hearing),
    ("offense_is_sent_once", record.Offense),
    ("orderterm_is_sent_once", record.OrderTerm),
    ("party_is_sent_once", record.Party),
    ("person_is_sent_once", record.Person),
    ("personname_is_sent_once", record.PersonName),
    ("protectiveorder_is_sent_once", record.ProtectiveOrder),
    ("relatedcase_is_sent_once", record.RelatedCase),
    ("sentence_is_sent_once", record.Sentence),
]

DAY = date(2024, 3, 1)
ORDERED = [
    ("chargechange_date_from_not_after_date_to", record.ChargeChange, "date_from", "date_to"),
    ("charge_offense_from_not_after_offense_to", record.Charge, "offense_from", "offense_to"),
    ("disposition_date_from_not_after_date_to", record.Disposition, "date_from", "date_to"),
    ("offense_valid_from_not_after_valid_to", record.Offense, "valid_from", "valid_to"),
    ("offenselevel_valid_from_not_after_valid_to", record.OffenseLevel, "valid_from", "valid_to"),
    ("orderevent_date_from_not_after_date_to", record.OrderEvent, "date_from", "date_to"),
    ("orderterm_from_date_not_after_until_date", record.OrderTerm, "from_date", "until_date"),
    ("statement_date_from_not_after_date_to", record.Statement, "date_from", "date_to"),
]


@pytest.mark.parametrize(("rule", "model"), RESTING)
def test_a_fact_rests_on_any_record_of_the_court(rule, model):
    for source in FIRST_TIER:
        assert make(model, rests_on=source).rests_on == source


@pytest.mark.parametrize(("rule", "model"), RESTING)
def test_a_fact_does_not_rest_on_what_others_say(rule, model):
    for source in HEARSAY:
        with refuses(rule):
            make(model, rests_on=source)


def rows(model, row):
    return model._default_manager.filter(pk=row.pk)


@pytest.mark.parametrize(("rule", "model"), VOIDED)
def test_a_fact_is_voided_with_a_name_and_a_reason(rule, model):
    row = make(model)
    assert rows(model, row).update(voided_at=timezone.now(), **VOID) == 1


@pytest.mark.parametrize("missing", ["voided_by", "void_reason"])
@pytest.mark.parametrize(("rule", "model"), VOIDED)
def test_a_voiding_without_name_or_reason_is_refused(rule, model, missing):
    row = make(model)
    signed = {name: said for name, said in VOID.items() if name != missing}
    with refuses(rule):
        rows(model, row).update(voided_at=timezone.now(), **signed)


@pytest.mark.parametrize(("rule", "model"), VOIDED)
def test_a_name_without_a_moment_of_voiding_is_refused(rule, model):
    row = make(model)
    with refuses(rule):
        rows(model, row).update(voided_by="registrar")


@pytest.mark.parametrize(("rule", "model"), SENT)
def test_an_id_of_another_sender_and_rows_without_an_id_are_accepted(rule, model):
    one = make(model, source="county-a", source_id="17")
    other = make(model, source="county-b", source_id="17")
    typed = [make(model), make(model)]
    assert len({row.pk for row in [one, other, *typed]}) == 4


@pytest.mark.parametrize(("rule", "model"), SENT)
def test_the_same_id_of_the_same_sender_is_refused(rule, model):
    make(model, source="county-a", source_id="17")
    with refuses(rule):
        make(model, source="county-a", source_id="17")


@pytest.mark.parametrize(("rule", "model", "earlier", "later"), ORDERED)
def test_two_dates_in_order_or_on_one_day_are_accepted(rule, model, earlier, later):
    assert make(model, **{earlier: DAY, later: DAY}).pk
    assert make(model, **{earlier: DAY, later: DAY + timedelta(days=1)}).pk


@pytest.mark.parametrize(("rule", "model", "earlier", "later"), ORDERED)
def test_a_later_date_before_the_earlier_is_refused(rule, model, earlier, later):
    with refuses(rule):
        make(model, **{earlier: DAY, later: DAY - timedelta(days=1)})
