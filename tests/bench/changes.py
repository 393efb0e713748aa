"""The change desk under random combinations of its filters: the page, and its bare statements."""

from tests.bench import Measured
from tests.bench.kit.goals import at_most
from tests.bench.kit.published import published
from tests.bench.kit.questions import Drawing, different
from tests.bench.lists import lines, measured, most_asked, prepared

SIZE = 100_000
QUESTIONS = 300


def run(size: int) -> list[Measured]:
    """Held against the bounds of the case list."""
    with published(size):
        questions = prepared(different(Drawing("changes").changed, QUESTIONS), "changes")
        rows, page, view = measured(questions)
        return [
            *lines("changes", rows, page, view),
            at_most(4, 10, "changes: rows, p95", rows.p95, "ms"),
            at_most(4, 50, "changes: rows, slowest", rows.most, "ms"),
            at_most(1, 3, "changes: most queries of a page", most_asked(questions), "queries"),
        ]
