"""The policy of disclosure as a page: the same words whatever is hidden, or whether anything is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.policy import ANSWERS, AUDIENCES, policy
from cases.public.pages.answers import answered


@answered
def data_policy(request: HttpRequest) -> HttpResponse:
    """Who may see what, by which rule, on what law."""
    held = policy()
    return render(
        request,
        "data_policy.html",
        {
            "rules": held.rules.values(),
            "entities": held.entities.values(),
            "audiences": AUDIENCES,
            "answers": ANSWERS,
        },
    )
