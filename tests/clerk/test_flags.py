"""What is lawful but odd is kept until it is noted, or not so any more."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse, reverse_lazy

from cases.actions.people import merge_people, unmerge
from cases.actions.refusal import Refused
from cases.admin.acts import page_of
from cases.desk.duplicates import RULE, flag_duplicates
from cases.desk.flags import keep, keep_found, note, open_and_noted
from cases.desk.models import Flag
from cases.integrity.odd import TEMPORARY_ORDERS, warnings
from cases.models import Person, ProtectiveOrder
from tests import world
from tests.clerk.hands import do

pytestmark = pytest.mark.django_db

MAY = date(2024, 5, 1)
TODAY = date(2024, 5, 2)
AUDIT: Any = Person.pgh_event_model.objects  # type: ignore[attr-defined]
FLAGS = reverse_lazy("admin:desk_flag_changelist")


@pytest.fixture
def odd_order():
    return world.order(kind="TOP", issued_date=MAY, expires_date=MAY + timedelta(days=60))


def standing():
    return list(Flag.objects.filter(gone_at=None).order_by("pk"))


def look(order):
    keep([order.case_id], today=TODAY)
    return standing()


def test_what_is_odd_is_flagged_once(odd_order):
    (flag,) = look(odd_order)
    assert (flag.case, flag.table, flag.row_id) == (
        odd_order.case, "protective_order", odd_order.pk,
    )  # fmt: skip
    assert flag.words.startswith("This order runs 60 days")
    assert look(odd_order) == [flag]


def test_a_flag_is_gone_when_it_is_not_so_any_more(odd_order):
    (flag,) = look(odd_order)
    ProtectiveOrder.objects.update(expires_date=MAY + timedelta(days=30))
    assert look(odd_order) == []
    flag.refresh_from_db()
    assert flag.gone_at


def test_other_cases_keep_their_flags(odd_order):
    look(odd_order)
    keep([world.case().pk], today=TODAY)
    assert len(standing()) == 1


def test_what_is_noted_stays_noted(odd_order):
    (flag,) = look(odd_order)
    note(flag, by="clerk", reason="Extended by consent")
    (same,) = look(odd_order)
    assert (same.pk, same.noted_by, same.note) == (flag.pk, "clerk", "Extended by consent")


def test_what_is_odd_in_other_words_is_flagged_anew(odd_order):
    (flag,) = look(odd_order)
    note(flag, by="clerk", reason="Extended by consent")
    ProtectiveOrder.objects.update(expires_date=MAY + timedelta(days=90))
    (new,) = look(odd_order)
    assert (new.pk > flag.pk, new.noted_at) == (True, None)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_note_says_why(odd_order, reason):
    (flag,) = look(odd_order)
    with pytest.raises(Refused, match="Say why"):
        note(flag, by="clerk", reason=reason)


def test_a_flag_is_noted_once(odd_order):
    (flag,) = look(odd_order)
    note(flag, by="clerk", reason="Extended by consent")
    with pytest.raises(Refused, match="clerk has noted this already: Extended by consent"):
        note(flag, by="judge", reason="Another reason")


def test_what_is_gone_cannot_be_noted(odd_order):
    (flag,) = look(odd_order)
    ProtectiveOrder.objects.update(expires_date=MAY + timedelta(days=30))
    look(odd_order)
    with pytest.raises(Refused, match="not so any more"):
        note(flag, by="clerk", reason="Looks right")


def test_a_case_tells_the_noted_from_the_open(odd_order):
    unflagged, noted = open_and_noted(odd_order.case, today=TODAY)
    assert ([each.flag for each in unflagged], noted) == ([None], [])
    (flag,) = look(odd_order)
    assert [each.flag for each in open_and_noted(odd_order.case, today=TODAY)[0]] == [flag]
    note(flag, by="clerk", reason="Extended by consent")
    open_now, noted = open_and_noted(odd_order.case, today=TODAY)
    assert (open_now, [each.flag.note for each in noted]) == ([], ["Extended by consent"])


def test_the_nightly_check_keeps_flags_unless_it_is_told_not_to(odd_order):
    told = StringIO()
    call_command("check_record", "--no-keep", stdout=told)
    assert (standing(), "flags" in told.getvalue()) == ([], False)
    call_command("check_record", stdout=told)
    assert "things noticed are kept as flags for the desk." in told.getvalue()
    assert {flag.case for flag in standing()} == {odd_order.case}


# Possibly one person


def flagged():
    flag_duplicates(world_began())
    return {
        (flag.person_id, flag.other_id) for flag in Flag.objects.filter(rule=RULE, gone_at=None)
    }


def world_began():
    return AUDIT.earliest("pgh_id").pgh_created_at - timedelta(days=1)


@pytest.fixture
def pair():
    older = world.person("Rowan Achterberg", birth_year=1990)
    return world.person("ACHTERBERG, ROWAN", birth_year=1990), older


def test_two_records_of_one_name_and_one_age_are_flagged_once(pair):
    later, older = pair
    assert flagged() == flagged() == {(later.pk, older.pk)}
    assert Flag.objects.get(rule=RULE).words == (
        "The same name in another order; both born in 1990."
    )


def test_a_name_alone_makes_no_pair():
    world.person("Rowan Achterberg", birth_year=1990)
    world.person("Rowan Achterberg")
    assert flagged() == set()


def test_a_like_role_in_a_like_case_of_one_court_makes_a_pair():
    court = world.court()
    one, other = (world.person("Rowan Achterberg") for _ in range(2))
    for who in (one, other):
        world.defendant(world.case(court=court), who)
    assert flagged() == {(other.pk, one.pk)}
    assert Flag.objects.get().words == (
        f"The same name; year of birth not recorded. Both in a criminal case of the {court.name}."
    )


def test_sealed_cases_make_no_pair():
    court = world.court()
    for _ in range(2):
        world.sealed(world.defendant(world.case(court=court)).case)
    assert flagged() == set()


def test_a_pair_that_was_noted_never_comes_back(pair):
    flagged()
    note(Flag.objects.get(), by="clerk", reason="Cousins")
    Flag.objects.update(gone_at="2024-05-01T00:00:00Z")
    assert flagged() == set()


def test_a_pair_that_was_merged_is_flagged_no_more_until_it_is_two_again(pair):
    later, older = pair
    assert flagged()
    merge = merge_people(older, later, by="clerk", reason="One person")
    assert flagged() == set()
    unmerge(merge, by="clerk", reason="They are two")
    assert flagged() == {(later.pk, older.pk)}


def test_a_pair_whose_births_are_set_right_is_flagged_no_more(pair):
    assert flagged()
    Person.objects.filter(pk=pair[0].pk).update(birth_year=1961)
    assert flagged() == set()


def test_only_who_was_written_since_is_held_against_the_others(pair):
    tomorrow = AUDIT.latest("pgh_id").pgh_created_at + timedelta(days=1)
    assert flag_duplicates(tomorrow) == 0
    call_command("check_record", "--people-since", "2024-01-31", stdout=StringIO())
    assert Flag.objects.filter(rule=RULE).exists()


# On the desk


@pytest.fixture
def flag(odd_order):
    return look(odd_order)[0]


def flags_on(client, **given):
    return list(client.get(FLAGS, given).context["cl"].result_list)


def test_the_list_shows_open_flags_unless_others_are_asked_for(desk, flag):
    assert (flags_on(desk), flags_on(desk, state="noted")) == ([flag], [])
    note(flag, by="clerk", reason="Extended by consent")
    assert (flags_on(desk), flags_on(desk, state="noted")) == ([], [flag])


def test_the_list_is_narrowed_by_rule_and_court(desk, flag):
    court = {"court__id__exact": flag.case.court_id}
    assert flags_on(desk, rule=flag.rule, **court) == [flag]
    assert flags_on(desk, rule="another") == []
    assert (flags_on(desk, q=flag.case.number), flags_on(desk, q="66CR-24-7")) == ([flag], [])
    assert flags_on(desk, court__id__exact=world.court().pk) == []


def test_a_clerk_notes_a_flag_with_a_reason(desk, flag):
    form = reverse("admin:desk_flag_act", args=[flag.pk, "note"])
    assert "required" in desk.post(form, {"reason": ""}).content.decode()
    do(desk, flag, "note", reason="Extended by consent")
    flag.refresh_from_db()
    assert (flag.noted_by, flag.note) == ("clerk", "Extended by consent")
    assert form not in desk.get(page_of(flag)).content.decode()


def test_who_may_not_change_cases_reads_flags_and_notes_none(flag):
    reader = User.objects.create_user("auditor", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_case"))
    client = Client()
    client.force_login(reader)
    form = reverse("admin:desk_flag_act", args=[flag.pk, "note"])
    assert flags_on(client) == [flag]
    assert form not in client.get(page_of(flag)).content.decode()
    assert client.get(form).status_code == client.post(form).status_code == 403


def test_flags_of_sealed_cases_are_for_whoever_may_see_seals(desk, flag):
    world.sealed(flag.case)
    reader = User.objects.create_user("auditor", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_case"))
    client = Client()
    client.force_login(reader)
    assert (flags_on(desk), flags_on(client)) == ([flag], [])
    assert flag.rule not in client.get(FLAGS).content.decode()
    assert client.get(page_of(flag)).status_code == 302


def test_a_pair_is_shown_with_both_records(desk, pair):
    flagged()
    shown = desk.get(page_of(Flag.objects.get())).content.decode()
    assert all(page_of(person) in shown for person in pair)


def test_a_flag_tells_its_own_history(desk, flag):
    history = reverse("admin:desk_flag_history", args=[flag.pk])
    assert desk.get(history).url == page_of(flag)


# After an act


def test_what_an_act_sets_right_is_flagged_no_more(desk, odd_order):
    look(odd_order)
    do(desk, odd_order, "void", reason="Entered in the wrong case")
    assert standing() == []
    assert Flag.objects.get().gone_at


def test_what_was_odd_before_an_act_is_flagged_by_the_act(desk, odd_order):
    charge = world.charge(world.defendant(odd_order.case))
    do(desk, charge, "void", reason="Filed in another case")
    found = {(flag.rule, flag.found_by, flag.noted_at) for flag in standing()}
    assert (TEMPORARY_ORDERS.rule, "clerk", None) in found


def test_what_is_noted_in_an_act_stays_noted_beside_what_was_there_before(desk, odd_order):
    accused = world.defendant(odd_order.case)
    world.status(odd_order.case)
    charge = world.charge(accused)
    do(desk, odd_order.case, "dispose-counts", counts=[charge.pk], outcome="ACQ", then="OPEN")
    noted = {flag.table: bool(flag.noted_at) for flag in standing()}
    assert noted == {"protective_order": False, "party": True}


def test_keeping_flags_costs_an_act_three_questions(odd_order, django_assert_num_queries):
    found = warnings([odd_order.case_id], today=TODAY)
    with django_assert_num_queries(3):
        keep_found(odd_order.case_id, found, by="clerk")
