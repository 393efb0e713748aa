"""Every address of the desk, tried by everybody, for reading and for sending: whoever may not is
refused by both and writes nothing, and whoever may is let in."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.admin import addresses
from cases.admin.addresses import Address, Undecided
from tests import world
from tests.accounts import urls_with_provider
from tests.clerk.conftest import as_the_program, clerk, commits
from tests.security.every_role import (
    HELD,
    NOBODY,
    NOT_THERE,
    OUTSIDER,
    SIGN_IN_FIRST,
    STRANGER,
    Answers,
    answers,
    every_address,
    people,
)

__all__ = ["as_the_program", "clerk", "commits"]

pytestmark = pytest.mark.django_db

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|WITH .*(INSERT|UPDATE|DELETE))", re.DOTALL)
# The row that is tried belongs to somebody else.
OF_ONES_OWN = ("mfa_remove_webauthn",)
REFUSED = {403, NOT_THERE, 405}


@pytest.fixture
def everything(clerk: User, settings: Any, tmp_path: Path) -> User:
    """Somebody who may make every row that there is a page for, and has a passkey."""
    settings.IMPORT_DIR = tmp_path
    clerk.user_permissions.set(Permission.objects.all())
    Authenticator.objects.create(user=clerk, type="webauthn", data={})
    return clerk


@pytest.mark.slow
def test_whoever_may_is_let_in_and_whoever_may_not_is_refused_by_every_method(
    everything: User,
) -> None:
    clients = people()
    wrong: list[str] = []
    for address, where in every_address(everything):
        told = answers(where, clients)
        wrong += [f"{where} ({address.name}): {each}" for each in faults(address, told)]
    assert not wrong, "\n".join(wrong)


def faults(address: Address, told: Answers) -> Iterator[str]:
    """What is not as it was decided at one address."""
    if address.opens.is_public:
        if REFUSED & set(told[STRANGER]) - {405} or max(max(each) for each in told.values()) >= 500:
            yield f"they get {told}"
        return
    if told[STRANGER] != (SIGN_IN_FIRST, SIGN_IN_FIRST):
        yield f"{STRANGER} gets {told[STRANGER]}"
    if set(told[OUTSIDER]) - {SIGN_IN_FIRST, 403}:
        yield f"{OUTSIDER} gets {told[OUTSIDER]}"
    for name, held in HELD.items():
        if is_wrong(address, held, *told[name]):
            yield f"{name} {address.given_to(held) or 'is refused'}, and gets {told[name]}"


def is_wrong(address: Address, held: addresses.Held, read: int, sent: int) -> bool:
    """Whether somebody with these permissions was answered otherwise than was decided."""
    if not address.opens.is_met(held) or address.name in OF_ONES_OWN:
        return bool({read, sent} - REFUSED)
    if address.sends.is_met(held):
        # Some only take what is sent; and none knows what to do with next to nothing.
        return read not in (200, 302, 405) or sent not in (200, 302, 400)
    is_form = address.name.endswith("_change") and "importrun" not in address.name
    return read not in (200, 302) or (is_form and sent != 403)


def test_an_address_that_nobody_decided_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(list(addresses.addresses())) > 200
    monkeypatch.delitem(addresses.NAMED, "desk-find")
    with pytest.raises(Undecided, match=r"desk-find: say in cases/admin/addresses\.py"):
        list(addresses.addresses())


def test_those_of_single_sign_on_are_decided_too(settings: Any) -> None:
    settings.ROOT_URLCONF = urls_with_provider.__name__
    assert "openid_connect_callback" in {each.name for each in addresses.addresses()}


def test_the_command_tells_who_may_open_what(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("policy", "--roles")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "| address | takes | Clerks | Supervisors | Auditors | User administrators | No role |"
    )
    assert "| /admin/cases/seal/ | cases.view_seal |  | reads | reads |  |  |" in lines
    assert len(lines) == 2 + len(list(addresses.addresses()))


@pytest.mark.slow
def test_whoever_may_not_write_writes_nothing(everything: User) -> None:
    """Sent an empty form at every address by those who may change nothing."""
    clients = {name: client for name, client in people().items() if name in (NOBODY, OUTSIDER)}
    for address, where in every_address(everything):
        if address.opens.is_public or address.sends is addresses.STAFF:
            continue
        for client in (*clients.values(), Client()):
            with CaptureQueriesContext(connection) as asked:
                client.post(where, {})
            written = [each["sql"] for each in asked if WRITES.match(each["sql"])]
            assert [
                sql for sql in written if "staff_session" not in sql and '"access_log"' not in sql
            ] == [], where


@pytest.mark.slow
def test_a_sealed_row_is_to_a_clerk_what_no_row_is(everything: User) -> None:
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
