"""What a clerk finds by typing it, and how long lists are told."""

import pytest
from django.urls import reverse

from cases.admin import finding, lists
from cases.admin.lists import CappedPaginator
from cases.models import Court, PersonName
from tests import world

pytestmark = pytest.mark.django_db

# Names are common from one bearer on, so that they are looked for as those of thousands are.
COMMONNESS = pytest.mark.parametrize("common", [finding.COMMON, 0])


@pytest.fixture
def darío():
    """A defendant who goes by another name too, beside somebody else's case."""
    accused = world.defendant(who=world.person("Darío Ibáñez-Quintero"))
    PersonName.objects.create(person=accused.person, kind="ALIAS", full_name="Rafe Ostrander")
    world.defendant(who=world.person("Dorthe Quist"))
    return accused


@COMMONNESS
@pytest.mark.parametrize(
    "typed",
    ["ibanez", "Quintero Darío", "quin dar", "IBÁÑEZ-Q", "ostrander", "rafe ibanez", "Ibáñez,"],
)
def test_a_case_and_a_person_are_found_by_words_of_a_name(typed, common, darío, desk, monkeypatch):
    monkeypatch.setattr(finding, "COMMON", common)
    assert found(desk, "case", typed) == [darío.case]
    assert found(desk, "person", typed) == [darío.person]


@pytest.mark.parametrize("many", [1, finding.MANY])
def test_a_letter_alone_begins_a_name(many, darío, desk, monkeypatch):
    monkeypatch.setattr(finding, "MANY", many)
    assert found(desk, "case", "i") == [darío.case]
    assert found(desk, "person", "i d") == [darío.person]
    assert found(desk, "person", "z") == []


@COMMONNESS
@pytest.mark.parametrize("typed", ["uintero", "darío quist", "vera", "李"])
def test_what_no_name_has_finds_nothing(typed, common, darío, desk, monkeypatch):
    monkeypatch.setattr(finding, "COMMON", common)
    assert found(desk, "case", typed) == []
    assert found(desk, "person", typed) == []


@COMMONNESS
@pytest.mark.parametrize("typed", ["achterberg v. ibanez", "Ibáñez VS Rowan Achterberg"])
def test_a_case_is_found_by_both_its_sides(typed, common, darío, desk, monkeypatch):
    monkeypatch.setattr(finding, "COMMON", common)
    world.party(darío.case, "PLT")
    world.defendant()
    assert found(desk, "case", typed) == [darío.case]


def test_people_whom_the_public_never_reads_of_are_found(desk):
    order = world.order(protects=world.person("Sunniva Ekdahl"))
    (protected,) = [each.person for each in order.protected.all()]
    assert found(desk, "person", "ekdahl") == [protected]


@pytest.mark.parametrize(
    "typed",
    ["66CR-24-000101", "66cr24000101", "66 CR 24 101", "24-101", "cr-24-101", "66CR-24-0001"],
)
def test_a_case_is_found_by_its_number_in_any_spelling(typed, desk):
    wanted = world.case(number="66CR-24-000101")
    world.case(number="66CR-24-001010")
    assert found(desk, "case", typed) == [wanted]


def test_a_number_and_a_name_narrow_one_another(desk, darío):
    other = world.defendant(world.case(number="66CR-24-7"), darío.person).case
    assert found(desk, "case", "66CR-24-7 ibanez") == [other]


@pytest.mark.parametrize("typed", ["66CR-24-101", "66cr24101", "66 cr 24 0101"])
@pytest.mark.parametrize("noun", ["charge", "docketentry", "protectiveorder"])
def test_rows_of_a_case_are_found_by_its_whole_number(noun, typed, desk):
    accused = world.defendant(world.case(number="66CR-24-101"))
    rows = {
        "charge": world.charge(accused),
        "docketentry": world.entry(accused.case),
        "protectiveorder": world.order(accused.case, accused),
    }
    world.charge(world.defendant(world.case(number="66CR-24-1010")))
    assert found(desk, noun, typed) == [rows[noun]]
    assert found(desk, noun, "66CR-24") == []


@pytest.mark.parametrize("typed", ["5-10-102", "§ 5-10-102(a)", "5 10 102"])
def test_a_charge_is_found_by_its_statute(typed, desk):
    wanted = world.charge(statute="5-10-102(a)(1)")
    world.charge(statute="5-10-103(a)(1)")
    assert found(desk, "charge", typed) == [wanted]


def test_an_order_is_found_by_its_number(desk):
    wanted = world.order(number="OP-24-0017")
    world.order(number="OP-24-0018")
    assert found(desk, "protectiveorder", "op 24 17") == [wanted]


def test_an_offense_is_offered_in_its_own_state_only(desk):
    for code in ("AR", "TX"):
        world.state(code).offenses.create(statute="5-36-103", title="Theft")
    asked = {
        "app_label": "cases", "model_name": "charge", "field_name": "offense", "term": "theft",
    }  # fmt: skip
    address = reverse("admin:autocomplete")
    assert len(desk.get(address, asked).json()["results"]) == 2
    assert len(desk.get(address, {**asked, "state": "TX"}).json()["results"]) == 1


def test_a_long_list_is_counted_so_far_and_no_further(desk, monkeypatch):
    monkeypatch.setattr(CappedPaginator, "most", 3)
    for _ in range(3):
        world.court()
    assert told(desk, "court") == "3 courts"
    world.court()
    assert told(desk, "court") == "more than 3 courts"


def test_the_cases_of_a_common_name_are_paged_to_the_last(desk, monkeypatch, clerk):
    monkeypatch.setattr(finding, "COMMON", 0)
    court = Court.objects.get(pk=world.court().pk)
    wanted = [world.defendant(world.case(court=court)).case for _ in range(60)]
    address = reverse("admin:cases_case_changelist")
    pages = [desk.get(address, {"q": "achterberg", "p": page}).context["cl"] for page in (1, 2)]
    assert [each.paginator.is_capped for each in pages] == [True, False]
    assert [*pages[0].result_list, *pages[1].result_list] == wanted[::-1]


def test_the_last_page_shows_what_it_would_in_any_case(desk, monkeypatch):
    court = world.court()
    wanted = [world.case(court=court) for _ in range(60)]
    address = reverse("admin:cases_case_changelist")
    for far in (lists.FAR, 0):
        monkeypatch.setattr(lists, "FAR", far)
        shown = desk.get(address, {"p": "2"}).context["cl"]
        assert list(shown.result_list) == wanted[9::-1]


def test_a_list_of_any_length_is_sorted_only_by_what_an_index_keeps(desk):
    first, second = world.case(caption="B"), world.case(caption="A")
    address = reverse("admin:cases_case_changelist")
    shown = desk.get(address, {"o": "2"}).context["cl"]
    assert list(shown.result_list) == [second, first]
    assert list(shown.sortable_by) == ["filed_date"]


def test_a_list_is_narrowed_to_a_court_and_by_all_else_at_once(desk):
    wanted, elsewhere = world.case(visibility="PUBLIC"), world.case(visibility="PUBLIC")
    world.case(court=wanted.court)
    address = reverse("admin:cases_case_changelist")
    of_court = {"court__id__exact": wanted.court.pk}
    shown = desk.get(address, {**of_court, "visibility__exact": "PUBLIC", "q": "cr2024"})
    assert list(shown.context["cl"].result_list) == [wanted]
    for kept in (wanted.court.name, 'name="visibility__exact" value="PUBLIC"', 'value="cr2024"'):
        assert kept in shown.content.decode()
    assert elsewhere.court.name not in shown.content.decode()
    assert desk.get(address, {"court__id__exact": "nonsense"}).url.endswith("?e=1")


def found(desk, noun, words):
    address = reverse(f"admin:cases_{noun}_changelist")
    return list(desk.get(address, {"q": words}).context["cl"].result_list)


def told(desk, noun):
    shown = desk.get(reverse(f"admin:cases_{noun}_changelist")).content.decode()
    return " ".join(shown.partition('<p class="paginator">')[2].partition("</p>")[0].split())
