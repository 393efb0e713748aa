"""Cases, their docket and their calendar."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from cases.admin.acts.of import ACTS
from cases.admin.case_page import case_page
from cases.admin.desk import RecordAdmin, RowInline
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
    sealed_with = "visibility"
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
    list_filter = ("visibility", "case_type", "court")
    search_fields = ("number_key",)
    search_help_text = "A case number, or words of a party's name."
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        accused = Party.objects.filter(role="DEF").select_related("person").order_by("pk")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(Prefetch("parties", accused, to_attr="accused"))
        )

    def defendants(self, case: Any) -> str:
        return "; ".join(str(party.person) for party in case.accused)

    @admin.display(description="visibility", ordering="visibility")
    def seen_by(self, case: Case) -> str:
        return VISIBILITIES.label(case.visibility).split(":")[0]

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        for word in search_term.split():
            named = Party.objects.filter(
                Q(person__full_name__unaccent__icontains=word)
                | Q(person__names__full_name__unaccent__icontains=word),
                case=OuterRef("pk"),
            )
            key = as_in_keys(word)
            queryset = queryset.filter(Q(number_key__contains=key) if key else Exists(named))
        return queryset, False

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else (PartyInline,)

    def changeform_view(
        self,
        request: Any,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        number = int(object_id) if object_id and object_id.isdecimal() else 0
        case = Case.objects.select_related("court").filter(pk=number).first()
        shown = {"page": case_page(case, request.user)} if case else {}
        with hours_of(case.court if case else None):
            response = super().changeform_view(
                request, object_id, form_url, {**shown, **(extra_context or {})}
            )
            return response.render() if isinstance(response, TemplateResponse) else response

    def view_on_site(self, obj: Case) -> str | None:
        return public_page(obj)


@admin.register(DocketEntry)
class DocketEntryAdmin(RecordAdmin):
    sealed_with = "case__visibility"
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
    search_fields = ("=case__number",)
    search_help_text = "A whole case number."
    ordering = ("-filed_date", "-pk")


@admin.register(Hearing)
class HearingAdmin(RecordAdmin):
    sealed_with = "case__visibility"
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
    search_fields = ("=case__number",)
    search_help_text = "A whole case number."
    ordering = ("-starts_at", "-pk")


def as_in_keys(word: str) -> str:
    """A piece of a case number as its key spells it; nothing where it holds no digit."""
    if not any(letter.isdigit() for letter in word):
        return ""
    return "-".join("".join(x if x.isalnum() else " " for x in word).split()).upper()


def hours_of(court: Court | None) -> AbstractContextManager[None]:
    """Hours are entered and read as the court's own."""
    return timezone.override(ZoneInfo(court.timezone)) if court else nullcontext()


def public_page(case: Case) -> str | None:
    """Where the public reads the case, if it does."""
    if case.visibility != "PUBLIC":
        return None
    return reverse("case", args=[case.court.code, case.number_key])
