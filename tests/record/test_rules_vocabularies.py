"""Every coded column holds a code of its vocabulary and nothing else, whoever writes it."""

import pytest

from cases import models as record
from tests.rules import refuses
from tests.worlds.rows import make

pytestmark = pytest.mark.django_db

# rule, model, column, another code that it takes
CODED = [
    ("attribution_source_kind_is_known", record.Attribution, "source_kind", "NEWS_OWN"),
    ("case_case_type_is_known", record.Case, "case_type", "OP"),
    ("case_visibility_is_known", record.Case, "visibility", "JUVENILE"),
    ("casestatus_status_is_known", record.CaseStatus, "status", "STAYED"),
    ("charge_instrument_is_known", record.Charge, "instrument", "INDICTMENT"),
    ("charge_visibility_is_known", record.Charge, "visibility", "PUBLIC"),
    ("chargechange_kind_is_known", record.ChargeChange, "kind", "ENHANCED"),
    ("chargechange_instrument_is_known", record.ChargeChange, "instrument", "VERDICT"),
    ("chargechange_authority_is_known", record.ChargeChange, "authority", "GRAND_JURY"),
    ("court_kind_is_known", record.Court, "kind", "SUPERIOR"),
    ("court_order_publication_is_known", record.Court, "order_publication", "REDACTED"),
    ("disposition_outcome_is_known", record.Disposition, "outcome", "ABATED"),
    ("docketentry_kind_is_known", record.DocketEntry, "kind", "VERDICT"),
    ("docketentry_visibility_is_known", record.DocketEntry, "visibility", "STAFF"),
    ("hearing_kind_is_known", record.Hearing, "kind", "TRIAL"),
    ("hearing_status_is_known", record.Hearing, "status", "CONTINUED"),
    ("offenselevel_category_is_known", record.OffenseLevel, "category", "CAPITAL"),
    ("orderevent_act_is_known", record.OrderEvent, "act", "SERVED"),
    ("orderterm_term_is_known", record.OrderTerm, "term", "X_PET"),
    ("party_role_is_known", record.Party, "role", "SURETY"),
    ("court_scheduled_sealing_is_known", record.Court, "scheduled_sealing", "SEAL"),
    ("party_visibility_is_known", record.Party, "visibility", "PUBLIC"),
    ("party_public_name_is_known", record.Party, "public_name", "HIDE"),
    ("person_kind_is_known", record.Person, "kind", "ORGANIZATION"),
    ("personname_kind_is_known", record.PersonName, "kind", "MAIDEN"),
    ("personrelation_kind_is_known", record.PersonRelation, "kind", "PARENT_OF"),
    ("protectiveorder_kind_is_known", record.ProtectiveOrder, "kind", "ERPO"),
    ("protectiveorder_status_is_known", record.ProtectiveOrder, "status", "DENIED"),
    ("protectiveorder_service_is_known", record.ProtectiveOrder, "service", "WAIVED"),
    ("relatedcase_relation_is_known", record.RelatedCase, "relation", "APPEAL"),
    ("seal_origin_is_known", record.Seal, "origin", "IMPORTED"),
    ("seal_act_is_known", record.Seal, "act", "UNSEAL"),
    ("sentence_kind_is_known", record.Sentence, "kind", "PRISON"),
    ("sentence_unit_is_known", record.Sentence, "unit", "LIFE"),
    ("statement_kind_is_known", record.Statement, "kind", "DEATH"),
    ("statement_date_basis_is_known", record.Statement, "date_basis", "DERIVED"),
]


@pytest.mark.parametrize(("rule", "model", "column", "code"), CODED)
def test_a_coded_column_takes_another_code_of_its_vocabulary(rule, model, column, code):
    assert getattr(make(model, **{column: code}), column) == code


@pytest.mark.parametrize(("rule", "model", "column", "code"), CODED)
def test_a_coded_column_refuses_a_code_outside_its_vocabulary(rule, model, column, code):
    with refuses(rule):
        make(model, **{column: "NO_SUCH"})


@pytest.mark.parametrize(("side", "effect"), [("BEFORE", "UNKNOWN"), ("AFTER", "")])
def test_a_charge_stands_before_or_after_its_change(side, effect):
    assert make(record.ChargeChangeItem, side=side, effect=effect).side == side


# Two rules forbid each of these; the database names the first by its name.
@pytest.mark.parametrize(
    ("model", "given"),
    [
        (record.ChargeChangeItem, {"side": "BESIDE"}),
        (record.Disposition, {"plea": "PERHAPS"}),
    ],
)
def test_a_code_is_refused_by_the_stricter_rule_where_two_forbid_it(model, given):
    rules = {
        record.ChargeChangeItem: "chargechangeitem_side_is_known",
        record.Disposition: "disposition_plea_is_known_to_the_state",
    }
    with refuses(rules[model]):
        make(model, **given)
