"""People whose names are published: a list by name, and a page for each with the cases."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cases.kinds.people import NAME_KINDS, PERSON_KINDS, ROLES
from cases.public import persons
from cases.public.addresses import person_path
from cases.public.filters.cursors import CursorField
from cases.public.formats.listing import Listing
from cases.public.pages.answers import about_people
from cases.public.pages.case_rows import CaseRow, case_row
from cases.public.pages.lists import Rows, list_page


class Leaf(forms.Form):
    """Which page of a person's cases."""

    after = CursorField(reads=date.fromisoformat)
    before = CursorField(reads=date.fromisoformat)


@about_people
def person_list(request: HttpRequest) -> HttpResponse:
    return list_page(request, "people", _people)


@about_people
def person_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """One person, with every published case, and who else has the same name."""
    leaf = Leaf(request.GET)
    strangers = [name for name in request.GET if name not in leaf.fields]
    if not leaf.is_valid() or strangers:
        said = dict(leaf.errors.items()) | {
            name: ["This page has no such parameter. It knows: after, before."]
            for name in strangers
        }
        return render(request, "person.html", {"path": request.path, "said": said}, status=400)
    person = persons.person(key)
    if person is None:
        raise Http404
    page = persons.cases_of(key, **leaf.cleaned_data)
    return render(
        request,
        "person.html",
        {
            "path": request.path,
            "person": person,
            "kind": PERSON_KINDS.label(person.kind),
            "also": _also(person.also),
            "cases": [_case(row) for row in page.rows],
            "namesakes": [_told_apart(row) for row in persons.namesakes(person)],
            "next": f"{request.path}?after={page.next}" if page.next else "",
            "previous": f"{request.path}?before={page.previous}" if page.previous else "",
        },
    )


def _people(listing: Listing, rows: Rows, path: str) -> dict[str, Any]:
    return {"people": [_told_apart({**row, "also": _also(row["also"])}) for row in rows]}


def _also(names: list[dict[str, str]]) -> list[str]:
    return [f"{NAME_KINDS.label(other['kind'])}: {other['name']}" for other in names]


def _told_apart(row: dict[str, Any]) -> dict[str, Any]:
    """A person in a list: what tells this one from others of the same name."""
    years = [day.year for day in (row["first_filed"], row["last_filed"]) if day]
    return {
        **row,
        "path": person_path(row["key"]),
        "kind": PERSON_KINDS.label(row["kind"]),
        "years": " to ".join(str(year) for year in dict.fromkeys(years)),
    }


def _case(row: dict[str, Any]) -> CaseRow:
    return case_row(row, "; ".join(ROLES.label(role) for role in row["roles"].split()))
