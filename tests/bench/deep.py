"""Pages deep in a list, beside its first: keyset paging costs the same anywhere."""

from urllib.parse import urlencode

from django.db import connection

from cases.public.filters.cursors import Cursor
from tests.bench import Measured
from tests.bench.kit.asking import Bare, Statements, get, listing, noted
from tests.bench.kit.goals import at_most, told
from tests.bench.kit.published import published
from tests.bench.kit.timing import in_rounds

SIZE = 100_000
REPEATS = 40
DEPTHS = (1_000, 10_000, 100_000, 1_000_000)
LIMIT = 1.5
LARGEST = """
    SELECT c.county FROM published_kind k JOIN published_court c ON c.code = k.court
    WHERE c.county <> '' GROUP BY c.county ORDER BY sum(k.cases) DESC, c.county LIMIT 1
"""


def run(size: int) -> list[Measured]:
    """All cases, and those of the largest county."""
    with published(size):
        county = largest()
        return [*paged("all cases", {}), *paged("a county", county)]


def largest() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(LARGEST)
        return {"county": cursor.fetchone()[0]}


def paged(name: str, asked: dict[str, str]) -> list[Measured]:
    """Page one, and the pages after the rows at these depths, both ways."""
    first = f"/cases/?{urlencode(asked)}"
    addresses = {"page one": first}
    for depth in DEPTHS:
        cursor = at_depth(urlencode(asked), depth)
        if cursor:
            for way in ("after", "before"):
                address = f"/cases/?{urlencode({**asked, way: str(cursor)})}"
                addresses[f"{way} row {depth:,}"] = address
    statements = {what: noted_of(address) for what, address in addresses.items()}
    bare = Bare()
    times = in_rounds(
        range(REPEATS),
        *[lambda _, asked=asked: bare.ask(asked) for asked in statements.values()],
        *[lambda _, address=address: get(address) for address in addresses.values()],
    )
    bare.close()
    half = len(addresses)
    return [
        *compared(f"{name}: statements", list(addresses), [spread.p50 for spread in times[:half]]),
        *compared(f"{name}: page", list(addresses), [spread.p50 for spread in times[half:]]),
    ]


def compared(name: str, places: list[str], figures: list[float]) -> list[Measured]:
    """Every depth against page one."""
    lines = [told(f"{name}, page one, p50", figures[0], "ms")]
    for place, figure in zip(places[1:], figures[1:], strict=True):
        lines.append(at_most(7, LIMIT, f"{name} {place} / page one", figure / figures[0], "times"))
    return lines


def at_depth(question: str, depth: int) -> Cursor | None:
    """The cursor of the row this far down; None where the list is not that long."""
    found = listing("cases", question)
    row = found.whole()[depth : depth + 1].first()
    return Cursor(row[found.order.column], row["key"]) if row else None


def noted_of(address: str) -> Statements:
    with noted() as statements:
        get(address)
    return statements
