"""PostgreSQL writes whole lists, Python writes pages of them: both tell the same."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest

from cases.models import PersonName
from cases.public.formats.cells import FORMULA_STARTS
from cases.public.formats.column import Column, Kind
from cases.public.pages.lists import LISTS
from tests import world
from tests.public.reader import Reader, body_of
from tests.worlds.formats import CAPTION, everything

pytestmark = pytest.mark.django_db(databases=["default", "public"])
# The calendar begins today unless it is told when.
QUERY = {"hearings": "?sort=latest"}


@pytest.fixture(params=sorted(LISTS))
def name(request: pytest.FixtureRequest, reader: Reader) -> str:
    everything()
    return str(request.param)


def page_rows(reader: Reader, name: str) -> list[dict[str, Any]]:
    told = reader.get(f"/{name}.json{QUERY.get(name, '')}").json()
    assert told["next"] is None
    rows: list[dict[str, Any]] = told["results"]
    assert rows
    return rows


def test_each_line_of_ndjson_is_the_row_of_the_json_page(reader: Reader, name: str) -> None:
    lines = body_of(reader.get(f"/{name}.ndjson{QUERY.get(name, '')}")).splitlines()
    assert [json.loads(line) for line in lines] == page_rows(reader, name)


def test_each_cell_of_csv_is_the_value_of_the_json_page_as_text(reader: Reader, name: str) -> None:
    table = body_of(reader.get(f"/{name}.csv{QUERY.get(name, '')}"))
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    wanted = [
        {column.name: as_cell(column, row[column.name]) for column in LISTS[name].columns}
        for row in page_rows(reader, name)
    ]
    assert rows == wanted


def as_cell(column: Column, value: Any) -> str:
    match value:
        case None:
            text = ""
        case bool():
            text = str(value).lower()
        case list():
            text = "; ".join(charge(item) if isinstance(item, dict) else item for item in value)
        case _:
            text = str(value)
    is_free = column.kind in (Kind.TEXT, Kind.TEXTS, Kind.CHARGES)
    return f"'{text}" if is_free and text.startswith(FORMULA_STARTS) else text


def charge(item: dict[str, Any]) -> str:
    marks = ", ".join(mark for mark in (item["statute"], item["level_label"]) if mark)
    said = f"{item['label']} ({marks})" if marks else item["label"]
    became = {"REPLACED": ": replaced by this change", "UNKNOWN": ": the record does not say"}
    return said + became.get(item["effect"], "")


def test_a_search_by_name_has_the_same_order_in_every_format(reader: Reader) -> None:
    court, alias = world.court(), world.person("Wendell Oakhurst")
    PersonName.objects.create(person=alias, kind="ALIAS", full_name="Rowan Achterberg")
    for n, who in enumerate([alias, world.person("Rowan Achterberg"), alias]):
        filed = date(2024, 3, n + 1)
        case = world.case(number=f"CR-{n}", court=court, visibility="PUBLIC", filed_date=filed)
        world.defendant(case, who)
    page = reader.numbers("/cases.json?q=achterberg")
    assert page == ["CR-1", "CR-2", "CR-0"]
    assert [row["number"] for row in reader.rows("/cases.csv?q=achterberg")] == page


def test_a_line_holds_every_character_of_a_value(reader: Reader) -> None:
    everything()
    lines = body_of(reader.get("/cases.ndjson?number=-1%2B1")).splitlines()
    assert [json.loads(line)["caption"] for line in lines] == [CAPTION]


def test_a_question_without_an_answer_has_a_header_and_no_rows(reader: Reader) -> None:
    everything()
    header = body_of(reader.get("/cases.csv?number=NONE"))
    assert header.count("\n") == 1
    assert header.startswith("key,court,")
    assert body_of(reader.get("/cases.ndjson?number=NONE")) == ""
