"""No clause of the public views and no grant can go without a test that notices."""

import pytest

from tests.canary.mutants import every_mutant, rights_unnoticed, tried

pytestmark = pytest.mark.django_db


def test_no_right_is_given_or_taken_unnoticed() -> None:
    assert list(rights_unnoticed()) == []


@pytest.mark.slow
def test_no_clause_of_a_public_view_is_taken_out_unnoticed() -> None:
    chosen = every_mutant()
    assert len(chosen) > 150
    outcomes = list(tried(chosen))
    survivors = [f"{o.mutant.name}: {o.mutant.clause}" for o in outcomes if not o.noticed]
    assert survivors == []
