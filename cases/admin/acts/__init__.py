"""Guided acts: a form, then what it would do in words, then a confirmation.

The form is tried out against the database before anybody confirms it: the act is done, every
rule is held as at the commit, and all of it is taken back. So a clerk confirms what is known to
be possible, reads the direction of a change before it exists, and sees every refusal in words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from cases.actions.refusal import Refused, refusals
from cases.admin.acts.form import ActForm, case_of
from cases.integrity.odd import warnings
from cases.models import Case

ASKED = ("csrfmiddlewaretoken", "confirm", "back")


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something a clerk may do to a row. `applies` says whether it makes sense as it stands."""

    slug: str
    label: str
    form: type[ActForm]
    permission: str
    applies: Callable[[Any], bool] = lambda row: True

    def is_allowed(self, user: Any) -> bool:
        return bool(user.has_perm(f"cases.{self.permission}"))


def links(user: Any, row: models.Model, acts: Sequence[Act]) -> list[tuple[str, str]]:
    """Label and address of every act that this user may do to this row now."""
    allowed = [act for act in acts if act.is_allowed(user) and act.applies(row)]
    own = page_of(row).removesuffix("change/") if allowed else ""
    return [(act.label, f"{own}act/{act.slug}/") for act in allowed]


def act_page(desk: Any, request: HttpRequest, subject: Any, act: Act) -> HttpResponse:
    """One page of an act: its form, or with everything filled in the question whether to do it."""
    is_last = "confirm" in request.POST
    given = request.POST if request.method == "POST" else None
    form = act.form(given, subject=subject, user=request.user, is_last=is_last)
    shown = {"form": form, "act": act}
    if given is not None and "back" not in given and form.is_valid():
        try:
            said, odd = (_do(form), []) if is_last else _rehearse(form)
        except Refused as refused:
            form.refuse(refused)
        else:
            if is_last:
                messages.success(request, said)
                return HttpResponseRedirect(page_of(case_of(subject) or subject))
            form_at_last = act.form(subject=subject, user=request.user, is_last=True)
            shown |= {"said": said, "odd": odd, "asked_last": form_at_last.asked_last_fields()}
            shown["hidden"] = [
                (name, value)
                for name, values in given.lists()
                if name not in ASKED
                for value in values
            ]
    return _rendered(desk, request, subject, shown)


def _do(form: ActForm) -> str:
    with refusals(), transaction.atomic():
        return form.perform()


def _rehearse(form: ActForm) -> tuple[str, list[str]]:
    """Do it, hold the rules, take it back: what it does, and what is odd about it."""
    case = case_of(form.subject)
    with refusals(), transaction.atomic():
        before = _odd(case)
        said = form.perform()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        odd = [words for words in _odd(case) if words not in before]
        transaction.set_rollback(True)
    return said, odd


def _odd(case: Case | None) -> list[str]:
    if case is None:
        return []
    return [odd.words for odd in warnings([case.pk], today=timezone.now().date())]


def page_of(row: models.Model) -> str:
    """The page of a row on the desk."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    return reverse(name, args=[row.pk])


def _rendered(
    desk: Any, request: HttpRequest, subject: Any, shown: dict[str, Any]
) -> TemplateResponse:
    case = case_of(subject)
    context = {
        **desk.admin_site.each_context(request),
        "title": shown["act"].label,
        "subtitle": str(subject),
        "opts": desk.opts,
        "subject": subject,
        "subject_page": page_of(subject),
        "case": case,
        "case_page": page_of(case) if case else "",
        "media": desk.media + shown["form"].media,
        **shown,
    }
    template = "admin/cases/act/confirm.html" if "said" in shown else "admin/cases/act/form.html"
    return TemplateResponse(request, template, context)
