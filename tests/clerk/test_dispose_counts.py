"""Several counts are disposed of, or dismissed, by one form."""

import pytest

from cases.actions.charges import current_charges
from cases.models import Disposition, DocketEntry
from cases.public.models import PublishedVersion
from tests import world
from tests.clerk.hands import act_page, asked, do, refusals
from tests.rules import settle_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def counts(db):
    """Three counts against one defendant."""
    accused = world.defendant(world.case(visibility="PUBLIC"))
    return [world.charge(accused, label=label) for label in ("Theft", "Battery", "Arson")]


def ended(charge):
    disposition = charge.dispositions.get()
    return disposition.outcome, disposition.plea, str(disposition.date_from)


def test_counts_are_disposed_of_in_one_way_and_on_one_day(desk, counts):
    theft, battery, arson = counts
    do(
        desk,
        theft.case,
        "dispose-counts",
        counts=[theft.pk, arson.pk],
        outcome="CONV_PLEA",
        plea="GUILTY",
        date_from="2025-05-02",
        entry_text="Judgment on counts 1 and 3",
    )
    assert ended(theft) == ended(arson) == ("CONV_PLEA", "GUILTY", "2025-05-02")
    assert current_charges(theft.case) == [battery]
    entry = DocketEntry.objects.get()
    assert (entry.kind, entry.text) == ("JUDGMENT", "Judgment on counts 1 and 3")
    assert {each.docket_entry for each in Disposition.objects.all()} == {entry}


def test_what_will_be_recorded_names_every_count(desk, counts):
    address = act_page(counts[0].case, "dispose-counts")
    chosen = {"counts": [counts[0].pk, counts[1].pk], "outcome": "ACQ", "date_from": "2025-05-02"}
    shown = desk.post(address, {**asked(desk, address), **chosen})
    assert shown.context["outcome"].said == (
        "Count 1, Rowan Achterberg: Theft (F-B); Count 2, Rowan Achterberg: Battery (F-B): "
        "not guilty on May 2, 2025."
    )
    assert not Disposition.objects.exists()


def test_counts_are_dismissed_and_the_public_reads_it(desk, counts):
    chosen = {"counts": [counts[0].pk, counts[1].pk], "outcome": "NOLLE"}
    do(desk, counts[0].case, "dismiss-counts", **chosen, entry_text="Nolle prosequi, by leave")
    settle_now()
    assert DocketEntry.objects.get().kind == "DISMISSAL"
    published = PublishedVersion.objects.latest("published_at").document
    assert published.count("NOLLE") >= 2
    assert "Nolle prosequi, by leave" in published


def test_the_day_is_today_where_the_court_sits(desk, counts):
    address = act_page(counts[0].case, "dismiss-counts")
    assert asked(desk, address)["date_from"] is not None


def test_one_count_alone_is_chosen_already(desk):
    charge = world.charge()
    assert asked(desk, act_page(charge.case, "dismiss-counts"))["counts"] == [str(charge.pk)]


def test_dismissing_asks_for_no_plea_and_offers_no_conviction(desk, counts):
    form = desk.get(act_page(counts[0].case, "dismiss-counts")).context["form"]
    assert "plea" not in form.fields
    offered = [code for code, _ in form.fields["outcome"].choices if code]
    assert offered == ["NOLLE", "DISM_WO", "DISM_W", "DISM_U"]


@pytest.mark.parametrize(
    ("slug", "answers", "question"),
    [
        ("dismiss-counts", {"outcome": "NOLLE"}, "entry_text"),
        ("dismiss-counts", {"outcome": ""}, "outcome"),
        ("dismiss-counts", {"outcome": "DISM_W", "counts": []}, "counts"),
        ("dispose-counts", {"outcome": "ACQ", "plea": "ALFORD"}, "plea"),
        ("dispose-counts", {"outcome": "ACQ", "date_to": "2020-01-01"}, "date_from"),
    ],
)
def test_what_is_wrong_is_told_where_it_was_asked(slug, answers, question, desk, counts):
    given = {"counts": [each.pk for each in counts], "date_from": "2025-05-02", **answers}
    assert list(refusals(do(desk, counts[0].case, slug, **given))) == [question]
    assert not Disposition.objects.exists()


def test_one_count_that_cannot_end_so_keeps_the_others_from_it(desk, counts):
    address = act_page(counts[0].case, "dispose-counts")
    opened = asked(desk, address)
    world.dispose(counts[2])
    chosen = {"counts": [each.pk for each in counts], "outcome": "ACQ"}
    assert list(refusals(desk.post(address, {**opened, **chosen}))) == ["counts"]
    assert Disposition.objects.get().charge == counts[2]


def test_a_case_with_nothing_pending_says_so(desk):
    case = world.case()
    assert "No count of this case is pending." in str(
        desk.get(act_page(case, "dispose-counts")).content
    )
