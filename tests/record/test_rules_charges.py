"""Where a charge stands: its count, its defendant, its rung of the ladder
(rules 1, 2, 7 and 9)."""

from datetime import date

import pytest

from cases.models import Charge, Offense, OffenseLevel, Party
from tests import world
from tests.rules import refuses

pytestmark = pytest.mark.django_db

SPRING, SUMMER = date(2024, 4, 1), date(2024, 7, 1)


def stored(charge):
    return Charge.objects.filter(pk=charge.pk)


def test_a_count_stands_once_for_each_defendant():
    first = world.charge(count=1)
    other = world.defendant(first.case, world.person("Ines Vantongeren"))
    assert world.charge(other, count=1).pk
    with refuses("charge_count_is_unique_for_its_defendant"):
        world.charge(first.party, count=1)


def test_a_count_is_not_given_again_after_its_charge_is_voided():
    charge = world.charge(count=1)
    stored(charge).update(voided_at="2024-05-01T12:00Z", voided_by="clerk", void_reason="mistyped")
    with refuses("charge_count_is_unique_for_its_defendant"):
        world.charge(charge.party, count=1)


def test_every_charge_has_a_key_of_its_own_that_tells_nothing_of_its_count():
    one = world.charge()
    other = world.charge(one.party)
    assert one.key.version == other.key.version == 4
    with refuses("charge_key_key"):
        world.charge(one.party, key=one.key)


def test_a_charge_says_what_is_charged():
    with refuses("charge_says_what_is_charged"):
        world.charge(label="")


def test_a_charge_is_brought_against_a_defendant_of_its_case():
    assert world.charge(world.defendant()).party.role == "DEF"


@pytest.mark.parametrize("role", ["VIC", "WIT", "JUDGE", "ATTY_DEF", "RES"])
def test_a_charge_against_any_other_party_is_refused(role):
    bystander = world.party(world.case(), role)
    with refuses("charge_is_against_a_defendant"):
        world.charge(bystander)


def test_a_charge_against_a_defendant_of_another_case_is_refused():
    with refuses("charge_is_against_a_defendant"):
        world.charge(world.defendant(), case=world.case())


def test_a_charge_is_not_moved_to_another_case_or_defendant_in_bulk():
    charge = world.charge()
    with refuses("charge_is_against_a_defendant"):
        stored(charge).update(case=world.case())
    with refuses("charge_is_against_a_defendant"):
        stored(charge).update(party=world.party(charge.case, "WIT", world.person("Ada Roe")))


def test_a_defendant_without_charges_may_become_another_party():
    accused = world.defendant()
    assert Party.objects.filter(pk=accused.pk).update(role="WIT") == 1


@pytest.mark.parametrize("changed", ["role", "case"])
def test_a_charged_defendant_stays_the_defendant_of_the_case(changed):
    accused = world.charge().party
    stored_party = Party.objects.filter(pk=accused.pk)
    with refuses("charged_party_stays_defendant"):
        if changed == "role":
            stored_party.update(role="WIT")
        else:
            stored_party.update(case=world.case())


def test_a_charge_takes_its_rank_from_the_ladder_of_its_court():
    arkansan, virginian = world.charge(level="F-A"), world.case(court=world.court("VA"))
    other = world.charge(world.defendant(virginian), level="F-1")
    rungs = OffenseLevel.objects.filter(code__in=["F-A", "F-1"], valid_to=None)
    ranks = dict(rungs.values_list("state_id", "rank").filter(state_id__in=["AR", "VA"]))
    assert (arkansan.rank, arkansan.ladder) == (ranks["AR"], "AR")
    assert (other.rank, other.ladder) == (ranks["VA"], "VA")


@pytest.mark.parametrize("level", ["", "F-U"])
def test_a_charge_without_a_ranked_level_has_no_rank(level):
    charge = world.charge(level=level)
    assert (charge.rank, charge.ladder) == (None, "")


def test_a_rank_of_its_own_makes_an_offense_outrank_its_level():
    offense = Offense.objects.create(
        state=world.state(), statute="5-10-101", title="Capital murder", level="F-Y", rank=500
    )
    assert world.charge(offense=offense, level="F-Y").rank == 500


def test_a_typed_rank_is_written_over():
    charge = world.charge(level="F-B", rank=9999, ladder="TX")
    assert (charge.rank, charge.ladder) == (world.charge(level="F-B").rank, "AR")
    stored(charge).update(rank=9999, ladder="TX")
    again = stored(charge).get()
    assert (again.rank, again.ladder) == (charge.rank, "AR")


@pytest.mark.parametrize("level", ["F-1", "F-b", "CLASS-B"])
def test_a_level_that_is_not_on_the_ladder_of_the_state_is_refused(level):
    with refuses("charge_level_is_on_the_ladder"):
        world.charge(level=level)


@pytest.fixture
def short_lived():
    """A level of Arkansas in force in the spring of 2024 only."""
    world.state()
    return OffenseLevel.objects.create(
        state_id="AR", code="F-T", label="Trial felony", category="FELONY", rank=155,
        valid_from=SPRING, valid_to=SUMMER,
    )  # fmt: skip


@pytest.mark.parametrize("day", [SPRING, date(2024, 6, 30)])
def test_a_level_in_force_on_the_offense_date_is_accepted(short_lived, day):
    assert world.charge(level="F-T", offense_from=day, offense_to=day).rank == short_lived.rank


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2024, 3, 31), date(2024, 3, 31)),
        (SUMMER, SUMMER),
        (date(2024, 3, 31), SPRING),
        (SPRING, SUMMER),
    ],
)
def test_a_level_not_in_force_on_the_whole_offense_date_is_refused(short_lived, since, until):
    with refuses("charge_level_is_on_the_ladder"):
        world.charge(level="F-T", offense_from=since, offense_to=until)


@pytest.mark.parametrize(
    ("since", "until"), [(SPRING, date(2024, 6, 30)), (SPRING, None), (None, None)]
)
def test_an_offense_in_force_or_of_unknown_date_is_accepted(since, until):
    offense = Offense.objects.create(
        state=world.state(), statute="1-1", title="Theft", valid_from=SPRING, valid_to=SUMMER
    )
    assert world.charge(offense=offense, offense_from=since, offense_to=until).pk


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2024, 3, 31), SPRING),
        (date(2024, 6, 30), SUMMER),
        (date(2024, 3, 31), None),
        (None, SUMMER),
        (SUMMER, None),
        (None, date(2024, 3, 31)),
    ],
)
def test_an_offense_not_in_force_on_the_whole_offense_date_is_refused(since, until):
    offense = Offense.objects.create(
        state=world.state(), statute="1-1", title="Theft", valid_from=SPRING, valid_to=SUMMER
    )
    with refuses("charge_offense_was_in_force"):
        world.charge(offense=offense, offense_from=since, offense_to=until)


def test_an_offense_of_another_state_is_refused():
    foreign = Offense.objects.create(state=world.state("VA"), statute="18.2-95", title="Larceny")
    with refuses("charge_offense_is_of_its_state"):
        world.charge(offense=foreign, level="")
