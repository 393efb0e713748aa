"""Forms over one row: refusals shown in them, and nobody overwrites what a colleague saved."""

from typing import Any
from uuid import uuid4

from django import forms
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property

from cases.actions.refusal import Refused
from cases.admin.clash import as_opened, differences, put, who_since
from cases.admin.row_version import RowVersion
from cases.admin.widgets import QUICK, KnownSelect

OWN_FIELDS = ("row_version", "token", "why")


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form over one row of the record."""

    default_renderer = QUICK
    refused: Refused | None = None

    row_version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row_version"].initial = getattr(self.instance, "row_version", "")
        for name, field in self.fields.items():
            # The desk wraps links in a widget of its own; the select is the one inside.
            select = getattr(field.widget, "widget", field.widget)
            if isinstance(select, KnownSelect):
                select.shown = self.instance._state.fields_cache.get(name)

    @cached_property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name not in OWN_FIELDS]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refused:
            at = self.refused.field if self.refused.field in self.fields else None
            self.add_error(at, self.refused.words)
        elif self.instance.pk and self.has_changed():
            self._refuse_if_stale()
        return cleaned

    def _refuse_if_stale(self) -> None:
        """Tell both versions; what was typed stays, and sent again it takes their place."""
        rows = type(self.instance)._default_manager.filter(pk=self.instance.pk)
        stands = rows.annotate(row_version=RowVersion()).select_for_update(no_key=True).first()
        sent = self.cleaned_data["row_version"]
        if stands is None:
            raise forms.ValidationError("Somebody else has taken this out of the record.")
        if stands.row_version == sent:
            return
        opened = as_opened(stands, sent)
        found = list(differences(stands, opened, self.cleaned_data))
        self.data = shown = self.data.copy()  # type: ignore[attr-defined]
        put(self, shown, "row_version", stands.row_version)
        for each in found:
            if each.is_taken_over:
                put(self, shown, each.name, each.theirs)
            elif each.name in self.fields:
                self.add_error(each.name, each.words(stands))
        taken = " ".join(each.words(stands) for each in found if each.is_taken_over)
        raise forms.ValidationError(
            f"{who_since(stands, opened)} has changed this since you opened the page. Nothing was "
            f"saved. {taken} Look at what is marked, and send it again to put yours in its place."
        )


class PageForm(RecordForm):
    """A form with a page of its own, where there is room to say why. Its token tells a form that
    is sent twice."""

    token = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)
    why = forms.CharField(
        required=False,
        max_length=300,
        label="Why",
        help_text="Kept in the history, which staff read.",
    )


class RowFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """Rows in a table: their inputs have no labels of their own to be read out."""

    @cached_property
    def empty_form(self) -> Any:
        """The row that is copied to add another: asked for by every column, made once."""
        return super().empty_form

    def add_fields(self, form: Any, index: Any) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            # The desk wraps links in a widget of its own; the input is the one inside.
            seen: Any = getattr(field.widget, "widget", field.widget)
            if field.label and not seen.is_hidden:
                seen.attrs.setdefault("aria-label", field.label)
