"""Odd lines of foreign files, invented: kept where the record can, refused or flagged else."""

from pathlib import Path

import pytest

from cases.models import Charge, ChargeChange, Disposition, DocketEntry, Party
from tests.imports.loading import Loaded, loaded, write

pytestmark = pytest.mark.django_db

INTAKE = {
    "case_id": "100",
    "case_participant_id": "200",
    "received_date": "2019-01-02T04:00:00Z",
    "participant_status": "Approved",
}
INITIATION = {
    "case_id": "100",
    "case_participant_id": "200",
    "charge_id": "300",
    "charge_version_id": "1",
    "charge_offense_title": "BURGLARY",
    "chapter": "720",
    "act": "5",
    "section": "19-1(a)",
    "class": "2",
    "event": "Indictment",
    "event_date": "2019-02-01T00:00:00Z",
    "received_date": "2019-01-02T00:00:00Z",
    "incident_begin_date": "2019-01-01T00:00:00Z",
    "incident_end_date": "",
    "charge_count": "1",
}
DISPOSITION = {
    "case_id": "100",
    "case_participant_id": "200",
    "charge_id": "300",
    "charge_version_id": "1",
    "disposition_charged_offense_title": "BURGLARY",
    "disposition_charged_chapter": "720",
    "disposition_charged_act": "5",
    "disposition_charged_section": "19-1(a)",
    "disposition_charged_class": "2",
    "received_date": "2019-01-02T00:00:00Z",
    "incident_begin_date": "2019-01-01T00:00:00Z",
    "incident_end_date": "",
    "charge_count": "1",
    "disposition_date": "5/8/2019 12:00:00 AM",
    "charge_disposition": "Plea Of Guilty",
    "charge_disposition_reason": "",
    "judge": "",
}

Table = list[dict[str, str]]


def cook(
    tmp_path: Path,
    intake: Table | None = None,
    initiation: Table | None = None,
    dispositions: Table | None = None,
) -> Loaded:
    folder = tmp_path / "sent"
    folder.mkdir(parents=True)
    write(folder / "intake.csv", intake or [INTAKE])
    write(folder / "initiation.csv", initiation or [INITIATION])
    write(folder / "dispositions.csv", dispositions or [DISPOSITION])
    load = loaded("cook-sao", folder, tmp_path / "reports")
    assert all(count.adds_up() for count in load.counts())
    return load


def flagged(load: Loaded) -> list[str]:
    return [flag["column"] for flag in load.flags if flag["column"]]


def test_a_warrant_is_an_entry_of_the_docket_and_no_outcome(tmp_path: Path) -> None:
    load = cook(tmp_path, dispositions=[{**DISPOSITION, "charge_disposition": "BFW"}])
    assert not Disposition.objects.exists()
    entry = DocketEntry.objects.get()
    assert (entry.kind, entry.text) == ("WARRANT", "Bond forfeiture warrant")
    assert "charge_disposition" in flagged(load)


def test_an_unknown_disposition_is_unmapped_and_flagged(tmp_path: Path) -> None:
    load = cook(tmp_path, dispositions=[{**DISPOSITION, "charge_disposition": "Something New"}])
    assert Disposition.objects.get().outcome == "UNMAPPED"
    assert "charge_disposition" in flagged(load)


def test_a_disposition_without_an_initiation_keeps_the_charge_as_it_ended(tmp_path: Path) -> None:
    other = {**DISPOSITION, "charge_id": "301", "charge_count": "2"}
    load = cook(tmp_path, dispositions=[DISPOSITION, other])
    assert Charge.objects.filter(source_id="200:301").exists()
    assert "charge_id" in flagged(load)


def test_a_change_dated_before_its_charge_has_no_date(tmp_path: Path) -> None:
    early = {**DISPOSITION, "charge_version_id": "2", "disposition_date": "1/15/2019 12:00:00 AM"}
    load = cook(tmp_path, dispositions=[early])
    change = ChargeChange.objects.get()
    assert (change.date_from, change.date_to, change.date_text) == (None, None, "")
    assert "disposition_date" in flagged(load)


def test_a_change_lies_between_initiation_and_disposition(tmp_path: Path) -> None:
    cook(tmp_path, dispositions=[{**DISPOSITION, "charge_version_id": "2"}])
    change = ChargeChange.objects.get()
    assert (str(change.date_from), str(change.date_to)) == ("2019-02-01", "2019-05-08")


def test_a_title_that_differs_under_one_version_is_no_change(tmp_path: Path) -> None:
    cook(
        tmp_path,
        dispositions=[{**DISPOSITION, "disposition_charged_offense_title": "BURGLARY/DWELLING"}],
    )
    assert not ChargeChange.objects.exists()


@pytest.mark.parametrize("day", ["2109-01-01T00:00:00Z", "1865-01-01T00:00:00Z"])
def test_an_impossible_day_is_kept_and_flagged(tmp_path: Path, day: str) -> None:
    load = cook(tmp_path, initiation=[{**INITIATION, "event_date": day}])
    assert str(Charge.objects.get().filed_date) == day[:10]
    assert flagged(load)


def test_a_day_that_no_calendar_has_is_flagged_and_left_out(tmp_path: Path) -> None:
    load = cook(tmp_path, initiation=[{**INITIATION, "event_date": "2019-02-30T00:00:00Z"}])
    assert Charge.objects.get().filed_date is None
    assert "event_date" in flagged(load)


def test_an_incident_that_ends_before_it_begins_is_kept_in_words(tmp_path: Path) -> None:
    cook(tmp_path, initiation=[{**INITIATION, "incident_end_date": "2018-01-01T00:00:00Z"}])
    charge = Charge.objects.get()
    assert (charge.offense_from, charge.offense_to) == (None, None)
    assert charge.offense_date_text == "2019-01-01 to 2018-01-01, as given"


def test_a_line_that_does_not_say_whom_it_is_about_is_refused(tmp_path: Path) -> None:
    load = cook(tmp_path, intake=[INTAKE, {**INTAKE, "case_participant_id": ""}])
    assert [(row["file"], row["column"]) for row in load.refused] == [
        ("intake.csv", "case_participant_id")
    ]


def test_a_second_line_for_one_defendant_is_refused(tmp_path: Path) -> None:
    load = cook(tmp_path, intake=[INTAKE, INTAKE])
    assert [row["line"] for row in load.refused] == ["3"]


def test_who_is_charged_later_becomes_a_defendant(tmp_path: Path) -> None:
    other = {**INTAKE, "case_participant_id": "201"}
    cook(tmp_path, intake=[INTAKE, other])
    assert Party.objects.get(source_id="201").role == "OTHER"
    newer = {**INITIATION, "case_participant_id": "201", "charge_id": "302"}
    cook(tmp_path / "newer", intake=[INTAKE, other], initiation=[INITIATION, newer])
    assert Party.objects.get(source_id="201").role == "DEF"
