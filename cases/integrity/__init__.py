"""Named checks over the whole record: what breaks a rule, and what is lawful but odd.

The database refuses whatever breaks a rule, so `broken` finds something only after a rule was
added, or a backup mended by hand. `integrity.odd` warns and never blocks.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import connection

from cases.models import Case

BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A row that a named rule is about: its case, its table and number, and what to do."""

    case_id: int
    subject: str
    row_id: int
    rule: str
    words: str


def batches(case_ids: Iterable[int] | None = None) -> Iterator[Sequence[int]]:
    """These cases, or all of them, a thousand at a time."""
    if case_ids is None:
        case_ids = Case.objects.order_by("pk").values_list("pk", flat=True).iterator()
    rest = iter(case_ids)
    while batch := list(islice(rest, BATCH)):
        yield batch


def broken(case_ids: Iterable[int] | None = None) -> Iterator[Finding]:
    """What breaks a rule in these cases, or in all."""
    for batch in batches(case_ids):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT case_id, subject, row_id, rule, words FROM broken_rules(%s) "
                "ORDER BY case_id, subject, row_id, rule",
                [list(batch)],
            )
            found = cursor.fetchall()
        for case_id, subject, row_id, rule, words in found:
            yield Finding(case_id=case_id, subject=subject, row_id=row_id, rule=rule, words=words)
