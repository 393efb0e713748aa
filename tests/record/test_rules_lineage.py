"""What a charge is now, which way a change went, and that changes never run in a circle
(rules 4, 6 and 7). Status and direction are computed, so nobody can write them wrong."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cases.kinds.charges import DIRECTIONS
from cases.models import ChargeChange, ChargeChangeItem, Disposition, OffenseLevel
from tests import world
from tests.rules import refuses, settle_now
from tests.worlds.founding import founding

pytestmark = pytest.mark.django_db

# The examples share one connection; each is rolled back.
SHARED_DB = [HealthCheck.function_scoped_fixture]


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        [answer] = cursor.fetchone()
        return answer


def status_of(charge):
    return ask("SELECT status FROM charge_status WHERE charge_id = %s", charge.pk)


def direction_of(change):
    return ask("SELECT direction FROM charge_change_direction WHERE change_id = %s", change.pk)


def amended(before, after, **given):
    """A change of one charge per level, on either side."""
    accused = world.defendant()
    return world.change(
        before=[world.charge(accused, level) for level in before],
        after=[world.charge(accused, level) for level in after],
        **given,
    )


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        (["F-B"], ["CAPITAL"], "UPGRADE"),
        (["F-B"], ["M-A"], "REDUCTION"),
        (["F-B"], ["F-B"], "LATERAL"),
        (["F-B", "M-A"], ["F-A"], "UPGRADE"),
        (["F-A", "M-A"], ["F-B", "F-B"], "REDUCTION"),
        (["F-A", "M-A"], ["F-A"], "LATERAL"),
        (["F-U"], ["CAPITAL"], "UNDETERMINED"),
        (["F-B"], [""], "UNDETERMINED"),
        (["F-B", ""], ["CAPITAL"], "UNDETERMINED"),
    ],
)
def test_the_gravest_ranks_tell_the_direction(before, after, direction):
    assert direction_of(amended(before, after)) == direction


def test_a_retained_charge_is_not_compared():
    grave = world.charge(level="F-A")
    petty = world.charge(grave.party, "M-A")
    raised = world.charge(grave.party, "F-D")
    change = world.change(before=[(grave, "RETAINED"), petty], after=[raised])
    assert direction_of(change) == "UPGRADE"


def test_two_ladders_are_not_compared():
    accused = world.person()
    low = world.charge(world.defendant(who=accused), "M-A")
    high_case = world.case(court=world.court("VA"))
    high = world.charge(world.defendant(high_case, accused), "F-1")
    world.relate(low.case, high_case)
    assert direction_of(world.change(before=[low], after=[high])) == "UNDETERMINED"


@pytest.mark.parametrize("kind", ["ADDED", "WITHDRAWN"])
def test_a_change_with_one_side_has_no_direction(kind):
    charge = world.charge()
    sides = {"after": [charge]} if kind == "ADDED" else {"before": [charge]}
    assert direction_of(world.change(kind, **sides)) is None


RANKED = st.lists(
    st.tuples(st.none() | st.integers(-3, 3), st.sampled_from(["AR", "VA"])), max_size=4
)


def direction_by_hand(before, after):
    if not before or not after:
        return None
    ranks = [rank for rank, _ in before + after]
    if None in ranks or len({ladder for _, ladder in before + after}) > 1:
        return "UNDETERMINED"
    lowest, highest = max(rank for rank, _ in before), max(rank for rank, _ in after)
    return {-1: "REDUCTION", 0: "LATERAL", 1: "UPGRADE"}[(highest > lowest) - (highest < lowest)]


@settings(deadline=None, suppress_health_check=SHARED_DB)
@given(before=RANKED, after=RANKED)
@example(before=[(1, "AR")], after=[(1, "VA")])
@example(before=[(None, "AR")], after=[(2, "AR")])
def test_any_ranks_give_the_direction_worked_out_by_hand(db, before, after):
    (ranks, ladders), (later_ranks, later_ladders) = [
        ([rank for rank, _ in side], [ladder for _, ladder in side]) for side in (before, after)
    ]
    sql = "SELECT direction_of(%s::int[], %s::text[], %s::int[], %s::text[])"
    found = ask(sql, ranks, ladders, later_ranks, later_ladders)
    assert found == direction_by_hand(before, after)
    assert found is None or found in DIRECTIONS


def test_a_later_edit_of_the_ladder_does_not_rewrite_history():
    change = amended(["F-B"], ["F-A"])
    OffenseLevel.objects.filter(state="AR", code="F-B").update(rank=1000)
    assert direction_of(change) == "UPGRADE"
    assert direction_of(amended(["F-B"], ["F-A"])) == "REDUCTION"


def test_saving_a_charge_after_such_an_edit_keeps_its_rank():
    charge = world.charge(level="F-B")
    OffenseLevel.objects.filter(state="AR", code="F-B").update(rank=1000)
    charge.level_reason = "a listed prior"
    charge.save()
    assert type(charge).objects.get(pk=charge.pk).rank == charge.rank


def test_a_typed_rank_of_an_item_is_written_over():
    change = amended(["F-B"], ["F-A"])
    ChargeChangeItem.objects.filter(change=change).update(rank=1, ladder="TX", is_void=True)
    items = ChargeChangeItem.objects.filter(change=change, is_void=False, ladder="AR")
    assert [item.rank == item.charge.rank for item in items] == [True, True]


def test_the_founding_change_is_undetermined_while_one_severity_is_unknown(settle):
    assert direction_of(founding().upgrade) == "UNDETERMINED"
    assert direction_of(founding(no_contact_level="M-A").upgrade) == "UPGRADE"
    settle()


@pytest.mark.parametrize(
    ("kind", "effect", "status"),
    [
        ("AMENDED", "REPLACED", "SUPERSEDED"),
        ("BOUND_OVER", "REPLACED", "TRANSFERRED"),
        ("AMENDED", "RETAINED", "FILED"),
        ("AMENDED", "UNKNOWN", "UNKNOWN_SRC"),
        ("AMENDED", "DISMISSED", "DISM_U"),
        ("NOLLE", "DISMISSED", "NOLLE"),
    ],
)
def test_a_change_tells_what_became_of_the_earlier_charge(settle, kind, effect, status):
    was = world.charge()
    after = [] if kind == "NOLLE" else [world.charge(was.party)]
    world.change(kind, before=[(was, effect)], after=after, rests_on="COURT_ORDER")
    settle()
    assert status_of(was) == status
    assert [status_of(charge) for charge in after] == ["FILED"] * len(after)


def test_a_booking_charge_is_an_arrest_until_it_is_filed():
    assert status_of(world.charge(instrument="ARREST")) == "ARREST"


def test_a_void_change_replaces_nothing():
    was = world.charge()
    change = world.change(before=[was], after=[world.charge(was.party)])
    ChargeChange.objects.filter(pk=change.pk).update(
        voided_at="2024-05-03T12:00Z", voided_by="clerk", void_reason="wrong count"
    )
    assert status_of(was) == "FILED"


def test_a_reinstated_charge_is_pending_again():
    was = world.charge()
    first = world.change(before=[was], after=[becomes := world.charge(was.party)])
    back = world.change("REINSTATED", before=[becomes], after=[was])
    ChargeChangeItem.objects.filter(change=first, charge=was).update(ended_by=back)
    assert (status_of(was), status_of(becomes)) == ("FILED", "SUPERSEDED")


def test_a_disposition_in_force_is_the_status_and_a_vacated_one_is_not():
    charge = world.charge()
    conviction = world.dispose(charge, "CONV_TRIAL")
    assert status_of(charge) == "CONV_TRIAL"
    vacatur = world.dispose(charge, "VACATED")
    Disposition.objects.filter(pk=conviction.pk).update(vacated_by_disposition=vacatur)
    assert status_of(charge) == "FILED"


def test_a_replaced_charge_gets_no_disposition():
    was = world.charge()
    world.change(before=[was], after=[world.charge(was.party)])
    with refuses("charge_replaced_has_no_outcome"):
        world.dispose(was)


def test_a_replaced_charge_gets_no_sentence():
    was = world.charge()
    world.change(before=[was], after=[world.charge(was.party)])
    with transaction.atomic():
        world.sentence(was)
        broken = ask("SELECT array_agg(rule) FROM broken_rules(ARRAY[%s])", was.case_id)
        assert set(broken) == {"charge_replaced_has_no_outcome", "sentence_follows_a_conviction"}
        transaction.set_rollback(True)


def test_a_disposed_charge_is_not_replaced():
    was = world.charge()
    world.dispose(was, plea="GUILTY")
    with refuses("charge_replaced_has_no_outcome"):
        world.change(before=[was], after=[world.charge(was.party)])


def test_a_charge_of_a_vacated_conviction_is_amended_with_its_old_sentence_standing(settle):
    was = world.charge()
    conviction = world.dispose(was)
    world.sentence(was)
    vacatur = world.dispose(was, "VACATED")
    Disposition.objects.filter(pk=conviction.pk).update(vacated_by_disposition=vacatur)
    world.change(before=[was], after=[world.charge(was.party)])
    settle()


def test_a_charge_reduced_and_raised_again_keeps_its_whole_path(settle):
    filed = world.charge(level="F-B")
    reduced = world.charge(filed.party, "M-A")
    raised = world.charge(filed.party, "F-B")
    down = world.change(before=[filed], after=[reduced])
    up = world.change(before=[reduced], after=[raised])
    settle()
    assert (direction_of(down), direction_of(up)) == ("REDUCTION", "UPGRADE")
    assert [status_of(each) for each in (filed, reduced, raised)] == [
        *("SUPERSEDED", "SUPERSEDED", "FILED")
    ]


NODES = range(4)
BECOMES = st.dictionaries(
    st.sampled_from(NODES), st.sets(st.sampled_from(NODES), min_size=1, max_size=2)
)


def runs_in_a_circle(becomes):
    def reaches(start, wanted, seen=()):
        later = becomes.get(start, set()) - set(seen)
        return wanted in later or any(reaches(n, wanted, (*seen, *later)) for n in later)

    return any(reaches(node, node) for node in becomes)


@settings(deadline=None, max_examples=25, suppress_health_check=SHARED_DB)
@given(becomes=BECOMES)
@example(becomes={0: {0}})
@example(becomes={0: {1}, 1: {2}, 2: {0}})
@example(becomes={0: {1, 2}, 1: {3}, 2: {3}})
def test_any_changes_are_accepted_if_and_only_if_they_never_return(db, becomes):
    def make_changes():
        for was, results in becomes.items():
            world.change(before=[charges[was]], after=[charges[n] for n in results])

    with transaction.atomic():
        accused = world.defendant()
        charges = [world.charge(accused) for _ in NODES]
        if runs_in_a_circle(becomes):
            with refuses("charge_change_runs_forward"):
                make_changes()
        else:
            make_changes()
            settle_now()
        transaction.set_rollback(True)
