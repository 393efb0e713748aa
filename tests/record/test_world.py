import pytest

from tests import world
from tests.worlds.founding import founding

pytestmark = pytest.mark.django_db


def test_the_smallest_rows_keep_every_rule(settle):
    accused = world.defendant()
    case = accused.case
    early, late = world.charge(accused), world.charge(accused, level="F-A")
    world.change(before=[early], after=[late])
    world.sentence(late)
    world.dispose(late)
    world.status(case)
    world.entry(case)
    world.hearing(case)
    world.order(case, accused)
    world.statement(case)
    world.relate(case, world.case())
    settle()
    assert (late.rank or 0) > (early.rank or 0)


def test_the_founding_scenario_keeps_every_rule(settle):
    told = founding()
    settle()
    assert (told.capital.rank or 0) > (told.battering.rank or 0)
    assert told.no_contact.rank is None
