"""import and export as an operator meets them."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cases.models import Charge
from tests.imports.loading import COURT, PERSON, bundle, read

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def test_a_load_prints_what_became_of_every_row(tmp_path: Path) -> None:
    said = run("import", "bundle", bundle(tmp_path / "sent"))
    row = next(line for line in said.splitlines() if "charges.csv" in line)
    assert row.replace("│", " ").split() == ["charges.csv", "1", "1", "0", "0", "0", "0"]


def test_the_reports_lie_beside_the_bundle(tmp_path: Path) -> None:
    run("import", "bundle", bundle(tmp_path / "sent"))
    assert (tmp_path / "refused.csv").exists()
    assert (tmp_path / "flags.csv").exists()


def test_the_reports_lie_where_they_are_asked_for(tmp_path: Path) -> None:
    run("import", "bundle", bundle(tmp_path / "sent"), "--report", tmp_path / "there" / "now")
    assert (tmp_path / "there" / "now" / "refused.csv").exists()


def test_refused_rows_are_counted_and_are_no_failure(tmp_path: Path) -> None:
    sent = bundle(tmp_path / "sent", people=[PERSON, {**PERSON, "person_id": "p2", "kind": "X"}])
    assert "1 rows refused" in run("import", "bundle", sent)


def test_a_load_that_refuses_every_row_is_a_failure(tmp_path: Path) -> None:
    sent = bundle(
        tmp_path / "sent",
        courts=[{**COURT, "kind": "X"}],
        people=[{**PERSON, "kind": "X"}],
    )
    with pytest.raises(CommandError, match="Every row was refused"):
        run("import", "bundle", sent)


def test_a_load_before_any_ladder_says_what_to_run(tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE state CASCADE")
    with pytest.raises(CommandError, match="load_ladders first"):
        run("import", "bundle", bundle(tmp_path / "sent"))


def test_a_faulty_file_fails_with_its_words_and_is_in_the_report(tmp_path: Path) -> None:
    sent = bundle(tmp_path / "sent")
    (sent / "courts.csv").unlink()
    with pytest.raises(CommandError) as caught:
        run("import", "bundle", sent)
    assert "courts.csv: The file is missing." in str(caught.value)
    assert caught.value.returncode == 1
    assert [row["file"] for row in read(tmp_path / "refused.csv")] == ["courts.csv"]


def test_a_dry_run_says_so_and_loads_nothing(tmp_path: Path) -> None:
    assert "nothing was loaded" in run("import", "bundle", bundle(tmp_path / "sent"), "--dry-run")
    assert not Charge.objects.exists()


def test_a_path_where_nothing_lies_is_told_and_makes_no_folder(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no such file"):
        run("import", "bundle", tmp_path / "not" / "there")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cook-sao"):
        run("import", "excel", tmp_path)


def test_a_report_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="--report"):
        run("import", "bundle", bundle(tmp_path / "sent"), "--report", tmp_path / "file" / "x")


@pytest.mark.parametrize("command", ["import", "export"])
def test_help_has_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command(command, "--help")
    assert "Example: manage.py" in capsys.readouterr().out


def test_help_tells_the_exit_statuses(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("import", "--help")
    assert "Exit status: 0" in capsys.readouterr().out


def test_a_full_export_describes_itself(tmp_path: Path) -> None:
    run("export", "--full", tmp_path / "full")
    package = json.loads((tmp_path / "full" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        header = (tmp_path / "full" / resource["path"]).read_text(encoding="utf-8").split("\n")[0]
        assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]


def test_an_export_does_not_write_over_other_files(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("")
    with pytest.raises(CommandError, match="other files"):
        run("export", "--full", tmp_path)


def test_an_export_replaces_an_earlier_one(tmp_path: Path) -> None:
    run("export", "--full", tmp_path / "full")
    assert "confidential" in run("export", "--full", tmp_path / "full")
