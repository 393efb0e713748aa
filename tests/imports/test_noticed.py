"""What an import took as given, though it is odd, is flagged for the clerks' desk."""

from pathlib import Path

import pytest

from cases.desk.flags import note
from cases.desk.models import Flag
from cases.models import Case, Person
from tests.imports.loading import CASE, CHARGE, PERSON, bundle, loaded
from tests.imports.test_foreign_oddities import INITIATION, cook

pytestmark = pytest.mark.django_db

DIED_UNBORN = {**PERSON, "birth_date": "1990-01-01", "death_date": "1980-01-01"}
ENDED = {
    "disposition_id": "o1",
    "charge_id": "h1",
    "outcome": "CONV_PLEA",
    "effective_date": "2024-01-01",
}


def load(tmp_path: Path, *, dry_run: bool = False, **tables: list[dict[str, str]]) -> list[Flag]:
    sent = bundle(tmp_path / "sent", tables)
    loaded("bundle", sent, tmp_path / "reports", dry_run=dry_run)
    return list(Flag.objects.filter(gone_at=None).order_by("pk"))


def test_an_odd_person_is_flagged(tmp_path: Path) -> None:
    (flag,) = load(tmp_path, people=[DIED_UNBORN])
    assert (flag.person, flag.case) == (Person.objects.get(source_id="p1"), None)
    assert (flag.rule, flag.found_by) == ("import_death_date", "import")
    assert flag.words == "death_date “1980-01-01”: It is before the birth; kept as given."


def test_an_odd_row_is_flagged_on_its_case(tmp_path: Path) -> None:
    (flag,) = load(tmp_path, dispositions=[ENDED])
    assert (flag.case, flag.table) == (Case.objects.get(), "disposition")


def test_what_is_noticed_twice_in_one_cell_is_one_flag(tmp_path: Path) -> None:
    (flag,) = load(tmp_path, people=[{**DIED_UNBORN, "death_date": "1880-01-01"}])
    assert flag.words == (
        "death_date “1880-01-01”: The year 1880 is far from today; kept as given. "
        "It is before the birth; kept as given."
    )


def test_a_dry_run_flags_nothing(tmp_path: Path) -> None:
    assert load(tmp_path, people=[DIED_UNBORN], dry_run=True) == []


def test_a_second_load_keeps_the_flag_and_its_note(tmp_path: Path) -> None:
    (flag,) = load(tmp_path, people=[DIED_UNBORN])
    note(flag, by="clerk", reason="So the file of the court says")
    (same,) = load(tmp_path, people=[DIED_UNBORN])
    assert (same.pk, same.noted_by) == (flag.pk, "clerk")


def test_a_load_that_sets_it_right_ends_the_flag(tmp_path: Path) -> None:
    load(tmp_path, people=[DIED_UNBORN])
    assert load(tmp_path, people=[{**PERSON, "birth_date": "1990-01-01", "death_date": ""}]) == []


def test_a_refused_row_leaves_no_flag(tmp_path: Path) -> None:
    odd = {**CHARGE, "filed_date": "1850-01-01"}
    assert load(tmp_path, charges=[{**odd, "charge_id": "h2", "level": "NONE"}]) == []
    assert [flag.table for flag in load(tmp_path, charges=[{**odd, "count": "2"}])] == ["charge"]


def test_an_odd_case_is_flagged_whatever_its_visibility(tmp_path: Path) -> None:
    (flag,) = load(tmp_path, cases=[{**CASE, "filed_date": "1850-01-01", "visibility": "DRAFT"}])
    assert flag.case == Case.objects.get()


def test_what_the_reader_of_a_foreign_file_notices_is_flagged_too(tmp_path: Path) -> None:
    cook(tmp_path, initiation=[{**INITIATION, "class": "ZZ"}])
    flag = Flag.objects.get(rule="import_class")
    assert (flag.table, flag.case) == ("charge", Case.objects.get())
