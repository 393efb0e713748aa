"""What a charge change may link: how many charges on each side, whose, in which order, and
each replaced once (rules 3, 4, 5, 8 and 12)."""

from datetime import date, timedelta
from typing import Any

import pytest

from cases.models import ChargeChange, ChargeChangeItem, Party, RelatedCase
from tests import world
from tests.rules import refuses
from tests.worlds.founding import founding

pytestmark = pytest.mark.django_db

DAY = date(2024, 5, 2)


@pytest.fixture
def counts():
    """Four charges against one defendant."""
    accused = world.defendant()
    return [world.charge(accused) for _ in range(4)]


def linked(counts, befores, afters):
    return {"before": counts[:befores], "after": counts[befores : befores + afters]}


SIZES = [
    *(
        (kind, 1, 1)
        for kind in ("AMENDED", "BOUND_OVER", "SUPERSEDED", "ENHANCED", "LESSER_INCLUDED")
    ),
    *((kind, 2, 2) for kind in ("AMENDED", "SUPERSEDED", "REGRADED")),
    *((kind, 0, afters) for kind in ("ADDED",) for afters in (1, 2)),
    *(("MERGED", befores, 1) for befores in (2, 3)),
    *(("SPLIT", 1, afters) for afters in (2, 3)),
    *((kind, 1, 0) for kind in ("WITHDRAWN",)),
]


@pytest.mark.parametrize(("kind", "befores", "afters"), SIZES)
def test_a_change_links_as_many_charges_as_its_kind_has(settle, counts, kind, befores, afters):
    world.change(kind, **linked(counts, befores, afters), case=counts[0].case)
    settle()


WRONG_SIZES = [
    ("charge_change_has_charges_before", "AMENDED", 0, 1),
    ("charge_change_has_charges_after", "AMENDED", 1, 0),
    ("charge_change_has_charges_after", "BOUND_OVER", 1, 0),
    ("charge_change_has_charges_before", "WITHDRAWN", 0, 1),
    ("charge_change_adds_to_nothing", "ADDED", 1, 1),
    ("charge_change_ends_with_nothing", "WITHDRAWN", 1, 1),
    ("charge_change_ends_with_nothing", "NOLLE", 1, 1),
    ("charge_change_ends_with_nothing", "DISMISSED", 1, 1),
    ("charge_change_merges_into_one", "MERGED", 1, 1),
    ("charge_change_merges_into_one", "MERGED", 2, 2),
    ("charge_change_splits_one", "SPLIT", 1, 1),
    ("charge_change_splits_one", "SPLIT", 2, 2),
]


@pytest.mark.parametrize(("rule", "kind", "befores", "afters"), WRONG_SIZES)
def test_a_change_with_too_many_or_too_few_charges_is_refused(counts, rule, kind, befores, afters):
    with refuses(rule):
        world.change(
            kind,
            **linked(counts, befores, afters),
            case=counts[0].case,
            rests_on="COURT_ORDER",
        )


def test_a_change_without_charges_is_refused():
    with refuses("charge_change_has_items"):
        ChargeChange.objects.create(case=world.case(), kind="ADDED")


def test_a_charge_may_stand_on_both_sides_of_a_change(settle, counts):
    kept, gone = counts[:2]
    world.change(before=[(kept, "RETAINED"), gone], after=[kept])
    settle()


def test_a_charge_stands_once_on_a_side(counts):
    with refuses("charge_stands_once_on_each_side"):
        world.change(before=[(counts[0], "RETAINED"), (counts[0], "UNKNOWN")], after=counts[1:2])


@pytest.mark.parametrize("effect", ["REPLACED", "RETAINED", "DISMISSED", "UNKNOWN"])
def test_every_effect_on_an_earlier_charge_can_be_told(settle, counts, effect):
    world.change(before=[counts[0], (counts[1], effect)], after=[counts[2]], rests_on="COURT_ORDER")
    settle()


@pytest.mark.parametrize(("side", "effect"), [("BEFORE", ""), ("AFTER", "REPLACED")])
def test_an_effect_is_told_of_earlier_charges_and_of_those_only(counts, side, effect):
    change = world.change(before=[counts[0]], after=[counts[1]])
    with refuses("effect_is_told_of_earlier_charges_only"):
        ChargeChangeItem.objects.create(change=change, charge=counts[2], side=side, effect=effect)


def test_a_charge_is_replaced_once(counts):
    was, becomes, instead = counts[:3]
    world.change(before=[was], after=[becomes])
    with refuses("charge_is_replaced_once"):
        world.change(before=[was], after=[instead])


def test_a_charge_is_replaced_anew_once_the_first_change_is_void(settle, counts):
    was, becomes, instead = counts[:3]
    wrong = world.change(before=[was], after=[becomes])
    ChargeChange.objects.filter(pk=wrong.pk).update(
        voided_at="2024-05-03T12:00Z", voided_by="clerk", void_reason="wrong count"
    )
    world.change(before=[was], after=[instead])
    settle()


def test_a_change_on_the_day_of_filing_is_accepted(settle):
    was = world.charge(filed_date=DAY)
    becomes = world.charge(was.party, filed_date=DAY)
    world.change(before=[was], after=[becomes], date_from=DAY, date_to=DAY)
    settle()


def test_a_change_of_uncertain_date_is_compared_by_its_bounds(settle):
    was = world.charge(filed_date=DAY + timedelta(days=9))
    becomes = world.charge(was.party, filed_date=DAY + timedelta(days=1))
    world.change(before=[was], after=[becomes], date_from=DAY, date_to=DAY + timedelta(days=10))
    world.change("ADDED", after=[world.charge(was.party, filed_date=None)], date_from=DAY)
    settle()


def test_a_change_before_the_earlier_charge_was_filed_is_refused():
    was = world.charge(filed_date=DAY)
    becomes = world.charge(was.party, filed_date=DAY)
    with refuses("charge_change_follows_its_charges"):
        world.change(before=[was], after=[becomes], date_to=DAY - timedelta(days=1))


def test_a_change_after_the_resulting_charge_was_filed_is_refused():
    was = world.charge(filed_date=DAY)
    becomes = world.charge(was.party, filed_date=DAY)
    with refuses("charge_change_precedes_its_result"):
        world.change(before=[was], after=[becomes], date_from=DAY + timedelta(days=1))


def test_charges_of_two_people_are_not_linked(counts):
    codefendant = world.defendant(counts[0].case, world.person("Ines Vantongeren"))
    with refuses("charge_change_is_of_one_person"):
        world.change(before=[counts[0]], after=[world.charge(codefendant)])


@pytest.fixture
def bound_over():
    """A change from a charge in district court to one in circuit court, not yet made."""
    accused = world.person()
    low, high = [world.charge(world.defendant(who=accused)) for _ in range(2)]
    return low, high


@pytest.mark.parametrize("backwards", [False, True])
def test_a_change_across_related_cases_is_accepted(settle, bound_over, backwards):
    low, high = bound_over
    pair = (high.case, low.case) if backwards else (low.case, high.case)
    world.relate(*pair, "TRANSFERRED")
    world.change("BOUND_OVER", before=[low], after=[high])
    settle()


def test_a_change_across_unrelated_cases_is_refused(bound_over):
    low, high = bound_over
    with refuses("charge_change_stays_in_related_cases"):
        world.change("BOUND_OVER", before=[low], after=[high])


def test_the_relation_under_a_change_is_not_taken_away(settle, bound_over):
    low, high = bound_over
    relation = world.relate(low.case, high.case)
    world.change("BOUND_OVER", before=[low], after=[high])
    settle()
    with refuses("charge_change_stays_in_related_cases"):
        RelatedCase.objects.filter(pk=relation.pk).delete()


@pytest.mark.parametrize("kind", ["NOLLE", "DISMISSED"])
def test_a_nolle_or_dismissal_names_its_entry_or_order(settle, counts, kind):
    entry = world.entry(counts[0].case, "DISMISSAL")
    world.change(kind, before=[(counts[0], "DISMISSED")], docket_entry=entry)
    world.change(kind, before=[(counts[1], "DISMISSED")], rests_on="COURT_ORDER")
    settle()


@pytest.mark.parametrize("kind", ["NOLLE", "DISMISSED"])
def test_a_nolle_or_dismissal_resting_on_nothing_is_refused(counts, kind):
    with refuses("charge_change_names_its_entry"):
        world.change(kind, before=[(counts[0], "DISMISSED")], rests_on="FILED_DOCUMENT")


def test_a_charge_dismissed_by_an_amendment_needs_an_entry_or_order_too(counts):
    with refuses("charge_change_names_its_entry"):
        world.change(before=[counts[0], (counts[1], "DISMISSED")], after=counts[2:3])


def test_a_change_names_an_entry_of_a_case_it_concerns(settle, bound_over):
    low, high = bound_over
    world.relate(low.case, high.case)
    sides: dict[str, Any] = {"kind": "BOUND_OVER", "before": [low], "after": [high]}
    with refuses("charge_change_rests_on_its_own_docket"):
        world.change(**sides, docket_entry=world.entry(world.case()))
    world.change(**sides, docket_entry=world.entry(low.case))
    settle()


@pytest.mark.parametrize("side", [0, 1])
def test_no_charge_of_a_change_comes_to_another_person(settle, bound_over, side):
    world.relate(bound_over[0].case, bound_over[1].case)
    world.change("BOUND_OVER", before=bound_over[:1], after=bound_over[1:])
    settle()
    with refuses("charge_change_is_of_one_person"):
        Party.objects.filter(pk=bound_over[side].party_id).update(person=world.person("Ada Roe"))


def test_the_earlier_charge_is_never_overwritten(settle):
    told = founding()
    settle()
    told.battering.refresh_from_db()
    assert (told.battering.statute, told.battering.level) == ("5-26-303", "F-B")
