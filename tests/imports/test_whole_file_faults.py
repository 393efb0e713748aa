"""A fault of a whole file: nothing of the load goes in, and the words say where and why."""

from pathlib import Path

import pytest

from cases.imports.reports import LoadRefused, Refusal
from cases.models import Court, Person
from tests.imports.loading import CASE, COURT, bundle, loaded, write

pytestmark = pytest.mark.django_db


def refusals_of(path: Path, folder: Path) -> list[Refusal]:
    with pytest.raises(LoadRefused) as caught:
        loaded("bundle", path, folder)
    assert not Court.objects.filter(source="bundle").exists()
    return list(caught.value.refusals)


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    return bundle(tmp_path / "sent")


def test_a_file_in_another_encoding_is_refused_with_its_line(sent: Path, tmp_path: Path) -> None:
    text = "person_id,full_name\np1,Odalys Brandvold\np2,Darío Ibáñez\n"
    (sent / "people.csv").write_bytes(text.encode("latin-1"))
    (refusal,) = refusals_of(sent, tmp_path / "reports")
    assert (refusal.file, refusal.line) == ("people.csv", 3)
    assert "UTF-8" in refusal.rule


def test_what_was_read_before_the_wrong_encoding_stays_out(sent: Path, tmp_path: Path) -> None:
    text = "charge_id,case_id,party_id,label\nh1,c1,d1,Bater\u00eda\n"
    (sent / "charges.csv").write_bytes(text.encode("latin-1"))
    refusals_of(sent, tmp_path / "reports")
    assert not Person.objects.filter(source="bundle").exists()


def test_a_file_in_utf_16_is_refused(sent: Path, tmp_path: Path) -> None:
    (sent / "cases.csv").write_text("case_id,court_id,number,case_type\n", encoding="utf-16")
    (refusal,) = refusals_of(sent, tmp_path / "reports")
    assert (refusal.file, refusal.line) == ("cases.csv", 1)


@pytest.mark.parametrize("file", ["courts.csv", "cases.csv"])
def test_a_missing_file_that_is_needed_is_named(sent: Path, tmp_path: Path, file: str) -> None:
    (sent / file).unlink()
    (refusal,) = refusals_of(sent, tmp_path / "reports")
    assert (refusal.file, refusal.rule) == (file, "The file is missing.")


def test_a_missing_column_that_is_needed_is_named(sent: Path, tmp_path: Path) -> None:
    write(sent / "cases.csv", [{name: CASE[name] for name in CASE if name != "number"}])
    (refusal,) = refusals_of(sent, tmp_path / "reports")
    assert (refusal.file, refusal.column) == ("cases.csv", "number")


def test_an_unknown_column_is_named_with_the_known_ones(sent: Path, tmp_path: Path) -> None:
    write(sent / "courts.csv", [{**COURT, "phone": "1"}])
    (refusal,) = refusals_of(sent, tmp_path / "reports")
    assert refusal.column == "phone"
    assert "order_publication" in refusal.rule


def test_a_column_that_stands_twice_is_named(sent: Path, tmp_path: Path) -> None:
    (sent / "courts.csv").write_text("court_id,name,state,state\nbend,Bend,AR,AR\n")
    (refusal,) = refusals_of(sent, tmp_path / "reports")
    assert refusal.column == "state"


def test_all_faulty_files_are_told_at_once(sent: Path, tmp_path: Path) -> None:
    (sent / "cases.csv").unlink()
    write(sent / "courts.csv", [{**COURT, "phone": "1"}])
    assert {refusal.file for refusal in refusals_of(sent, tmp_path / "r")} == {
        "cases.csv",
        "courts.csv",
    }


def test_a_misspelled_file_is_not_passed_over(sent: Path, tmp_path: Path) -> None:
    (sent / "charges.csv").rename(sent / "charge.csv")
    (refusal,) = refusals_of(sent, tmp_path / "reports")
    assert refusal.file == "charge.csv"
    assert "Is it charges.csv?" in refusal.what_to_do


def test_an_empty_file_lacks_its_columns(sent: Path, tmp_path: Path) -> None:
    (sent / "courts.csv").write_text("")
    assert {refusal.file for refusal in refusals_of(sent, tmp_path / "r")} == {"courts.csv"}


def test_lines_that_end_with_cr_alone_are_refused(sent: Path, tmp_path: Path) -> None:
    (sent / "courts.csv").write_bytes(b"court_id,name,state\rbend,Bend,AR\r")
    (refusal,) = refusals_of(sent, tmp_path / "reports")
    assert refusal.file == "courts.csv"


def test_a_file_that_the_package_promises_must_be_there(sent: Path, tmp_path: Path) -> None:
    (sent / "datapackage.json").write_text('{"resources": [{"path": "docket.csv"}]}')
    (refusal,) = refusals_of(sent, tmp_path / "reports")
    assert refusal.file == "docket.csv"


@pytest.mark.parametrize("content", ["{", "[1]"])
def test_a_package_that_is_no_json_object_is_refused(
    sent: Path, tmp_path: Path, content: str
) -> None:
    (sent / "datapackage.json").write_text(content)
    (refusal,) = refusals_of(sent, tmp_path / "reports")
    assert refusal.file == "datapackage.json"


def test_a_path_where_nothing_lies_is_refused(tmp_path: Path) -> None:
    (refusal,) = refusals_of(tmp_path / "nowhere", tmp_path / "reports")
    assert "no such file" in refusal.rule


def test_a_byte_order_mark_and_crlf_are_no_faults(sent: Path, tmp_path: Path) -> None:
    text = "person_id,full_name\r\np1,Odalys Brandvold\r\n"
    (sent / "people.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert loaded("bundle", sent, tmp_path / "reports").tables["people"].loaded == 1


@pytest.mark.parametrize("file", ["intake.csv", "initiation.csv"])
def test_a_foreign_file_that_is_needed_is_named(tmp_path: Path, file: str) -> None:
    other = {"intake.csv": "initiation.csv", "initiation.csv": "intake.csv"}[file]
    (tmp_path / other).write_text("case_id\n1\n")
    with pytest.raises(LoadRefused) as caught:
        loaded("cook-sao", tmp_path, tmp_path / "reports")
    assert file in {refusal.file for refusal in caught.value.refusals}
