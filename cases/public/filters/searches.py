"""How a typed name, case number or statute becomes a condition on the publication."""

import re
import unicodedata
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value

from cases.public.filters.fields import WORD
from cases.public.models import PublishedCase, PublishedCharge, PublishedName

Rows = QuerySet[Any, Any]


class PlainWord(Func):
    """A word as `published_name` holds it. One without a Latin letter or a digit becomes NULL,
    which matches nothing; an empty word would match everybody."""

    template = "nullif(btrim(plain_words(%(expressions)s)), '')"
    output_field = TextField()


def number_key(number: str) -> str:
    """A case number as it stands in addresses: capitals, one hyphen for every other run."""
    return re.sub(r"[^A-Za-z0-9]+", "-", number).upper()


def cases_of(name: str) -> Rows:
    """Keys of the cases in which one person's published names begin with all of these words."""
    words = WORD.findall(unicodedata.normalize("NFC", name))
    here = {"case_key": OuterRef("case_key"), "person_key": OuterRef("person_key")}
    found = PublishedName.objects.filter(word__startswith=PlainWord(Value(words[0])))
    for word in words[1:]:
        same = PublishedName.objects.filter(word__startswith=PlainWord(Value(word)), **here)
        found = found.filter(Exists(same))
    return found.values("case_key")


def cases_numbered(number: str) -> Rows:
    """Keys of the cases whose number begins so."""
    return PublishedCase.objects.filter(number_key__startswith=number_key(number)).values("key")


def cases_answering(words: str) -> Rows:
    """Keys of the cases that a name or a case number finds."""
    named = cases_of(words)
    return named.union(cases_numbered(words)) if re.search(r"\d", words) else named


def charges_under(statute: str) -> QuerySet[PublishedCharge]:
    """Charges under this section and its subsections; a * at the end takes all that begins so."""
    key = re.sub(r"\s", "", statute).upper().rpartition("§")[2]
    if key.endswith("*"):
        return PublishedCharge.objects.filter(statute_key__startswith=key.rstrip("*"))
    return PublishedCharge.objects.filter(Q(statute_key=key) | Q(statute_key__startswith=f"{key}("))


def spellings_of(statute: str) -> ArraySubquery:
    """Every way in which charges under this statute cite it."""
    return ArraySubquery(charges_under(statute).values("statute").distinct())


def newest_first(field: str) -> list[Any]:
    return [F(field).desc(nulls_last=True), F("key").desc()]
