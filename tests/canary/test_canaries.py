"""In a world where every hidden value is known again, none is read in public, and all that may be
read is there: else the first would also hold of nothing."""

import pytest

from tests.canary.checks import rights_are_wrong, told_wrongly
from tests.canary.snapshot import published_tables
from tests.canary.world import canary_world, undecided
from tests.public.publication import differences

pytestmark = pytest.mark.django_db


def test_every_field_has_its_place_in_the_world() -> None:
    assert list(undecided()) == []


def test_the_publication_tells_what_it_may_and_nothing_else() -> None:
    canaries = canary_world()
    assert len(canaries.forbidden) > 5000
    assert len(canaries.allowed) > 500
    assert list(told_wrongly(canaries)) == []
    assert differences() == []


def test_the_role_of_the_public_may_read_the_publication_and_nothing_else() -> None:
    assert rights_are_wrong(published_tables()) == []
