"""kill -9 of the web process in the middle of each act: all of it or none of it.

The server is a real one. A lock that the test holds stops the act where everything is written
and nothing committed, or where the publication is about to be; there the process is killed.
"""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, build_opener

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection, transaction
from django.test import Client

from cases.admin.acts import page_of
from cases.admin.acts.of import ACTS
from cases.desk.models import Request as Asked
from cases.integrity import broken
from cases.models import Case
from tests import world
from tests.clerk.hands import act_page, asked, confirmed
from tests.servers import PATIENCE, Server, serving, wait_for

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]
# Where an act is stopped: at the last thing it writes, and at what the public reads.
PLACES = ("desk_done", "published_case")
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"
SESSIONS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ANY (%s)"
TABLES = """
    SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
      AND relname !~ '^(django_|auth_)' ORDER BY 1
"""
ROWS = "SELECT '{0}', count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {0} t"


@pytest.fixture(autouse=True)
def as_the_program() -> None:
    """The server is the program here; the test stands outside, with the owner's rights."""


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def the_case(slug: str) -> Case:
    """A case in which this act can be begun."""
    visibility = "DRAFT" if slug == "publish" else "PUBLIC"
    accused = world.defendant(world.case(visibility=visibility))
    for _ in range(2):
        world.charge(accused, "F-B")
    world.status(accused.case)
    return accused.case


# What each act upon a case is told, besides what its form holds when it is opened.
ANSWERS: dict[str, dict[str, Any]] = {
    "amend": {"a_label": "Theft"},
    "reduce": {"a_label": "Theft", "a_level": "F-D"},
    "merge": {"a_label": "Robbery"},
    "split": {"a_label": "Theft", "b_label": "Burglary"},
    "add-count": {"a_label": "Fleeing"},
    "file-charge": {"label": "Fleeing"},
    "change-status": {"status": "STAYED", "effective_date": "2025-06-01"},
    "correct": {"field": "caption", "value": "State v. Somebody", "authority": "Information",
                "reason": "Mistyped"},
    "withdraw": {"reason": "Too early"},
    "seal": {"order_reference": "Order of 2 May 2024"},
    "set-hearing": {"kind": "TRIAL", "day": "2099-06-01", "hour": "10:00"},
    "publish": {},
    "dispose-counts": {"outcome": "ACQ", "date_from": "2025-06-01"},
    "dismiss-counts": {"outcome": "DISM_WO", "date_from": "2025-06-01", "entry_text": "Dismissed."},
    "change-charges": {"kind": "AMENDED", "date_from": "2025-06-01", "a_label": "Theft"},
    "issue-order": {"kind": "NCO_PRE", "issued_date": "2025-06-01", "until_further_order": "on"},
}  # fmt: skip
# Done when a second person approves.
OF_TWO = {"seal"}


def told(slug: str, case: Case) -> dict[str, Any]:
    first, accused = case.charges.order_by("pk")[0].pk, case.parties.get(role="DEF").pk
    rows: dict[str, Any] = {}
    if slug in ("amend", "reduce", "split", "dispose-counts", "dismiss-counts"):
        rows = {"counts": str(first)}
    if slug == "change-charges":
        rows = {f"effect_{first}": "REPLACED"}
    if slug == "issue-order":
        rows = {"restrained": str(accused), "protects": str(world.person().pk)}
    return {**rows, **ANSWERS[slug]}


# An order is withheld: of it the publication is only told whom not to name.
INSTEAD = {("issue-order", "published_case"): "case_guard"}
STOPS = [(slug, INSTEAD.get((slug, place), place)) for slug in ANSWERS for place in PLACES]


@pytest.mark.parametrize(("slug", "place"), STOPS)
def test_an_act_is_done_wholly_or_not_at_all(slug: str, place: str, server: Server) -> None:
    case = the_case(slug)
    client, address, agreed = ready(slug, case)
    before = everything()
    with held(place):
        killed_while_waiting(server, client, address, agreed, place)
    wait_for(lambda: waiting(place) == 0)
    assert everything() == before
    assert list(broken([case.pk])) == []
    # What was not done is done when it is sent again, and once.
    assert client.post(address, agreed).status_code == 302
    assert everything() != before


def ready(slug: str, case: Case) -> tuple[Client, str, dict[str, Any]]:
    """Whoever is about to do the act, with the page that does it and what a browser would send."""
    client = clerk("clerk")
    address = act_page(case, slug)
    shown = client.post(address, {**asked(client, address), **told(slug, case)})
    agreed = confirmed(shown)
    assert agreed.get("digest"), shown.content.decode()
    if slug not in OF_TWO:
        return client, address, agreed
    client.post(address, agreed)
    second, waiting_page = clerk("judge"), page_of(Asked.objects.get())
    read = second.post(waiting_page, {"decision": "READ"}).context["outcome"]
    return second, waiting_page, {"decision": "APPROVED", "digest": read.digest}


def test_no_act_upon_a_case_is_forgotten_here() -> None:
    # What is unsealed or destroyed is sealed first; both are actions of one transaction alike.
    assert {act.slug for act in ACTS[Case]} == {*ANSWERS, "unseal", "destroy"}


def clerk(name: str) -> Client:
    user = User.objects.create_user(name, is_staff=True)
    allowed = Permission.objects.filter(content_type__app_label__in=("cases", "desk"))
    user.user_permissions.set(allowed)
    client = Client()
    client.force_login(user)
    return client


@contextmanager
def held(table: str) -> Iterator[None]:
    """Nobody else writes this table meanwhile."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
        yield


def killed_while_waiting(
    server: Server, client: Client, address: str, agreed: dict[str, Any], place: str
) -> None:
    sender = threading.Thread(target=send, args=(server.port, client, address, agreed))
    sender.start()
    wait_for(lambda: waiting(place) > 0)
    for number in workers(server):
        os.kill(number, signal.SIGKILL)
    sender.join(PATIENCE)


def send(port: int, client: Client, address: str, agreed: dict[str, Any]) -> None:
    """As a browser does, with the clerk's own session."""
    token = "a" * 32
    cookies = f"sessionid={client.cookies['sessionid'].value}; csrftoken={token}"
    body = urlencode({**agreed, "csrfmiddlewaretoken": token}, doseq=True).encode()
    request = Request(f"http://127.0.0.1:{port}{address}", body, {"Cookie": cookies})
    try:
        build_opener().open(request, timeout=PATIENCE).close()
    except (HTTPError, OSError):
        return


def workers(server: Server) -> list[int]:
    """The processes that answer for this server, not the one that watches over them."""
    listed = subprocess.run(
        ["pgrep", "-P", str(server.number)], capture_output=True, text=True, check=True
    )
    return [int(number) for number in listed.stdout.split()]


def waiting(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [table])
        return int(cursor.fetchone()[0])


def everything() -> list[tuple[Any, ...]]:
    """All that stands in every table, in short."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = [name for (name,) in cursor.fetchall()]
        cursor.execute(" UNION ALL ".join(ROWS.format(name) for name in names))
        # Several hands gather them, in any order.
        return sorted(cursor.fetchall())
