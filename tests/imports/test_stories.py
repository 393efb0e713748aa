"""What spans several rows: changes with their charges, orders with those they protect."""

from pathlib import Path

import pytest
from django.db import connection

from cases.models import (
    Charge,
    ChargeChange,
    OrderProtected,
    ProtectiveOrder,
)
from tests.imports.loading import CASE, CHARGE, PARTY, PERSON, Loaded, bundle, loaded

pytestmark = pytest.mark.django_db

Table = list[dict[str, str]]

NO_CONTACT = {
    **CHARGE,
    "charge_id": "h2",
    "count": "2",
    "statute": "",
    "label": "Violation of a no-contact order",
    "level": "",
}
CAPITAL = {
    **CHARGE,
    "charge_id": "h3",
    "count": "",
    "statute": "5-10-101",
    "label": "Capital murder",
    "level": "CAPITAL",
    "filed_date": "2024-09-05",
}
MERGED = {"change_id": "x1", "kind": "MERGED", "effective_to": "2024-09-05"}
ITEMS = [
    {"change_id": "x1", "charge_id": "h1", "side": "BEFORE", "effect": "REPLACED"},
    {"change_id": "x1", "charge_id": "h2", "side": "BEFORE", "effect": "UNKNOWN"},
    {"change_id": "x1", "charge_id": "h3", "side": "AFTER", "effect": ""},
]


def load(tmp_path: Path, **tables: Table) -> Loaded:
    return loaded("bundle", bundle(tmp_path / "sent", tables), tmp_path / "reports")


def merged(tmp_path: Path, items: Table = ITEMS, **tables: Table) -> Loaded:
    charges = [CHARGE, NO_CONTACT, CAPITAL]
    told = {"charges": charges, "charge_changes": [MERGED], "charge_change_items": items}
    return load(tmp_path, **{**told, **tables})


def test_two_counts_become_one(tmp_path: Path) -> None:
    assert merged(tmp_path).refused == []
    change = ChargeChange.objects.get()
    assert change.items.count() == 3
    assert change.case.source_id == "c1"


def test_a_charge_without_a_count_gets_one_that_no_court_gives(tmp_path: Path) -> None:
    merged(tmp_path)
    assert Charge.objects.get(source_id="h3").count > 10_000


def test_a_change_goes_in_whole_or_not_at_all(tmp_path: Path) -> None:
    items = [*ITEMS[:2], {**ITEMS[2], "charge_id": "h9"}]
    refused = merged(tmp_path, items).refused
    assert {row["file"] for row in refused} == {"charge_changes.csv", "charge_change_items.csv"}
    assert not ChargeChange.objects.exists()
    assert Charge.objects.count() == 3


def test_a_change_that_merges_one_charge_is_refused_in_the_rule_s_words(tmp_path: Path) -> None:
    refused = merged(tmp_path, [ITEMS[0], ITEMS[2]]).refused
    assert refused[0]["file"] == "charge_changes.csv"
    assert refused[0]["rule"] == "A merger makes one charge of two or more."


def test_a_change_without_charges_is_refused(tmp_path: Path) -> None:
    refused = merged(tmp_path, []).refused
    assert [row["file"] for row in refused] == ["charge_changes.csv"]


def test_an_outcome_of_a_replaced_charge_is_refused_and_the_change_goes_in(tmp_path: Path) -> None:
    ended = {"disposition_id": "o1", "charge_id": "h1", "outcome": "ACQ"}
    refused = merged(tmp_path, dispositions=[ended]).refused
    assert [row["file"] for row in refused] == ["dispositions.csv"]
    assert ChargeChange.objects.exists()


@pytest.fixture
def two_courts() -> dict[str, Table]:
    """The same defendant in two cases; the charge of the first is bound over to the second."""
    other = {**CASE, "case_id": "c2", "number": "CR-2024-2"}
    party = {**PARTY, "party_id": "d2", "case_id": "c2"}
    charge = {**CHARGE, "charge_id": "h2", "case_id": "c2", "party_id": "d2"}
    return {
        "cases": [CASE, other],
        "parties": [PARTY, party],
        "charges": [CHARGE, charge],
        "charge_changes": [{"change_id": "x1", "kind": "BOUND_OVER"}],
        "charge_change_items": [
            {"change_id": "x1", "charge_id": "h1", "side": "BEFORE", "effect": "REPLACED"},
            {"change_id": "x1", "charge_id": "h2", "side": "AFTER", "effect": ""},
        ],
        "related_cases": [{"case_id": "c1", "other_case_id": "c2", "relation": "TRANSFERRED"}],
    }


def test_a_change_joins_two_related_cases(tmp_path: Path, two_courts: dict[str, Table]) -> None:
    assert load(tmp_path, **two_courts).refused == []
    assert ChargeChange.objects.get().case.source_id == "c2"


def test_a_change_across_unrelated_cases_is_refused(
    tmp_path: Path, two_courts: dict[str, Table]
) -> None:
    refused = load(tmp_path, **{**two_courts, "related_cases": []}).refused
    assert refused[0]["file"] == "charge_changes.csv"
    assert "not related" in refused[0]["rule"]


def order(name: str, **further: str) -> dict[str, str]:
    return {
        "order_id": name,
        "case_id": "c1",
        "kind": "FOP",
        "restrained_party_id": "d1",
        "status": "ISSUED",
        "issued_date": "2024-08-01",
        "expires_date": "2025-08-01",
        **further,
    }


PROTECTED_PERSON = {"person_id": "p2", "full_name": "Tove Marisdatter"}


def orders(tmp_path: Path, told: Table, protected: Table) -> Loaded:
    people = [PERSON, PROTECTED_PERSON]
    return load(tmp_path, people=people, orders=told, order_protected=protected)


def test_an_order_follows_the_one_it_supersedes_in_whatever_order_they_come(tmp_path: Path) -> None:
    told = [order("r2", supersedes_order_id="r1"), order("r1", supersedes_order_id="")]
    protected = [{"order_id": name, "person_id": "p2"} for name in ("r1", "r2")]
    assert orders(tmp_path, told, protected).refused == []
    later = ProtectiveOrder.objects.get(source_id="r2")
    assert later.supersedes == ProtectiveOrder.objects.get(source_id="r1")


def test_orders_that_supersede_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    told = [order("r2", supersedes_order_id="r1"), order("r1", supersedes_order_id="r2")]
    protected = [{"order_id": name, "person_id": "p2"} for name in ("r1", "r2")]
    loads = orders(tmp_path, told, protected)
    assert loads.tables["orders"].refused == 2
    assert all(count.adds_up() for count in loads.counts())


def test_an_order_goes_in_with_all_whom_it_protects_or_not_at_all(tmp_path: Path) -> None:
    protected = [{"order_id": "r1", "person_id": name} for name in ("p2", "p9")]
    loads = orders(tmp_path, [order("r1")], protected)
    assert {row["file"] for row in loads.refused} == {"orders.csv", "order_protected.csv"}
    assert not OrderProtected.objects.exists()


def test_an_order_that_protects_nobody_is_refused(tmp_path: Path) -> None:
    loads = orders(tmp_path, [order("r1")], [])
    assert "Say whom the order protects." in loads.refused[0]["rule"]


REFUSES_AT_COMMIT = """
CREATE FUNCTION no_forbidden_label() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.label = 'Forbidden' THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'No label is forbidden.';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER no_forbidden_label AFTER INSERT ON charge
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION no_forbidden_label();
"""


def test_what_only_the_commit_refuses_costs_one_case(tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(REFUSES_AT_COMMIT)
    numbers = range(5)
    loads = load(
        tmp_path,
        cases=[{**CASE, "case_id": f"c{n}", "number": f"CR-{n}"} for n in numbers],
        parties=[{**PARTY, "case_id": f"c{n}", "party_id": f"d{n}"} for n in numbers],
        charges=[
            {
                **CHARGE,
                "charge_id": f"h{n}",
                "case_id": f"c{n}",
                "party_id": f"d{n}",
                "label": "Forbidden" if n == 3 else "Battery",
            }
            for n in numbers
        ],
    )
    assert {row["line"] for row in loads.refused} == {"5"}
    assert set(Charge.objects.values_list("source_id", flat=True)) == {"h0", "h1", "h2", "h4"}
