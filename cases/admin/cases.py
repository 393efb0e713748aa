"""Cases, their docket and their calendar."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Prefetch, QuerySet
from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from cases.admin.acts.of import ACTS
from cases.admin.case_page import case_page
from cases.admin.court_filter import CourtFilter
from cases.admin.desk import RecordAdmin, RowInline
from cases.admin.finding import cases_found
from cases.kinds.cases import VISIBILITIES
from cases.models import Case, Court, DocketEntry, Hearing, Party, RelatedCase


class PartyInline(RowInline):
    model = Party
    fields = ("person", "role", "public_name", "public_name_basis")
    autocomplete_fields = ("person",)
    extra = 1
    verbose_name_plural = "Parties"


class NewEntryInline(RowInline):
    """Only to add: a docket may be long. Entries are listed below, and edited each on its own."""

    model = DocketEntry
    fields = ("entry_number", "filed_date", "kind", "text", "attribution", "visibility")
    extra = 1
    verbose_name_plural = "New docket entries"
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).none()


class HearingInline(RowInline):
    model = Hearing
    fields = ("kind", "starts_at", "courtroom", "status", "reason")
    can_delete = False
    verbose_name_plural = "Hearings (hours of the court)"


class RelatedCaseInline(RowInline):
    model = RelatedCase
    fk_name = "case"
    fields = ("other_case", "relation")
    autocomplete_fields = ("other_case",)
    verbose_name_plural = "Related cases"


@admin.register(Case)
class CaseAdmin(RecordAdmin):
    acts = ACTS[Case]
    fields = (
        "court",
        "number",
        "case_type",
        "caption",
        "filed_date",
        "visibility",
    )
    readonly_fields = ("visibility",)
    autocomplete_fields = ("court",)
    inlines = (PartyInline, NewEntryInline, HearingInline, RelatedCaseInline)
    list_display = ("number", "court", "case_type", "defendants", "filed_date", "seen_by")
    list_select_related = ("court",)
    list_filter = ("visibility", "case_type", CourtFilter)
    search_fields = ("number",)
    search_help_text = (
        "A case number, or a part of one; or words of a party's name, and of another's after “v.”"
    )
    ordering = ("-pk",)
    sorted_by = ("filed_date",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        rows: QuerySet[Any] = super().get_queryset(request)
        if not is_list(request):
            return rows
        accused = Party.objects.filter(role="DEF").select_related("person").order_by("pk")
        return rows.prefetch_related(Prefetch("parties", accused, to_attr="accused"))

    @property
    def media(self) -> Media:
        """The list has a searchable select too, among its filters."""
        select = AutocompleteSelect(Case._meta.get_field("court"), self.admin_site)
        return super().media + select.media

    def defendants(self, case: Any) -> str:
        return "; ".join(str(party.person) for party in case.accused)

    @admin.display(description="visibility", ordering="visibility")
    def seen_by(self, case: Case) -> str:
        return VISIBILITIES.label(case.visibility).split(":")[0]

    def get_search_results(
        self, request: Any, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        condition, request.is_common = cases_found(search_term)
        return queryset.filter(condition), False

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else (PartyInline,)

    def render_change_form(
        self, request: Any, context: dict[str, Any], *args: Any, **given: Any
    ) -> Any:
        case = context["original"]
        context["page"] = case_page(case, request.user) if case else None
        response = super().render_change_form(request, context, *args, **given)
        with hours_of(case.court if case else None):
            return response.render()

    def changeform_view(
        self, request: Any, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> Any:
        """Hours that are sent back are the court's own as well."""
        number = int(object_id) if object_id and object_id.isdecimal() else 0
        is_sent = request.method == "POST"
        case = Case.objects.select_related("court").filter(pk=number).first() if is_sent else None
        with hours_of(case.court if case else None):
            return super().changeform_view(request, object_id, *args, **kwargs)

    def view_on_site(self, obj: Case) -> str | None:
        return public_page(obj)


@admin.register(DocketEntry)
class DocketEntryAdmin(RecordAdmin):
    of_case = "case"
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

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """The docket of one case by its days; all dockets by what was recorded last."""
        return ("-filed_date", "-pk") if "case__id__exact" in request.GET else ("-pk",)


@admin.register(Hearing)
class HearingAdmin(RecordAdmin):
    of_case = "case"
    acts = ACTS[Hearing]
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


def is_list(request: Any) -> bool:
    return bool(request.resolver_match and request.resolver_match.url_name.endswith("changelist"))


def hours_of(court: Court | None) -> AbstractContextManager[None]:
    """Hours are entered and read as the court's own."""
    return timezone.override(ZoneInfo(court.timezone)) if court else nullcontext()


def public_page(case: Case) -> str | None:
    """Where the public reads the case, if it does."""
    if case.visibility != "PUBLIC":
        return None
    return reverse("case", args=[case.court.code, case.number_key])
