"""What must hold of the published canary world; each check gives the sentences of what does not."""

from collections.abc import Iterator
from itertools import groupby

from django.db import connection

from cases.models import Case
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
    yield from versions_told_wrongly(canaries)
    yield from views_told_wrongly()


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
    """Two cases are linked unless that gives somebody away; a row is told in its case alone."""
    for case, other, is_linked in corners.links:
        told = [each["key"] for each in document(case)["related"]]
        if told != ([str(other.key)] if is_linked else []):
            yield f"case {case.pk} is told to belong to {told}; to {other.key}: {is_linked}"
    for case, row in corners.apart:
        if str(row.key) in str(documents(case)):
            yield f"{row._meta.db_table} {row.pk} is told in case {case.pk}"


def texts_told_wrongly(corners: Corners) -> Iterator[str]:
    """A text is told whole, or not at all where it names somebody; a title may be built anew."""
    for entry, expected in corners.texts:
        told = [
            each["text"]
            for version in documents(entry.case)
            for each in version["docket"]
            if each["key"] == str(entry.key)
        ]
        if _one_after_the_other(told) != expected:
            yield f"entry {entry.pk}: its text is told as {told}, not as {expected}"
    for case, expected in corners.captions:
        told = [version["caption"] for version in documents(case)]
        told.append(PublishedCase.objects.get(key=case.key).caption)
        if _one_after_the_other(told) != expected:
            yield f"case {case.pk}: its caption is told as {told}, not as {expected}"


def _one_after_the_other(told: list[str | None]) -> list[str | None]:
    return [each for each, _ in groupby(told)]


def versions_told_wrongly(canaries: Canaries) -> Iterator[str]:
    """Who hides what was told, and does nothing else, leaves of a case the one version that it had,
    and that says what a new one would: a further one would tell that something had changed. Every
    row stands in a document once, with the fields that its part has."""
    anew = {case.pk for case in canaries.corners.anew}
    cases = [row for row in canaries.corners.public if isinstance(row, Case)]
    shapes: dict[str, set[str]] = {}
    for case in (*canaries.public_cases, *cases):
        told = documents(case)
        if len(told) != 1 and case.pk not in anew:
            yield f"case {case.pk} has {len(told)} versions"
        for version in told:
            for part, rows in version.items():
                if isinstance(rows, list):
                    keys = [row and row["key"] for row in rows]
                    if len(keys) != len(set(keys)) or None in keys:
                        yield f"case {case.pk} tells its {part} as {keys}"
                        continue
                    shapes.setdefault(part, set()).update(",".join(sorted(row)) for row in rows)
    yield from (f"{part} are told as {found}" for part, found in shapes.items() if len(found) > 1)


# What holds of the views themselves, whoever asks them.
OF_VIEWS = {
    "public_party tells a name that is not shown": """
        SELECT count(*) FROM public_party WHERE NOT is_shown
            AND (name IS NOT NULL OR words IS NOT NULL OR surname IS NOT NULL)""",
    "told() tells a text of a case of which nobody knows what it hides": """
        SELECT count(told('Any text', NULL)) + count(told_text('Any text', NULL))""",
}
HIDDEN = "SELECT id FROM court_case WHERE visibility <> 'PUBLIC' OR case_type IN ('JV', 'OP')"
ABOUT_A_CASE = """
    SELECT table_name FROM information_schema.columns
    WHERE table_name LIKE 'public\\_%' AND column_name = 'case_id' AND table_name <> 'public_change'
"""


def views_told_wrongly() -> Iterator[str]:
    """No view leans on who reads it."""
    with connection.cursor() as cursor:
        for wrong, question in OF_VIEWS.items():
            cursor.execute(question)
            if cursor.fetchone()[0]:
                yield wrong
        cursor.execute(ABOUT_A_CASE)
        for (view,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {view} WHERE case_id IN ({HIDDEN})")
            if cursor.fetchone()[0]:
                yield f"{view} tells of a case that is hidden"


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
