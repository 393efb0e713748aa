"""One person whose name is published, with a page of the cases."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, JsonResponse

from cases.kinds.people import PERSON_KINDS
from cases.public import persons, read
from cases.public.api import problems
from cases.public.api.answers import resource
from cases.public.api.questions import wrong_with
from cases.public.api.rows import PERSON_CASE_COLUMNS
from cases.public.formats.json_page import result
from cases.public.formats.listing import site_of
from cases.public.pages.people import Leaf
from cases.public.pages.stamp import signed, unchanged


@resource
def person(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Who it is, and one page of the published cases, newest filed first."""
    leaf = Leaf(request.GET)
    wrong = wrong_with(request.GET, leaf)
    if wrong:
        allowed = list(leaf.fields)
        return problems.answer(request, problems.BAD_QUESTION, fields=wrong, allowed=allowed)
    held = unchanged(request)
    if held:
        return held
    moment = read.moment()
    found = persons.person(key)
    if found is None:
        return problems.answer(request, problems.NOT_FOUND)
    page, site = persons.cases_of(key, **leaf.cleaned_data), site_of(request)
    path = site + request.path
    told = {
        "key": str(found.key),
        "kind": found.kind,
        "kind_label": PERSON_KINDS.label(found.kind),
        "name": found.name,
        "also": found.also,
        "count": found.cases.count,
        "count_exact": found.cases.is_exact,
        "next": f"{path}?after={page.next}" if page.next else None,
        "previous": f"{path}?before={page.previous}" if page.previous else None,
        "results": [result(row, PERSON_CASE_COLUMNS, site) for row in page.rows],
    }
    return signed(request, JsonResponse(told), moment)
