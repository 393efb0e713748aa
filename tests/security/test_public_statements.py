"""Every statement of every public address runs as court_public, and none of them elsewhere."""

from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern

from cases.public.urls import urlpatterns
from tests.public.reader import Reader, body_of
from tests.public_role import SAVEPOINTS
from tests.worlds.founding import founding

pytestmark = pytest.mark.django_db(databases=["default", "public"])

LISTS = ("cases", "changes", "orders", "hearings", "people")
SUFFIXES = ("csv", "json", "ndjson", "atom", "ics")


def addresses(pattern: URLPattern, key: str, court: str, number: str) -> list[str]:
    """The addresses of a public view, with something for each of its parts."""
    route = str(pattern.pattern)
    for part, given in (
        ("<slug:court>", court), ("<str:number>", number), ("<str:then>", "2026-01-01"),
        ("<uuid:key>", key), ("<path:path>", "nowhere"),
    ):  # fmt: skip
        route = route.replace(part, given)
    if "<slug:suffix>" in route:
        return ["/" + route.replace("<slug:suffix>", suffix) for suffix in SUFFIXES]
    if "<slug:name>" in route:
        return ["/" + route.replace("<slug:name>", name) for name in LISTS]
    return ["/" + route]


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda each: str(each.pattern) or "front")
def test_a_public_address_asks_as_court_public_alone(pattern, reader: Reader, public_db: Any):
    told = founding()
    reader.settle()
    case = told.homicide
    case.refresh_from_db()
    key = str(case.parties.filter(role="DEF")[0].person.key)
    roles: set[str] = set()

    def noting(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if sql.upper().startswith(SAVEPOINTS):
            return answer
        with connections["public"].connection.cursor() as session:
            roles.add(session.execute("SELECT current_user").fetchone()[0])
        return answer

    for address in addresses(pattern, key, case.court.code, case.number_key):
        with connection.execute_wrapper(refusing), public_db.execute_wrapper(noting):
            answer = Client().get(address)
            assert answer.status_code in (200, 302, 400, 404), address
            body_of(answer)
    assert roles <= {"court_public"}


def refusing(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """On the clerks' connection a public page asks nothing."""
    raise AssertionError(f"asked of the record: {sql}")


def test_captured_queries_of_a_public_list_are_none_of_the_record(reader: Reader):
    founding()
    reader.settle()
    with CaptureQueriesContext(connection) as asked:
        assert reader.client.get("/cases/").status_code == 200
    assert [each["sql"] for each in asked] == []
