"""The pages of an act: its form, and what it would do, with the question whether to do it."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from cases.accounts.again import asked_again
from cases.actions.refusal import Refused, refusals
from cases.admin.acts import Act, page_of
from cases.admin.acts.attempt import Agreement, Outcome, attempt
from cases.admin.acts.form import ActForm, case_of
from cases.admin.drafts import draft_context, typed_initial
from cases.desk.done import already_done, drop_draft
from cases.desk.models import Done
from cases.desk.requests import ask_for_approval

# What belongs to the page and is no answer to a question of the form.
OWN = ("csrfmiddlewaretoken", "confirm", "back", "digest", "noted")


def act_page(desk: Any, request: HttpRequest, subject: Any, act: Act) -> HttpResponse:
    """Answer a form that was asked for, filled in, or confirmed."""
    if act.is_grave and "Rehearsal" not in request.headers and (again := asked_again(request)):
        return again
    if request.method != "POST":
        initial = {**act.form.chosen_before(request.GET), **typed_initial(request)}
        form = act.form(subject=subject, user=request.user, initial=initial)
        return _form_page(desk, request, act, form)
    form = act.form(request.POST, subject=subject, user=request.user)
    if "Rehearsal" in request.headers:
        return _told_only(act, form)
    agreed = _agreement(request.POST)
    if done := already_done(agreed.token):
        return _recorded_once(request, done, subject)
    if "back" in request.POST or not form.is_valid():
        return _form_page(desk, request, act, form)
    return _attempted(desk, request, act, form, agreed)


def _attempted(
    desk: Any, request: HttpRequest, act: Act, form: ActForm, agreed: Agreement
) -> HttpResponse:
    try:
        outcome = attempt(form, act.slug, agreed)
        if outcome.is_agreed(agreed):
            if not outcome.is_done:
                _ask_another(request, act, form, outcome, agreed)
            return _settled(request, form, outcome)
    except Refused as problem:
        form.refuse(problem)
        outcome = None
    if done := already_done(agreed.token):
        # The same form was sent twice at once, and the other was quicker.
        return _recorded_once(request, done, form.subject)
    if outcome is None:
        return _form_page(desk, request, act, form)
    return _confirm_page(desk, request, act, form, outcome, agreed)


def _recorded_once(request: HttpRequest, done: Done, subject: Any) -> HttpResponse:
    messages.info(request, f"This was recorded already, and once: {done.said}")
    return HttpResponseRedirect(page_of(done.case or subject))


def _ask_another(
    request: HttpRequest, act: Act, form: ActForm, outcome: Outcome, agreed: Agreement
) -> None:
    with refusals():
        ask_for_approval(
            form.subject,
            case=case_of(form.subject),
            act=act.slug,
            given=dict(request.POST.lists()),
            said=outcome.said,
            reason=form.cleaned_data.get("reason", ""),
            by=form.by,
            token=agreed.token,
        )


def _settled(request: HttpRequest, form: ActForm, outcome: Outcome) -> HttpResponse:
    """It is done, or a second person is asked to approve it."""
    about = (form.made if outcome.is_done else None) or form.subject
    if outcome.is_done:
        messages.success(request, outcome.said)
    else:
        waits = "Not recorded yet: a second person has to approve it."
        messages.warning(request, f"{waits} {outcome.said}")
    drop_draft(request.user, request.path)
    return HttpResponseRedirect(page_of(case_of(about) or about))


def _told_only(act: Act, form: ActForm) -> JsonResponse:
    """For the page that shows what an act would do while its form is being filled in."""
    if not form.is_valid():
        missing = [form[name].label for name in form.errors if name in form.fields]
        return JsonResponse({"missing": missing})
    try:
        outcome = attempt(form, act.slug)
    except Refused as refused:
        return JsonResponse({"refused": refused.words})
    shown = {"form": form, "outcome": outcome, "noted": [], "is_live": True}
    told = render_to_string("admin/cases/act/_told.html", shown)
    send = "Ask for approval" if form.waits_for_another() else "Record"
    return JsonResponse({"told": told, "digest": outcome.digest, "send": send})


def _agreement(sent: QueryDict) -> Agreement:
    return Agreement(
        digest=sent.get("digest", ""),
        noted=sent.getlist("noted"),
        token=token_of(sent.get("token")),
    )


def token_of(text: str | None) -> UUID | None:
    """The token of a form, if it is one."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _form_page(desk: Any, request: HttpRequest, act: Act, form: ActForm) -> HttpResponse:
    shown = {
        "token": request.POST.get("token") or uuid4(),
        **draft_context(request),
    }
    return _rendered(desk, request, act, form, "form", shown)


def _confirm_page(
    desk: Any, request: HttpRequest, act: Act, form: ActForm, outcome: Outcome, agreed: Agreement
) -> HttpResponse:
    hidden = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in OWN
        for value in values
    ]
    shown = {
        "outcome": outcome,
        "hidden": hidden,
        "noted": agreed.noted,
        # Whoever confirmed something is told why they are asked again.
        "is_unnoted": bool(agreed.digest == outcome.digest),
        "is_changed": bool(agreed.digest and agreed.digest != outcome.digest),
    }
    return _rendered(desk, request, act, form, "confirm", shown)


def list_of(opts: Any) -> str:
    """The list of all rows of a kind: where an act leads back to that is upon none of them."""
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")


def _rendered(
    desk: Any, request: HttpRequest, act: Act, form: ActForm, page: str, shown: dict[str, Any]
) -> TemplateResponse:
    subject = form.subject
    case = case_of(subject)
    context = {
        **desk.admin_site.each_context(request),
        "title": act.label,
        "subtitle": form.about(),
        "opts": desk.opts,
        "act": act,
        "form": form,
        "subject": form.about() or capfirst(desk.opts.verbose_name_plural),
        "subject_page": page_of(subject) if subject else list_of(desk.opts),
        "case": case,
        "case_page": page_of(case) if case else "",
        "media": desk.media + form.media,
        **shown,
    }
    return TemplateResponse(request, f"admin/cases/act/{page}.html", context)
