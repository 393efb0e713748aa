"""What must hold of the published canary world; each check gives the sentences of what does not."""

from collections.abc import Iterator
from itertools import pairwise

from django.db import connection

from cases.public.models import PublishedCase, PublishedChange, PublishedOrder
from tests.canary.corners import Corners
from tests.canary.world import Canaries
from tests.public.publication import document, documents, everything


def told_wrongly(canaries: Canaries) -> Iterator[str]:
    """All of it: what leaks, what is missing, what is told otherwise than it should be."""
    text = everything()
    yield from (f"leaks {each}" for each in canaries.read_in(text))
    yield from (f"misses {each}" for each in canaries.missing_in(text))
    yield from changes_told_wrongly(canaries.corners)
    yield from orders_told_wrongly(canaries.corners)
    yield from links_told_wrongly(canaries.corners)
    yield from texts_told_wrongly(canaries.corners)
    yield from (f"{key}: versions say the same" for key in repeated(canaries))


def changes_told_wrongly(corners: Corners) -> Iterator[str]:
    """A change is told by what is left of it."""
    for change, (kind, direction, has_reason) in corners.told:
        found = PublishedChange.objects.filter(key=change.key).values_list("kind", "direction")
        if list(found) != [(kind, direction)]:
            yield f"change {change.pk} is told as {list(found)}, not as {kind}, {direction}"
        for told in document(change.case)["changes"]:
            if told["key"] == str(change.key) and bool(told["reason"]) is not has_reason:
                yield f"change {change.pk}: its reason is told as {told['reason']}"


def orders_told_wrongly(corners: Corners) -> Iterator[str]:
    """An order is told with its case only where that gives nobody away; ended terms are not."""
    for order, with_case in corners.orders:
        row = PublishedOrder.objects.filter(key=order.key).first()
        if row is None:
            yield f"order {order.pk} is not told"
        elif (row.case_key is not None, row.number != "", row.terms) != (with_case, with_case, []):
            yield f"order {order.pk} is told with case {row.number!r} and terms {row.terms}"
        elif any(each["key"] == str(order.key) for each in document(order.case)["orders"]) is (
            not with_case
        ):
            yield f"order {order.pk} is told in its case, or is not, against what it should be"


def links_told_wrongly(corners: Corners) -> Iterator[str]:
    """Two cases are linked unless that gives somebody away."""
    for case, is_linked in corners.links:
        if bool(document(case)["related"]) is not is_linked:
            yield f"case {case.pk} is told to belong to another: {not is_linked}"


def texts_told_wrongly(corners: Corners) -> Iterator[str]:
    """A text is told whole, or not at all where it names somebody."""
    for entry, is_told in corners.texts:
        (told,) = (e for e in document(entry.case)["docket"] if e["key"] == str(entry.key))
        if bool(told["text"]) is not is_told:
            yield f"entry {entry.pk}: its text is told as {told['text']}"


def repeated(canaries: Canaries) -> Iterator[str]:
    """Two versions that say the same tell that something unseen changed between them."""
    for case in canaries.public_cases:
        if PublishedCase.objects.filter(key=case.key).exists():
            told = documents(case)
            if any(one == other for one, other in pairwise(told)):
                yield str(case.key)


PUBLIC_RIGHTS = """
    SELECT 'read ' || relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
        AND relkind IN ('r', 'p', 'v', 'm') AND has_table_privilege('court_public', oid, 'SELECT')
    UNION ALL SELECT 'write ' || relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
        AND relkind IN ('r', 'p', 'v', 'm')
        AND has_table_privilege('court_public', oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
    UNION ALL SELECT 'count ' || relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
        AND CASE relkind WHEN 'S' THEN
            has_sequence_privilege('court_public', oid, 'SELECT, USAGE, UPDATE') END
    UNION ALL SELECT 'call ' || proname FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
        AND has_function_privilege('court_public', oid, 'EXECUTE')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
            AND d.objid = p.oid AND d.deptype = 'e')
    UNION ALL SELECT 'make things' WHERE has_schema_privilege('court_public', 'public', 'CREATE')
        OR has_database_privilege('court_public', current_database(), 'TEMPORARY, CREATE')
    UNION ALL SELECT 'be ' || r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
        WHERE m.member = 'court_public'::regrole
"""
CALLED = {
    "plain_words", "by_ear", "words_near", "words_begun", "words_meant", "seals_are_applied",
}  # fmt: skip


def rights_are_wrong(published: list[str]) -> list[str]:
    """What the role of the public may and should not, or should and may not."""
    with connection.cursor() as cursor:
        cursor.execute(PUBLIC_RIGHTS)
        may = {row[0] for row in cursor}
    return sorted(may ^ ({f"read {each}" for each in published} | {f"call {f}" for f in CALLED}))
