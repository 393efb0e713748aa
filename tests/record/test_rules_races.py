"""Two transactions at once break no rule: the later one sees what the earlier one did."""

import threading
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from cases.models import CaseStatus, Charge, Party, Person
from tests import world

pytestmark = pytest.mark.django_db(transaction=True)


def race(one: Callable[[], object], other: Callable[[], object]) -> list[bool]:
    """Begin `one`, do `other` meanwhile in a connection of its own, then commit both as they
    can; tell which of the two stood."""
    stood = [False, False]

    def run_other():
        try:
            with transaction.atomic():
                other()
            stood[1] = True
        except IntegrityError:
            pass
        finally:
            connection.close()

    thread = threading.Thread(target=run_other)
    try:
        with transaction.atomic():
            one()
            thread.start()
            # Where the other waits for us, it goes on once we have committed.
            thread.join(timeout=0.5)
        stood[0] = True
    except IntegrityError:
        pass
    thread.join()
    return stood


def test_a_charge_and_the_end_of_its_defendants_role_do_not_both_stand():
    accused = world.defendant()
    stood = race(
        lambda: world.charge(accused),
        lambda: Party.objects.filter(pk=accused.pk).update(role="WIT"),
    )
    assert stood.count(True) == 1
    assert not Charge.objects.exclude(party__role="DEF").exists()


def test_a_new_party_and_the_merging_away_of_its_person_do_not_both_stand():
    gone, survivor, case = world.person(), world.person(), world.case()
    stood = race(
        lambda: world.defendant(case, gone),
        lambda: Person.objects.filter(pk=gone.pk).update(merged_into=survivor),
    )
    assert stood.count(True) == 1
    assert not Party.objects.filter(person__merged_into__isnull=False).exists()


def test_a_new_charge_and_the_closing_of_its_case_do_not_both_stand():
    accused = world.defendant()
    stood = race(
        lambda: world.charge(accused),
        lambda: world.status(accused.case, "CLOSED"),
    )
    assert stood.count(True) == 1
    assert Charge.objects.count() + CaseStatus.objects.count() == 1


def test_two_changes_that_together_run_in_a_circle_do_not_both_stand():
    accused = world.defendant()
    a, b = [world.charge(accused) for _ in range(2)]
    stood = race(
        lambda: world.change(before=[a], after=[b]),
        lambda: world.change(before=[b], after=[a]),
    )
    assert stood.count(True) == 1


def test_a_disposition_and_a_replacement_of_one_charge_do_not_both_stand():
    accused = world.defendant()
    was, becomes = [world.charge(accused) for _ in range(2)]
    stood = race(lambda: world.dispose(was), lambda: world.change(before=[was], after=[becomes]))
    assert stood.count(True) == 1
