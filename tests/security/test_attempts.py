"""Requests that no reader sends: each has its outcome in a table, and no answer tells more."""

import re
import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from cases.models import Case
from tests import world
from tests.public.reader import Reader, body_of
from tests.security.attempts import EVIL, PAGE, Attempt, attempts, page

pytestmark = pytest.mark.django_db(databases=["default", "public"])

# What no answer may hold: the database's words, the program's, and the server's.
TELLING = re.compile(
    r"Traceback|psycopg|syntax error|relation \"|FROM published_|INSERT INTO|django\.|/site-packages/|"
    r"root:x:0|SECRET_KEY|\[core\]|PostgreSQL \d|pbkdf2|\b49\b.{0,20}\b49\b"
)
PATIENCE = 5
Try = Any


@pytest.fixture
def attempt(reader: Reader) -> Try:
    """Sends an attempt, as a stranger, to a site that has something to lose."""
    world.charge(world.defendant(world.case(visibility="PUBLIC")))
    reader.settle()
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)

    def send(tried: Attempt) -> Any:
        parts = urlsplit(tried.path) if not tried.path.startswith("//") else None
        return client.generic(
            tried.method,
            parts.path if parts else tried.path,
            tried.body,
            tried.content_type,
            headers=tried.headers,
            QUERY_STRING=parts.query if parts else "",
        )

    return send


@pytest.mark.parametrize("tried", attempts(), ids=str)
def test_an_attempt_comes_to_what_the_table_says(tried: Attempt, attempt: Try):
    begun = time.monotonic()
    answer = attempt(tried)
    assert answer.status_code in tried.statuses
    body = body_of(answer)
    assert not TELLING.search(body)
    assert not [told for told in addresses(answer, body) if EVIL in told.partition("?")[0]]
    assert time.monotonic() - begun < PATIENCE
    assert "sessionid" not in answer.cookies


def addresses(answer: Any, body: str) -> list[str]:
    """Every address that an answer leads to, or lets read it."""
    headers = [value for name, value in answer.headers.items() if name != "Content-Security-Policy"]
    return [*headers, *re.findall(r'(?:href|src|action|url)="?:?\s*"?([^"\s]+)', body)]


def test_nothing_that_was_tried_changed_the_record(attempt: Try):
    before = Case.objects.count()
    for tried in attempts()[::7]:
        attempt(tried)
    assert Case.objects.count() == before


def test_the_page_of_attempts_is_the_table():
    """To write it anew: python3 -m tests.security.attempts"""
    assert PAGE.read_text(encoding="utf-8") == page()
