"""The case list as it is commonly written: Django's ORM over the record, Django's templates."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from django.db.models import Exists, OuterRef, QuerySet
from django.template import engines

from cases.kinds.cases import CASE_TYPES, STATUSES
from cases.models import Case, CaseStatus, Charge
from cases.public.filters.levels import level_choices
from cases.public.search.paging import PAGE

FILE = Path(__file__).parent / "plain_list.html"
# What this list can be asked; the record's tables have nothing ready for the rest.
ASKED = ("county", "court", "type", "status", "level", "statute", "filed_after", "filed_before")


def template() -> Any:
    """The page's template, compiled once."""
    return engines["django"].from_string(FILE.read_text(encoding="utf-8"))


def found(question: str) -> "QuerySet[Case]":
    """The cases asked for, latest first, with all that the page shows of them."""
    asked = {name: values[0] for name, values in parse_qs(question).items()}
    cases = Case.objects.filter(visibility="PUBLIC").select_related("court")
    for name, column in COLUMNS.items():
        if name in asked:
            value = asked[name].upper() if name == "type" else asked[name]
            cases = cases.filter(**{column: value})
    if "status" in asked:
        standing = CaseStatus.objects.filter(until_date=None, status=asked["status"].upper())
        cases = cases.filter(Exists(standing.filter(case=OuterRef("pk"))))
    for name in ("level", "statute"):
        if name in asked:
            charges = Charge.objects.filter(**{name: asked[name]}, case=OuterRef("pk"))
            cases = cases.filter(Exists(charges))
    related = ("parties__person", "charges", "statuses")
    return cases.prefetch_related(*related).order_by("-filed_date", "-id")[:PAGE]


COLUMNS = {
    "county": "court__county",
    "court": "court__code",
    "type": "case_type",
    "filed_after": "filed_date__gte",
    "filed_before": "filed_date__lte",
}


def page(made: Any, question: str, courts: list[dict[str, str]]) -> str:
    """The page, with its form."""
    text: str = made.render({
        "cases": found(question),
        "courts": courts,
        "counties": sorted({court["county"] for court in courts}),
        "types": CASE_TYPES.choices(),
        "statuses": STATUSES.choices(),
        "levels": level_choices(),
    })  # fmt: skip
    return text
