"""One act upon several rows of a list: asked once, rehearsed for each row, and done row by row,
each of them whole or not at all. Nothing is ever deleted so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from cases.actions.docket import show_entry
from cases.actions.refusal import Refused
from cases.admin.acts import Act, page_of
from cases.admin.acts.attempt import Agreement, Outcome, attempt
from cases.admin.acts.form import ActForm, case_of, entry_words, kinds
from cases.admin.acts.hearings import Continue
from cases.desk.done import already_done
from cases.kinds.docket import ENTRY_VISIBILITIES
from cases.models import Case, DocketEntry, Hearing, ProtectiveOrder

MOST = 100
NOT_HERE = "None of the chosen rows is in this list any more."


class ShowEntry(ActForm):
    """Who may read an entry of the docket."""

    visibility = forms.ChoiceField(
        label="Who may read it", choices=kinds(ENTRY_VISIBILITIES, ("PUBLIC", "STAFF"))
    )

    def perform(self) -> str:
        entry = show_entry(self.subject, **self.said("visibility"), **self.signed)
        return f"{entry_words(entry)} From now on: {entry.get_visibility_display().lower()}."


class ContinueAll(Continue):
    """All to one day, each at the hour and in the courtroom that it was set for."""

    def ask(self) -> None:
        super().ask()
        hour = self.fields.pop("hour")
        self.own = {
            "hour": hour.clean(hour.initial),
            "courtroom": self.fields.pop("courtroom").initial,
        }
        self.fields["day"].help_text = "Each hearing keeps its hour and its courtroom."

    def clean(self) -> dict[str, Any]:
        return {**(super().clean() or self.cleaned_data), **self.own}


# What is lawfully and really done to many rows in one go.
BY_SLUG: dict[type[models.Model], tuple[str, ...]] = {
    Case: ("publish", "withdraw"),
    ProtectiveOrder: ("expire",),
    Hearing: ("cancel", "hold"),
    DocketEntry: ("release-text", "withhold-text"),
}
FURTHER: dict[type[models.Model], tuple[Act, ...]] = {
    DocketEntry: (
        Act(
            slug="show-entry",
            label="Set who may read it",
            form=ShowEntry,
            permission="change_docketentry",
        ),
    ),
    Hearing: (
        Act(
            slug="continue-all",
            label="Continue to another day",
            form=ContinueAll,
            permission="change_hearing",
        ),
    ),
}


@dataclass(kw_only=True)
class Line:
    """One row, and what would be done to it or was; or why not."""

    row: Any
    said: str = ""
    refused: str = ""
    odd: Sequence[str] = ()
    digest: str = ""

    @property
    def page(self) -> str:
        return page_of(self.row)

    @property
    def name(self) -> str:
        case = case_of(self.row)
        noun = f"{self.row._meta.verbose_name} {self.row}"
        return capfirst(noun) if case in (None, self.row) else f"Case {case}: {noun}"


@dataclass(kw_only=True)
class Batch:
    """The rows that were chosen, the act, and the answers that are given once for all of them."""

    act: Act
    user: Any
    rows: Sequence[Any]
    given: Any = None
    token: UUID = field(default_factory=uuid4)

    def form(self, row: Any, given: Any = None) -> ActForm:
        return self.act.form(given, subject=row, user=self.user)

    def rehearsed(self) -> list[Line]:
        """What would be done to each row, taken back at once."""
        return [self._rehearsed(row) for row in self.rows]

    def _rehearsed(self, row: Any) -> Line:
        try:
            outcome = attempt(self._checked(row), self.act.slug)
        except Refused as refused:
            return Line(row=row, refused=refused.words)
        return Line(row=row, said=outcome.said, odd=outcome.words, digest=outcome.digest)

    def done(self, digests: dict[str, str], noted: Sequence[str]) -> list[Line]:
        """Do it to every row of which it was read what it would do."""
        return [self._done(row, digests.get(str(row.pk), ""), noted) for row in self.rows]

    def _done(self, row: Any, digest: str, noted: Sequence[str]) -> Line:
        token = uuid5(self.token, str(row.pk))
        agreed = Agreement(digest=digest, noted=noted, token=token)
        try:
            outcome = attempt(self._checked(row), self.act.slug, agreed)
        except Refused as refused:
            before = already_done(token)
            said = f"Recorded already, and once: {before.said}" if before else ""
            return Line(row=row, said=said, refused="" if said else refused.words)
        if outcome.is_done:
            return Line(row=row, said=outcome.said)
        return Line(row=row, refused=why_not(outcome, agreed))

    def _checked(self, row: Any) -> ActForm:
        form = self.form(row, self.given)
        if not form.is_valid():
            words = [each for listed in form.errors.values() for each in listed]
            raise Refused(" ".join(map(str, words)))
        return form


def why_not(outcome: Outcome, agreed: Agreement) -> str:
    if not agreed.digest:
        return "It was not possible when it was checked, and was left out."
    if agreed.digest != outcome.digest:
        return f"It has changed since it was checked: {outcome.said} Look at it again."
    if outcome.unnoted(agreed):
        return "It is odd, and that was not ticked as read."
    return "It takes a second person. Do it on the page of the row."


def actions_of(desk: Any, request: HttpRequest) -> dict[str, tuple[Any, str, str]]:
    """The acts that this user may do to several rows of a list, as the list offers them."""
    wanted = BY_SLUG.get(desk.model, ())
    known = [act for act in desk.acts if act.slug in wanted]
    known += FURTHER.get(desk.model, ())
    allowed = [act for act in known if act.is_allowed(request.user)]
    refused = {act.slug for act in known} - {act.slug for act in allowed}
    if refused.intersection(request.POST.getlist("action")):
        raise PermissionDenied
    return {act.slug: (page_for(act), act.slug, act.label) for act in allowed}


def page_for(act: Act) -> Any:
    def page(desk: Any, request: HttpRequest, rows: Any) -> HttpResponse | None:
        return several_page(desk, request, rows, act)

    return page


def several_page(desk: Any, request: Any, rows: Any, act: Act) -> HttpResponse | None:
    """The page that asks, checks, and in the end reports; none where too many were chosen."""
    chosen = list(rows.select_related(*links(desk.model))[: MOST + 1])
    if not chosen or len(chosen) > MOST:
        words = f"At most {MOST} rows at a time; narrow the list." if chosen else NOT_HERE
        messages.error(request, f"Nothing was recorded. {words}")
        return None
    sent = request.POST
    is_ours = "token" in sent
    batch = Batch(act=act, user=request.user, rows=chosen, given=sent if is_ours else None)
    if is_ours:
        batch.token = token_in(sent)
    form = batch.form(chosen[0], batch.given)
    if "confirm" in sent and form.is_valid():
        digests = dict(digests_in(sent))
        lines = batch.done(digests, sent.getlist("noted"))
        return rendered(desk, request, batch, form, lines, is_report=True)
    if not is_ours:
        batch.given = initial(form)
    is_askable = batch.form(chosen[0], batch.given).is_valid()
    lines = batch.rehearsed() if is_askable else [Line(row=row) for row in chosen]
    return rendered(desk, request, batch, form, lines, is_checked=is_askable)


def links(model: type[models.Model]) -> list[str]:
    """What the words about a row name."""
    further = {"restrained": "restrained__person", "case": "case__court", "charge": "charge__case"}
    named = [column.name for column in model._meta.concrete_fields if column.is_relation]
    return [further.get(name, name) for name in named]


def initial(form: ActForm) -> dict[str, Any]:
    """The answers as they stand before anybody has touched them."""
    return {name: value for name in form.fields if (value := form[name].value()) is not None}


def token_in(sent: Any) -> UUID:
    try:
        return UUID(sent["token"])
    except ValueError:
        return uuid4()


def digests_in(sent: Any) -> Iterator[tuple[str, str]]:
    for told in sent.getlist("read"):
        number, _, digest = told.partition(":")
        yield number, digest


def rendered(
    desk: Any, request: Any, batch: Batch, form: ActForm, lines: list[Line], **shown: Any
) -> TemplateResponse:
    context = {
        **desk.admin_site.each_context(request),
        "title": batch.act.label,
        "opts": desk.opts,
        "act": batch.act,
        "form": form,
        "lines": lines,
        "possible": [line for line in lines if line.digest],
        "done": [line for line in lines if line.said],
        "token": batch.token,
        "selected": ACTION_CHECKBOX_NAME,
        "list_page": request.get_full_path(),
        "media": desk.media + form.media,
        **shown,
    }
    return TemplateResponse(request, "admin/cases/several.html", context)
