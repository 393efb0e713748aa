"""The goals, as docs/performance.md numbers them, and how a figure is held against one."""

from tests.bench import Measured


def at_most(number: int, limit: float, what: str, figure: float, unit: str) -> Measured:
    """A line whose figure should not be above the limit of this goal."""
    return Measured(
        what=what, figure=figure, unit=unit, goal=f"at most {limit:g} {unit}",
        is_met=figure <= limit, number=number,
    )  # fmt: skip


def at_least(number: int, limit: float, what: str, figure: float, unit: str) -> Measured:
    """A line whose figure should not be below the limit of this goal."""
    return Measured(
        what=what, figure=figure, unit=unit, goal=f"at least {limit:,g} {unit}",
        is_met=figure >= limit, number=number,
    )  # fmt: skip


def told(what: str, figure: float, unit: str) -> Measured:
    """A line without a goal: what others are compared with."""
    return Measured(what=what, figure=figure, unit=unit)
