"""Loading twice changes nothing; a newer bundle changes what differs, and only what it may."""

from pathlib import Path

import pytest
from django.db import connection

from cases.models import (
    Case,
    Charge,
    Correction,
    Court,
    Disposition,
    DocketEntry,
    Hearing,
    Party,
    Person,
    Seal,
)
from tests import world
from tests.imports.loading import CASE, CHARGE, COURT, PARTY, PERSON, Loaded, bundle, loaded

pytestmark = pytest.mark.django_db

ENDED = {
    "disposition_id": "o1",
    "charge_id": "h1",
    "outcome": "CONV_PLEA",
    "effective_date": "2024-10-01",
}


def load(tmp_path: Path, **tables: list[dict[str, str]]) -> Loaded:
    return loaded("bundle", bundle(tmp_path / "sent", tables), tmp_path / "reports")


def test_a_second_load_changes_nothing(tmp_path: Path) -> None:
    load(tmp_path, dispositions=[ENDED])
    again = load(tmp_path, dispositions=[ENDED])
    assert (again.total("unchanged"), again.total("loaded"), again.total("updated")) == (6, 0, 0)


def test_what_differs_is_updated(tmp_path: Path) -> None:
    load(tmp_path)
    again = load(tmp_path, people=[{**PERSON, "full_name": "Odalys Brandvold-Quist"}])
    assert again.tables["people"].updated == 1
    assert Person.objects.get(source_id="p1").full_name == "Odalys Brandvold-Quist"


def test_a_missing_file_or_column_deletes_nothing(tmp_path: Path) -> None:
    load(tmp_path, people=[{**PERSON, "birth_year": "1990"}])
    again = load(tmp_path, charges=[])
    assert again.total("updated") == 0
    assert Charge.objects.count() == 1
    assert Person.objects.get(source_id="p1").birth_year == 1990


def test_a_cell_that_is_emptied_becomes_unknown(tmp_path: Path) -> None:
    load(tmp_path, people=[{**PERSON, "death_date": "2024-01-01"}])
    load(tmp_path, people=[{**PERSON, "death_date": ""}])
    assert Person.objects.get(source_id="p1").death_date is None


@pytest.mark.parametrize(("column", "value"), [("statute", "5-10-101"), ("level", "F-Y")])
def test_a_charge_s_offense_is_never_changed(tmp_path: Path, column: str, value: str) -> None:
    load(tmp_path)
    again = load(tmp_path, charges=[{**CHARGE, column: value}])
    (refused,) = again.refused
    assert (refused["column"], refused["value"]) == (column, value)
    assert "charge change" in refused["what_to_do"]
    assert getattr(Charge.objects.get(), column) == CHARGE[column]


def test_a_fact_is_changed_together_with_a_recorded_correction(tmp_path: Path) -> None:
    load(tmp_path, dispositions=[ENDED])
    again = load(tmp_path, dispositions=[{**ENDED, "effective_date": "2024-10-02"}])
    assert again.tables["dispositions"].updated == 1
    assert str(Disposition.objects.get().date_to) == "2024-10-02"
    assert set(Correction.objects.values_list("field", "old_value", "new_value")) == {
        ("date_from", "2024-10-01", "2024-10-02"),
        ("date_to", "2024-10-01", "2024-10-02"),
    }


def test_a_sealed_case_is_sealed_by_a_recorded_order(tmp_path: Path) -> None:
    load(tmp_path)
    again = load(tmp_path, cases=[{**CASE, "visibility": "SEALED"}])
    assert again.refused == []
    assert Seal.objects.get().case == Case.objects.get(visibility="SEALED")


def test_a_case_that_comes_sealed_has_its_order_recorded(tmp_path: Path) -> None:
    load(tmp_path, cases=[{**CASE, "visibility": "SEALED"}])
    assert Seal.objects.get().case == Case.objects.get(visibility="SEALED")


def test_a_sealed_charge_is_sealed_by_a_recorded_order(tmp_path: Path) -> None:
    load(tmp_path)
    load(tmp_path, charges=[{**CHARGE, "visibility": "SEALED"}])
    assert Seal.objects.get().charge == Charge.objects.get(visibility="SEALED")


def test_a_sealed_party_is_sealed_by_a_recorded_order(tmp_path: Path) -> None:
    load(tmp_path)
    load(tmp_path, parties=[{**PARTY, "visibility": "SEALED"}])
    seal = Seal.objects.get()
    assert seal.party == Party.objects.get(visibility="SEALED")
    assert (seal.origin, seal.approved_by) == ("IMPORTED", "")
    again = load(tmp_path, parties=[{**PARTY, "visibility": "PUBLIC"}])
    assert [refused["column"] for refused in again.refused] == ["visibility"]


def test_an_entry_that_comes_sealed_has_its_order_recorded(tmp_path: Path) -> None:
    entry = {"docket_entry_id": "e1", "case_id": CASE["case_id"], "kind": "OTHER"}
    load(tmp_path, docket=[{**entry, "visibility": "SEALED"}])
    assert Seal.objects.get().docket_entry == DocketEntry.objects.get(visibility="SEALED")


@pytest.mark.parametrize("hidden", ["SEALED", "JUVENILE"])
def test_what_is_confidential_is_not_opened_by_a_load(tmp_path: Path, hidden: str) -> None:
    load(tmp_path, cases=[{**CASE, "visibility": hidden}])
    again = load(tmp_path)
    assert [refused["column"] for refused in again.refused] == ["visibility"]
    assert Case.objects.get().visibility == hidden


def test_a_draft_becomes_public(tmp_path: Path) -> None:
    load(tmp_path, cases=[{**CASE, "visibility": "DRAFT"}])
    load(tmp_path)
    assert Case.objects.get().visibility == "PUBLIC"


def test_a_case_held_back_becomes_public_when_its_party_is_set_right(tmp_path: Path) -> None:
    load(tmp_path, parties=[PARTY, {**PARTY, "party_id": "v1", "role": "VICTIM"}])
    load(tmp_path, parties=[PARTY, {**PARTY, "party_id": "v1", "role": "VIC"}])
    assert Case.objects.get().visibility == "PUBLIC"


def test_a_public_case_stays_public_when_a_newer_row_of_it_is_refused(tmp_path: Path) -> None:
    load(tmp_path)
    load(tmp_path, parties=[PARTY, {**PARTY, "party_id": "v1", "role": "VICTIM"}])
    assert Case.objects.get().visibility == "PUBLIC"


def test_a_decision_to_show_a_name_is_kept_with_who_sent_it(tmp_path: Path) -> None:
    victim = {**PARTY, "party_id": "v1", "role": "VIC", "public_name": "SHOW"}
    load(tmp_path, parties=[PARTY, victim])
    assert Party.objects.get(source_id="v1").public_name_basis == "As sent by bundle"


def test_two_senders_keep_their_own_ids_apart(tmp_path: Path) -> None:
    load(tmp_path)
    other = bundle(tmp_path / "other", {"cases": [{**CASE, "number": "CR-2024-2"}]})
    (other / "datapackage.json").write_text('{"name": "Other County"}')
    second = loaded("bundle", other, tmp_path / "reports")
    assert second.tables["people"].loaded == 1
    assert set(Person.objects.values_list("source", "source_id")) == {
        ("bundle", "p1"),
        ("other-county", "p1"),
    }


def test_senders_share_a_court(tmp_path: Path) -> None:
    world.court(code="bend", name=COURT["name"])
    loads = load(tmp_path)
    assert (loads.tables["courts"].unchanged, loads.tables["cases"].loaded) == (1, 1)
    assert Court.objects.filter(code="bend").count() == 1


def test_another_court_of_the_same_code_is_refused(tmp_path: Path) -> None:
    world.court(code="bend", name="District Court of Bend")
    loads = load(tmp_path)
    assert (loads.refused[0]["file"], loads.refused[0]["column"]) == ("courts.csv", "court_id")


def test_an_import_is_in_the_audit_with_its_user_and_reason(tmp_path: Path) -> None:
    load(tmp_path)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT pgh_context->>'user', pgh_context->>'reason' "
            "FROM cases_personauditevent"
        )
        assert cursor.fetchall() == [("import", "import bundle sent")]


def test_a_dry_run_loads_nothing_and_reports_the_same(tmp_path: Path) -> None:
    hearing = {"hearing_id": "e1", "case_id": "c1", "starts_at": "9270-01-05T09:00:00-06:00"}
    sent = bundle(
        tmp_path / "sent", {"hearings": [hearing], "people": [PERSON, {**PERSON, "kind": "X"}]}
    )
    dry = loaded("bundle", sent, tmp_path / "reports", dry_run=True)
    assert not Hearing.objects.exists()
    real = loaded("bundle", sent, tmp_path / "reports")
    assert (dry.refused, dry.flags, dry.files) == (real.refused, real.flags, real.files)


def test_a_person_whom_a_clerk_merged_into_another_stays_merged(tmp_path: Path) -> None:
    load(tmp_path)
    survivor = world.person("Odalys Brandvold the elder")
    Party.objects.update(person=survivor)
    Person.objects.filter(source_id="p1").update(merged_into=survivor)
    again = load(tmp_path)
    assert (again.refused, again.total("updated")) == ([], 0)
    assert Party.objects.get().person == survivor


def test_a_text_that_looks_like_an_escape_is_kept_to_the_letter(tmp_path: Path) -> None:
    text = r"see \u0000, \n and C:\u00e9"
    load(
        tmp_path, docket=[{"docket_entry_id": "k1", "case_id": "c1", "kind": "OTHER", "text": text}]
    )
    assert DocketEntry.objects.get().text == text
