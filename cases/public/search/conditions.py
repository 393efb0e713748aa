"""How a typed name, case number or statute becomes a condition on the publication."""

import re
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL

from cases.public.models import PublishedCase, PublishedCitation
from cases.public.search.names import cases_named
from cases.public.search.paging import IsAnyOf
from cases.public.search.statutes import keys_named, statutes_named

Rows = QuerySet[Any, Any]


def number_key(number: str) -> str:
    """A case number as it stands in addresses: capitals, one hyphen for every other run."""
    return re.sub(r"[^A-Za-z0-9]+", "-", number).upper()


def cases_numbered(number: str) -> Rows:
    """Keys of the cases whose number begins so."""
    return PublishedCase.objects.filter(number_key__startswith=number_key(number)).values("key")


def is_name(words: str) -> bool:
    """Without a digit it cannot be a case number."""
    return not re.search(r"\d", words)


def cases_answering(words: str) -> RawSQL:
    """Keys of the cases that a name or a case number finds."""
    named = cases_named(words)
    if is_name(words):
        return named
    numbered = "SELECT key FROM published_case WHERE number_key LIKE %s"
    return RawSQL(  # noqa: S611 - no value stands in it
        f"{named.sql} UNION ALL {numbered}", [*named.params, f"{number_key(words)}%"]
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
