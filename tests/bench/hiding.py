"""What hiding costs, and whether it holds: the list before and after cases are sealed."""

from django.db import connection, transaction
from django.http import Http404

from cases.models import Case, Seal
from tests.bench import Measured
from tests.bench.kit.asking import Bare, Statements, Unanswered, get, listing, noted
from tests.bench.kit.chance import dice
from tests.bench.kit.goals import at_most, told
from tests.bench.kit.lean import kept
from tests.bench.kit.published import published, say
from tests.bench.kit.questions import Drawing, different
from tests.bench.kit.timing import in_rounds

SIZE = 100_000
QUESTIONS = 100
PART = 0.05
MOST = 10_000
AT_ONCE = 1000
WALKED = 50
# Ratios of one and the same thing measured twice differ by this much.
NOISE = 1.15
HELD_BY_KEY = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_name LIKE 'published\\_%' AND (column_name = 'case_key'
        OR table_name = 'published_case' AND column_name = 'key')
"""


def run(size: int) -> list[Measured]:
    """The same questions with none newly sealed and with some sealed by order; then unsealed."""
    with published(size):
        questions = different(Drawing("hiding").mixed, QUESTIONS)
        before = measured(questions)
        sealed = drawn(min(MOST, int(size * PART)))
        turn(sealed, "SEAL", "SEALED")
        try:
            after = measured(questions)
            stray = rows_left(sealed)
            found = paths_that_tell(sealed)
        finally:
            turn(sealed, "UNSEAL", "PUBLIC")
        return [
            *kept(size),
            told("cases sealed", len(sealed), "cases"),
            told("rows of a page before, p50", before, "ms"),
            told("rows of a page after, p50", after, "ms"),
            at_most(9, NOISE, "rows of a page, after / before", after / before, "times"),
            at_most(9, 0, "rows of sealed cases in the publication", stray, "rows"),
            at_most(9, 0, "addresses and lists that tell of a sealed case", found, "answers"),
        ]


def measured(questions: list[str]) -> float:
    asked = [page_of(question) for question in questions]
    bare = Bare()
    (rows,) = in_rounds(asked, bare.ask)
    bare.close()
    return rows.p50


def page_of(question: str) -> Statements:
    with noted() as statements:
        listing("cases", question).page()
    return statements


def drawn(wanted: int) -> list[Case]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM court_case WHERE visibility = 'PUBLIC' ORDER BY id")
        ids = [row[0] for row in cursor]
    chosen = dice("sealed").sample(ids, wanted)
    return list(Case.objects.filter(id__in=chosen).select_related("court").order_by("id"))


def turn(cases: list[Case], act: str, visibility: str) -> None:
    """By order of the court, many at a time."""
    say(f"{act}: {len(cases):,} cases")
    for start in range(0, len(cases), AT_ONCE):
        some = cases[start : start + AT_ONCE]
        with transaction.atomic():
            Seal.objects.bulk_create(
                Seal(
                    act=act,
                    case=case,
                    order_reference="Order",
                    sealed_by="benchmark",
                    approved_by="second benchmark",
                )
                for case in some
            )
            Case.objects.filter(id__in=[case.pk for case in some]).update(visibility=visibility)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def rows_left(cases: list[Case]) -> int:
    keys = [case.key for case in cases]
    left = 0
    with connection.cursor() as cursor:
        cursor.execute(HELD_BY_KEY)
        for table, column in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} = ANY (%s)", [keys])
            left += cursor.fetchone()[0]
    return left


def paths_that_tell(cases: list[Case]) -> int:
    """How many public answers about sealed cases differ from those about no case at all."""
    telling = 0
    for case in cases[:WALKED]:
        address = f"/cases/{case.court.code}/{case.number_key}/"
        for path in (address, f"{address}versions/", f"{address}at/2026-01-01/"):
            telling += is_answered(path)
        telling += listing("cases", f"number={case.number_key}&court={case.court.code}").total.count
    return telling


def is_answered(path: str) -> bool:
    """Some views say that there is none, others raise it."""
    try:
        get(path, status=404)
    except Http404:
        return False
    except Unanswered:
        return True
    return False
