"""The one search box: a case by number, a person by name, an order by number."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from cases.admin.acts import page_of
from tests import world

pytestmark = pytest.mark.django_db


def find(client, words):
    return client.get(reverse("desk-find"), {"q": words})


def listed(answer):
    return {group.title: [line.row for line in group.lines] for group in answer.context["groups"]}


@pytest.mark.parametrize("typed", ["66CR-24-101", "66cr24000101", " 66 CR 24 101 "])
def test_a_case_number_in_any_spelling_leads_to_the_case(typed, desk):
    wanted = world.case(number="66CR-24-000101")
    world.case(number="66CR-24-001010")
    assert find(desk, typed).url == page_of(wanted)


def test_the_same_number_in_two_courts_is_a_choice(desk):
    cases = [world.case(number="66CR-24-101") for _ in range(2)]
    assert listed(find(desk, "66CR-24-101")) == {"Cases": cases[::-1]}


def test_part_of_a_number_lists_the_cases_that_begin_so(desk):
    cases = [world.case(number=f"66CR-24-10{last}") for last in range(2)]
    assert listed(find(desk, "66CR-24")) == {"Cases": cases[::-1]}


def test_the_number_of_an_order_leads_to_the_order(desk):
    wanted = world.order(number="OP-24-0017")
    world.order(number="OP-24-0018")
    assert find(desk, "op 24 17").url == page_of(wanted)


def test_a_number_of_both_a_case_and_an_order_is_a_choice(desk):
    case, order = world.case(number="OP-24-17"), world.order(number="OP-24-17")
    assert listed(find(desk, "op 24 17")) == {"Cases": [case], "Protective orders": [order]}


def test_a_name_lists_people_and_their_cases(desk):
    accused = world.defendant(who=world.person("Darío Ibáñez-Quintero"))
    world.defendant(who=world.person("Dorthe Quist"))
    assert listed(find(desk, "ibanez dar")) == {
        "Cases": [accused.case], "People": [accused.person],
    }  # fmt: skip


def test_a_name_of_one_person_and_no_case_leads_to_the_person(desk):
    wanted = world.person("Sunniva Ekdahl")
    assert find(desk, "ekdahl").url == page_of(wanted)


def test_who_was_merged_away_is_not_found(desk):
    stays = world.person("Sunniva Ekdahl")
    world.person("Sunniva Ekdahl", merged_into=stays)
    assert find(desk, "ekdahl").url == page_of(stays)


def test_nothing_found_says_so_and_tells_how_to_look(desk):
    page = find(desk, "Nobody <b>").content.decode()
    assert "Nothing was found for “Nobody &lt;b&gt;”" in page
    assert "in any spelling" in page


@pytest.mark.parametrize(
    "typed", ["", "  ", "\u2013", "\x00", "'", "a" * 5000, "1" * 300, "v.", "李"]
)
def test_anything_may_be_typed(typed, desk):
    answer = find(desk, typed)
    assert (answer.status_code, answer.context["groups"]) == (200, [])


def test_many_are_cut_short_and_the_list_shows_the_rest(desk):
    court = world.court()
    for _ in range(12):
        world.case(court=court, number=world.unused("66CR-24"))
    (group,) = find(desk, "66CR").context["groups"]
    assert (len(group.lines), group.is_cut) == (10, True)
    assert desk.get(group.more).context["cl"].result_count == 12


def test_sealed_cases_and_orders_are_found_by_whoever_may_see_seals(desk):
    order = world.order(number="OP-24-17")
    sealed = world.sealed(order.case)
    assert find(desk, sealed.number).url == page_of(sealed)
    reader = User.objects.create_user("newcomer", is_staff=True)
    named = ("view_case", "view_protectiveorder")
    reader.user_permissions.set(Permission.objects.filter(codename__in=named))
    newcomer = Client()
    newcomer.force_login(reader)
    for words in (sealed.number, "OP-24-17", "Achterberg"):
        assert listed(find(newcomer, words)) == {}


def test_tables_that_somebody_may_not_read_are_not_searched():
    world.case(number="66CR-24-101"), world.person("Sunniva Ekdahl")
    client = Client()
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    assert [listed(find(client, words)) for words in ("66CR-24-101", "ekdahl")] == [{}, {}]


def test_every_page_of_the_desk_has_the_box(desk):
    for page in (reverse("admin:index"), page_of(world.case()), reverse("desk-find")):
        assert 'id="desk-find"' in desk.get(page).content.decode()
    assert 'id="desk-find"' not in Client().get(reverse("admin:login")).content.decode()


def test_who_may_see_nothing_of_what_is_searched_has_no_box():
    client = Client()
    client.force_login(User.objects.create_user("keeper", is_staff=True))
    assert 'id="desk-find"' not in client.get(reverse("admin:index")).content.decode()


def test_what_was_typed_stays_in_the_box(desk):
    assert 'value="nobody"' in find(desk, "nobody").content.decode()


@pytest.mark.parametrize("typed", ["66CR-24-7", "Ibáñez 24", "achterberg v. ibanez", "m"])
def test_finding_takes_a_dozen_questions_at_most(typed, desk, django_assert_max_num_queries):
    world.defendant(who=world.person("Darío Ibáñez-Quintero"))
    with django_assert_max_num_queries(12):
        find(desk, typed)
