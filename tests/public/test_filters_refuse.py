"""A question that makes no sense is refused in words, never answered with the whole list."""

import json
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import quote

import pytest

from cases.public.filters.cursors import Cursor
from tests import world
from tests.public.reader import Reader, words_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])

MALFORMED = [
    ("filed_after", "2026-02-30", "“2026-02-30” is not a day of the calendar"),
    ("filed_after", "02/03/2026", "Write it as year-month-day, like 2026-03-31"),
    ("filed_before", "0001-01-01", "Give a year from 1600 to 9998"),
    ("status", "bogus", "“bogus” is not one of the choices: filed, reopened"),
    ("court", "nowhere", "“nowhere” is not one of the choices"),
    ("level", "F-ZZ", "“F-ZZ” is not one of the choices"),
    ("number", "9" * 10_000, "Give at most 60 characters"),
    ("name", "a\0b", "Null characters are not allowed"),
    ("name", "x" * 10_000, "Give at most 100 characters"),
    ("name", "a b", "Give at least two letters of one of the names"),
    ("name", " ".join(["word"] * 9), "Give at most 8 words; this has 9"),
    ("name", "---", "“---” has no letter or digit to look for"),
    ("statute", "§", "has no letter or digit to look for"),
    ("sort", "loudest", "“loudest” is not one of the choices: newest, oldest"),
    ("after", "garbage", "This page address is damaged"),
    ("after", "é" * 5, "This page address is damaged"),
    ("after", "A" * 10_000, "This page address is damaged"),
    ("bogus", "1", "This list has no such parameter. It knows: q, name, number"),
]


@pytest.fixture
def case() -> Any:
    return world.case(number="CR-1", visibility="PUBLIC")


@pytest.mark.parametrize(("name", "value", "said"), MALFORMED)
def test_data_formats_answer_400_and_name_the_field(
    reader: Reader, case: Any, name: str, value: str, said: str
) -> None:
    answer = reader.get("/cases.json", {name: value})
    assert answer.status_code == 400
    told = answer.json()
    assert said in " ".join(told["fields"][name])
    assert "filed_after" in told["allowed"]
    assert "results" not in told


@pytest.mark.parametrize(("name", "value", "said"), MALFORMED)
def test_pages_say_so_and_show_no_list(
    reader: Reader, case: Any, name: str, value: str, said: str
) -> None:
    answer = reader.get("/cases/", {name: value})
    assert answer.status_code == 400
    assert said in words_of(answer)
    assert "CR-1" not in words_of(answer)


def test_csv_is_refused_the_same_way(reader: Reader) -> None:
    answer = reader.get("/cases.csv", {"status": "bogus"})
    assert answer.status_code == 400
    assert list(json.loads(answer.content)["fields"]) == ["status"]


def test_an_unknown_parameter_is_refused_even_when_it_is_empty(reader: Reader) -> None:
    assert reader.get("/cases/?bogus=").status_code == 400


def test_a_parameter_given_twice_is_refused(reader: Reader) -> None:
    answer = reader.get("/cases.json?sort=oldest&sort=newest")
    assert answer.json()["fields"] == {"sort": ["Given 2 times; give it once."]}


@pytest.mark.parametrize("path", ["/cases.json", "/changes.json"])
def test_a_span_that_ends_before_it_begins_is_refused(reader: Reader, path: str) -> None:
    word = "filed" if "cases" in path else "effective"
    question = {f"{word}_after": "2024-06-01", f"{word}_before": "2024-05-01"}
    assert reader.problems(path, question) == {
        f"{word}_before": ["2024-05-01 comes before 2024-06-01."]
    }


def test_a_page_cannot_both_begin_and_end_at_a_row(reader: Reader, case: Any) -> None:
    cursor = str(Cursor(None, case.key))
    assert "before" in reader.problems("/cases.json", {"after": cursor, "before": cursor})


@pytest.mark.parametrize("value", ["2024-05-01T00:00:00", "2024-05-01"])
def test_a_cursor_of_another_list_is_refused(reader: Reader, case: Any, value: str) -> None:
    cursor = Cursor(None, case.key)
    text = str(cursor)
    assert reader.get("/cases.json", {"after": text}).status_code == 200
    forged = urlsafe_b64encode(f"{value} {case.key}".encode()).decode()
    assert reader.get("/changes.json", {"after": forged}).status_code == 400


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=y>'])
def test_what_was_typed_comes_back_as_text_only(reader: Reader, text: str) -> None:
    for name in ("q", "status", "bogus"):
        body = reader.get(f"/cases/?{name}={quote(text)}").text
        assert text not in body


def test_several_mistakes_are_told_at_once(reader: Reader) -> None:
    question = {"status": "bogus", "filed_after": "soon", "bogus": "1"}
    assert set(reader.problems("/cases.json", question)) == {"status", "filed_after", "bogus"}


def test_the_change_desk_refuses_too(reader: Reader) -> None:
    question = {"direction": "sideways", "recorded_after": "2024-13-01"}
    assert set(reader.problems("/changes.json", question)) == {"direction", "recorded_after"}
