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
WORDS = {200: "opens", 302: "moves on", 403: "refused", 404: "not there", 405: "not so"}
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


def page(matrix: dict[str, Answers]) -> str:
    """docs/who-may-open-what.md: what each gets at each address."""
    names = [*(role.name for role in roles()), NOBODY, OUTSIDER, STRANGER]
    lines = [INTRODUCTION, f"| | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for what, told in sorted(matrix.items()):
        lines.append(f"| {what} | {' | '.join(in_words(*told[name]) for name in names)} |")
    return "\n".join(lines) + "\n"


def in_words(reading: int, writing: int) -> str:
    read, written = WORDS.get(reading, str(reading)), WORDS.get(writing, str(writing))
    return read if read == written else f"{read}; sent empty: {written}"


INTRODUCTION = """\
# Who may open what

Every address of the desk, as the URL configuration has it, asked for by everybody, and sent an empty \
form by everybody. “Opens”: the page is there; “moves on”: to another page, for a stranger to sign in; \
“not so”: not by this method; “refused”: 403; “not there”: 404. Written by a test, which also \
compares it:

    WRITE_DOCS=yes python3 manage.py test -m slow tests/security/test_every_address_by_every_role.py
"""
