"""Full export, import into an empty record, full export: identical files."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

from cases.imports.export import export_full
from cases.imports.tables import TABLES
from cases.models import Case, Charge, Disposition, Offense, OrderTerm, Person
from tests import world
from tests.imports.loading import CHARGE, Loaded, bundle, loaded
from tests.worlds.founding import founding

pytestmark = pytest.mark.django_db

Files = dict[str, str]
SENTENCE = {"sentence_id": "s1", "charge_id": "h1", "kind": "FINE", "amount": "250.50"}
ENDED = {"disposition_id": "o1", "charge_id": "h1", "outcome": "CONV_PLEA"}
HEARING = {"hearing_id": "e1", "case_id": "c1", "starts_at": "2024-09-01T09:00:00-05:00"}
ENTRY = {
    "docket_entry_id": "k1",
    "case_id": "c1",
    "kind": "OTHER",
    "text": 'So "ordered",\nby all.',
}
STATUS = {"case_id": "c1", "party_id": "d1", "status": "FILED", "effective_date": "2024-08-20"}
ALIAS = {"person_id": "p1", "kind": "ALIAS", "full_name": "Odi Brandvold"}


def exported(folder: Path) -> Files:
    export_full(folder)
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}


def fill(tmp_path: Path) -> None:
    """The founding scenario, typed here, beside a case that a county sent."""
    told = founding()
    OrderTerm.objects.create(order=told.order, term="08", text="As further written.")
    murder = Offense.objects.create(state_id="AR", statute="5-10-101", title="Capital murder")
    world.charge(told.accused, "CAPITAL", offense=murder)
    sent = bundle(
        tmp_path / "sent",
        charges=[CHARGE],
        sentences=[SENTENCE],
        dispositions=[ENDED],
        hearings=[HEARING],
        docket=[ENTRY],
        case_statuses=[STATUS],
        names=[ALIAS],
    )
    assert loaded("bundle", sent, tmp_path / "reports").refused == []


@pytest.fixture
def elsewhere(tmp_path: Path) -> Callable[[Callable[[], None]], Files]:
    """What a record holding these rows exports; afterwards the record is empty again."""

    def export(fill_record: Callable[[], None]) -> Files:
        with transaction.atomic():
            fill_record()
            files = exported(tmp_path / "first")
            transaction.set_rollback(True)
        return files

    return export


@pytest.fixture
def first(tmp_path: Path, elsewhere: Callable[[Callable[[], None]], Files]) -> Files:
    return elsewhere(lambda: fill(tmp_path))


@pytest.fixture
def second(first: Files, tmp_path: Path) -> Loaded:
    assert not Case.objects.exists()
    return loaded("bundle", tmp_path / "first", tmp_path / "reports")


def test_export_import_export_gives_identical_files(
    first: Files, second: Loaded, tmp_path: Path
) -> None:
    assert exported(tmp_path / "second") == first


def test_nothing_of_a_full_export_is_refused(second: Loaded) -> None:
    assert second.refused == []


def test_every_table_that_the_record_fills_is_in_the_export(first: Files) -> None:
    assert not {name for name, text in first.items() if text.count("\n") == 1}
    assert set(first) == {table.file for table in TABLES} | {"datapackage.json"}


def test_a_row_keeps_the_sender_it_first_came_from(second: Loaded) -> None:
    assert Charge.objects.get(source_id="h1").source == "bundle"


def test_an_export_loaded_where_it_was_made_changes_nothing(tmp_path: Path) -> None:
    fill(tmp_path)
    export_full(tmp_path / "full")
    again = loaded("bundle", tmp_path / "full", tmp_path / "reports")
    assert (again.total("loaded"), again.total("updated"), again.refused) == (0, 0, [])


def test_an_outcome_on_one_of_several_days_keeps_its_last_day(tmp_path: Path) -> None:
    first, last = date(2024, 10, 1), date(2024, 10, 31)
    world.dispose(world.charge(), date_from=first, date_to=last)
    export_full(tmp_path / "full")
    assert loaded("bundle", tmp_path / "full", tmp_path / "reports").total("updated") == 0
    assert Disposition.objects.get().date_to == last


def test_an_export_can_be_read_by_its_owner_only(tmp_path: Path) -> None:
    export_full(tmp_path / "full")
    modes = {path.stat().st_mode & 0o077 for path in (tmp_path / "full").iterdir()}
    assert modes | {(tmp_path / "full").stat().st_mode & 0o077} == {0}


def test_who_was_merged_into_another_is_not_exported(tmp_path: Path) -> None:
    survivor = world.person("Odalys Brandvold")
    world.person("O. Brandvold", merged_into=survivor)
    assert "O. Brandvold" not in exported(tmp_path / "full")["people.csv"]


def test_a_void_fact_is_not_exported(tmp_path: Path) -> None:
    charge = world.charge()
    Charge.objects.filter(pk=charge.pk).update(
        voided_at=charge.recorded_at, voided_by="clerk", void_reason="Typed twice."
    )
    assert str(charge.key) not in exported(tmp_path / "full")["charges.csv"]


def test_names_keep_their_diacritics(first: Files, second: Loaded) -> None:
    assert Person.objects.filter(full_name="Darío Ibáñez-Quintero").exists()
