"""The data dictionary: every column, parameter, document part and code, from where it is made."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.kinds import cases, charges, docket, orders, people
from cases.public.filters.cases import MIXED, CaseFilter
from cases.public.filters.changes import ChangeFilter
from cases.public.formats import FORMATS
from cases.public.formats.columns import CASE_COLUMNS, CHANGE_COLUMNS
from cases.public.formats.document import DOCUMENT
from cases.public.pages.answers import answered

PAGING = (
    ("after", "Where the page begins: taken from `next`, not made by hand", ""),
    ("before", "Where the page ends: taken from `previous`, not made by hand", ""),
)
SORT = ("sort", "newest or oldest; newest is the default", "")
# Only codes that a published document can hold; the rest would be noise.
CODES = (
    ("kind of case", cases.CASE_TYPES.choices()),
    ("status of a case", [*cases.STATUSES.choices(), MIXED]),
    ("status of a charge", charges.CHARGE_STATUSES.choices()),
    ("category of a level", charges.LEVEL_CATEGORIES.choices()),
    ("kind of change", charges.CHANGE_KINDS.choices()),
    ("direction of a change", charges.DIRECTIONS.choices()),
    ("effect on the earlier charge", charges.EFFECTS.choices()),
    ("instrument", charges.INSTRUMENTS.choices()),
    ("authority", charges.AUTHORITIES.choices()),
    ("outcome", charges.OUTCOMES.choices()),
    ("plea", charges.PLEAS.choices()),
    ("kind of sentence", charges.SENTENCE_KINDS.choices()),
    ("unit of a sentence", charges.SENTENCE_UNITS.choices()),
    ("role of a party", [(r.code, r.label) for r in people.ROLES if r.public != "NONE"]),
    ("kind of other name", people.NAME_KINDS.choices()),
    ("kind of order", [(o.code, o.label) for o in orders.ORDER_KINDS if o.publishable]),
    ("status of an order", orders.ORDER_STATUSES.choices()),
    ("term of an order", orders.ORDER_TERMS.choices()),
    ("kind of hearing", docket.HEARING_KINDS.choices()),
    ("status of a hearing", docket.HEARING_STATUSES.choices()),
    ("kind of docket entry", [(e.code, e.label) for e in docket.ENTRY_KINDS if not e.about_order]),
    ("relation between cases", cases.RELATIONS.choices()),
)


@answered
def data(request: HttpRequest) -> HttpResponse:
    """The data dictionary."""
    lists = [
        ("cases", "Cases", CASE_COLUMNS, [*parameters(CaseFilter.base_filters), SORT, *PAGING]),
        ("changes", "Charge changes", CHANGE_COLUMNS,
         [*parameters(ChangeFilter.base_filters), *PAGING]),
    ]  # fmt: skip
    vocabularies = [{"name": name, "codes": codes} for name, codes in CODES]
    return render(
        request,
        "data.html",
        {
            "lists": lists,
            "document": DOCUMENT,
            "formats": list(FORMATS),
            "vocabularies": vocabularies,
        },
    )


def parameters(filters: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Each filter with what it is called and how it is to be given."""
    return [
        (name, str(each.label), each.extra.get("help_text", "")) for name, each in filters.items()
    ]
