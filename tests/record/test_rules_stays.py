"""What belongs to a case stays in it, and a case stays in its state."""

import pytest
from django.db import connection

from cases.models import Case, DocketEntry, Hearing, ProtectiveOrder
from tests import world
from tests.rules import refuses

pytestmark = pytest.mark.django_db


def test_a_docket_entry_keeps_its_case_and_may_change_its_text():
    entry = world.entry(world.case())
    DocketEntry.objects.filter(pk=entry.pk).update(text="Motion to continue")
    with refuses("docket_entry_stays_in_its_case"):
        DocketEntry.objects.filter(pk=entry.pk).update(case=world.case())


def test_a_hearing_keeps_its_case():
    hearing = world.hearing(world.case())
    with refuses("hearing_stays_in_its_case"):
        Hearing.objects.filter(pk=hearing.pk).update(case=world.case())


def test_an_order_keeps_its_case():
    order = world.order()
    with refuses("protective_order_stays_in_its_case"):
        ProtectiveOrder.objects.filter(pk=order.pk).update(case=world.case())


def test_a_case_may_move_within_its_state_but_its_charges_keep_it_there():
    charged = world.charge().case
    Case.objects.filter(pk=charged.pk).update(court=world.court())
    elsewhere = world.court("VA")
    with refuses("case_stays_in_its_state"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE court_case SET court_id = %s WHERE id = %s", [elsewhere.pk, charged.pk]
        )
