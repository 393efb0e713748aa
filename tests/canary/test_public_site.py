"""Whatever is asked of the public site, by whatever way, no hidden value is answered; and what is
hidden answers as what never was."""

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from cases.models import Case
from tests.canary import crawl
from tests.canary.snapshot import published_tables
from tests.canary.tokens import LONG
from tests.canary.world import Canaries, canary_world
from tests.public.reader import path_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])
# One of each: more would ask the same of another row.
SEARCHED = 6
ASKED = [
    *(f"/cases.json?{name}={{}}" for name in ("q", "name", "number", "statute", "court")),
    *("/people.json?q={}", "/changes.json?q={}", "/changes.json?to_statute={}"),
    *("/hearings.json?q={}&sort=latest", "/cases/?q={}", "/people/?q={}", "/orders.json?court={}"),
    "/api/v1/statutes/?q={}",
]


@pytest.fixture
def canaries(public_db: Any) -> Canaries:
    return canary_world()


@pytest.fixture
def client() -> Client:
    return Client()


def never(word: str) -> str:
    """A word as long as another, which never was."""
    return ("zqnever" * 9)[: len(word)]


def hidden_words(canaries: Canaries) -> list[str]:
    """A hidden value of each field that holds words, days or numbers."""
    of_fields = {where.split(" of ")[0]: value for value, where in canaries.forbidden.items()}
    return sorted(of_fields.values())


def read(client: Client, canaries: Canaries, path: str, **headers: Any) -> list[str]:
    """What of the hidden values an address answers, besides those it was asked with."""
    return canaries.read_in(crawl.whole(client.get(path, headers=headers)))


@pytest.mark.slow
def test_no_page_that_links_lead_to_shows_a_hidden_value(
    canaries: Canaries, client: Client
) -> None:
    seen = 0
    found = {}
    for path, answer, text in crawl.crawled(client, [*crawl.SEEDS, *crawl.of_the_api(client)]):
        seen += 1
        assert answer.status_code < 500, path
        if told := canaries.read_in(text):
            found[path] = told
    assert found == {}
    assert seen > 150


@pytest.mark.slow
def test_no_list_in_any_format_by_any_filter_shows_a_hidden_value(
    canaries: Canaries, client: Client
) -> None:
    for path in crawl.questions(["zqnever"]):
        answer = client.get(path)
        assert answer.status_code < 500, path
        assert canaries.read_in(crawl.whole(answer)) == [], path


def test_what_is_public_is_reached(canaries: Canaries, client: Client) -> None:
    """Else none of these tests would find anything."""
    case = Case.objects.get(pk=canaries.public_cases[0].pk)
    for path in (path_of(case), f"{path_of(case)[:-1]}.json", "/cases.csv"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert case.number in crawl.whole(answer), path


@pytest.mark.parametrize("accepted", crawl.ACCEPTED)
def test_no_way_of_asking_for_a_format_shows_a_hidden_value(
    accepted: str, canaries: Canaries, client: Client
) -> None:
    public = path_of(Case.objects.get(pk=canaries.public_cases[1].pk))
    for path in ("/cases/", "/changes.json", "/api/v1/cases/", f"/api/v1{public}", public):
        assert read(client, canaries, path, accept=accepted) == []


def test_what_was_asked_for_before_is_answered_without_a_hidden_value(
    canaries: Canaries, client: Client
) -> None:
    for path in ("/cases.json", "/people.json", "/changes.csv", "/hearings.ics"):
        first = client.get(path)
        headers = {"if-none-match": first.headers["ETag"], "range": "bytes=0-99"}
        assert read(client, canaries, path, **headers) == []


def addresses(path: str) -> list[str]:
    """Every address at which a case can be asked for."""
    data = f"{path[:-1]}.json"
    moment = "2024-06-01T12:00:00Z"
    return [
        path, data, f"{path}versions/", f"{path}at/?then=2024-06-01", f"{path}at/{moment}/",
        f"{path}at/{moment}.json", f"/api/v1{path}", f"/api/v1{path}versions/",
        f"/api/v1{path}at/{moment}/", f"{path}at/nonsense/", f"{path}?hash=0123456789ab", path[:-1],
    ]  # fmt: skip


def told(answer: Any, asked: str) -> str:
    """An answer with what was asked taken out of it, in any spelling."""
    return re.sub(re.escape(asked), "…", crawl.whole(answer), flags=re.IGNORECASE)


def test_a_hidden_case_answers_as_one_that_never_was(canaries: Canaries, client: Client) -> None:
    for case in canaries.hidden_cases:
        hidden = Case.objects.get(pk=case.pk)
        path = path_of(hidden)
        nobodys = never(hidden.number)
        none = path.replace(hidden.number.upper(), nobodys.upper())
        for one, other in zip(addresses(path), addresses(none), strict=True):
            for method in (client.get, client.head, client.options, client.post):
                answers = [told(method(one), hidden.number), told(method(other), nobodys)]
                assert answers[0] == answers[1], one


def test_a_hidden_person_answers_as_one_who_never_was(canaries: Canaries, client: Client) -> None:
    keys = [value for value, where in canaries.forbidden.items() if where.startswith("person.key")]
    assert len(keys) > SEARCHED
    for key in keys:
        for path in ("/people/{}/", "/api/v1/people/{}/"):
            nobodys = str(uuid4())
            hidden = told(client.get(path.format(key)), key)
            assert hidden == told(client.get(path.format(nobodys)), nobodys)


@pytest.mark.slow
@pytest.mark.parametrize("path", ASKED)
def test_a_question_for_a_hidden_value_is_answered_as_for_one_that_never_was(
    path: str, canaries: Canaries, client: Client
) -> None:
    """Not counted, not suggested, not taken for something alike."""
    words = [each for each in hidden_words(canaries) if each.startswith("zq") and len(each) > LONG]
    assert len(words) > SEARCHED
    nobodys = without_tag(told(client.get(path.format(never(words[0]))), never(words[0])))
    for word in words:
        answer = without_tag(told(client.get(path.format(word)), word))
        assert answer == nobodys, canaries.forbidden[word]


def without_tag(text: str) -> str:
    """A list is named by what was asked of it."""
    return "\n".join(line for line in text.split("\n") if not line.startswith("ETag:"))


def readable() -> list[str]:
    """Every relation, of the database itself too, that court_public may read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.oid::regclass::text FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname !~ '^pg_toast'"
            " AND has_schema_privilege('court_public', n.oid, 'USAGE')"
            " AND has_table_privilege('court_public', c.oid, 'SELECT')"
        )
        return [row[0] for row in cursor]


def test_no_relation_that_the_role_may_read_holds_a_hidden_value(canaries: Canaries) -> None:
    relations = readable()
    assert "published_case" in relations
    for relation in relations:
        told = canaries.read_in(as_court_public(f"SELECT x::text FROM {relation} x"))
        if relation not in published_tables():
            # PostgreSQL numbers its own things, and may hit upon a number of ours.
            told = [each for each in told if each.rpartition(": ")[2].startswith("zq")]
        assert told == [], relation


def test_no_function_that_the_role_may_call_answers_a_hidden_value(canaries: Canaries) -> None:
    for word in hidden_words(canaries)[:SEARCHED]:
        for call in (
            "words_near(%s, false)", "words_near(%s, true)", "words_begun(left(%s, 2))",
            "words_meant(ARRAY[%s])", "by_ear(%s)", "plain_words(%s)",
        ):  # fmt: skip
            answer = as_court_public(f"SELECT x::text FROM {call} x", word).replace(word, "")
            assert canaries.read_in(answer) == [], call


def as_court_public(statement: str, *given: Any) -> str:
    """What the role reads; nothing where it is refused."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE court_public")
            cursor.execute(statement, given or None)
            rows = json.dumps(cursor.fetchall(), default=str)
            cursor.execute("RESET ROLE")
            return rows
    except ProgrammingError:
        return ""
