"""Forms over one row: refusals shown in them, and nobody overwrites what a colleague saved."""

from typing import Any

from django import forms
from django.db import models
from django.db.models.expressions import Expression
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property

from cases.actions.refusal import Refused
from cases.admin.widgets import QUICK, KnownSelect

OWN_FIELDS = ("row_version", "why")


class RowVersion(Expression):
    """PostgreSQL's own number of a row's latest writing transaction: no column, and every write
    changes it, whichever way it comes."""

    output_field = models.TextField()
    alias = ""

    def resolve_expression(
        self,
        query: Any = None,
        allow_joins: bool = True,
        reuse: set[str] | None = None,
        summarize: bool = False,
        for_save: bool = False,
    ) -> "RowVersion":
        resolved = self.copy()
        resolved.alias = query.get_initial_alias()
        return resolved

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return f"{compiler.quote_name_unless_alias(self.alias)}.xmin::text", []


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
        rows = type(self.instance)._default_manager.filter(pk=self.instance.pk)
        stands = rows.annotate(stands=RowVersion()).select_for_update(no_key=True)
        if list(stands.values_list("stands", flat=True)) != [self.cleaned_data["row_version"]]:
            raise forms.ValidationError(
                "Somebody else has changed this since you opened the page. Nothing was saved: open "
                "it again in a new tab, see what is different, and enter your change there."
            )


class PageForm(RecordForm):
    """A form with a page of its own, where there is room to say why."""

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
