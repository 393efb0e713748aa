"""Four roles: what each may do, every button beyond it absent, every address beyond it closed."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.admin.acts import address_of
from cases.admin.acts.of import ACTS
from cases.desk.roles import make_roles, roles
from tests import world
from tests.clerk.every_page import every_page
from tests.clerk.hands import act_page, page
from tests.clerk.long_case import long_case, rows_of
from tests.public_role import as_owner
from tests.signed_in import in_role

pytestmark = pytest.mark.django_db
NAMES = [role.name for role in roles()]
# Whoever is there is in a session, and what they are refused or read is in the log.
KEPT = re.compile(r'"(staff_session|access_log)"')
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|WITH .*(INSERT|UPDATE|DELETE))", re.DOTALL)


@pytest.fixture
def of_role(db: None) -> Any:
    """Signs in somebody of a role."""
    return in_role


def test_the_groups_have_what_their_roles_say():
    with as_owner():
        make_roles()
    for role in roles():
        held = Group.objects.get(name=role.name).permissions.values_list(
            "content_type__app_label", "codename"
        )
        assert {".".join(each) for each in held} == role.permissions


def test_roles_that_are_made_again_lose_what_was_added_by_hand():
    with as_owner():
        make_roles()
    auditors = Group.objects.get(name="Auditors")
    clerks = Group.objects.get(name="Clerks")
    with as_owner():
        auditors.permissions.set(clerks.permissions.all())
        make_roles()
    assert not auditors.permissions.filter(codename="add_charge").exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_button_is_there_if_and_only_if_its_address_answers(name, of_role, clerk):
    """Every act upon every kind of row: shown and open, or absent and refused."""
    client = of_role(name)
    for row in rows_of(long_case(), clerk).values():
        shown = client.get(page(row)).content.decode() if row._meta.app_label == "cases" else ""
        for act in ACTS.get(type(row), ()):
            address = address_of(row, act)
            if address in shown:
                assert client.get(address).status_code == 200, address
            elif not act.is_allowed(User.objects.get(pk=client.session["_auth_user_id"])):
                assert client.get(address).status_code == 403, address
                assert client.post(address).status_code == 403, address


@pytest.mark.slow
def test_whatever_an_auditor_sends_is_written_nowhere(of_role, desk, clerk):
    clerk.user_permissions.set(Permission.objects.all())
    rows = rows_of(long_case(), clerk)
    client = of_role("Auditors")
    for what, address in list(every_page(desk, rows)):
        with CaptureQueriesContext(connection) as asked:
            assert client.post(address, {}).status_code in (200, 302, 403, 404, 405), what
        written = [each["sql"] for each in asked if WRITES.match(each["sql"])]
        assert [sql for sql in written if not KEPT.search(sql)] == [], what


@pytest.mark.slow
def test_who_keeps_users_sees_nothing_of_the_record(of_role, clerk):
    client = of_role("User administrators")
    for row in rows_of(long_case(), clerk).values():
        if row._meta.app_label == "cases":
            assert client.get(page(row)).status_code == 403


def test_whoever_is_refused_is_told_so_in_words(of_role):
    client = of_role("Auditors")
    refused = client.get(act_page(world.charge().case, "amend"))
    assert refused.status_code == 403
    assert "Your role does not allow it, or somebody else has to do it." in refused.content.decode()


def test_nobody_gives_themselves_a_role(of_role):
    client = of_role("User administrators")
    own = User.objects.get(username="user")
    assert client.post(page_of_user(own), {"groups": []}).status_code == 403


def test_nobody_makes_a_superuser(of_role):
    client = of_role("User administrators")
    other = User.objects.create_user("other", is_staff=True)
    shown = client.get(page_of_user(other)).content.decode()
    assert 'name="groups"' in shown
    assert 'name="is_superuser"' not in shown
    assert 'name="user_permissions"' not in shown


def test_a_superuser_is_out_of_reach(of_role):
    client = of_role("User administrators")
    root = User.objects.create_superuser("root")
    assert client.post(page_of_user(root), {"username": "mine"}).status_code == 403


def page_of_user(user: User) -> str:
    return f"/admin/auth/user/{user.pk}/change/"
