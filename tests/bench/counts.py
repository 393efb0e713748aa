"""Totals and facets, held against GROUP BY: as loaded, and after random edits."""

from collections import Counter
from urllib.parse import parse_qsl, urlencode

from django.db import connection
from django.db.models import Count, F, Func

from cases.public.formats.case_listing import CaseListing
from cases.public.search.codes import KINDS
from tests.bench import Measured
from tests.bench.kit.asking import Bare, Unanswered, listing, noted
from tests.bench.kit.goals import at_most, told
from tests.bench.kit.lean import kept
from tests.bench.kit.published import published, say
from tests.bench.kit.questions import Drawing, different
from tests.bench.kit.random_edits import edit_randomly
from tests.bench.kit.timing import in_rounds

SIZE = 100_000
QUESTIONS = 100
COMPARED = 30
EDITS = 10_000
DIFFERENCES = "SELECT count(*) FROM publication_differences(%s)"


def run(size: int) -> list[Measured]:
    """Measure the counting, compare it, edit, and compare again."""
    with published(size):
        questions = different(Drawing("counts").mixed, QUESTIONS)
        timed = times(questions)
        before = wrong(questions[:COMPARED])
        ids, done = edit_randomly(min(EDITS, size // 20))
        say(f"Edited: {dict(done)}")
        after = wrong(questions[:COMPARED])
        return [
            *kept(size),
            *timed,
            at_most(8, 0, "counts unlike GROUP BY, as loaded", before, "counts"),
            told("edits made", sum(done.values()) - done[""], "edits"),
            at_most(8, 0, "counts unlike GROUP BY, after the edits", after, "counts"),
            at_most(8, 0, "edited cases unlike their views", unlike_views(ids), "cases"),
        ]


def times(questions: list[str]) -> list[Measured]:
    """Total and facets of each question, by their bare statements."""
    asked = []
    exact = 0
    for question in questions:
        found = listing("cases", question)
        with noted() as statements:
            exact += found.total.is_exact
        asked.append(statements)
    bare = Bare()
    (counting,) = in_rounds(asked, bare.ask)
    bare.close()
    return [
        told("total and facets, p50", counting.p50, "ms"),
        told("total and facets, slowest", counting.most, "ms"),
        told("totals that are exact", 100 * exact / len(questions), "%"),
        at_most(8, 50, "total and facets, p95", counting.p95, "ms"),
    ]


def wrong(questions: list[str]) -> int:
    """How many exact totals and facet counts are not what GROUP BY says."""
    return sum(unlike(question) for question in questions)


def unlike(question: str) -> int:
    found = listing("cases", question)
    if not isinstance(found, CaseListing):
        raise Unanswered("The case list has no facets.")
    if not found.total.is_exact:
        return 0
    different = int(found.total.count != found.asked.qs.using("default").count())
    for name in KINDS.filters:
        told_counts = {code: n for code, n in found.facets.counts[name].items() if n}
        different += len(set(told_counts.items()) ^ set(grouped(question, name).items()))
    return different


def grouped(question: str, name: str) -> Counter[str]:
    """The cases of each choice of one filter, by GROUP BY.

    Where codes alone are asked for, a filter's own choice is left out of it, so that the others
    tell what they would add; with anything else, the matches themselves are counted. That takes
    longer than the public side may.
    """
    asked = parse_qsl(question)
    if all(key in KINDS.filters for key, _ in asked):
        asked = [(key, value) for key, value in asked if key != name]
    rows = listing("cases", urlencode(asked)).asked.qs.using("default").order_by()
    column = KINDS.columns.get(name, name)
    if name == "change":
        choice = Func(F("directions"), function="unnest")
        rows = rows.annotate(choice=choice)
    else:
        rows = rows.annotate(choice=F(column))
    pairs = rows.values_list("choice").annotate(n=Count("key"))
    return Counter(dict(pairs))


def unlike_views(ids: list[int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENCES, [ids])
        return int(cursor.fetchone()[0])
