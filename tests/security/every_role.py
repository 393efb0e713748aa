"""Who gets what answer at every address of the desk: the addresses are those of the URL
configuration, the people one of each role, one of none, one who is no staff, and a stranger."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from cases.admin.addresses import Address, addresses
from cases.desk.import_runs import reports_of
from cases.desk.roles import make_roles, roles
from cases.models import Person
from tests.accounts.people import PASSWORD, SIGN_IN, with_app
from tests.clerk.long_case import long_case, rows_of
from tests.public_role import as_owner

NOBODY, OUTSIDER, STRANGER = "Staff of no role", "No staff", "A stranger"
HELD = {**{role.name: role.permissions for role in roles()}, NOBODY: frozenset[str]()}
# What comes back where somebody is sent to sign in, and where it is said that there is no such row.
SIGN_IN_FIRST, NOT_THERE = 401, 404
# Whoever has signed out, or removed the second factor, is another for what comes after.
LAST = ("mfa_deactivate_totp", "account_logout", "logout")
Answers = dict[str, tuple[int, int]]


def people() -> dict[str, Client]:
    """A client for each sort of person; all have an authenticator app and recovery codes."""
    with as_owner():
        make_roles()
    clients = {STRANGER: Client()}
    for name in [*HELD, OUTSIDER]:
        user = User.objects.create_user(
            f"one of {name}"[:30], password=PASSWORD, is_staff=name != OUTSIDER
        )
        if name not in (NOBODY, OUTSIDER):
            user.groups.add(Group.objects.get(name=name))
        with_app(user)
        RecoveryCodes.activate(user)
        clients[name] = Client()
        clients[name].force_login(user)
    return clients


def every_address(clerk: Any) -> Iterator[tuple[Address, str]]:
    """Each address of the URL configuration once, and where it is for a row that is there."""
    rows = {
        f"{model._meta.app_label}/{model._meta.model_name}": row
        for model, row in rows_of(long_case(), clerk).items()
    }
    report = reports_of(rows["desk/importrun"], "check") / "refused.csv"
    report.parent.mkdir(parents=True)
    report.write_text("file,row,rule\n")
    chosen = dict(choices())
    for each in sorted(
        addresses(), key=lambda each: each.name in LAST and LAST.index(each.name) + 1
    ):
        where = "/" + filled(each, rows)
        if each.name == "autocomplete":
            where += chosen[each.slug]
        elif each.name == "cases_person_compare":
            where += f"?other={Person.objects.exclude(pk=rows['cases/person'].pk)[0].pk}"
        yield each, where


def filled(address: Address, rows: Mapping[str, Any]) -> str:
    """The address with the numbers and names of rows that are there."""
    row = rows.get("/".join(address.route.split("/")[1:3]))
    given = {
        "object_id": row.pk if row else 1,
        "content_type_id": ContentType.objects.get_for_model(User).pk,
        "pk": Authenticator.objects.get(type="webauthn").pk,
        "slug": address.slug or "nothing",
        "app_label": address.slug,
        "url": "nowhere/at/all/",
        "step": "check",
        "report": "refused",
    }
    given["number"] = given["id"] = given["object_id"]
    route = re.sub(r"\^?\(\?P(<\w+>)[^)]*\)/?\$", r"\1", address.route)
    route = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(given[found[1]]), route)
    return route + "/" if address.name == "app_list" else route


def choices() -> Iterator[tuple[str, str]]:
    """How a row of each table is asked for where one is chosen by typing."""
    for desk in admin.site._registry.values():
        for part in (desk, *desk.inlines):
            for field in part.autocomplete_fields:
                of = f"app_label={part.model._meta.app_label}&model_name={part.model._meta.model_name}"
                chosen = part.model._meta.get_field(field).remote_field.model
                yield chosen._meta.label_lower, f"?{of}&field_name={field}"


def answers(address: str, clients: Mapping[str, Client]) -> Answers:
    """What each gets there, reading and sending."""
    return {
        name: (told(client.get(address)), told(client.post(address, {"decision": "READ"})))
        for name, client in clients.items()
    }


def told(answer: Any) -> int:
    """What an answer comes to: a redirect may say that one is not let in."""
    where = answer.get("Location", "")
    # Files are closed, as a server would; the connections of the test are not.
    for close in answer._resource_closers:
        close()
    if where.startswith((SIGN_IN, "/admin/login/")):
        return SIGN_IN_FIRST
    return NOT_THERE if where == "/admin/" else int(answer.status_code)
