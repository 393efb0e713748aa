"""Every address of the desk, tried by everybody, for reading and for writing: whoever may not is
refused by both, and writes nothing."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import world
from tests.clerk.conftest import as_the_program, clerk, commits
from tests.security import every_role
from tests.security.every_role import NOBODY, OUTSIDER, STRANGER, addresses, answers, people

__all__ = ["as_the_program", "clerk", "commits"]

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|WITH .*(INSERT|UPDATE|DELETE))", re.DOTALL)
# What anybody of the staff has: the first page, their own password, the search box and drafts.
PERSONAL = ("site: index", "site: password", "site: jsi18n", "site: find")
NEEDS = {
    "list": "view", "history": "view", "change": "view", "file": "view", "csv": "view",
    "add": "add", "delete": "delete",
}  # fmt: skip


@pytest.fixture
def desk(clerk: User) -> Client:
    clerk.user_permissions.set(Permission.objects.all())
    client = Client()
    client.force_login(clerk)
    return client


def test_whoever_may_not_is_refused_by_every_method(clerk: User, desk: Client) -> None:
    clients = people()
    wrong: list[str] = []
    for what, address, act in addresses(clerk, desk):
        told = answers(address, clients)
        wrong += [f"{what}: {each}" for each in faults(what, act, told)]
    assert wrong == []


def faults(what: str, act: Any, told: every_role.Answers) -> list[str]:
    """What is not as it should be at one address."""
    found = []
    if what == "site: login":
        # Leads to the page of sign-in; whoever is signed in and may not come in is told so.
        here = {STRANGER: (302, 302), **dict.fromkeys(set(told) - {STRANGER}, (403, 403))}
        return [f"{who} gets {told[who]}" for who in told if told[who] != here[who]]
    found += [f"{who} gets {told[who]}" for who in (STRANGER, OUTSIDER) if told[who] != (302, 302)]
    if not what.startswith((*PERSONAL, "site: draft")) and 200 in told[NOBODY]:
        found.append(f"{NOBODY} gets {told[NOBODY]}")
    for name in set(told) - {STRANGER, OUTSIDER, NOBODY}:
        user = User.objects.get(username=f"one of {name}"[:30])
        may = allowed(what, act, user)
        if may is False and set(told[name]) - {403, 404, 405}:
            found.append(f"{name} gets {told[name]}")
    return found


def allowed(what: str, act: Any, user: User) -> bool | None:
    """Whether a person may read there by their permissions; None where no permission says it."""
    if act is not None:
        return bool(act.is_allowed(user))
    model, _, kind = what.partition(": ")
    if kind not in NEEDS or kind == "delete":
        return None
    (meta,) = (each._meta for each in admin.site._registry if each._meta.model_name == model)
    may = user.has_perm(f"{meta.app_label}.{NEEDS[kind]}_{model}")
    return may if NEEDS[kind] == "view" else (None if may else False)


def test_whoever_may_not_write_writes_nothing(clerk: User, desk: Client) -> None:
    """Sent an empty form at every address by those who may change nothing."""
    clients = {name: client for name, client in people().items() if name in (NOBODY, OUTSIDER)}
    for what, address, _ in addresses(clerk, desk):
        for client in (*clients.values(), Client()):
            with CaptureQueriesContext(connection) as asked:
                client.post(address, {})
            written = [each["sql"] for each in asked if WRITES.match(each["sql"])]
            assert [
                sql for sql in written if "staff_session" not in sql and '"access_log"' not in sql
            ] == [], what


def test_a_sealed_row_is_to_a_clerk_what_no_row_is(clerk: User, desk: Client) -> None:
    """By its number in every kind of address: the same answer, whether it is sealed or nowhere."""
    client = people()["Clerks"]
    charge = world.charge(world.defendant(world.case(visibility="PUBLIC")))
    rows = [charge.case, charge, world.entry(charge.case), world.hearing(charge.case)]
    world.sealed(charge.case)
    tried = 0
    for row in rows:
        meta, desk_of = row._meta, admin.site._registry[type(row)]
        for pattern in desk_of.get_urls():
            kind = str(pattern.name or "").removeprefix(f"{meta.app_label}_{meta.model_name}_")
            if kind in ("change", "history", "file", "delete", "password_change"):
                name = f"admin:{pattern.name}"
                there, nowhere = (reverse(name, args=[key]) for key in (row.pk, 10**9))
                assert alike(client, there, row.pk) == alike(client, nowhere, 10**9), there
                tried += 1
    assert tried >= 10


def alike(client: Client, address: str, key: int) -> list[Any]:
    """What is answered for reading and for writing, without the number that was asked for."""
    told = []
    # What was said at the address before is told there, not here.
    client.get(reverse("admin:index"))
    for answer in (client.get(address), client.post(address, {})):
        # Where it stands as a number of a row: any other "50" belongs to the page.
        words = re.sub(rf"(?<=[/“]){key}(?=[/”])", "…", answer.content.decode())
        words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words)
        said = [str(each) for each in list(getattr(answer, "wsgi_request", None)._messages or [])]
        told += [answer.status_code, answer.get("Location", ""), words, said and "said"]
    return told
