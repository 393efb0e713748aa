"""Whatever is asked wrongly of the API is refused in one shape, with the way out."""

import json
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import quote

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from psycopg.errors import QueryCanceled

from cases.public.api.answers import resource
from cases.public.api.problems import PROBLEMS
from cases.public.filters.cursors import Cursor
from cases.public.pages.answers import broken
from cases.public.pages.lists import LISTS
from tests import world
from tests.public.reader import Reader, path_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])
API = "/api/v1"
LONG = "x" * 10_000
MALFORMED = [
    ("limit", "0", "“0” is not a number from 1 to 1000"),
    ("limit", "1001", "“1001” is not a number from 1 to 1000"),
    ("limit", "-1", "“-1” is not a number"),
    ("limit", "1e3", "“1e3” is not a number"),
    ("limit", "٣", "“٣” is not a number"),
    ("limit", "9" * 10_000, "is not a number from 1 to 1000"),
    ("limit", "1\0", "is not a number from 1 to 1000"),
    ("after", "garbage", "This page address is damaged"),
    ("after", "é" * 5, "This page address is damaged"),
    ("after", "A" * 10_000, "This page address is damaged"),
    ("after", "\0", "This page address is damaged"),
    ("before", urlsafe_b64encode(b"2026-13-01 x").decode(), "This page address is damaged"),
    ("court", LONG, "is not one of the choices"),
    ("court", "a\0b", "is not one of the choices"),
]
SEARCHED = [
    ("q", LONG, "Give at most"),
    ("q", "a\0b", "Null characters are not allowed"),
    ("filed_after", "2026-02-30", "is not a day of the calendar"),
    ("status", "bogus", "“bogus” is not one of the choices"),
    ("number", "9" * 10_000, "Give at most"),
]


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """What a problem answer tells, once its shape is held."""
    assert answer.status_code == status, answer.content[:300]
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    told: dict[str, Any] = json.loads(answer.content)
    assert told["status"] == status
    assert told["type"] == f"http://testserver/data/api/#{code}"
    assert told["title"]
    assert told["detail"]
    return told


def wrong(reader: Reader, path: str, query: Any = None) -> dict[str, list[str]]:
    told = problem(reader.get(API + path, query), 400, "bad-question")
    assert "results" not in told
    fields: dict[str, list[str]] = told["fields"]
    return fields


@pytest.mark.parametrize("path", [f"/{name}/" for name in LISTS])
@pytest.mark.parametrize(("name", "value", "said"), MALFORMED)
def test_what_makes_no_sense_is_named(
    reader: Reader, path: str, name: str, value: str, said: str
) -> None:
    if name in reader.get(API + path, {"bogus": "1"}).json()["allowed"]:
        assert said in " ".join(wrong(reader, path, {name: value})[name])


@pytest.mark.parametrize(("name", "value", "said"), SEARCHED)
def test_filters_refuse_as_on_the_page(reader: Reader, name: str, value: str, said: str) -> None:
    assert said in " ".join(wrong(reader, "/cases/", {name: value})[name])


@pytest.mark.parametrize("name", LISTS)
def test_an_unknown_parameter_is_answered_with_all_that_are_known(
    reader: Reader, name: str
) -> None:
    told = problem(reader.get(f"{API}/{name}/", {"bogus": ""}), 400, "bad-question")
    assert told["allowed"][-1] == "limit"
    assert told["fields"]["bogus"][0].endswith("before, limit.")


def test_a_parameter_name_of_any_length_comes_back_short(reader: Reader) -> None:
    (name,) = wrong(reader, "/cases/", {LONG: "1"})
    assert len(name) < 50


def test_limit_given_twice_is_refused(reader: Reader) -> None:
    assert wrong(reader, "/cases/?limit=5&limit=6") == {"limit": ["Given 2 times; give it once."]}


def test_every_mistake_is_told_at_once(reader: Reader) -> None:
    question = {"limit": "0", "status": "bogus", "bogus": "1"}
    assert set(wrong(reader, "/cases/", question)) == {"limit", "status", "bogus"}


def test_a_page_cannot_both_begin_and_end_at_a_row(reader: Reader) -> None:
    case = world.case(number="CR-1", visibility="PUBLIC")
    cursor = str(Cursor(None, case.key))
    assert "before" in wrong(reader, "/cases/", {"after": cursor, "before": cursor})


@pytest.mark.parametrize("path", ["/", "/courts/", "/openapi.json"])
def test_an_address_without_parameters_takes_none(reader: Reader, path: str) -> None:
    assert list(wrong(reader, path, {"state": "AR"})) == ["state"]


def test_a_case_takes_no_parameters(reader: Reader) -> None:
    case = world.case(number="CR-1", visibility="PUBLIC")
    for more in ("", "versions/", "at/2020-01-01/"):
        assert list(wrong(reader, path_of(case) + more, {"fields": "x"})) == ["fields"]


@pytest.mark.parametrize(
    "then", ["soon", "2999-01-01", "2026-02-30", "2024-01-01T10:00:00", "9" * 999]
)
def test_a_time_that_is_none_is_refused(reader: Reader, then: str) -> None:
    case = world.case(number="CR-1", visibility="PUBLIC")
    problem(reader.get(f"{API}{path_of(case)}at/{then}/"), 400, "bad-time")


@pytest.mark.parametrize(
    "path", ["/nowhere/", "/cases/x/Y/", "/cases/x/Y/versions/", "/cases/a/b/c/d/e/", "/../v2/"]
)
def test_what_is_not_there_is_not_found(reader: Reader, path: str) -> None:
    problem(reader.get(API + path), 404, "not-found")


@pytest.mark.parametrize("number", ["\0", "x" * 10_000, "%", "\n", "☃", "'; DROP TABLE x"])
def test_a_case_number_of_any_signs_is_not_found(reader: Reader, number: str) -> None:
    answer = reader.get(f"{API}/cases/bend/{quote(number, safe='')}/", follow=True)
    problem(answer, 404, "not-found")


def test_an_address_without_its_slash_leads_to_the_one_with_it(reader: Reader) -> None:
    answer = reader.get(f"{API}/cases?status=filed")
    assert (answer.status_code, answer["Location"]) == (301, f"{API}/cases/?status=filed")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", ["/cases/", "/courts/", "/openapi.json", "/nowhere/"])
def test_nothing_is_written_here(method: str, path: str) -> None:
    answer = getattr(Client(enforce_csrf_checks=True), method)(API + path)
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    problem(answer, 405, "wrong-method")


@pytest.mark.parametrize(
    "accept", ["text/html", "application/xml", "nonsense", ";;;", "text/*;q=x"]
)
def test_another_format_than_json_is_refused(reader: Reader, accept: str) -> None:
    problem(reader.get(f"{API}/cases/", headers={"Accept": accept}), 406, "not-acceptable")


@pytest.mark.parametrize(
    "accept", ["*/*", "application/json", "application/*", "text/html, */*;q=0.8", ""]
)
def test_who_takes_json_gets_it(reader: Reader, accept: str) -> None:
    assert reader.get(f"{API}/cases/", headers={"Accept": accept}).status_code == 200


def test_who_wants_another_version_is_told(reader: Reader) -> None:
    case = world.case(number="CR-1", visibility="PUBLIC")
    answer = reader.get(API + path_of(case), headers={"If-Match": '"another"'})
    problem(answer, 412, "not-held")


def test_a_question_that_keeps_everybody_waiting_is_given_up() -> None:
    @resource
    def slow(request: Any) -> Any:
        raise OperationalError from QueryCanceled()

    problem(slow(RequestFactory().get(f"{API}/cases/")), 503, "too-slow")


def test_what_is_our_fault_is_told_in_the_same_shape() -> None:
    answer = broken(RequestFactory().get(f"{API}/cases/"))
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert broken(RequestFactory().get("/cases/"))["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("told", PROBLEMS, ids=lambda told: told.code)
def test_every_problem_is_explained_where_its_type_leads(reader: Reader, told: Any) -> None:
    assert f'id="{told.code}"' in reader.get("/data/api/").text
