"""Hearings: set by the clock of the court, continued, cancelled, held; and what is odd."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission, User

from cases.desk.models import Flag
from cases.models import DocketEntry, Hearing
from cases.public.models import PublishedVersion
from tests import world
from tests.clerk.hands import act_page, asked, do, page, refusals
from tests.rules import settle_now

pytestmark = pytest.mark.django_db

# A Monday, in summer, when Chicago is five hours behind.
DAY = "2099-06-01"
NINE = datetime(2099, 6, 1, 14, tzinfo=UTC)


def told(desk, row, slug, **answers):
    """What would be recorded, and what is odd about it."""
    address = act_page(row, slug)
    return desk.post(address, {**asked(desk, address), **answers}).context["outcome"]


def set_for(case, starts_at=NINE, **given):
    return world.hearing(case, **{"starts_at": starts_at, "kind": "TRIAL", **given})


def test_a_hearing_is_set_by_the_clock_of_the_court(desk):
    case = world.case()
    shown = told(desk, case, "set-hearing", kind="ARRAIGNMENT", day=DAY, courtroom="4B")
    assert shown.said == "Set: Arraignment on Monday, June 1, 2099, 9 a.m., Courtroom 4B."
    assert shown.words == []
    do(desk, case, "set-hearing", kind="ARRAIGNMENT", day=DAY, courtroom="4B")
    hearing = Hearing.objects.get()
    assert (hearing.starts_at, hearing.status, hearing.recorded_by) == (NINE, "SET", "clerk")


@pytest.mark.parametrize("typed", ["14:30", "2:30 pm", "2:30PM"])
def test_an_hour_is_understood_as_it_is_typed(typed, desk):
    do(desk, world.case(), "set-hearing", kind="TRIAL", day=DAY, hour=typed)
    assert Hearing.objects.get().starts_at == datetime(2099, 6, 1, 19, 30, tzinfo=UTC)


def test_the_courtroom_is_that_of_the_latest_hearing(desk):
    case = world.case()
    set_for(case, courtroom="2")
    assert asked(desk, act_page(case, "set-hearing"))["courtroom"] == "2"


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({"day": ""}, "day"),
        ({"kind": ""}, "kind"),
        ({"hour": "noonish"}, "hour"),
        ({"day": "2024-03-10", "hour": "2:30"}, "hour"),
    ],
)
def test_a_hearing_without_its_hour_is_refused_where_it_is_asked(answers, question, desk):
    refused = do(desk, world.case(), "set-hearing", **{"kind": "TRIAL", "day": DAY, **answers})
    assert list(refusals(refused)) == [question]
    assert not Hearing.objects.exists()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"day": "2099-06-06"}, "The hearing is set for a Saturday."),
        (
            {"hour": "6:59"},
            "The hearing begins at 06:59; courts as a rule sit from 07:00 to 19:00.",
        ),
        ({"day": "2024-06-03"}, "The hearing is set for a time that has passed."),
    ],
)
def test_an_odd_day_or_hour_is_told_before_it_is_set(answers, words, desk):
    given = {"kind": "TRIAL", "day": DAY, **answers}
    assert told(desk, world.case(), "set-hearing", **given).words == [words]


def test_what_is_odd_has_to_be_ticked(desk):
    case = world.case()
    address = act_page(case, "set-hearing")
    given = {**asked(desk, address), "kind": "TRIAL", "day": "2099-06-06"}
    shown = desk.post(address, given)
    desk.post(address, {**given, "digest": shown.context["outcome"].digest, "confirm": "1"})
    assert not Hearing.objects.exists()
    do(desk, case, "set-hearing", kind="TRIAL", day="2099-06-06")
    assert Flag.objects.get(case=case).noted_by == "clerk"


def test_a_courtroom_or_a_judge_that_is_taken_is_told(desk):
    case, judge = world.case(), world.person("Ines Valk")
    other = world.case(court=case.court)
    for each in (case, other):
        world.party(each, "JUDGE", judge)
    set_for(other, courtroom="4b")
    shown = told(desk, case, "set-hearing", kind="TRIAL", day=DAY, courtroom="4B")
    assert shown.words == [
        "Courtroom 4B has another hearing at the same minute.",
        "Ines Valk sits in another hearing at the same minute.",
    ]


def test_the_hearing_of_a_sealed_case_is_not_given_away(desk):
    case = world.case()
    sealed = world.sealed(world.case(court=case.court))
    set_for(sealed, courtroom="4B")
    assert told(desk, case, "set-hearing", kind="TRIAL", day=DAY, courtroom="4B").words == []


def test_arraignments_are_called_one_after_the_other(desk):
    case = world.case()
    set_for(world.case(court=case.court), courtroom="4B", kind="BOND")
    shown = told(desk, case, "set-hearing", kind="ARRAIGNMENT", day=DAY, courtroom="4B")
    assert shown.words == []


def test_a_hearing_is_continued_to_a_new_day(desk):
    hearing = set_for(world.case(), courtroom="4B")
    do(desk, hearing, "continue", day="2099-06-08", reason="A witness is ill")
    was, becomes = Hearing.objects.order_by("pk")
    assert (was.status, was.reason) == ("CONTINUED", "A witness is ill")
    assert (becomes.status, becomes.kind, becomes.courtroom) == ("SET", "TRIAL", "4B")
    assert becomes.starts_at == datetime(2099, 6, 8, 14, tzinfo=UTC)
    entry = DocketEntry.objects.get()
    assert (entry.kind, entry.text) == (
        "CONTINUANCE",
        "Trial on Monday, June 1, 2099, 9 a.m., Courtroom 4B is continued to "
        "Monday, June 8, 2099, 9 a.m.",
    )


def test_a_continuance_is_entered_on_the_docket_only_where_it_is_wanted(desk):
    hearing = set_for(world.case())
    address = act_page(hearing, "continue")
    given = asked(desk, address) | {"day": "2099-06-08", "reason": "A witness is ill"}
    given.pop("on_docket")
    shown = desk.post(address, given)
    assert not shown.context["outcome"].said.endswith("The docket will say so.")


def test_the_public_reads_the_new_day_and_not_why(desk):
    hearing = set_for(world.case(visibility="PUBLIC"))
    do(desk, hearing, "continue", day="2099-06-08", reason="A witness is ill")
    settle_now()
    published = PublishedVersion.objects.latest("published_at").document
    assert "2099-06-08" in published
    assert "witness is ill" not in published


def test_a_continued_hearing_on_an_order_stays_out_of_the_public_docket(desk):
    hearing = set_for(world.case(visibility="PUBLIC"), kind="ORDER")
    do(desk, hearing, "continue", day="2099-06-08", reason="Not served yet")
    settle_now()
    assert DocketEntry.objects.get().kind == "PROTECTIVE_ORDER"
    assert "2099" not in PublishedVersion.objects.latest("published_at").document


def test_a_hearing_is_not_continued_to_where_it_is(desk):
    refused = do(desk, set_for(world.case()), "continue", day=DAY, reason="A witness is ill")
    assert list(refusals(refused)) == ["day"]
    assert Hearing.objects.get().status == "SET"


@pytest.mark.parametrize("slug", ["continue", "cancel"])
def test_it_is_said_why_a_hearing_does_not_take_place(slug, desk):
    refused = do(desk, set_for(world.case()), slug, day="2099-06-08")
    assert list(refusals(refused)) == ["reason"]
    assert Hearing.objects.get().status == "SET"


def test_a_hearing_is_cancelled(desk):
    hearing = set_for(world.case())
    do(desk, hearing, "cancel", reason="Pleaded guilty")
    hearing.refresh_from_db()
    assert (hearing.status, hearing.reason) == ("CANCELLED", "Pleaded guilty")


def test_a_hearing_was_held_once_it_has_begun(desk):
    case = world.case()
    done, to_come = set_for(case, starts_at=datetime(2024, 6, 3, 14, tzinfo=UTC)), set_for(case)
    do(desk, done, "hold")
    refused = do(desk, to_come, "hold")
    assert "has not begun yet" in str(refusals(refused))
    assert Hearing.objects.filter(status="HELD").get() == done


@pytest.mark.parametrize("slug", ["continue", "cancel", "hold"])
def test_what_a_hearing_has_become_is_not_overwritten(slug, desk):
    hearing = set_for(world.case(), status="CANCELLED")
    refused = do(desk, hearing, slug, day="2099-06-08", reason="A witness is ill")
    assert "no longer set: cancelled" in str(refusals(refused))
    assert Hearing.objects.get().status == "CANCELLED"


def test_a_list_of_hearings_tells_the_hours_of_each_court_and_names_their_zone(desk):
    set_for(world.case())
    shown = desk.get("/admin/cases/hearing/").content.decode()
    assert "2099-06-01 09:00 CDT" in shown
    taken = b"".join(desk.get("/admin/cases/hearing/csv/").streaming_content).decode()
    assert "2099-06-01 09:00 CDT" in taken


def test_a_hearing_entered_without_an_act_is_asked_for_in_utc_and_says_so(desk):
    assert "Starts at (UTC)" in desk.get("/admin/cases/hearing/add/").content.decode()


def test_who_only_reads_a_hearing_reads_the_hour_of_its_court(client):
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_hearing"))
    client.force_login(reader)
    assert "2099-06-01 09:00 CDT" in client.get(page(set_for(world.case()))).content.decode()
