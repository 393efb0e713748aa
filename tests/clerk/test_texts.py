"""A clerk reads the text of a docket entry before the public does, where a name is withheld."""

import pytest
from django.urls import reverse

from cases.models import DocketEntry
from tests import world
from tests.clerk.hands import act_page, do, file_page, page
from tests.clerk.test_several_rows import chosen, confirmed, told
from tests.rules import settle_now

pytestmark = pytest.mark.django_db
RELEASE = "Let its text be read"


@pytest.fixture
def case(db):
    made = world.case(visibility="PUBLIC", caption="State v. Achterberg")
    world.defendant(made, world.person("Rowan Achterberg"))
    return made


@pytest.fixture
def entry(case):
    """A text that waits: a victim's name is withheld in its case."""
    world.party(case, "VIC", world.person("Odalys Ferreira"))
    made = world.entry(case, "MOTION", text="Motion to continue")
    settle_now()
    return made


def shown(desk, address):
    return desk.get(address).content.decode()


def test_the_case_file_offers_to_let_it_be_read(desk, entry):
    told = shown(desk, file_page(entry.case))
    assert act_page(entry, "release-text") in told
    assert "Texts that wait to be read" in told


def test_where_nobody_is_withheld_there_is_nothing_to_let_be_read(desk, case):
    entry = world.entry(case, "MOTION", text="Motion to continue")
    settle_now()
    told = shown(desk, file_page(case))
    assert act_page(entry, "release-text") not in told
    assert "Texts that wait to be read" not in told


def test_it_is_let_be_read_and_withheld_again(desk, entry):
    answer = do(desk, entry, "release-text")
    assert answer.status_code == 302
    settle_now()
    assert DocketEntry.objects.get().text_released
    assert act_page(entry, "release-text") not in shown(desk, file_page(entry.case))
    do(desk, entry, "withhold-text")
    assert not DocketEntry.objects.get().text_released


def test_what_could_give_somebody_away_has_to_be_noted_first(desk, entry):
    DocketEntry.objects.update(text="Statement of his wife taken")
    address = act_page(entry, "release-text")
    told = desk.post(address, {"reason": ""}).content.decode()
    assert "tells how people are related" in told
    assert not DocketEntry.objects.get().text_released


def test_each_text_has_to_be_noted_with_every_sign_in_it(desk, entry):
    DocketEntry.objects.update(text="Statement of his wife taken")
    do(desk, entry, "release-text")
    settle_now()
    other = world.entry(
        entry.case, "MOTION", entry_number=7, text="His wife lives at 14 Elm Street"
    )
    told = desk.post(act_page(other, "release-text"), {"reason": ""}).content.decode()
    assert "The text of docket entry 7" in told
    assert "looks like an address" in told
    assert "tells how people are related" in told
    DocketEntry.objects.filter(pk=other.pk).update(text="Another statement of his wife taken")
    told = desk.post(act_page(other, "release-text"), {"reason": ""}).content.decode()
    assert "tells how people are related" in told


def test_a_text_that_names_somebody_is_told_to_stay_withheld(desk, entry):
    DocketEntry.objects.update(text="Motion of Ms. Ferreira")
    told = desk.post(act_page(entry, "release-text"), {"reason": ""}).content.decode()
    assert "the public does not read it" in told
    assert "The public may read" not in told


@pytest.mark.parametrize(
    "given", [{"text": ""}, {"visibility": "STAFF"}, {"kind": "PROTECTIVE_ORDER"}]
)
def test_what_no_text_is_or_is_not_public_is_not_offered(desk, entry, given):
    DocketEntry.objects.filter(pk=entry.pk).update(**given)
    assert RELEASE not in shown(desk, page(entry))


def test_the_docket_of_a_case_is_narrowed_to_what_waits(desk, entry):
    world.entry(entry.case, "PLEA", text="Plea entered", text_released=True)
    docket = reverse("admin:cases_docketentry_changelist")
    answer = desk.get(docket, {"case__id__exact": entry.case_id, "text": "unread"})
    assert list(answer.context["cl"].queryset) == [entry]


def test_several_are_let_be_read_at_once(desk, entry):
    other = world.entry(entry.case, "PLEA", text="Plea entered")
    rows = [entry, other]
    shown = chosen(desk, "release-text", rows)
    assert told(shown) == [f"The public may read: “{row.text}”" for row in rows[::-1]]
    confirmed(desk, "release-text", rows, shown)
    assert DocketEntry.objects.filter(text_released=True).count() == 2
