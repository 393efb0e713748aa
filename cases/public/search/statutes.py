"""Finding statutes as people name them: by citation, by its beginning, by the words of the
charge, by an everyday name."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet

from cases.public.filters.fields import WORD
from cases.public.models import PublishedStatute

EVERYDAY = Path(__file__).parent / "everyday.toml"
# Short words are too common in the words of the law to find anything by.
SMALL = {"a", "an", "and", "by", "for", "in", "of", "on", "or", "the", "to", "with"}


@cache
def everyday_names() -> dict[str, list[str]]:
    """What people call an offense, and the phrases that mean it in charges."""
    names: dict[str, list[str]] = tomllib.loads(EVERYDAY.read_text(encoding="utf-8"))
    return names


def statutes_named(typed: str) -> QuerySet[PublishedStatute]:
    """Statutes under this citation and its subsections, or whose charges have these words.

    A * at the end of a citation takes in all that begins so.
    """
    key = re.sub(r"\s", "", typed).upper().rpartition("§")[2]
    if key.endswith("*"):
        return PublishedStatute.objects.filter(statute_key__startswith=key.rstrip("*"))
    cited = Q(statute_key=key) | Q(statute_key__startswith=f"{key}(")
    words = [word.lower() for word in WORD.findall(typed)]
    if any(word.isdigit() for word in words):
        return PublishedStatute.objects.filter(cited)
    asked = cited | _charged(words)
    for phrase in everyday_names().get(" ".join(words), ()):
        asked |= _charged(phrase.split())
    return PublishedStatute.objects.filter(asked)


def keys_named(typed: str) -> QuerySet[PublishedStatute, Any]:
    """The same as searches hold them, each once."""
    return statutes_named(typed).values("statute_key").distinct()


def _charged(words: list[str]) -> Q:
    """Charges in which each of these begins a word."""
    telling = [word for word in words if word not in SMALL] or words
    asked = Q()
    for word in telling:
        asked &= Q(plain__contains=f" {word}")
    return asked
