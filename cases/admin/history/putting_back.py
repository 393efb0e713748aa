"""Put a row back as it once stood, by the form that a clerk would do it with.

Every rule of the form and of the record holds, the audit tells of it as of any other change,
and a row that somebody has changed in the meantime is left alone.
"""

from typing import Any

import pghistory
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from cases.actions.refusal import Refused, refusals
from cases.admin.acts.form import case_of
from cases.admin.history.stood import Stood
from cases.admin.history.ways import answers
from cases.desk.done import sign_off


class PutBack(forms.Form):
    """Which columns, and why."""

    columns = forms.MultipleChoiceField()
    why = forms.CharField(
        max_length=300, label="Why", help_text="Kept in the history, which staff read."
    )
    row_version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, given: Any, stood: Stood) -> None:
        super().__init__(given)
        listed = [(each.name, each) for each in stood.returnable]
        is_gone = stood.now is None
        self.fields["columns"] = forms.MultipleChoiceField(
            label="Put back",
            required=not is_gone,
            widget=forms.MultipleHiddenInput if is_gone else forms.CheckboxSelectMultiple,
            choices=[
                (name, f"{each.label}: “{each.now}” back to “{each.then}”") for name, each in listed
            ],
            initial=[name for name, _ in listed],
            error_messages={"required": "Choose what to put back."},
        )
        if not is_gone:
            self.fields["row_version"].initial = stood.now.row_version

    def show_again(self, refused: Refused, stood: Stood) -> None:
        """With what stands there by now, which is what the page tells."""
        self.add_error(None, refused.words)
        sent: Any = self.data.copy()  # type: ignore[attr-defined]
        sent["row_version"] = getattr(stood.now, "row_version", "")
        self.data = sent


def put_back_page(
    request: Any, context: dict[str, Any], stood: Stood, leads_to: str
) -> HttpResponse:
    """The question whether to, and what comes of it."""
    if not stood.returnable:
        raise PermissionDenied
    is_sent = request.method == "POST"
    form = PutBack(request.POST if is_sent else None, stood)
    if is_sent and form.is_valid():
        try:
            said = f"Put back: {stood.words}, as it stood {moment(stood)}."
            put_back(stood, form, said, request.user.get_username())
        except Refused as refused:
            form.show_again(refused, stood)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(leads_to)
    shown = {**context, "stood": stood, "form": form}
    return TemplateResponse(request, "admin/cases/history/put_back.html", shown).render()


def moment(stood: Stood) -> str:
    return f"on {stood.at:%Y-%m-%d at %H:%M} UTC"


def put_back(stood: Stood, asked: PutBack, said: str, by: str) -> None:
    """Fill in the form over the row with what stood there then, and send it."""
    told = asked.cleaned_data
    with refusals(), pghistory.context(user=by, reason=told["why"]), transaction.atomic():
        if stood.now is None:
            add_again(stood)
        else:
            form = filled_in(stood, stood.now, told["columns"], told["row_version"], told["why"])
            save(form)
        sign_off(stood.row, case=case_of(stood.row), act="put_back", said=said, by=by)


def filled_in(
    stood: Stood, instance: models.Model, names: list[str], version: str, why: str = ""
) -> Any:
    form = stood.way.form  # type: ignore[union-attr]
    then = {
        column.name: column.value_from_object(stood.row)
        for column in stood.row._meta.concrete_fields
        if column.name in names
    }
    opened = form(instance=instance)
    return form(answers(opened, {**then, "row_version": version, "why": why}), instance=instance)


def add_again(stood: Stood) -> None:
    """A row that was taken out comes back with the number and the key that it had."""
    row = stood.row
    columns = [each for each in row._meta.concrete_fields if not each.generated]
    kept = {each.attname: getattr(row, each.attname) for each in columns if not each.primary_key}
    anew = type(row)(**kept)
    form = filled_in(stood, anew, list(stood.way.fields), "")  # type: ignore[union-attr]
    if form.is_valid():
        anew.pk = row.pk
        anew.save(force_insert=True)
    else:
        save(form)


def save(form: Any) -> None:
    """Save what a form holds, or say why not."""
    if not form.is_valid():
        said = [
            f"{form.fields[name].label}: {words}" if name in form.fields else str(words)
            for name, errors in reversed(form.errors.items())
            for words in errors
        ]
        raise Refused(" ".join(said))
    form.save()
