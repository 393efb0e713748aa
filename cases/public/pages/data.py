"""The data dictionary: every column, parameter, document part and code, from where it is made."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

from cases.kinds import cases, charges, docket, orders, people
from cases.public.filters.cases import MIXED
from cases.public.filters.fields import CodeField
from cases.public.filters.strict import StrictFilterSet
from cases.public.formats import formats_of
from cases.public.formats.document import DOCUMENT
from cases.public.formats.table_schema import table_schema
from cases.public.pages.answers import answered, not_found_data
from cases.public.pages.lists import LISTS

PAGING = (
    ("after", "Where the page begins: taken from `next`, not made by hand", ""),
    ("before", "Where the page ends: taken from `previous`, not made by hand", ""),
)
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
        (each.name, each.title, formats_of(each.name), each.columns, parameters(each.filters))
        for each in LISTS.values()
    ]
    vocabularies = [{"name": name, "codes": codes} for name, codes in CODES]
    return render(
        request,
        "data.html",
        {
            "lists": lists,
            "document": DOCUMENT,
            "vocabularies": vocabularies,
        },
    )


@answered
def schema(request: HttpRequest, name: str) -> HttpResponseBase:
    """The Table Schema of a list's CSV file."""
    if name not in LISTS:
        return not_found_data()
    return JsonResponse(table_schema(LISTS[name].columns))


def parameters(filters: type[StrictFilterSet]) -> list[tuple[str, str, str]]:
    """Each parameter of a list with what it is called and how it is to be given."""
    named = [
        (name, str(each.label), each.extra.get("help_text", ""))
        for name, each in filters.base_filters.items()
    ]
    sort = filters._meta.form.base_fields.get("sort")
    if isinstance(sort, CodeField):
        offered = "; ".join(f"{code}: {label}" for code, label in sort.offers())
        named.append(("sort", "How the list is ordered", f"{offered}. The first is the default."))
    return [*named, *PAGING]
