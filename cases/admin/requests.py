"""Acts that wait for a second person: read anew, then approved, refused or withdrawn."""

from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from cases.accounts.again import asked_again
from cases.actions.refusal import Refused
from cases.admin.acts import Act, page_of
from cases.admin.acts.attempt import Agreement, Outcome, attempt
from cases.admin.acts.form import ActForm
from cases.admin.acts.named import answers, in_full
from cases.admin.acts.of import ACTS
from cases.admin.desk import FactAdmin
from cases.admin.drafts import typed_initial
from cases.desk.models import Request
from cases.desk.requests import RequestRefused, decide
from cases.desk.scheduled import SCHEDULE, adopt
from cases.models import Case

CHANGED = (
    "The record has changed, and this would now do something else than what you have read. "
    "Read it again below."
)
# Nobody approves what they have not read as it would be done now.
READ = "READ"


@admin.register(Request)
class RequestAdmin(FactAdmin):
    of_case = "case"
    list_display = ("said", "asked_by", "asked_at", "decision", "decided_by")
    list_filter = ("decision",)
    search_fields = ("case",)
    search_help_text = "A whole case number, in any spelling."
    ordering = ("-pk",)

    def get_urls(self) -> list[Any]:
        """No act is done upon a request; it is decided on its own page."""
        return [each for each in super().get_urls() if each.name != "desk_request_act"]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        waiting = self.get_object(request, object_id)
        if waiting is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        if not self.has_view_permission(request, waiting):
            raise PermissionDenied
        act = act_of(waiting)
        is_theirs = "APPROVED" in choices_of(request.user, waiting)
        if is_theirs and act and act.is_grave and (again := asked_again(request)):
            return again
        if request.method == "POST":
            return self._decided(request, waiting)
        return self._shown(request, waiting)

    def _decided(self, request: Any, waiting: Request) -> HttpResponse:
        decision = request.POST.get("decision", "")
        choices = choices_of(request.user, waiting)
        if decision == READ and "APPROVED" in choices:
            return self._shown(request, waiting, **rehearsed(waiting))
        if decision not in choices:
            raise PermissionDenied
        note = request.POST.get("note", "")[:300]
        try:
            if decision == "ADOPTED":
                order = request.POST.get("order_reference", "")[:200]
                adopt(waiting, order_reference=order, by=request.user.get_username())
                messages.success(request, "You asked for it. A second person has to approve it.")
                return HttpResponseRedirect(page_of(waiting))
            said = settle(request.user, waiting, decision, note, request.POST.get("digest", ""))
        except Refused as refused:
            messages.error(request, refused.words)
            waiting.refresh_from_db()
            told = {} if waiting.decision else rehearsed(waiting)
            return self._shown(request, waiting, **told)
        messages.success(request, said)
        if not Request.objects.filter(pk=waiting.pk).exists():
            # It went with the record that was destroyed; of a part, the case is still there.
            case = Case.objects.filter(pk=waiting.case_id or 0).first()
            return HttpResponseRedirect(page_of(case) if case else reverse("admin:index"))
        return HttpResponseRedirect(page_of(waiting.case) if waiting.case else page_of(waiting))

    def _shown(self, request: Any, waiting: Request, **told: Any) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "Request for a second person",
            "subtitle": "",
            "opts": self.opts,
            "waiting": waiting,
            "case": waiting.case,
            "case_page": page_of(waiting.case) if waiting.case else "",
            "choices": choices_of(request.user, waiting),
            "asked": asked_for(waiting),
            "note": typed_initial(request).get("note", request.POST.get("note", "")),
            **told,
        }
        return TemplateResponse(request, "admin/desk/request.html", context)


def choices_of(user: Any, waiting: Request) -> list[str]:
    """What this user may decide."""
    if waiting.decision:
        return []
    if waiting.asked_by == user.get_username():
        return ["WITHDRAWN"]
    act = act_of(waiting)
    if act is None or not act.is_allowed(user):
        return []
    first = ["ADOPTED"] if waiting.asked_by == SCHEDULE else ["APPROVED"]
    if user.has_perm("desk.change_request"):
        return [*first, "REFUSED"]
    return first if waiting.asked_by == SCHEDULE else []


def rehearsed(waiting: Request) -> dict[str, Any]:
    """What it would do now, or why it cannot be done any more."""
    if waiting.asked_by == SCHEDULE:
        return {}
    try:
        act = act_of(waiting)
        return {
            "outcome": attempted(waiting, approver="", agreed=None),
            "preview_template": act.form.preview_template if act else "",
        }
    except Refused as refused:
        return {"refused": refused.words}


def settle(user: Any, waiting: Request, decision: str, note: str, digest: str) -> str:
    """Decide; where it is approved, do it, all in one transaction. Gives what to say of it."""
    name = user.get_username()
    with transaction.atomic():
        decided = decide(waiting, decision, by=name, note=note)
        if decision != "APPROVED":
            return f"{decided.get_decision_display()}: {waiting.said}"
        outcome = attempted(waiting, approver=name, agreed=digest)
        if not outcome.is_done:
            raise RequestRefused(CHANGED)
    return outcome.said


def attempted(waiting: Request, *, approver: str, agreed: str | None) -> Outcome:
    """The act with the answers that were given, in the name of whoever asked."""
    act, subject = act_of(waiting), subject_of(waiting)
    asker = User.objects.filter(username=waiting.asked_by, is_active=True).first()
    if act is None or subject is None or asker is None or not act.is_allowed(asker):
        raise RequestRefused("What this is about is gone, or whoever asked may no longer do it.")

    def filled() -> ActForm:
        form: ActForm = act.form(given_to(waiting), subject=subject, user=asker, approver=approver)
        if not form.is_valid():
            told = " ".join(str(words) for errors in form.errors.values() for words in errors)
            raise RequestRefused(f"This cannot be done any more: {told}")
        return form

    outcome = attempt(filled(), act.slug)
    if agreed is None:
        return outcome
    return attempt(filled(), act.slug, Agreement(digest=agreed, noted=outcome.words))


def asked_for(waiting: Request) -> list[tuple[str, str]]:
    """What a request is upon, in full, and the answers it was asked with; nothing where the row or
    the act is no more."""
    act, subject = act_of(waiting), subject_of(waiting)
    if act is None or subject is None:
        return []
    form: ActForm = act.form(given_to(waiting), subject=subject, user=AnonymousUser(), approver="")
    form.is_valid()
    return [("About", in_full(subject)), *answers(form)]


def given_to(waiting: Request) -> QueryDict:
    """The form of a request, as it was sent."""
    given = QueryDict(mutable=True)
    for answer, values in waiting.given.items():
        given.setlist(answer, values)
    return given


def act_of(waiting: Request) -> Act | None:
    known = {act.slug: act for act in ACTS.get(model_of(waiting), ())}
    return known.get(waiting.act)


def model_of(waiting: Request) -> Any:
    record = apps.get_app_config("cases").get_models()
    return next((model for model in record if model._meta.db_table == waiting.table), None)


def subject_of(waiting: Request) -> models.Model | None:
    model = model_of(waiting)
    found: models.Model | None = model._default_manager.filter(pk=waiting.row_id).first()
    return found
