"""The statutes that published cases cite: what to ask the lists for."""

from typing import Any

from django import forms
from django.db.models import Sum
from django.http import HttpRequest, HttpResponseBase

from cases.public import read
from cases.public.api import problems
from cases.public.api.answers import resource
from cases.public.api.questions import wrong_with
from cases.public.api.rows import STATUTE_COLUMNS
from cases.public.api.whole import whole
from cases.public.filters.fields import WordsField
from cases.public.formats.json_page import result
from cases.public.formats.listing import site_of
from cases.public.models import PublishedStatute
from cases.public.pages.stamp import signed, unchanged
from cases.public.search.statutes import statutes_named


class StatuteQuestion(forms.Form):
    """Which statutes; all of them where nothing is asked."""

    q = WordsField(
        required=False,
        max_length=60,
        label="Statute",
        help_text=(
            "As cited, like 5-10-101, with * for all that begins so; or words of the charge, "
            "or what people call it, like domestic battery."
        ),
    )


@resource
def statutes(request: HttpRequest) -> HttpResponseBase:
    """Each statute with what is charged under it, and how often."""
    form = StatuteQuestion(request.GET)
    wrong = wrong_with(request.GET, form)
    if wrong:
        allowed = list(form.fields)
        return problems.answer(request, problems.BAD_QUESTION, fields=wrong, allowed=allowed)
    held = unchanged(request)
    if held:
        return held
    moment, site = read.moment(), site_of(request)
    rows = [result(row, STATUTE_COLUMNS, site) for row in _found(form.cleaned_data["q"])]
    return signed(request, whole(rows), moment)


def _found(words: str) -> Any:
    """Rows add up to one for each statute and charge; a row may be left at nothing."""
    found = statutes_named(words) if words else PublishedStatute.objects.all()
    added = found.using("public").values("statute_key", "statute", "label")
    return (
        added.annotate(number=Sum("cases"))
        .filter(number__gt=0)
        .order_by("statute_key", "statute", "label")
    )
