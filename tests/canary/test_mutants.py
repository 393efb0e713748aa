"""No clause of the public views and no grant can go without a test that notices."""

import sys
from collections.abc import Sequence

import pytest

from tests.canary.clauses import NOT_FOR_HIDING
from tests.canary.mutants import Outcome, every_clause, every_mutant, rights_unnoticed, tried

# As many as there may be processes to share the work; each makes the world once.
PARTS = 8


def told(outcomes: Sequence[Outcome]) -> list[str]:
    return [f"{o.mutant.name}: {o.mutant.clause}\n    {o.said}" for o in outcomes]


@pytest.mark.django_db
def test_no_right_is_given_or_taken_unnoticed() -> None:
    assert list(rights_unnoticed()) == []


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_no_clause_of_a_public_view_is_taken_out_unnoticed(part: int) -> None:
    outcomes = list(tried(every_mutant()[part::PARTS]))
    sys.stdout.write("\n".join(["", *told(outcomes)]) + "\n")
    assert told([o for o in outcomes if not o.noticed]) == []


def test_every_view_and_guard_is_taken_apart() -> None:
    taken = {mutant.name for mutant in every_mutant()}
    assert taken >= {"party_disclosure", "hidden_words", "told_text", "public_case", "narrowed"}
    assert len(every_mutant()) > 200
    assert all(mutant.statement != mutant.whole for mutant in every_mutant())


@pytest.mark.parametrize("exempt", NOT_FOR_HIDING)
def test_a_clause_that_is_not_tried_still_stands(exempt: tuple[str, str, str]) -> None:
    name, _, _ = exempt
    assert any(mutant.name == name and mutant.is_shaped(exempt) for mutant in every_clause())
