"""One search box for the whole desk: a case by its number, a person by name, an order by number.

What is found is what the lists would show: their own rows and permissions are asked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Value
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from cases.admin.acts import page_of
from cases.admin.finding import cases_named, has_number, has_part, people_found
from cases.admin.front import case_words, until_words
from cases.admin.lists import by_no_index
from cases.models import Case, Person, ProtectiveOrder

FEW = 10
LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class Found:
    """A row that was found: its words, where it is, and what tells it from others."""

    row: Any
    words: str
    note: str
    is_exact: bool

    @property
    def page(self) -> str:
        return page_of(self.row)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Rows of one table that were found, and the list that shows all of them."""

    title: str
    lines: Sequence[Found]
    more: str
    is_cut: bool


def find_page(request: HttpRequest) -> HttpResponse:
    """The one that was meant, or what there is to choose from."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    groups = [group for group in found(request, asked) if group.lines] if asked else []
    lines = [line for group in groups for line in group.lines]
    exact = [line for line in lines if line.is_exact]
    if len(lines) == 1 or len(exact) == 1:
        return HttpResponseRedirect((exact or lines)[0].page)
    context = {
        **admin.site.each_context(request),
        "title": "Find",
        "desk_asked": asked,
        "groups": groups,
    }
    return TemplateResponse(request, "admin/desk/find.html", context)


def found(request: Any, asked: str) -> Iterator[Group]:
    """What of each table answers to it, for whoever may read the table."""
    may = request.user.has_perm
    if may("cases.view_case"):
        yield cases(request, asked)
    if may("cases.view_person"):
        yield people(request, asked)
    if may("cases.view_protectiveorder"):
        yield orders(request, asked)


def cases(request: Any, asked: str) -> Group:
    """Cases with this number, else with a part of it or a party of this name."""
    rows = rows_of(Case, request).select_related("court").order_by("-pk")
    listed = numbered(rows, asked) if has_digit(asked) else []
    if not listed:
        condition, _ = cases_named(asked)
        listed = list(rows.filter(condition)[: FEW + 1])
    lines = [
        Found(
            row=case,
            words=case_words(case),
            note=case.caption,
            is_exact=getattr(case, "is_exact", False),
        )
        for case in listed[:FEW]
    ]
    return group("Cases", "cases_case", asked, lines, listed)


def numbered(rows: Any, asked: str) -> list[Case]:
    """Cases with this very number; where there are none, those of which it is a part."""
    exact = rows.filter(has_number("number", asked)).order_by(by_no_index("-pk"))
    # Of a part there may be any number: those made last are met first.
    part = rows.filter(has_part("number", asked))
    either = list(
        exact.annotate(is_exact=Value(True))[: FEW + 1].union(
            part.annotate(is_exact=Value(False))[: FEW + 1], all=True
        )
    )
    return [case for case in either if case.is_exact] or either


def people(request: Any, asked: str) -> Group:
    """People and organizations who bear these words in a name of theirs."""
    condition, _ = people_found(asked)
    rows = rows_of(Person, request).filter(condition, merged_into=None).order_by("-pk")
    listed = list(rows[: FEW + 1])
    lines = [
        Found(row=person, words=person.full_name, note=birth_words(person), is_exact=False)
        for person in listed[:FEW]
    ]
    return group("People", "cases_person", asked, lines, listed)


def orders(request: Any, asked: str) -> Group:
    """Protective orders with this number."""
    rows = rows_of(ProtectiveOrder, request).select_related("case__court")
    rows = rows.order_by(by_no_index("-pk"))
    listed = list(rows.filter(has_number("number", asked))[: FEW + 1]) if has_digit(asked) else []
    lines = [
        Found(
            row=order,
            words=f"{order.get_kind_display()} {order.number}",
            note=f"{case_words(order.case)}; {until_words(order)}",
            is_exact=True,
        )
        for order in listed[:FEW]
    ]
    return group("Protective orders", "cases_protectiveorder", asked, lines, listed)


def rows_of(model: Any, request: Any) -> Any:
    """The rows that the list of this table would show."""
    return admin.site._registry[model].get_queryset(request)


def group(
    title: str, name: str, asked: str, lines: Sequence[Found], listed: Sequence[Any]
) -> Group:
    more = f"{reverse(f'admin:{name}_changelist')}?{urlencode({'q': asked})}"
    return Group(title=title, lines=lines, more=more, is_cut=len(listed) > len(lines))


def has_digit(asked: str) -> bool:
    """Whether it may be a number: names have no digits."""
    return any(letter.isdigit() for letter in asked)


def birth_words(person: Person) -> str:
    """What tells namesakes apart at a glance."""
    year = person.birth_date.year if person.birth_date else person.birth_year
    return f"born in {year}" if year else ""
