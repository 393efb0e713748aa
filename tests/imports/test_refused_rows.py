"""A row that breaks a rule is refused and told; the rest goes in."""

from pathlib import Path

import pytest

from cases.models import Case, Charge, Hearing, Party, Person
from tests.imports.loading import CASE, CHARGE, COURT, PARTY, PERSON, Loaded, bundle, loaded

pytestmark = pytest.mark.django_db

HEARING = {"hearing_id": "e1", "case_id": "c1", "kind": "TRIAL", "starts_at": "", "status": "SET"}


def load(tmp_path: Path, **tables: list[dict[str, str]]) -> Loaded:
    return loaded("bundle", bundle(tmp_path / "sent", tables), tmp_path / "reports")


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("offense_from", "2024-02-30", "no such day"),
        ("offense_from", "17.8.2024", "no such day"),
        ("count", "two", "whole number"),
        ("instrument", "LETTER", "Unknown instrument"),
        ("label", "", "may not be empty"),
        ("label", "x" * 301, "At most 300 characters"),
        ("label", "a\x00b", "NUL"),
        ("visibility", "HIDDEN", "Unknown charge visibility"),
        ("charge_id", "x" * 121, "at most 120 characters"),
    ],
)
def test_a_cell_that_does_not_fit_is_named(
    tmp_path: Path, column: str, value: str, said: str
) -> None:
    load_ = load(
        tmp_path, charges=[CHARGE, {**CHARGE, "charge_id": "h2", "count": "2", column: value}]
    )
    (refused,) = load_.refused
    assert (refused["file"], refused["line"], refused["column"]) == ("charges.csv", "3", column)
    assert said in refused["rule"]
    assert refused["what_to_do"]
    assert Charge.objects.count() == 1


@pytest.mark.parametrize(
    "value", ["2024-08-20T09:00:00", "2024-08-20", "9 a.m.", "0001-01-01T00:00:00+14:00"]
)
def test_a_time_without_its_offset_is_refused(tmp_path: Path, value: str) -> None:
    load_ = load(tmp_path, hearings=[{**HEARING, "starts_at": value}])
    assert [refused["column"] for refused in load_.refused] == ["starts_at"]


def test_a_hearing_far_ahead_is_kept_and_flagged(tmp_path: Path) -> None:
    load_ = load(tmp_path, hearings=[{**HEARING, "starts_at": "9270-01-05T09:00:00-06:00"}])
    assert Hearing.objects.get().starts_at.year == 9270
    assert [flag["column"] for flag in load_.flags] == ["starts_at"]


def test_a_death_before_birth_is_kept_and_flagged(tmp_path: Path) -> None:
    person = {**PERSON, "birth_date": "1990-01-01", "death_date": "1980-01-01"}
    load_ = load(tmp_path, people=[person])
    assert Person.objects.get(source_id="p1").death_date.year == 1980
    assert [flag["column"] for flag in load_.flags] == ["death_date"]


def test_a_disposition_before_filing_is_kept_and_flagged(tmp_path: Path) -> None:
    ended = {
        "disposition_id": "o1",
        "charge_id": "h1",
        "outcome": "CONV_PLEA",
        "effective_date": "2024-01-01",
    }
    load_ = load(tmp_path, dispositions=[ended])
    assert [flag["column"] for flag in load_.flags] == ["effective_date"]


@pytest.mark.parametrize("cells", ["h2,c1", "h2,c1,d1,Theft,more"])
def test_a_row_with_too_few_or_too_many_cells_is_refused(tmp_path: Path, cells: str) -> None:
    sent = bundle(tmp_path / "sent")
    (sent / "charges.csv").write_text(
        f"charge_id,case_id,party_id,label\nh1,c1,d1,Battery\n{cells}\n"
    )
    load_ = loaded("bundle", sent, tmp_path / "reports")
    assert [(refused["line"], refused["column"]) for refused in load_.refused] == [("3", "(row)")]
    assert load_.files["charges.csv"].adds_up()


def test_an_id_that_stands_twice_is_refused_the_second_time(tmp_path: Path) -> None:
    load_ = load(tmp_path, people=[PERSON, {**PERSON, "full_name": "Somebody Else"}])
    (refused,) = load_.refused
    assert (refused["line"], refused["column"]) == ("3", "person_id")
    assert Person.objects.get(source_id="p1").full_name == "Odalys Brandvold"


def test_a_row_that_names_nothing_is_refused(tmp_path: Path) -> None:
    load_ = load(tmp_path, hearings=[{**HEARING, "case_id": "c9"}])
    (refused,) = load_.refused
    assert (refused["column"], refused["value"]) == ("case_id", "c9")
    assert "Neither the load nor the record" in refused["rule"]


def test_whatever_hangs_on_a_refused_row_is_refused_and_says_so(tmp_path: Path) -> None:
    load_ = load(tmp_path, people=[{**PERSON, "kind": "GHOST"}])
    assert [refused["file"] for refused in load_.refused] == [
        "people.csv",
        "parties.csv",
        "charges.csv",
    ]
    assert "people.csv, line 2" in load_.refused[1]["rule"]
    assert Party.objects.count() == 0


def test_the_record_s_own_rule_is_told_in_its_words(tmp_path: Path) -> None:
    load_ = load(tmp_path, charges=[{**CHARGE, "level": "F-X"}])
    (refused,) = load_.refused
    assert (refused["column"], refused["value"]) == ("level", "F-X")
    assert "not on the ladder of AR" in refused["rule"]


def test_the_guilty_row_is_found_among_good_ones(tmp_path: Path) -> None:
    charges = [{**CHARGE, "charge_id": f"h{n}", "count": str(n)} for n in range(1, 8)]
    charges[4]["level"] = "F-X"
    load_ = load(tmp_path, charges=charges)
    assert [refused["line"] for refused in load_.refused] == ["6"]
    assert Charge.objects.count() == 6


def test_a_second_case_of_one_number_is_refused(tmp_path: Path) -> None:
    load_ = load(tmp_path, cases=[CASE, {**CASE, "case_id": "c2", "number": "cr 2024 1"}])
    (refused,) = load_.refused
    assert (refused["column"], refused["value"]) == ("number", "cr 2024 1")
    assert Case.objects.count() == 1


def test_a_court_of_a_state_without_a_ladder_is_refused(tmp_path: Path) -> None:
    load_ = load(tmp_path, courts=[{**COURT, "state": "ZZ"}])
    assert (load_.refused[0]["column"], load_.refused[0]["value"]) == ("state", "ZZ")


def test_a_time_zone_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    load_ = load(tmp_path, courts=[{**COURT, "timezone": "Mars/Olympus"}])
    assert load_.refused[0]["column"] == "timezone"


def test_a_sentence_without_a_conviction_is_refused(tmp_path: Path) -> None:
    sentence = {"sentence_id": "s1", "charge_id": "h1", "kind": "PRISON"}
    load_ = load(tmp_path, sentences=[sentence])
    (refused,) = load_.refused
    assert refused["file"] == "sentences.csv"
    assert "needs a conviction" in refused["rule"]


def test_a_case_closed_with_a_pending_charge_keeps_its_charge(tmp_path: Path) -> None:
    status = {"case_id": "c1", "party_id": "d1", "status": "CLOSED", "effective_date": "2024-09-01"}
    load_ = load(tmp_path, case_statuses=[status])
    assert [refused["file"] for refused in load_.refused] == ["case_statuses.csv"]
    assert Charge.objects.count() == 1


def test_a_value_that_a_spreadsheet_would_run_is_disarmed_in_the_report(tmp_path: Path) -> None:
    load_ = load(tmp_path, charges=[{**CHARGE, "count": "=1+1"}])
    assert load_.refused[0]["value"] == "'=1+1"


def test_a_new_case_stays_a_draft_while_a_party_of_it_is_refused(tmp_path: Path) -> None:
    victim = {**PARTY, "party_id": "v1", "person_id": "p2", "role": "VICTIM"}
    caption = {**CASE, "caption": "State v. Brandvold (victim Tove Marisdatter)"}
    people = [PERSON, {"person_id": "p2", "full_name": "Tove Marisdatter"}]
    load_ = load(tmp_path, cases=[caption], people=people, parties=[PARTY, victim])
    assert Case.objects.get().visibility == "DRAFT"
    assert [flag["column"] for flag in load_.flags] == ["visibility"]


@pytest.mark.parametrize("tables", [{}, {"people": [{**PERSON, "kind": "GHOST"}]}])
def test_every_row_is_accounted_for(
    tmp_path: Path, tables: dict[str, list[dict[str, str]]]
) -> None:
    load_ = load(tmp_path, **tables)
    assert all(count.adds_up() for count in load_.counts())
    assert sum(count.refused for count in load_.counts()) == len(load_.refused)
