"""The docket and the calendar, row by row."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponseRedirect

from cases.admin.acts import page_of
from cases.admin.acts.of import ACTS
from cases.admin.desk import RecordAdmin
from cases.admin.widgets import DayAndHour
from cases.models import DocketEntry, Hearing


def unsealed(column: Any, asked: Any) -> Any:
    """A question of a form for who may read an entry: sealing one is an act of two people."""
    if column.name == "visibility":
        asked.choices = [pair for pair in asked.choices if pair[0] != "SEALED"]
    return asked


class OnCaseAdmin(RecordAdmin):
    """Rows that are entered from the file of their case, which is shown again afterwards."""

    of_case = "case"

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return HttpResponseRedirect(page_of(obj.case))

    response_post_save_change = response_post_save_add


@admin.register(DocketEntry)
class DocketEntryAdmin(OnCaseAdmin):
    acts = ACTS[DocketEntry]
    fields = (
        "case",
        "entry_number",
        "filed_date",
        "kind",
        "text",
        "attribution",
        "visibility",
        "recorded_at",
        "recorded_by",
    )
    readonly_fields = ("recorded_at", "recorded_by")
    autocomplete_fields = ("case",)
    list_display = ("case", "entry_number", "filed_date", "kind", "visibility")
    list_select_related = ("case",)
    list_filter = ("kind", "visibility")
    search_fields = ("case",)
    search_help_text = "A whole case number, in any spelling."

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What is sealed is opened by its act."""
        is_sealed = bool(obj and obj.visibility == "SEALED")
        return (*self.readonly_fields, "visibility") if is_sealed else self.readonly_fields

    def formfield_for_choice_field(self, db_field: Any, request: Any, **given: Any) -> Any:
        return unsealed(db_field, super().formfield_for_choice_field(db_field, request, **given))

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """The docket of one case by its days; all dockets by what was recorded last."""
        return ("-filed_date", "-pk") if "case__id__exact" in request.GET else ("-pk",)


@admin.register(Hearing)
class HearingAdmin(OnCaseAdmin):
    acts = ACTS[Hearing]
    formfield_overrides = {models.DateTimeField: {"widget": DayAndHour}}
    fields = (
        "case",
        "kind",
        "starts_at",
        "courtroom",
        "status",
        "reason",
    )
    autocomplete_fields = ("case",)
    list_display = ("case", "kind", "starts_at", "courtroom", "status")
    list_select_related = ("case",)
    list_filter = ("status", "kind")
    search_fields = ("case",)
    search_help_text = "A whole case number, in any spelling."
    ordering = ("-starts_at", "-pk")
    sorted_by = ("starts_at",)
