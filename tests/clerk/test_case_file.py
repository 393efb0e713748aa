"""The case file: a case as a clerk thinks of it, with every act at hand."""

import re
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse
from django.utils import timezone

from cases.admin.acts.of import ACTS
from cases.desk.flags import keep, note
from cases.desk.models import Flag
from cases.models import Case, Charge
from tests import world
from tests.clerk.hands import act_page, do, file_page, filled_in, page
from tests.rules import settle_now

pytestmark = pytest.mark.django_db

# What the keyboard means on every page.
RESERVED = set("gjJ?/")


@pytest.fixture
def public_case():
    return world.defendant(world.case(visibility="PUBLIC", caption="State v. Achterberg")).case


def shown(desk, case):
    response = desk.get(file_page(case))
    assert response.status_code == 200
    return response.content.decode()


def text(desk, case):
    """What is read on the page, in one line."""
    body = re.sub(r"<script.*?</script>|<[^>]+>", " ", shown(desk, case))
    return re.sub(r"\s+", " ", body)


def tag(pattern, desk, case):
    (found,) = re.findall(pattern, shown(desk, case))
    return found


def on(day):
    return {"date_from": day, "date_to": day}


def hidden_marks(desk, case):
    """Each line that the public does not see as it stands here, with what it says of that."""
    found = re.findall(
        r'>([^<>]+)</a>\s*(?:<span class="note">[^<]*</span>\s*)?'
        r'<span class="hidden-mark">([^<]+)</span>',
        shown(desk, case),
    )
    return {words.strip(): mark for words, mark in found}


def test_it_is_where_the_list_an_act_and_a_saved_form_lead_to(desk, public_case):
    listed = desk.get(reverse("admin:cases_case_changelist")).content.decode()
    assert f'href="{file_page(public_case)}"' in listed
    done = do(desk, public_case, "change-status", status="FILED", effective_date="2024-03-01")
    assert done.url == file_page(public_case)
    sent = filled_in(desk, page(public_case), caption="State v. A.")
    assert desk.post(page(public_case), sent).url == file_page(public_case)


def test_the_head_tells_which_case_it_is_and_where_it_stands(desk, public_case):
    world.status(public_case, "FILED", effective_date=date(2024, 3, 1))
    told = text(desk, public_case)
    for words in (
        f"Case {public_case}",
        "State v. Achterberg",
        str(public_case.court),
        "Criminal",
        "Rowan Achterberg Filed",
    ):
        assert words in told


def test_a_charge_tells_how_it_came_about_step_by_step_with_the_direction(desk, public_case):
    accused = public_case.parties.get()
    added, amended, amended_again = date(2024, 4, 1), date(2024, 5, 1), date(2024, 6, 1)
    first = world.charge(accused, level="F-D", filed_date=added)
    second = world.charge(accused, level="F-C", filed_date=amended)
    third = world.charge(accused, level="F-A", filed_date=amended_again)
    world.change("ADDED", after=[first], **on(added))
    world.change("AMENDED", [first], [second], **on(amended))
    world.change("AMENDED", [second], [third], **on(amended_again))
    told = text(desk, public_case)
    steps = [
        "count 1 (F-D) added 2024-04-01",
        "count 1 (F-D) amended to count 2 (F-C) 2024-05-01, Upgrade",
        "count 2 (F-C) amended to count 3 (F-A) 2024-06-01, Upgrade",
    ]
    places = [told.index(step) for step in steps]
    assert places == sorted(places)
    assert "Earlier charges, replaced or void (2)" in told


def test_outcomes_and_sentences_stand_under_their_charge(desk, public_case):
    charge = world.charge(public_case.parties.get())
    world.dispose(charge, "CONV_PLEA", **on(date(2024, 6, 1)))
    world.sentence(charge, "PRISON", amount=10, unit="YEARS")
    told = text(desk, public_case)
    assert told.index("Count 1: Theft") < told.index("Convicted on a plea of guilty 2024-06-01")
    assert "Sentence: Prison 10" in told


def test_charges_stand_under_their_own_defendant(desk, public_case):
    other = world.defendant(public_case, world.person("Ines Valk"))
    world.charge(public_case.parties.get(person__full_name="Rowan Achterberg"), label="Theft")
    world.charge(other, label="Arson")
    told = text(desk, public_case)
    places = [told.rindex(name) for name in ("Count 1: Theft,", "Count 1: Arson,")]
    assert told.index("Ines Valk no status", 0) < places[1]
    accused = desk.get(file_page(public_case)).context["defendants"]
    assert [[line.words for line in one.charges] for one in accused] == [
        ["Count 1: Theft, F-B"],
        ["Count 1: Arson, F-B"],
    ]


def test_the_next_hearing_stands_first_and_the_past_below(desk, public_case):
    for year in (2020, 2099, 2098):
        world.hearing(public_case, kind="TRIAL", starts_at=datetime(year, 5, 1, 15, tzinfo=UTC))
    context = desk.get(file_page(public_case)).context
    assert [line.note[:4] for line in context["hearings"]] == ["2098", "2099"]
    assert [line.note[:4] for line in context["past"]] == ["2020"]


def test_hearings_are_told_in_the_hours_of_the_court(desk):
    case = world.case(court=world.court(timezone="America/New_York"))
    world.hearing(case, starts_at="2024-08-26T13:00:00Z")
    assert "2024-08-26 09:00" in text(desk, case)


def test_a_long_docket_shows_the_latest_and_leads_to_the_whole(desk, public_case):
    for number in range(1, 41):
        world.entry(
            public_case, entry_number=number, filed_date=date(2024, 1, 1), text=f"no {number}."
        )
    told = text(desk, public_case)
    assert "no 40." in told
    assert "no 1." not in told
    assert "The whole docket (40)" in told


def test_what_the_public_does_not_see_is_marked_in_words(desk, public_case):
    accused = public_case.parties.get()
    world.sealed(world.charge(accused, label="Sealed count"))
    world.charge(accused, label="Open count")
    world.party(public_case, "WIT", world.person("Tove Marisdatter"))
    world.party(public_case, "VIC", world.person("Ole Brandt"))
    world.hearing(public_case, kind="ORDER")
    world.order(public_case, accused)
    settle_now()
    marks = hidden_marks(desk, public_case)
    assert marks["Count 1: Sealed count, F-B"] == "not public"
    assert "Count 2: Open count, F-B" not in marks
    assert marks["Witness: Tove Marisdatter"] == "not public"
    assert marks["Victim: Ole Brandt"] == "role public, name withheld"
    assert "not public" in marks.values()


@pytest.mark.parametrize("visibility", ["DRAFT", "JUVENILE"])
def test_of_a_case_that_is_not_public_one_sentence_says_so(desk, visibility):
    case = world.charge(world.defendant(world.case(visibility=visibility))).case
    settle_now()
    assert "The public sees nothing of this case." in text(desk, case)
    assert hidden_marks(desk, case) == {}


def test_the_public_page_stands_beside_it_whether_or_not_there_is_one(desk):
    for visibility in ("PUBLIC", "DRAFT"):
        case = world.case(visibility=visibility)
        frame = tag(r"<iframe[^>]*>", desk, case)
        assert f'src="/cases/{case.court.code}/{case.number_key}/"' in frame
        assert 'loading="lazy"' in frame


def test_every_act_that_applies_is_one_click_away(desk, public_case):
    charge, _ = (world.charge(public_case.parties.get()) for _ in range(2))
    order = world.order(public_case, public_case.parties.get())
    page_of_case = shown(desk, public_case)
    for row in (public_case, charge, order):
        for act in ACTS[type(row)]:
            address = act_page(row, act.slug)
            assert (f'href="{address}"' in page_of_case) == act.applies(row), address


def test_counts_are_to_be_changed_only_where_so_many_stand(desk, public_case):
    changing = ("amend", "reduce", "split", "dispose-counts", "dismiss-counts")
    assert offered(desk, public_case, *changing, "merge", "add-count") == {"add-count"}
    only = world.charge(public_case.parties.get())
    assert offered(desk, public_case, *changing, "merge") == set(changing)
    world.charge(public_case.parties.get())
    assert offered(desk, public_case, "merge") == {"merge"}
    do(desk, only, "void", reason="Entered twice")
    assert offered(desk, public_case, *changing, "merge") == set(changing)


def test_counts_of_a_related_case_are_to_be_changed_too(desk, public_case):
    world.relate(public_case, world.charge().case)
    assert offered(desk, public_case, "amend", "merge") == {"amend", "merge"}


def offered(desk, case, *slugs):
    page_of_case = shown(desk, case)
    return {slug for slug in slugs if f'href="{act_page(case, slug)}"' in page_of_case}


def test_an_act_has_a_letter_of_its_own_on_the_case(desk):
    for of_model in (Case, Charge):
        # What undoes an act may have its letter: never both apply.
        keys = [act.key for act in ACTS[of_model] if act.slug not in ("withdraw", "unseal")]
        given = [key for key in keys if key]
        assert len(given) == len(set(given)), given
        assert not RESERVED & set(given)
    taken = {act.key for act in ACTS[Case]}
    assert not taken & set("ekyb")


def test_what_is_odd_can_be_noted_and_then_says_who_noted_it(desk):
    world.order(world.case(), kind="TOP", expires_date=date(2024, 9, 1))
    case = Case.objects.get()
    keep([case.pk])
    assert "This order runs 184 days" in text(desk, case)
    flag = Flag.objects.get(rule="temporary_order_lasts_30_days_at_most")
    assert act_page(flag, "note") in shown(desk, case)
    note(flag, by="clerk", reason="So ordered")
    assert "noted by clerk: So ordered" in text(desk, case)
    assert act_page(flag, "note") not in shown(desk, case)


def test_what_was_noted_without_a_reason_says_who_noted_it_and_no_more(desk):
    world.order(world.case(), kind="TOP", expires_date=date(2024, 9, 1))
    case = Case.objects.get()
    keep([case.pk])
    Flag.objects.update(noted_by="clerk", noted_at=timezone.now(), note="")
    assert "noted by clerk" in text(desk, case)
    assert "noted by clerk:" not in text(desk, case)


def test_who_may_only_read_finds_no_act(client, public_case):
    reader = User.objects.create_user("reader", is_staff=True)
    client.force_login(reader)
    assert client.get(file_page(public_case)).status_code == 403
    reader.user_permissions.set(Permission.objects.filter(codename="view_case"))
    world.charge(public_case.parties.get())
    page_of_case = shown(client, public_case)
    assert "/act/" not in page_of_case
    assert "Edit case and parties" not in page_of_case


def test_another_case_that_is_sealed_does_not_show_in_it(client, clerk):
    who = world.person()
    there = world.charge(world.defendant(who=who), label="Secret count")
    here = world.charge(world.defendant(who=who))
    world.change("BOUND_OVER", [there], [here], case=here.case)
    world.relate(here.case, there.case)
    world.sealed(there.case)
    client.force_login(clerk)
    assert there.case.number in shown(client, here.case)
    clerk.user_permissions.remove(Permission.objects.get(codename="view_seal"))
    told = shown(client, here.case)
    assert there.case.number not in told
    assert "Secret count" not in told
    assert "Bound over" not in told


def test_a_sealed_case_has_no_file_for_those_who_may_not_read_seals(client, clerk):
    case = world.sealed(world.charge().case)
    client.force_login(clerk)
    assert client.get(file_page(case)).status_code == 200
    clerk.user_permissions.remove(Permission.objects.get(codename="view_seal"))
    assert client.get(file_page(case)).url == reverse("admin:index")


def test_whom_an_order_protects_is_named_only_to_those_who_read_orders(client, clerk, public_case):
    world.party(public_case, "PROT", world.person("Tove Marisdatter"))
    client.force_login(clerk)
    assert "Tove Marisdatter" in shown(client, public_case)
    clerk.user_permissions.remove(Permission.objects.get(codename="view_protectiveorder"))
    assert "Tove Marisdatter" not in shown(client, public_case)


def test_what_was_done_is_told_where_the_focus_goes(desk, public_case):
    do(desk, public_case, "change-status", status="FILED", effective_date="2024-03-01")
    said = tag(r'<div class="said-now"[^>]*>', desk, public_case)
    assert 'role="status"' in said
    assert "autofocus" in said
