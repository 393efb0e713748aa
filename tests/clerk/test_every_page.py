"""However much there is, a page of the desk asks a dozen questions at most."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Offense
from tests import world
from tests.clerk.every_page import every_page
from tests.clerk.hands import act_page, page
from tests.clerk.long_case import long_case, rows_of

pytestmark = pytest.mark.django_db

MOST = 12


@pytest.mark.slow
def test_every_page_asks_a_dozen_questions_at_most(desk, clerk):
    clerk.user_permissions.set(Permission.objects.all())
    rows = rows_of(long_case(), clerk)
    assert set(admin.site._registry) == set(rows)
    asked = {what: queries(desk, address) for what, address in every_page(desk, rows)}
    assert {what: count for what, count in asked.items() if count > MOST} == {}


def test_the_page_of_a_long_case_asks_no_more_than_that_of_a_short_one(desk):
    long, short = long_case(), world.charge().case
    # The first page of a process asks for a content type, which is kept.
    desk.get(page(short))
    assert queries(desk, page(long)) == queries(desk, page(short)) <= MOST


def test_no_select_lists_a_table(desk):
    case = world.defendant().case
    world.relate(case, world.case())
    shown = [options(desk, address) for address in asking(case)]
    for number in range(30):
        Offense.objects.create(state=case.court.state, statute=f"5-36-{number}", title="Theft")
        world.person(), world.case()
    assert [options(desk, address) for address in asking(case)] == shown


def asking(case):
    return [page(case), act_page(case, "file-charge"), act_page(case, "change-charges")]


def options(desk, address):
    return len(re.findall("<option", desk.get(address).content.decode()))


def queries(desk, address):
    with CaptureQueriesContext(connection) as asked:
        desk.get(address)
    return len(asked)
