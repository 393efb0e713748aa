"""One act upon several rows of a list."""

import datetime as dt

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from cases.admin.several import MOST
from cases.desk.models import Done
from cases.models import Case, DocketEntry, Hearing
from tests import world

pytestmark = pytest.mark.django_db


def chosen(client, act, rows, **further):
    """Choose rows of a list, and an act upon them."""
    kind = rows[0]._meta.model_name
    sent = {"action": act, "_selected_action": [row.pk for row in rows], **further}
    return client.post(reverse(f"admin:cases_{kind}_changelist"), sent)


def confirmed(client, act, rows, shown, **answers):
    """Confirm what a page told of each row."""
    read = [f"{line.row.pk}:{line.digest}" for line in shown.context["lines"] if line.digest]
    token = shown.context["token"]
    return chosen(client, act, rows, token=token, read=read, confirm="1", **answers)


def told(shown):
    return [line.said or line.refused for line in shown.context["lines"]]


def test_the_page_tells_of_each_row_what_would_happen_and_does_nothing(desk):
    draft, public = world.case(), world.case(visibility="PUBLIC")
    said = told(chosen(desk, "publish", [draft, public]))
    assert [f"Case {draft} is public." in said, any("Only a case" in words for words in said)] == [
        True,
        True,
    ]
    draft.refresh_from_db()
    assert draft.visibility == "DRAFT"


def test_what_is_confirmed_is_done_and_what_was_not_possible_is_left(desk):
    draft, juvenile = world.case(), world.case(case_type="JV")
    shown = confirmed(
        desk, "publish", [draft, juvenile], chosen(desk, "publish", [draft, juvenile])
    )
    assert len(shown.context["done"]) == 1
    assert set(Case.objects.values_list("case_type", "visibility")) == {
        ("CR", "PUBLIC"),
        ("JV", "DRAFT"),
    }


def test_a_page_sent_twice_does_it_once(desk):
    drafts = [world.case(), world.case()]
    shown = chosen(desk, "publish", drafts)
    confirmed(desk, "publish", drafts, shown)
    again = confirmed(desk, "publish", drafts, shown)
    assert all("once" in words for words in told(again))
    assert Done.objects.filter(act="publish").count() == 2


def test_a_row_that_changed_meanwhile_is_left_and_said(desk):
    drafts = [world.case(), world.case()]
    shown = chosen(desk, "publish", drafts)
    Case.objects.filter(pk=drafts[0].pk).update(visibility="PUBLIC")
    report = confirmed(desk, "publish", drafts, shown)
    refused = [line.row for line in report.context["lines"] if line.refused]
    assert refused == [drafts[0]]


def test_what_was_not_read_is_not_done(desk):
    draft = world.case()
    shown = chosen(desk, "publish", [draft])
    chosen(desk, "publish", [draft], token=shown.context["token"], confirm="1")
    draft.refresh_from_db()
    assert draft.visibility == "DRAFT"


def test_an_act_that_asks_why_asks_before_it_checks(desk):
    public = world.case(visibility="PUBLIC")
    shown = chosen(desk, "withdraw", [public])
    assert not shown.context["possible"]
    shown = chosen(desk, "withdraw", [public], token=shown.context["token"], reason="Too early")
    confirmed(desk, "withdraw", [public], shown, reason="Too early")
    public.refresh_from_db()
    assert public.visibility == "DRAFT"


def test_orders_that_ran_out_are_recorded_as_expired_and_others_are_not(desk):
    ran_out = world.order(expires_date="2024-04-01")
    stands = world.order(expires_date=dt.date.today() + dt.timedelta(days=400))  # noqa: DTZ011
    orders = [ran_out, stands]
    confirmed(desk, "expire", orders, chosen(desk, "expire", orders))
    ran_out.refresh_from_db()
    stands.refresh_from_db()
    assert (ran_out.status, stands.status) == ("EXPIRED", "ISSUED")


def test_entries_are_opened_to_the_public_and_sealed_ones_are_not(desk):
    case = world.case()
    entries = [world.entry(case, visibility="STAFF"), world.sealed(world.entry(case))]
    shown = chosen(desk, "show-entry", entries)
    shown = chosen(desk, "show-entry", entries, token=shown.context["token"], visibility="PUBLIC")
    confirmed(desk, "show-entry", entries, shown, visibility="PUBLIC")
    assert set(DocketEntry.objects.values_list("visibility", flat=True)) == {"PUBLIC", "SEALED"}


def test_the_hearings_of_a_day_are_continued_each_at_its_own_hour(desk):
    case = world.case()
    hearings = [
        world.hearing(case, starts_at=f"2027-03-01T{hour}:00:00Z", courtroom=str(hour))
        for hour in (15, 16)
    ]
    answers = {"day": "2027-03-08", "reason": "Snow"}
    shown = chosen(desk, "continue-all", hearings)
    shown = chosen(desk, "continue-all", hearings, token=shown.context["token"], **answers)
    confirmed(desk, "continue-all", hearings, shown, **answers)
    new = Hearing.objects.filter(status="SET").order_by("starts_at")
    assert [(each.starts_at.day, each.starts_at.hour, each.courtroom) for each in new] == [
        (8, 15, "15"),
        (8, 16, "16"),
    ]


def test_too_many_rows_at_a_time_are_refused(desk):
    court = world.court()
    rows = Case.objects.bulk_create(
        Case(court=court, number=f"CR24-{n}", case_type="CR") for n in range(MOST + 1)
    )
    shown = chosen(desk, "publish", rows, select_across="1")
    assert shown.status_code == 302
    assert not Case.objects.filter(visibility="PUBLIC").exists()


def test_sealed_cases_cannot_be_chosen_by_those_who_may_not_know_of_them(desk, clerk):
    sealed, draft = world.sealed(world.case()), world.case()
    clerk.user_permissions.remove(Permission.objects.get(codename="view_seal"))
    shown = chosen(desk, "publish", [sealed, draft])
    assert [line.row for line in shown.context["lines"]] == [draft]


def test_who_may_not_do_an_act_is_not_offered_it_and_is_refused(clerk):
    draft = world.case()
    clerk.user_permissions.set([Permission.objects.get(codename="view_case")])
    reader = Client()
    reader.force_login(clerk)
    assert b"_selected_action" not in reader.get(reverse("admin:cases_case_changelist")).content
    assert chosen(reader, "publish", [draft]).status_code == 403


@pytest.mark.parametrize("kind", ["case", "charge", "person", "docketentry", "protectiveorder"])
def test_nothing_is_ever_deleted_so(kind, desk):
    shown = desk.get(reverse(f"admin:cases_{kind}_changelist"))
    assert b"delete_selected" not in shown.content
