"""The same list in every format: same rows, stable columns, nothing a spreadsheet would run."""

import hashlib
from datetime import date
from typing import Any

import pytest

from cases.public.formats import formats_of
from cases.public.formats.cells import FORMULA_STARTS
from cases.public.formats.columns import CASE_COLUMNS, CHANGE_COLUMNS
from cases.public.formats.document import DOCUMENT
from cases.public.pages.lists import LISTS
from tests import world
from tests.public.reader import Reader, body_of, path_of
from tests.worlds.founding import founding

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def many(count: int) -> list[str]:
    court = world.court()
    for n in range(count):
        world.defendant(world.case(number=f"CR-{n}", court=court, visibility="PUBLIC"))
    return [f"CR-{n}" for n in range(count)]


def test_csv_holds_the_whole_list_and_json_a_page_of_it(reader: Reader) -> None:
    numbers = many(30)
    assert sorted(row["number"] for row in reader.rows("/cases.csv")) == sorted(numbers)
    assert len(reader.numbers()) == 25


def test_csv_and_json_give_the_same_rows_in_the_same_order(reader: Reader) -> None:
    many(5)
    assert [row["number"] for row in reader.rows("/cases.csv?sort=oldest")] == reader.numbers(
        "/cases.json?sort=oldest"
    )


@pytest.mark.parametrize(
    ("path", "columns"), [("/cases", CASE_COLUMNS), ("/changes", CHANGE_COLUMNS)]
)
def test_every_format_has_the_columns_of_the_data_dictionary(
    reader: Reader, path: str, columns: Any
) -> None:
    founding()
    names = [column.name for column in columns]
    assert list(reader.rows(f"{path}.csv")[0]) == names
    assert list(reader.get(f"{path}.json").json()["results"][0]) == names


def test_csv_has_labels_beside_codes(reader: Reader) -> None:
    case = world.case(number="CR-1", visibility="PUBLIC", filed_date=date(2024, 3, 1))
    world.charge(world.defendant(case), "F-B")
    world.status(case, "FILED")
    (row,) = reader.rows("/cases.csv")
    assert (row["status"], row["status_label"]) == ("FILED", "Filed")
    assert (row["lead_level"], row["lead_level_label"]) == ("F-B", "Class B felony")
    assert (row["outcomes"], row["outcomes_label"]) == ("FILED", "Pending")
    assert row["filed_date"] == "2024-03-01"
    assert row["url"] == f"http://testserver{path_of(case)}"


def test_a_changed_charge_is_told_in_words_in_csv_and_in_parts_in_json(reader: Reader) -> None:
    founding(no_contact_level="M-A")
    (row,) = reader.rows("/changes.csv")
    assert row["before"] == (
        "Domestic battering in the first degree (5-26-303, Class B felony): replaced by this "
        "change; Violation of a no-contact order (Class A misdemeanor): the record does not say"
    )
    assert row["after"] == "Capital murder (5-10-101, Capital murder)"
    assert (row["direction"], row["direction_label"]) == ("UPGRADE", "Upgrade")
    (told,) = reader.get("/changes.json").json()["results"]
    assert [item["effect"] for item in told["before"]] == ["REPLACED", "UNKNOWN"]
    assert sorted(told["from_levels"]) == ["F-B", "M-A"]


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_cell_is_run_as_a_formula(reader: Reader, start: str) -> None:
    world.case(visibility="PUBLIC", caption=f"{start}cmd|' /C calc'!A0")
    (row,) = reader.rows("/cases.csv")
    assert row["caption"] == f"'{start}cmd|' /C calc'!A0"


def test_a_caption_that_looks_like_a_formula_is_text_in_csv(reader: Reader) -> None:
    world.case(visibility="PUBLIC", caption='=HYPERLINK("http://x","y"), and "more"')
    (row,) = reader.rows("/cases.csv")
    assert row["caption"] == '\'=HYPERLINK("http://x","y"), and "more"'


def test_csv_is_a_download_that_streams(reader: Reader) -> None:
    answer = reader.get("/cases.csv")
    assert answer.streaming
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="cases.csv"'
    assert body_of(answer).count("\n") == 1


def test_asking_for_the_headers_alone_reads_no_rows(reader: Reader, queries: Any) -> None:
    with queries() as asked:
        answer = reader.client.head("/cases.csv")
    assert answer.status_code == 200
    assert len(asked) == 1


def test_hidden_rows_are_in_no_format(reader: Reader) -> None:
    founding()
    sealed = world.case(number="CR-SEALED", visibility="PUBLIC")
    reader.settle()
    world.sealed(sealed)
    for name in LISTS:
        for suffix in formats_of(name):
            body = body_of(reader.get(f"/{name}.{suffix}"))
            assert "Marisol" not in body
            assert "CR-SEALED" not in body


def test_an_unknown_format_is_not_found(reader: Reader) -> None:
    assert reader.get("/cases.xls").status_code == 404


def test_the_document_of_a_case_matches_its_hash_byte_for_byte(reader: Reader) -> None:
    found = founding()
    answer = reader.get(path_of(found.homicide).rstrip("/") + ".json")
    assert hashlib.sha256(answer.content).hexdigest() == answer["Version-Hash"]
    assert answer.json()["number"] == found.homicide.number
    assert answer["Link"].endswith('; rel="permalink"')


def test_the_document_is_the_one_that_the_data_dictionary_describes(reader: Reader) -> None:
    found = founding(no_contact_level="M-A")
    world.hearing(found.homicide)
    told = reader.get(path_of(found.homicide).rstrip("/") + ".json").json()
    assert set(told) == {part for part, _, _ in DOCUMENT}
    for part, _, fields in DOCUMENT:
        rows = told[part] if isinstance(told[part], list) else [told[part]]
        for row in rows if fields else []:
            assert set(row) == {name for name, _ in fields}, part


def test_a_case_that_is_not_there_has_one_answer_for_programs(reader: Reader) -> None:
    answer = reader.get("/cases/bend-circuit/CR-404.json")
    assert answer.status_code == 404
    assert list(answer.json()) == ["error"]
