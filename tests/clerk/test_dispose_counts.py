"""Several counts are disposed of, or dismissed, by one form."""

import pytest

from cases.actions.charges import current_charges
from cases.desk.models import Flag
from cases.models import CaseStatus, Disposition, DocketEntry
from cases.public.models import PublishedVersion
from tests import world
from tests.clerk.hands import act_page, asked, do, file_page, refusals
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


def test_who_was_acquitted_is_not_sentenced(desk, counts):
    world.dispose(counts[0], "ACQ")
    world.dispose(counts[1], "CONV_PLEA")
    shown = desk.get(file_page(counts[0].case)).content.decode()
    assert act_page(counts[0], "sentence") not in shown
    assert act_page(counts[1], "sentence") in shown


def test_the_status_that_stands_is_the_one_to_change(desk, counts):
    accused = counts[0].party
    world.status(accused.case, party=accused, effective_date=world.FILED)
    address = act_page(accused.case, "change-status")
    assert asked(desk, address)["party"] == accused.pk
    offered = dict(desk.get(address).context["form"].fields["status"].choices)
    assert "FILED" not in offered
    assert "STAYED" in offered


# Where the case stands then


@pytest.fixture
def filed(counts):
    """The case is filed, with its three counts pending."""
    world.status(counts[0].case, effective_date=world.FILED)
    return counts


def statuses(case):
    begun = CaseStatus.objects.filter(case=case, until_date=None)
    return [(each.party, each.status, str(each.effective_date)) for each in begun]


def dismissed(desk, counts, **answers):
    chosen = {"counts": [each.pk for each in counts], "outcome": "DISM_W", "entry_text": "Granted"}
    return do(
        desk, counts[0].case, "dismiss-counts", **{"date_from": "2025-05-02", **chosen, **answers}
    )


def test_with_the_last_count_the_case_is_disposed_of(desk, filed):
    dismissed(desk, filed)
    assert statuses(filed[0].case) == [(None, "DISPOSED", "2025-05-02")]
    assert not Flag.objects.exists()


def test_what_becomes_of_the_case_is_told_before(desk, filed):
    address = act_page(filed[0].case, "dismiss-counts")
    chosen = {"counts": [each.pk for each in filed], "outcome": "NOLLE", "entry_text": "By leave"}
    shown = desk.post(address, {**asked(desk, address), "date_from": "2025-05-02", **chosen})
    assert "Status for the whole case: Judgment entered, begun on May 2, 2025." in (
        shown.context["outcome"].said
    )
    assert shown.context["outcome"].odd == []


def test_while_a_count_is_pending_the_case_stays_open(desk, filed):
    dismissed(desk, filed[:2])
    assert [status for _, status, _ in statuses(filed[0].case)] == ["FILED"]


def test_after_a_conviction_the_case_waits_for_the_sentence(desk, filed):
    case = filed[0].case
    world.dispose(filed[0], "CONV_PLEA")
    dismissed(desk, filed[1:])
    assert [status for _, status, _ in statuses(case)] == ["FILED"]
    do(
        desk, filed[0], "sentence", kind="PRISON", amount="10", unit="YEARS",
        effective_date="2025-06-02",
    )  # fmt: skip
    assert statuses(case) == [(None, "DISPOSED", "2025-06-02")]


@pytest.mark.parametrize(("then", "status"), [("CLOSED", "CLOSED"), ("OPEN", "FILED")])
def test_what_becomes_of_the_case_can_be_chosen(then, status, desk, filed):
    dismissed(desk, filed, then=then)
    assert [found for _, found, _ in statuses(filed[0].case)] == [status]


def test_one_defendant_is_done_with_while_another_is_not(desk):
    case = world.case()
    one, other = world.defendant(case), world.defendant(case, world.person("Ines Valk"))
    for accused in (one, other):
        world.status(case, party=accused, effective_date=world.FILED)
    done = world.charge(one)
    world.charge(other)
    do(desk, done, "dispose", outcome="ACQ", date_from="2025-05-02")
    assert set(statuses(case)) == {
        (one, "DISPOSED", "2025-05-02"),
        (other, "FILED", str(world.FILED)),
    }


def test_a_status_of_all_stays_while_one_defendant_has_a_pending_count(desk, filed):
    world.charge(world.defendant(filed[0].case, world.person("Ines Valk")))
    dismissed(desk, filed)
    assert [status for _, status, _ in statuses(filed[0].case)] == ["FILED"]


def test_a_case_that_was_reopened_is_disposed_of_after_reopening(desk, counts):
    case = counts[0].case
    world.status(case, "DISPOSED", effective_date="2024-01-01", until_date="2024-02-01")
    world.status(case, "REOPENED", effective_date="2024-02-01")
    dismissed(desk, counts)
    assert [status for _, status, _ in statuses(case)] == ["DISP_REOPENED"]


def test_a_day_on_which_the_case_cannot_end_is_refused_with_the_way_out(desk, filed):
    refused = dismissed(desk, filed, date_from=str(world.FILED))
    assert refusals(refused)["then"][0].endswith("Or choose that the case stays as it is.")
    assert not Disposition.objects.exists()
