"""A form that another site sends in somebody's name: refused at every address there is."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver

from tests.clerk.conftest import as_the_program, clerk, commits
from tests.security.every_role import every_address

__all__ = ["as_the_program", "clerk", "commits"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(databases=["default", "public"]),
]
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|WITH .*(INSERT|UPDATE|DELETE))", re.DOTALL)


@pytest.fixture
def browser(clerk: User, settings: Any, tmp_path: Path) -> Client:
    """Of somebody who may do everything, and is signed in; it holds forms to their tokens."""
    settings.IMPORT_DIR = tmp_path
    Authenticator.objects.create(user=clerk, type="webauthn", data={})
    clerk.user_permissions.set(Permission.objects.all())
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    return client


@pytest.mark.parametrize("token", [None, "a" * 32], ids=["without a token", "with a made-up one"])
def test_it_is_refused_at_every_address_of_the_desk_and_writes_nothing(
    token: str | None, browser: Client, clerk: User
) -> None:
    let_in, written = [], []
    for address, where in every_address(clerk):
        # A refusal is the same before the form is looked at, and whatever stands in it.
        sent = {"csrfmiddlewaretoken": token} if token else {}
        with CaptureQueriesContext(connection) as asked:
            answer = browser.post(where, sent)
        if answer.status_code != 403:
            let_in.append(f"{address.name} {where}: {answer.status_code}")
        written += [
            each["sql"]
            for each in asked
            if WRITES.match(each["sql"])
            and not re.search('"(staff_session|access_log)"', each["sql"])
        ]
    assert let_in == []
    assert written == []


def test_no_public_address_takes_a_form_at_all() -> None:
    client = Client(enforce_csrf_checks=True)
    wrong = {}
    tried = 0
    for route in public_routes(get_resolver().url_patterns):
        where = "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda part: VALUES.get(str(part[1]), "x"), route)
        tried += 1
        status = client.post(where, {}).status_code
        if status not in (403, 404, 405):
            wrong[route] = status
    assert wrong == {}
    assert tried > 30


# Something that each kind of a part of an address takes.
VALUES = {"int": "1", "uuid": "00000000-0000-0000-0000-000000000001"}


def public_routes(found: Any, before: str = "") -> Iterator[str]:
    for each in found:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from public_routes(each.url_patterns, route)
        elif not route.startswith("admin/"):
            yield route
