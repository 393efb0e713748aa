"""How a typed name, case number or statute becomes a condition on the publication."""

import re
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL

from cases.public import read
from cases.public.models import PublishedCase, PublishedCitation
from cases.public.search.names import cases_named
from cases.public.search.paging import IsAnyOf
from cases.public.search.statutes import keys_named, statutes_named

Rows = QuerySet[Any, Any]

# Sign after sign, with and without a hyphen before it, as far as some number still begins so: each
# step reads one entry of the index, the first at or after what was put together.
WRITTEN = """
    WITH RECURSIVE written (begun, signs) AS (
        SELECT '', 0
        UNION ALL
        SELECT longer.begun, w.signs + 1
        FROM written w
        CROSS JOIN LATERAL (
            SELECT w.begun || hyphen || substr(%(signs)s, w.signs + 1, 1) AS begun
            FROM (VALUES (''), ('-')) v (hyphen)
        ) longer
        WHERE w.signs < length(%(signs)s) AND starts_with((
            SELECT c.number_key FROM published_case c WHERE c.number_key ~>=~ longer.begun
            ORDER BY c.number_key USING ~<~ LIMIT 1), longer.begun)
    )
    SELECT begun FROM written WHERE signs = length(%(signs)s)
"""


def number_key(number: str) -> str:
    """A case number as it stands in addresses: capitals, one hyphen for every other run."""
    return re.sub(r"[^A-Za-z0-9]+", "-", number).upper()


def numbers_begun(number: str) -> list[str]:
    """Every way in which numbers that begin with these letters and digits are written, as they
    stand in addresses: where the hyphens are makes no difference."""
    signs = re.sub(r"[^A-Za-z0-9]+", "", number).upper()
    return [row["begun"] for row in read.rows(WRITTEN, {"signs": signs})] if signs else []


def begins_so(column: str, number: str) -> tuple[str, list[str]]:
    """The same as a condition in SQL, and its values."""
    patterns = [f"{begun}%" for begun in numbers_begun(number)]
    return f"({' OR '.join([f'{column} LIKE %s'] * len(patterns)) or 'false'})", patterns


def cases_numbered(number: str) -> Rows:
    """Keys of the cases whose number begins so."""
    begins = Q(pk__in=[])
    for begun in numbers_begun(number):
        begins |= Q(number_key__startswith=begun)
    return PublishedCase.objects.filter(begins).values("key")


def is_name(words: str) -> bool:
    """Without a digit it cannot be a case number."""
    return not re.search(r"\d", words)


def cases_answering(words: str) -> RawSQL:
    """Keys of the cases that a name or a case number finds."""
    named = cases_named(words)
    if is_name(words):
        return named
    begins, patterns = begins_so("number_key", words)
    numbered = f"SELECT key FROM published_case WHERE {begins}"  # noqa: S608
    return RawSQL(  # noqa: S611 - no value stands in it
        f"{named.sql} UNION ALL {numbered}", [*named.params, *patterns]
    )


def cases_charged(statute: str, outcome: str = "") -> Rows:
    """Keys of the cases charged, now or before, under a statute so named, and with which outcome
    of such a charge."""
    cited = PublishedCitation.objects.filter(IsAnyOf(F("statute_key"), statute_keys(statute)))
    ended = cited.filter(outcomes__contains=[outcome]) if outcome else cited
    return ended.values("case_key")


def statute_keys(statute: str) -> ArraySubquery:
    """Every statute so named, as searches hold it."""
    return ArraySubquery(keys_named(statute))


def spellings_of(statute: str) -> ArraySubquery:
    """Every way in which charges under a statute so named cite it."""
    return ArraySubquery(statutes_named(statute).values("statute").distinct())
