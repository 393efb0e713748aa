"""Asks the public side as its pages do, and asks the database the same without them.

What a page asks the database is written down once, statement by statement; the same statements
are then put through psycopg alone. So the comparison holds whatever the pages come to ask.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import psycopg
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIRequest
from django.db import connections
from django.http import HttpResponseBase, QueryDict
from django.http.request import HttpHeaders
from django.test import RequestFactory
from django.test.client import FakePayload
from django.urls import ResolverMatch, resolve

from cases.public.formats.listing import Listing
from cases.public.pages.lists import LISTS
from tests.bench import Stopped

FACTORY = RequestFactory(SERVER_NAME="localhost")


@dataclass
class Statements:
    """What was asked of the database, in order."""

    asked: list[tuple[str, Any]] = field(default_factory=list)
    # Those that the server keeps with their plans.
    planned: set[str] = field(default_factory=set)

    def note(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.asked.append((sql, params))
        if not isinstance(context["cursor"].cursor, psycopg.ClientCursor):
            self.planned.add(sql)
        return execute(sql, params, many, context)


class Unanswered(Stopped):
    """A page did not answer as it should; the figures would be those of an error page."""


@contextmanager
def noted() -> Iterator[Statements]:
    """Write down every statement that the public side sends within."""
    statements = Statements()
    with connections["public"].execute_wrapper(statements.note):
        yield statements


@cache
def known(address: str) -> tuple[dict[str, Any], ResolverMatch]:
    """What a server makes of an address before it asks the application: not the page's time."""
    environ = {**FACTORY.get(address).environ, "wsgi.input": FakePayload()}
    return environ, resolve(address.partition("?")[0])


def get(address: str, *, status: int = 200, **headers: str) -> HttpResponseBase:
    """Call the view of an address, without middleware."""
    environ, found = known(address)
    request = WSGIRequest({**environ, **HttpHeaders.to_wsgi_names(headers)})
    request.user = AnonymousUser()
    response: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
    if response.status_code != status:
        raise Unanswered(f"{address} answered {response.status_code} instead of {status}.")
    return response


def listing(name: str, question: str) -> Listing:
    """The answer to a question, not yet read."""
    made = LISTS[name].ask(QueryDict(question))
    if not made.asked.is_valid():
        raise Unanswered(f"The list {name} refuses {question}: {made.asked.problems}")
    return made


class Bare:
    """psycopg alone, as the role of the public side, on a connection that stays."""

    cursors = (psycopg.ClientCursor, psycopg.Cursor)

    def __init__(self) -> None:
        given = connections["public"].get_connection_params()
        given["cursor_factory"] = psycopg.ClientCursor
        self.connection = psycopg.connect(**given, autocommit=True)

    def ask(self, statements: Statements) -> list[Any]:
        """The rows of the last of these statements."""
        rows: list[Any] = []
        for sql, params in statements.asked:
            cursor = self.cursors[sql in statements.planned](self.connection)
            cursor.execute(sql, params)
            rows = cursor.fetchall() if cursor.description else []
        return rows

    def close(self) -> None:
        self.connection.close()
