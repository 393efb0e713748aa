"""Two clerks at one case, in every order: what each did is in the record, or back on their screen
with everything they typed and why it was not taken."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations_with_replacement
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client

from cases.desk.models import Done
from cases.integrity import broken
from cases.models import Case
from tests import world
from tests.clerk.hands import act_page, asked, confirmed, filled_in, page

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(kw_only=True)
class Clerk:
    """A clerk with a browser, who opens a form, types, and sends it."""

    name: str
    client: Client
    address: str = ""
    sent: dict[str, Any] = field(default_factory=dict)
    answer: Any = None

    @property
    def mark(self) -> str:
        return f"typed by {self.name}"

    def open(self, work: "Work", case: Case) -> None:
        self.address, self.sent = work(self, case)

    def send(self) -> None:
        answer = self.client.post(self.address, self.sent)
        if answer.status_code == 200 and b"Confirm and record" in answer.content:
            answer = self.client.post(self.address, confirmed(answer))
        self.answer = answer

    def is_recorded(self) -> bool:
        return bool(self.answer.status_code == 302)


Work = Callable[[Clerk, Case], tuple[str, dict[str, Any]]]


def act(slug: str, **answers: Any) -> Work:
    """An act upon the case, with the reason that tells whose it is."""

    def work(clerk: Clerk, case: Case) -> tuple[str, dict[str, Any]]:
        address = act_page(case, slug)
        return address, {**asked(clerk.client, address), **answers, "reason": clerk.mark}

    return work


def form(**changes: Any) -> Work:
    """The form of the case itself."""

    def work(clerk: Clerk, case: Case) -> tuple[str, dict[str, Any]]:
        address = page(case)
        marked = {name: value or clerk.mark for name, value in changes.items()}
        return address, filled_in(clerk.client, address, **{"why": clerk.mark, **marked})

    return work


def first_count(slug: str, **answers: Any) -> Work:
    """An act upon the first count of the case."""

    def work(clerk: Clerk, case: Case) -> tuple[str, dict[str, Any]]:
        charge = case.charges.order_by("pk")[0]
        given = {"counts": charge.pk} if slug == "amend" else {}
        row = case if slug == "amend" else charge
        address = act_page(row, slug)
        held = asked(clerk.client, address)
        return address, {**held, **given, **answers, "reason": clerk.mark}

    return work


WORK: dict[str, Work] = {
    "amends": first_count("amend", a_label="Theft"),
    "disposes": first_count("dispose", outcome="ACQ", date_from="2025-05-02"),
    "merges": act("merge", a_label="Robbery"),
    "adds a count": act("add-count", a_label="Fleeing"),
    "closes": act("change-status", status="STAYED", effective_date="2025-06-01"),
    "titles": form(caption=""),
    "dates": form(filed_date="2024-02-03"),
    "enters": form(**{"docket-0-kind": "MOTION", "docket-0-text": ""}),
}
ORDERS = ("the first sends first", "the second sends first", "both send at once")


def clerk_of(name: str) -> Clerk:
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="cases"))
    client = Client()
    client.force_login(user)
    return Clerk(name=name, client=client)


def two_counts() -> Case:
    accused = world.defendant(world.case(visibility="PUBLIC"))
    for _ in range(2):
        world.charge(accused, "F-B")
    world.status(accused.case)
    return accused.case


@pytest.mark.slow
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(("one", "other"), list(combinations_with_replacement(WORK, 2)))
def test_nothing_that_a_clerk_did_is_lost(one: str, other: str, order: str) -> None:
    case = two_counts()
    clerks = [clerk_of("ann"), clerk_of("ben")]
    for clerk, does in zip(clerks, (one, other), strict=True):
        clerk.open(WORK[does], case)
    match order:
        case "the first sends first":
            in_turn(clerks)
        case "the second sends first":
            in_turn(clerks[::-1])
        case _:
            at_once(clerks)
    assert any(clerk.is_recorded() for clerk in clerks)
    for clerk in clerks:
        is_kept_or_told(clerk)
    assert list(broken([case.pk])) == []


def is_kept_or_told(clerk: Clerk) -> None:
    if clerk.is_recorded():
        said = " ".join(str(each) for each in get_messages(clerk.answer.wsgi_request))
        assert Done.objects.filter(done_by=clerk.name).count() == 1, said
    else:
        shown = clerk.answer.content.decode()
        assert clerk.mark in shown
        assert "errornote" in shown


def in_turn(clerks: list[Clerk]) -> None:
    for clerk in clerks:
        clerk.send()


def at_once(clerks: list[Clerk]) -> None:
    ready = threading.Barrier(len(clerks))

    def run(clerk: Clerk) -> None:
        try:
            ready.wait()
            clerk.send()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[clerk]) for clerk in clerks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_one_form_sent_twice_at_once_is_recorded_once() -> None:
    case = two_counts()
    ann = clerk_of("ann")
    ann.open(WORK["adds a count"], case)
    twin = Clerk(name="ann", client=ann.client, address=ann.address, sent=ann.sent)
    at_once([ann, twin])
    assert case.charges.count() == 3
    assert Done.objects.count() == 1
    assert ann.is_recorded()
    assert twin.is_recorded()


def test_both_versions_of_a_field_stand_side_by_side() -> None:
    case = two_counts()
    ann, ben = clerk_of("ann"), clerk_of("ben")
    for clerk in (ann, ben):
        clerk.open(WORK["titles"], case)
    in_turn([ann, ben])
    told = ben.answer.content.decode()
    assert "Now “typed by ann”; you typed “typed by ben”." in told
    assert "ann (" in told
    again = filled_as_shown(ben)
    assert ben.client.post(ben.address, again).status_code == 302
    case.refresh_from_db()
    assert case.caption == "typed by ben"


def test_what_only_the_other_changed_is_taken_over() -> None:
    case = two_counts()
    ann, ben = clerk_of("ann"), clerk_of("ben")
    ann.open(WORK["titles"], case)
    ben.open(WORK["dates"], case)
    in_turn([ann, ben])
    assert "Caption is now “typed by ann”." in ben.answer.content.decode()
    ben.client.post(ben.address, filled_as_shown(ben))
    case.refresh_from_db()
    assert (case.caption, str(case.filed_date)) == ("typed by ann", "2024-02-03")


def filled_as_shown(clerk: Clerk) -> dict[str, Any]:
    """The form as it came back, sent once more."""
    shown = clerk.answer.context["adminform"].form
    return {**clerk.sent, **{bound.html_name: bound.value() or "" for bound in shown}}
