"""The docket and the calendar, row by row."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseRedirect

from cases.admin.acts import page_of
from cases.admin.acts.of import ACTS
from cases.admin.desk import RecordAdmin, is_of_one_row
from cases.admin.widgets import DayAndHour
from cases.kinds.docket import entries_about_orders
from cases.models import DocketEntry, Hearing

OF_CASE = "case__id__exact"


def unsealed(column: Any, asked: Any) -> Any:
    """A question of a form for who may read an entry: sealing one is an act of two people."""
    if column.name == "visibility":
        asked.choices = [pair for pair in asked.choices if pair[0] != "SEALED"]
    return asked


class UnreadFilter(admin.SimpleListFilter):
    """Entries whose text the public does not read until a clerk lets it."""

    title = "text"
    parameter_name = "text"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Of one case: through all dockets, what waits is found only by looking at every entry."""
        return [("unread", "Waits to be read")] if OF_CASE in request.GET else []

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return waiting_to_be_read(queryset) if self.value() == "unread" else queryset


def waiting_to_be_read(entries: "QuerySet[Any]") -> "QuerySet[Any]":
    """Of these entries, those whose text the public may know of and nobody has let be read."""
    return entries.filter(visibility="PUBLIC", text_released=False).exclude(
        Q(text="") | Q(kind__in=entries_about_orders())
    )


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
        "text_released",
        "recorded_at",
        "recorded_by",
    )
    readonly_fields = ("text_released", "recorded_at", "recorded_by")
    autocomplete_fields = ("case",)
    list_display = ("case", "entry_number", "filed_date", "kind", "visibility")
    list_select_related = ("case",)
    list_filter = ("kind", "visibility", UnreadFilter)
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
        return ("-filed_date", "-pk") if OF_CASE in request.GET else ("-pk",)


@admin.register(Hearing)
class HearingAdmin(OnCaseAdmin):
    acts = ACTS[Hearing]
    formfield_overrides = {
        models.DateTimeField: {
            "widget": DayAndHour,
            "label": "Starts at (UTC)",
            "help_text": "In UTC, not by the court's clock: “Set a hearing”, in the file of a "
            "case, asks for the court's hours.",
        }
    }
    fields = (
        "case",
        "kind",
        "starts_at",
        "courtroom",
        "status",
        "reason",
    )
    autocomplete_fields = ("case",)
    list_display = ("case", "kind", "begins", "courtroom", "status")
    list_select_related = ("case__court",)
    list_filter = ("status", "kind")
    search_fields = ("case",)
    search_help_text = "A whole case number, in any spelling."
    ordering = ("-starts_at", "-pk")
    sorted_by = ("begins",)

    def get_queryset(self, request: Any) -> "QuerySet[Any]":
        rows = super().get_queryset(request)
        return rows.select_related("case__court") if is_of_one_row(request) else rows

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Who only reads a hearing reads its hour as the list tells it."""
        asked = super().get_fields(request, obj)
        if not obj or self.has_change_permission(request, obj):
            return asked
        return ["begins" if name == "starts_at" else name for name in asked]

    @admin.display(description="starts at", ordering="starts_at")
    def begins(self, hearing: Hearing) -> str | None:
        """By the court's clock, which is named."""
        if hearing.starts_at is None:
            return None
        there = hearing.starts_at.astimezone(ZoneInfo(hearing.case.court.timezone))
        return f"{there:%Y-%m-%d %H:%M %Z}"
