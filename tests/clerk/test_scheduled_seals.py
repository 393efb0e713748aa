"""What the law lets be sealed after a time waits for two people, and seals nothing by itself."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from cases.admin.acts import page_of
from cases.desk.models import Request
from cases.desk.scheduled import carry_out, eligible
from cases.models import Seal
from cases.schedules import Rule, ScheduleError, schedules
from tests import world
from tests.clerk.hands import decided

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 2)
RULE = Rule(
    state="AR", code="AR-T", citation="Ark. Code § 1", title="Nolle prosequi, a year ago",
    statuses=["NOLLE"], years=1, is_automatic=True, confirmed_by="a lawyer",
)  # fmt: skip


def a_charge(in_court: Any = None):
    case = world.case(visibility="PUBLIC", **({"court": in_court} if in_court else {}))
    return world.charge(world.defendant(case))


def ended(outcome="NOLLE", on=date(2025, 1, 2), charge=None):
    charge = charge or a_charge()
    entry = world.entry(charge.case, "DISMISSAL", text="Nolle prosequi.")
    world.dispose(charge, outcome, date_from=on, date_to=on, docket_entry=entry)
    return charge


def found(rule=RULE, **given):
    return [each.charge for each in eligible(rule, **{"today": TODAY, "most": 99, **given})]


def test_a_charge_is_found_once_the_time_is_over():
    charge = ended()
    assert found(today=date(2026, 1, 1)) == []
    assert found() == [charge]


def test_a_charge_that_ended_otherwise_is_not_found():
    ended("ACQ_MDD")
    ended("CONV_PLEA")
    assert found() == []
    assert found(next(rule for rule in schedules() if rule.code == "AR-1410-ACQUITTED")) == []


def test_while_another_charge_of_the_defendant_is_pending_none_is_found():
    charge = ended()
    world.charge(charge.party)
    assert found() == []


def test_what_is_sealed_already_is_not_found():
    world.sealed(ended())
    world.sealed(ended().case)
    assert found() == []


def test_what_is_found_is_listed_once_and_not_sealed():
    charge = ended()
    for each in eligible(RULE, today=TODAY, most=99):
        assert not carry_out(each)
    assert found() == []
    charge.refresh_from_db()
    assert (charge.visibility, Request.objects.get().asked_by) == ("PUBLIC", "schedule")


def test_two_people_decide_what_the_schedule_proposed(desk, judge):
    charge = ended()
    call_command("scheduled_seals", stdout=StringIO())
    address = page_of(Request.objects.get())
    assert address in desk.get("/admin/").content.decode()
    assert "Nobody has asked for this yet" in desk.get(address).content.decode()
    desk.post(address, {"decision": "ADOPTED", "order_reference": ""})
    assert Request.objects.get().asked_by == "schedule"
    desk.post(address, {"decision": "ADOPTED", "order_reference": "Order of 2 May 2026"})
    assert Request.objects.get().asked_by == "clerk"
    assert decided(desk, "APPROVED").status_code == 403
    second = Client()
    second.force_login(judge)
    decided(second, "APPROVED")
    seal = Seal.objects.get()
    charge.refresh_from_db()
    assert charge.visibility == "SEALED"
    assert (seal.sealed_by, seal.approved_by) == ("clerk", "judge")
    assert seal.order_reference == "Order of 2 May 2026"


def test_nobody_approves_what_nobody_asked_for(desk):
    ended()
    call_command("scheduled_seals", stdout=StringIO())
    assert desk.post(page_of(Request.objects.get()), {"decision": "APPROVED"}).status_code == 403
    assert not Seal.objects.exists()


@pytest.mark.parametrize(
    ("setting", "changed", "is_sealed"),
    [
        ("SEAL", {}, True),
        ("LIST", {}, False),
        ("SEAL", {"is_automatic": False}, False),
        ("SEAL", {"confirmed_by": ""}, False),
    ],
)
def test_it_seals_by_itself_only_where_law_lawyer_and_court_say_so(setting, changed, is_sealed):
    charge = ended(charge=a_charge(world.court(scheduled_sealing=setting)))
    rule = Rule(**{**vars(RULE), **changed})
    (each,) = eligible(rule, today=TODAY, most=9)
    assert carry_out(each) is is_sealed
    charge.refresh_from_db()
    assert charge.visibility == ("SEALED" if is_sealed else "PUBLIC")
    if is_sealed:
        assert Seal.objects.get().origin == "SCHEDULED"


def test_a_dry_run_asks_nobody():
    ended()
    told = StringIO()
    call_command("scheduled_seals", "--dry-run", stdout=told)
    assert "AR-1410-NOLLE" in told.getvalue()
    assert "not confirmed by a lawyer" in told.getvalue()
    assert not Request.objects.exists()


def test_no_rule_of_a_schedule_is_automatic_before_somebody_confirmed_it():
    assert [rule.code for rule in schedules() if rule.is_automatic and not rule.confirmed_by] == []


def test_a_file_that_says_less_than_it_must_is_refused(tmp_path):
    (tmp_path / "zz.toml").write_text('state = "ZZ"\n')
    with pytest.raises(ScheduleError, match=r"zz\.toml"):
        schedules(tmp_path)
