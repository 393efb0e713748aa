"""In a world where every hidden value is known again, none is read in public."""

import pytest

from tests.canary.world import Canaries, first_stage, second_stage, undecided
from tests.public.publication import differences, everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def canaries(db: None) -> Canaries:
    plan, values = first_stage()
    return second_stage(plan, values)


def test_every_field_has_its_place_in_the_world() -> None:
    assert list(undecided()) == []


def test_no_table_of_the_publication_holds_a_hidden_value(canaries: Canaries) -> None:
    assert len(canaries.forbidden) > 3000
    assert canaries.read_in(everything()) == []


def test_everything_that_may_be_read_is_there(canaries: Canaries) -> None:
    """Else the test above would also pass upon an empty publication."""
    assert len(canaries.allowed) > 300
    assert canaries.missing_in(everything()) == []


def test_the_publication_is_what_the_views_say(canaries: Canaries) -> None:
    assert differences() == []
