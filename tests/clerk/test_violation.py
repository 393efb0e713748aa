"""An alleged violation of a protective order: on the docket, with the order, and as a charge."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission

from cases.models import Charge, DocketEntry, Offense, OrderEvent
from cases.public.models import PublishedVersion
from tests import world
from tests.clerk.hands import act_page, asked, confirmed, do, page, refusals
from tests.rules import settle_now

pytestmark = pytest.mark.django_db

TOLD = "Seen at the address on Elm Street"
DAY = {"day_from": "2024-05-02", "told": TOLD}


@pytest.fixture
def order(db):
    """In force from March to the end of the year, and served."""
    return world.order(
        restrained=world.defendant(world.case(visibility="PUBLIC")),
        served_date=date(2024, 3, 2),
        expires_date=date(2024, 12, 31),
    )


def shown(desk, order, **answers):
    address = act_page(order, "record-violation")
    return desk.post(address, {**asked(desk, address), **answers})


def test_an_allegation_is_entered_on_the_docket_and_with_the_order(desk, order):
    do(desk, order, "record-violation", **DAY)
    entry, event = DocketEntry.objects.get(), OrderEvent.objects.get()
    assert (entry.kind, entry.text) == ("ALLEGED_VIOLATION", TOLD)
    assert (event.act, str(event.date_from), event.docket_entry) == (
        "VIOLATION_ALLEGED",
        "2024-05-02",
        entry,
    )
    assert not Charge.objects.exists()


def test_it_is_charged_in_the_same_case(desk, order):
    do(
        desk,
        order,
        "record-violation",
        **DAY,
        day_to="2024-05-04",
        charged_in=order.restrained.pk,
        label="Violation of an order",
        level="M-A",
    )
    charge = Charge.objects.get()
    assert (charge.case, charge.violates_order, charge.level) == (order.case, order, "M-A")
    assert (str(charge.offense_from), str(charge.offense_to)) == ("2024-05-02", "2024-05-04")


def test_it_is_charged_in_another_case_of_the_restrained_person(desk, order):
    other = world.defendant(world.case(court=order.case.court), order.restrained.person)
    offense = Offense.objects.create(
        state=order.case.court.state, statute="5-53-134", title="Violation of an order", level="M-A"
    )
    told = shown(desk, order, **DAY, charged_in=other.pk, offense=offense.pk)
    assert f"Filed in case {other.case}: Count 1" in told.context["outcome"].said
    desk.post(act_page(order, "record-violation"), confirmed(told))
    assert Charge.objects.get().case == other.case


def test_only_cases_of_the_restrained_person_are_offered(desk, order):
    world.defendant()
    sealed = world.defendant(world.case(court=order.case.court), order.restrained.person)
    world.sealed(sealed.case)
    assert offered(desk, order) == [sealed.pk, order.restrained.pk]


def test_a_sealed_case_is_offered_to_nobody_who_may_not_see_it(desk, clerk, order):
    sealed = world.defendant(world.case(court=order.case.court), order.restrained.person)
    world.sealed(sealed.case)
    clerk.user_permissions.remove(Permission.objects.get(codename="view_seal"))
    assert offered(desk, order) == [order.restrained.pk]


def test_the_public_reads_the_charge_and_nothing_of_the_order(desk, order):
    do(
        desk,
        order,
        "record-violation",
        **DAY,
        charged_in=order.restrained.pk,
        label="Contempt",
    )
    settle_now()
    published = PublishedVersion.objects.latest("published_at").document
    assert "Contempt" in published
    assert "Elm Street" not in published
    assert "ALLEGED_VIOLATION" not in published


@pytest.mark.parametrize("is_charged", [False, True])
@pytest.mark.parametrize("day", ["2024-03-01", "2024-12-31"])
def test_an_order_is_violated_only_while_it_bound(is_charged, day, desk, order):
    charge = {"charged_in": order.restrained.pk, "label": "Contempt"} if is_charged else {}
    refused = refusals(do(desk, order, "record-violation", **{**DAY, "day_from": day}, **charge))
    assert list(refused) == ["day_from"]
    assert "is outside the time the order bound (2024-03-02 to 2024-12-31)" in str(refused)
    assert not DocketEntry.objects.exists()
    assert not Charge.objects.exists()


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({"day_from": ""}, "day_from"),
        ({"told": ""}, "told"),
        ({"day_to": "2024-05-01"}, "day_to"),
        ({"label": "Contempt"}, "charged_in"),
    ],
)
def test_what_is_wrong_is_told_where_it_was_asked(answers, question, desk, order):
    assert list(refusals(do(desk, order, "record-violation", **{**DAY, **answers}))) == [question]
    assert not DocketEntry.objects.exists()


def test_a_charge_says_what_is_charged(desk, order):
    refused = do(desk, order, "record-violation", **DAY, charged_in=order.restrained.pk)
    assert list(refusals(refused)) == ["offense"]
    assert not DocketEntry.objects.exists()


@pytest.mark.parametrize("is_charged", [False, True])
def test_an_order_that_was_not_served_is_told_and_has_to_be_ticked(is_charged, desk, order):
    order.served_date = None
    order.save()
    charge = {"charged_in": order.restrained.pk, "label": "Contempt"} if is_charged else {}
    told = shown(desk, order, **DAY, **charge)
    assert [words for words in told.context["outcome"].words if "5-53-134" in words]
    sent = confirmed(told)
    del sent["noted"]
    desk.post(act_page(order, "record-violation"), sent)
    assert not DocketEntry.objects.exists()
    do(desk, order, "record-violation", **DAY, **charge)
    noted = order.case.flags.get(words__contains="5-53-134")
    assert noted.noted_by == "clerk"


def test_an_order_that_was_never_made_cannot_be_violated(desk, order):
    asked_for = world.order(status="PETITIONED", issued_date=None)
    assert "record-violation" not in str(desk.get(page(asked_for)).content)
    assert "nobody can violate it" in str(refusals(do(desk, asked_for, "record-violation", **DAY)))


def test_whoever_may_not_file_charges_is_not_asked_for_one(desk, clerk, order):
    clerk.user_permissions.remove(Permission.objects.get(codename="add_charge"))
    form = desk.get(act_page(order, "record-violation")).context["form"]
    assert "charged_in" not in form.fields
    do(desk, order, "record-violation", **DAY)
    assert OrderEvent.objects.exists()


def offered(desk, order):
    form = desk.get(act_page(order, "record-violation")).context["form"]
    return [party.pk for party in form.fields["charged_in"].queryset]
