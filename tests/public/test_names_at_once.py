"""A word is gone with its last case even if the last two go at once; sealing forgets nothing that
is being published meanwhile."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from cases.actions import sealing
from cases.models import Case
from cases.public.models import PublishedPerson, PublishedSpelling
from tests import world
from tests.public.publication import differences
from tests.rules import settle_now

pytestmark = pytest.mark.django_db(transaction=True)


def seal(case: Case) -> None:
    """Seal it and take it out of the publication at once, not only at the commit."""
    sealing.seal(case, order_reference="Order of 3 May", by="clerk", approved_by="judge")
    settle_now()


def meanwhile(one: Callable[[], object], other: Callable[[], object]) -> None:
    """Do one thing, do the other before the first is committed, then commit both."""

    def run_other() -> None:
        try:
            with transaction.atomic():
                other()
        finally:
            connection.close()

    thread = threading.Thread(target=run_other)
    with transaction.atomic():
        one()
        thread.start()
        # Where the other waits for us, it goes on once we have committed.
        thread.join(timeout=0.5)
    thread.join()


def publish_all() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT publish_cases(ARRAY(SELECT id FROM court_case))")


def named(number: str, name: str) -> Case:
    case = world.case(number=number, visibility="PUBLIC")
    world.defendant(case, world.person(name))
    return case


def test_two_seals_at_once_leave_no_word_and_nobody() -> None:
    cases = [named("CR-1", "Wendell Quillfeather"), named("CR-2", "Maren Quillfeather")]
    assert PublishedSpelling.objects.filter(word="quillfeather").exists()
    meanwhile(lambda: seal(cases[0]), lambda: seal(cases[1]))
    assert not PublishedSpelling.objects.exists()
    assert not PublishedPerson.objects.exists()
    assert differences() == []


def test_a_person_stays_whose_new_case_is_published_while_the_old_one_is_sealed() -> None:
    old = named("CR-1", "Wendell Quillfeather")
    new = world.case(number="CR-2", visibility="PUBLIC")

    def add() -> None:
        world.defendant(new, old.parties.get().person)
        settle_now()

    meanwhile(add, lambda: seal(old))
    assert PublishedPerson.objects.count() == 1
    publish_all()
    assert PublishedSpelling.objects.filter(word="quillfeather").exists()
    assert differences() == []
