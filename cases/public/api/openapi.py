"""OpenAPI 3.1, made from the filters and columns of the lists: a new one is in it at once."""

import json
from functools import cache
from typing import Any

from django import forms
from django.urls import reverse

from cases.public import fair_use
from cases.public.api import problems, schemas, sizes
from cases.public.api.rows import (
    COURT_COLUMNS,
    PERSON_CASE_COLUMNS,
    STATUTE_COLUMNS,
    VERSION_COLUMNS,
)
from cases.public.api.statutes import StatuteQuestion
from cases.public.filters.cursors import CursorField
from cases.public.filters.fields import CodeField, DayField
from cases.public.formats import FORMATS, formats_of
from cases.public.pages.lists import LISTS, PublicList
from cases.public.pages.people import Leaf
from cases.public.search.paging import PAGE

Spec = dict[str, Any]

ABOUT = (
    "The public court record: the same lists, filters and cases as the pages. A charge is an "
    "accusation; the defendant is presumed innocent unless proven guilty. An empty result is "
    "not proof of absence."
)
JSON = "application/json"
UNCHANGED = "What you hold is still what stands."
TOO_LONG = (
    "The address is too long for the server, over some 4,000 characters; it ends the connection."
)
ALWAYS = (problems.BAD_QUESTION, problems.NOT_ACCEPTABLE, problems.NOT_HELD, problems.TOO_MANY,
          problems.TOO_SLOW)  # fmt: skip
COURT = {
    "name": "court",
    "in": "path",
    "required": True,
    "description": "Code of the court.",
    "schema": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
}
NUMBER = {
    "name": "number",
    "in": "path",
    "required": True,
    "description": "Case number: capitals, one hyphen for every other run of signs.",
    "schema": {"type": "string", "pattern": "^[A-Z0-9][-A-Z0-9]*$", "maxLength": 60},
}
THEN = {
    "name": "then",
    "in": "path",
    "required": True,
    "description": "A day, to its end in the court's own hours, or a moment with its time zone.",
    "schema": {"type": "string", "examples": ["2026-03-31", "2026-03-31T15:05:00Z"]},
}
KEY = {
    "name": "key",
    "in": "path",
    "required": True,
    "description": "Stable, opaque key of the person.",
    "schema": schemas.KEY,
}
LIMIT = {
    "name": sizes.NAME,
    "in": "query",
    "description": f"{sizes.MEANING}.",
    "schema": {"type": "integer", "minimum": 1, "maximum": sizes.MOST, "default": PAGE},
}
CURSORS = {
    "after": "Where the page begins: taken from `next`, not made by hand.",
    "before": "Where the page ends: taken from `previous`, not made by hand.",
}


@cache
def document_text() -> str:
    """The document as it is served."""
    return json.dumps(document(), ensure_ascii=False)


@cache
def document() -> Spec:
    """The whole API; made once, as nothing in it depends on the record."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Courtledger", "version": "1", "description": ABOUT},
        "servers": [{"url": "/"}],
        "externalDocs": {"url": reverse("data-api")},
        "paths": {**_lists(), **_cases(), **_people(), **_vocabularies(), **_front(), **_files()},
        "components": {
            "schemas": _schemas(),
            "responses": {each.code: _problem(each) for each in problems.PROBLEMS},
            "headers": _headers(),
        },
    }


def parameters(of: PublicList) -> list[Spec]:
    """The parameters of a list as its filters declare them, then how to page."""
    fields: dict[str, forms.Field] = {
        name: each.field_class(label=each.label, **each.extra)
        for name, each in of.filters.base_filters.items()
    }
    more: dict[str, forms.Field] = of.filters._meta.form.base_fields
    return [*(_parameter(name, field) for name, field in {**fields, **more}.items()), LIMIT]


def _parameter(name: str, field: forms.Field) -> Spec:
    said = CURSORS.get(name) or f"{field.label}. {field.help_text}".strip()
    told: Spec = {"name": name, "in": "query", "description": said, "schema": _schema(field)}
    if told["schema"]["type"] == "array":
        told |= {"style": "form", "explode": True}
    return told


def _schema(field: forms.Field) -> Spec:
    if isinstance(field, CodeField):
        codes = [field.in_addresses(code) for code, _ in field.offers()]
        # Courts and counties come and go with the record; /api/v1/courts/ has them.
        one: Spec = {**schemas.TEXT, "enum": codes} if codes else schemas.TEXT
        return schemas.several(one) if field.several else one
    if isinstance(field, DayField):
        return schemas.DAY
    if isinstance(field, CursorField):
        return schemas.TEXT
    length = getattr(field, "max_length", None)
    return {**schemas.TEXT, "maxLength": length} if length else schemas.TEXT


def _operation(summary: str, schema: Spec, asked: list[Spec], *more: problems.Problem) -> Spec:
    """One address, read only: what it takes, what it gives, how it may refuse."""
    good = {
        "description": summary,
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in _headers()},
        "content": {JSON: {"schema": schema}},
    }
    refusals = {
        str(each.status): {"$ref": f"#/components/responses/{each.code}"}
        for each in (*more, *ALWAYS)
    }
    answers = {
        "200": good,
        "304": {"description": UNCHANGED},
        "414": {"description": TOO_LONG},
        **refusals,
    }
    return {"get": {"summary": summary, "parameters": asked, "responses": answers}}


def _lists() -> Spec:
    return {
        reverse("api-list", args=[name]): _operation(
            f"{each.title}: one page of the list.", schemas.ref(f"{name}-page"), parameters(each)
        )
        for name, each in LISTS.items()
    }


def _cases() -> Spec:
    here = f"{reverse('api-list', args=['cases'])}{{court}}/{{number}}/"
    of_case = [COURT, NUMBER]
    spelled = {"description": "The same court and number in their one spelling."}
    told: Spec = {
        here: _operation(
            "A case as it stands.", schemas.ref("document"), of_case, problems.NOT_FOUND
        ),
        f"{here}versions/": _operation(
            "Its versions, latest first.",
            schemas.ref("versions-page"),
            of_case,
            problems.NOT_FOUND,
        ),
        f"{here}at/{{then}}/": _operation(
            "A case as the public record told it then.",
            schemas.ref("document"),
            [*of_case, THEN],
            problems.NOT_FOUND,
        ),
    }
    for each in told.values():
        each["get"]["responses"]["301"] = spelled
    return told


def _people() -> Spec:
    asked = [KEY, *(_parameter(name, field) for name, field in Leaf.base_fields.items())]
    told = _operation(
        "A person whose name is published, with one page of the cases.",
        schemas.ref("person"),
        asked,
        problems.NOT_FOUND,
    )
    return {f"{reverse('api-list', args=['people'])}{{key}}/": told}


def _vocabularies() -> Spec:
    every = _operation("Every court: coverage and freshness.", schemas.ref("courts-page"), [])
    cited = _operation(
        "Every statute that published cases cite, with what is charged under it.",
        schemas.ref("statutes-page"),
        [_parameter(name, field) for name, field in StatuteQuestion.base_fields.items()],
    )
    return {reverse("api-courts"): every, reverse("api-statutes"): cited}


def _front() -> Spec:
    return {
        reverse("api"): _operation("Where everything is.", {"type": "object"}, []),
        reverse("api-openapi"): _operation("This document.", {"type": "object"}, []),
    }


def _files() -> Spec:
    """The whole lists, as the pages offer them: the same question without `limit`."""
    return {
        reverse(f"{name}-data", args=[suffix]): {"get": _file(each, suffix)}
        for name, each in LISTS.items()
        for suffix in formats_of(name)
    }


def _file(of: PublicList, suffix: str) -> Spec:
    summary = f"{of.title} as {suffix}, outside the API."
    media_type = FORMATS[suffix].content_type.partition(";")[0]
    return {
        "summary": summary,
        "parameters": parameters(of)[:-1],
        "responses": {
            "200": {"description": summary, "content": {media_type: {}}},
            "304": {"description": UNCHANGED},
            "400": {
                "description": "This question cannot be answered as asked.",
                "content": {JSON: {"schema": schemas.ref("refusal")}},
            },
            "414": {"description": TOO_LONG},
            "503": {"description": "The database took too long.", "content": {"text/html": {}}},
        },
    }


def _schemas() -> Spec:
    rows = {name: schemas.row(each.columns) for name, each in LISTS.items()}
    rows |= {
        "courts": schemas.row(COURT_COLUMNS),
        "statutes": schemas.row(STATUTE_COLUMNS),
        "versions": schemas.row(VERSION_COLUMNS),
        "person-case": schemas.row(PERSON_CASE_COLUMNS),
    }
    return {
        **rows,
        **{f"{name}-page": schemas.page(name) for name in rows},
        "person": schemas.person(),
        "document": schemas.document(),
        "ChangedCharge": schemas.parts(schemas.CHANGED_CHARGE),
        "OtherCase": schemas.parts(schemas.OTHER_CASE),
        "OtherName": schemas.parts(schemas.OTHER_NAME),
        "problem": schemas.problem(),
        "refusal": schemas.refusal(),
    }


def _problem(problem: problems.Problem) -> Spec:
    told: Spec = {
        "description": f"{problem.title} {problem.way_out}",
        "content": {problems.MEDIA_TYPE: {"schema": schemas.ref("problem")}},
    }
    if problem is problems.TOO_MANY:
        told["headers"] = {
            "Retry-After": {"description": "Seconds to wait.", "schema": schemas.WHOLE}
        }
    return told


def _headers() -> Spec:
    said = {
        "ETag": "Send it as If-None-Match to be told only whether this has changed.",
        "RateLimit-Policy": f"Requests (q) in {fair_use.WINDOW} seconds (w), where limited.",
        "RateLimit": "Requests left (r), and seconds until all are there again (t).",
    }
    return {name: {"description": text, "schema": schemas.TEXT} for name, text in said.items()}
