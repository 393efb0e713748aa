"""Who gets what answer at every address of the desk: the addresses are those of the URL
configuration, the people one of each role, one of none, one who is no staff, and a stranger."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client

from cases.admin.acts.of import ACTS
from cases.desk.roles import make_roles, roles
from tests.clerk.every_page import every_page
from tests.clerk.long_case import long_case, rows_of
from tests.public_role import as_owner

NOBODY, OUTSIDER, STRANGER = "Staff of no role", "No staff", "A stranger"
Answers = dict[str, tuple[int, int]]


def people() -> dict[str, Client]:
    """A client for each sort of person."""
    with as_owner():
        make_roles()
    clients = {STRANGER: Client()}
    for name in [*(role.name for role in roles()), NOBODY, OUTSIDER]:
        user = User.objects.create_user(f"one of {name}"[:30], is_staff=name != OUTSIDER)
        if name not in (NOBODY, OUTSIDER):
            user.groups.add(Group.objects.get(name=name))
        clients[name] = Client()
        clients[name].force_login(user)
    return clients


def addresses(clerk: Any, desk: Client) -> Iterator[tuple[str, str, Any]]:
    """Each address once: what it is, where, and the act and row where it is one."""
    rows = rows_of(long_case(), clerk)
    acts = {act.slug: act for offered in ACTS.values() for act in offered}
    seen = set()
    for what, address in every_page(desk, rows):
        bare = address.partition("?")[0]
        if bare in seen and "autocomplete" not in bare:
            continue
        seen.add(bare)
        slug = what.rpartition(" act ")[2] if " act " in what else ""
        yield what, address, acts.get(slug)


def answers(address: str, clients: dict[str, Client]) -> Answers:
    """What each gets there, reading and writing."""
    return {
        name: (client.get(address).status_code, client.post(address, {}).status_code)
        for name, client in clients.items()
    }
