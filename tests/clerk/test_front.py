"""What the desk shows on opening it: what needs this clerk."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.admin import front
from cases.desk import open_flags
from cases.desk.done import keep_draft, sign_off
from cases.desk.flags import Odd, note, raise_flags
from cases.desk.models import Draft, Flag
from cases.desk.requests import ask_for_approval
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(db):
    """May read cases, and no seals."""
    user = User.objects.create_user("newcomer", is_staff=True)
    named = ("view_case", "view_protectiveorder", "view_request", "view_person")
    user.user_permissions.set(Permission.objects.filter(codename__in=named))
    client = Client()
    client.force_login(user)
    return client


def today():
    return timezone.now().date()


def opened(client):
    return {each.title: each for each in client.get(reverse("admin:index")).context["sections"]}


def lines(client, title):
    return [line.words for line in opened(client)[title].lines]


def told(case):
    return f"{case.number}, {case.court.name}"


def flag(case, rule="order_that_ran_out_is_recorded_as_expired", row_id=1):
    raise_flags(
        [Odd(subject="charge", row_id=row_id, rule=rule, words="Look here", case_id=case.pk)],
        by="check_record",
    )


def test_a_new_desk_says_that_nothing_waits(desk):
    shown = opened(desk)
    assert len(shown) == 10
    assert not any(section.lines or section.count for section in shown.values())
    page = desk.get(reverse("admin:index")).content.decode()
    assert all(section.none in page for section in shown.values())


def test_the_cases_of_my_acts_are_listed_once_each_the_latest_first(desk):
    one, other = world.case(), world.case()
    for case in (one, other, one):
        sign_off(case, case=case, act="file-charge", said="Count 1 filed.", by="clerk")
    sign_off(world.case(), case=world.case(), act="file-charge", said="Not mine", by="judge")
    assert lines(desk, "My recent cases") == [told(one), told(other)]


def test_what_i_typed_and_did_not_send_is_resumed_or_discarded(desk, clerk, judge):
    page = reverse("admin:cases_case_add")
    keep_draft(clerk, page, title="Add case", typed=[["number", "66CR-24-1"]])
    keep_draft(judge, page, title="Not mine", typed=[])
    (line,) = opened(desk)["Typed and not sent"].lines
    assert (line.words, line.page) == ("Add case", f"{page}?draft=1")
    sent = {"page": line.draft, "desk": "1", "discard": "1"}
    assert desk.post(reverse("desk-draft"), sent).url == reverse("admin:index")
    assert [each.user for each in Draft.objects.all()] == [judge]


def test_draft_cases_are_listed(desk):
    wanted = world.case()
    world.case(visibility="PUBLIC")
    assert lines(desk, "Draft cases") == [told(wanted)]


def test_orders_that_run_out_within_a_week_are_listed_the_first_one_first(desk):
    for number, days in (("OP-6", 6), ("OP-1", 1), ("OP-0", 0), ("OP-8", 8)):
        world.order(number=number, expires_date=today() + timedelta(days=days))
    world.order(number="OP-V", status="VACATED", expires_date=today() + timedelta(days=2))
    assert [words.split()[-1] for words in lines(desk, "Orders that run out within a week")] \
        == ["OP-1", "OP-6"]  # fmt: skip


def test_orders_in_force_without_service_are_listed(desk):
    world.order(number="OP-OPEN")
    world.order(number="OP-SOON", expires_date=today() + timedelta(days=9))
    world.order(number="OP-SERVED", service="PERSONAL", served_date=world.FILED)
    world.order(number="OP-WAIVED", service="WAIVED")
    world.order(number="OP-OUT", expires_date=today())
    world.order(number="OP-ENDED", status="TERMINATED")
    found = [words.split()[-1] for words in lines(desk, "Orders in force and not served")]
    assert found == ["OP-SOON", "OP-OPEN"]


def test_the_full_lists_hold_what_the_sections_count(desk):
    world.order(expires_date=today() + timedelta(days=2))
    world.order()
    flag(world.case(visibility="PUBLIC"))
    for section in opened(desk).values():
        if section.more and section.count:
            shown = desk.get(section.more).context["cl"]
            assert (section.title, shown.result_count) == (section.title, section.count)


def test_flags_are_counted_by_rule_until_they_are_noted(desk):
    for number in range(3):
        flag(world.case(), row_id=number)
    note(Flag.objects.order_by("pk")[0], by="clerk", reason="Known")
    (line,) = opened(desk)["Lawful, but odd"].lines
    assert (line.words, line.note) == ("Order that ran out is recorded as expired", "2")


def test_charges_left_open_where_the_case_left_are_listed(desk):
    case = world.case()
    flag(case, front.LEFT)
    section = opened(desk)["Charges without an outcome where the case left"]
    assert [line.words for line in section.lines] == [case.number]
    assert opened(desk)["Lawful, but odd"].lines == []


def test_records_of_possibly_one_person_are_listed(desk):
    later, older = world.person("Rowan Achterberg"), world.person("ROWAN ACHTERBERG")
    raise_flags(
        [
            Odd(subject="person", row_id=later.pk, rule=front.ONE_PERSON, words="The same name",
                person_id=later.pk, other_id=older.pk)
        ],
        by="check_record",
    )  # fmt: skip
    (line,) = opened(desk)["Possibly one person"].lines
    assert (line.words, line.note) == ("Rowan Achterberg and ROWAN ACHTERBERG", "The same name")


def test_who_waits_for_whom_is_told_to_both(desk, clerk):
    clerk_asks, judge_asks = world.charge(), world.charge()
    for charge, by in ((clerk_asks, "clerk"), (judge_asks, "judge")):
        ask_for_approval(
            charge,
            case=charge.case,
            act="correct",
            given={},
            said=f"Asked by {by}",
            reason="",
            by=by,
        )
    assert lines(desk, "Waiting for you to approve") == ["Asked by judge"]
    assert lines(desk, "You asked a second person") == ["Asked by clerk"]


def test_nobody_counts_beyond_a_hundred(desk, monkeypatch):
    monkeypatch.setattr(front, "MOST", 2)
    monkeypatch.setattr(open_flags, "MOST", 2)
    case = world.case()
    for number in range(3):
        flag(case, row_id=number)
        world.case()
    assert opened(desk)["Draft cases"].counted == "2+"
    assert opened(desk)["Lawful, but odd"].lines[0].note == "2+"


def test_sealed_cases_are_on_no_list_of_who_may_not_see_seals(newcomer, desk):
    sealed = world.defendant(world.case(visibility="PUBLIC"))
    order = world.order(sealed.case, sealed, expires_date=today() + timedelta(days=2))
    for rule in (front.LEFT, "temporary_order_lasts_30_days_at_most"):
        flag(sealed.case, rule)
    sign_off(order, case=sealed.case, act="issue", said="Issued", by="newcomer")
    ask_for_approval(
        sealed.case, case=sealed.case, act="seal", given={}, said="Seal", reason="", by="newcomer"
    )
    full = {title for title, each in opened(newcomer).items() if each.lines}
    assert len(full) == 6
    world.sealed(sealed.case)
    assert {title for title, each in opened(newcomer).items() if each.lines or each.count} == set()
    assert opened(desk)["Orders that run out within a week"].count == 1


def test_who_may_read_nothing_of_the_record_sees_nothing_of_it(db):
    client = Client()
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    assert list(opened(client)) == ["Typed and not sent"]


def test_all_tables_stand_folded_away_below(desk):
    page = desk.get(reverse("admin:index")).content.decode()
    assert reverse("admin:cases_case_changelist") in page.partition("All tables")[2]


def test_strangers_are_asked_to_sign_in(client):
    assert reverse("admin:login") in client.get(reverse("admin:index")).url
