"""What acts wrote: read here, row by row, with its history and what may still be done to it."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from cases.admin.acts.of import ACTS
from cases.admin.desk import FactAdmin
from cases.admin.finding import cases_numbered, has_part, is_any_of
from cases.models import (
    CaseStatus,
    Charge,
    ChargeChange,
    ChargeChangeItem,
    Correction,
    Destruction,
    Disposition,
    Party,
    Seal,
    Sentence,
)


class TableFilter(admin.SimpleListFilter):
    """The tables of which rows may be corrected, without asking the corrections for theirs."""

    title = "table"
    parameter_name = "table"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return sorted((model._meta.db_table, str(model._meta.verbose_name)) for model in ACTS)

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset.filter(table=self.value()) if self.value() else queryset


class ItemInline(admin.TabularInline):  # type: ignore[type-arg]
    model = ChargeChangeItem
    fk_name = "change"
    fields = ("charge", "side", "effect", "rank", "ladder")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Charge)
class ChargeAdmin(FactAdmin):
    of_case = "case"
    acts = ACTS[Charge]
    list_display = ("case", "count", "defendant", "statute", "label", "level", "visibility")
    list_select_related = ("case", "party__person")
    list_filter = ("visibility",)
    search_fields = ("case", "statute")
    search_help_text = "A whole case number, or a statute or the beginning of one, in any spelling."
    ordering = ("-pk",)

    def found(self, search_term: str) -> Q:
        return super().found(search_term) | has_part("statute", search_term)

    def defendant(self, charge: Charge) -> str:
        return str(charge.party.person)


@admin.register(ChargeChange)
class ChargeChangeAdmin(FactAdmin):
    of_case = "case"
    acts = ACTS[ChargeChange]
    inlines = (ItemInline,)
    list_display = ("case", "kind", "date_from", "date_to", "instrument", "recorded_at")
    list_select_related = ("case",)
    list_filter = ("kind",)
    search_fields = ("case",)
    search_help_text = "A whole case number, in any spelling."
    ordering = ("-pk",)


@admin.register(Disposition)
class DispositionAdmin(FactAdmin):
    of_case = "charge__case"
    acts = ACTS[Disposition]
    list_display = ("charge", "outcome", "plea", "date_from", "recorded_at")
    list_select_related = ("charge",)
    list_filter = ("outcome",)
    search_fields = ("charge__case",)
    search_help_text = "A whole case number, in any spelling."
    ordering = ("-pk",)


@admin.register(Sentence)
class SentenceAdmin(FactAdmin):
    of_case = "charge__case"
    acts = ACTS[Sentence]
    list_display = ("charge", "kind", "amount", "unit", "effective_date")
    list_select_related = ("charge",)
    list_filter = ("kind",)
    search_fields = ("charge__case",)
    search_help_text = "A whole case number, in any spelling."
    ordering = ("-pk",)


@admin.register(CaseStatus)
class CaseStatusAdmin(FactAdmin):
    of_case = "case"
    acts = ACTS[CaseStatus]
    list_display = ("case", "whom", "status", "effective_date", "until_date")
    list_select_related = ("case", "party__person")
    list_filter = ("status",)
    search_fields = ("case",)
    search_help_text = "A whole case number, in any spelling."
    ordering = ("-pk",)

    def whom(self, status: CaseStatus) -> str:
        return str(status.party.person) if status.party else "the whole case"


@admin.register(Party)
class PartyAdmin(FactAdmin):
    of_case = "case"
    acts = ACTS[Party]
    list_display = ("case", "person", "role", "visibility")
    list_select_related = ("case", "person")
    list_filter = ("visibility",)
    search_fields = ("case",)
    search_help_text = "A whole case number, in any spelling."
    ordering = ("-pk",)

    def get_queryset(self, request: Any) -> "QuerySet[Any]":
        """Whom an order protects is told to those who read orders."""
        rows = super().get_queryset(request)
        may = request.user.has_perm("cases.view_protectiveorder")
        return rows if may else rows.exclude(role="PROT")


@admin.register(Correction)
class CorrectionAdmin(FactAdmin):
    list_display = ("table", "row_id", "field", "old_value", "new_value", "corrected_by")
    list_filter = (TableFilter,)
    search_fields = ("row_id",)
    search_help_text = "The number of the row that was corrected."
    ordering = ("-pk",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A correction tells its row by number alone, and quotes it; the row may be sealed."""
        may: bool = super().has_view_permission(request, obj)
        return may and request.user.has_perm("cases.view_seal")

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        number = search_term.strip()
        wanted = Q(row_id=int(number)) if number.isdecimal() else Q(pk=None)
        return queryset.filter(wanted) if number else queryset, False


@admin.register(Seal)
class SealAdmin(FactAdmin):
    list_display = (
        "act", "case", "charge", "party", "docket_entry", "order_reference", "origin",
        "sealed_at", "sealed_by", "approved_by",
    )  # fmt: skip
    list_select_related = ("case", "charge", "party", "docket_entry")
    list_filter = ("act", "origin")
    search_fields = ("case", "order_reference")
    search_help_text = "A whole case number, or a part of the order's reference."
    ordering = ("-pk",)

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        of_case = is_any_of("case_id", cases_numbered(search_term))
        wanted = of_case | Q(order_reference__icontains=search_term.strip())
        return queryset.filter(wanted) if search_term.strip() else queryset, False


@admin.register(Destruction)
class DestructionAdmin(FactAdmin):
    list_display = ("destroyed_on", "basis", "asked_by", "approved_by")
    list_filter = ("basis",)
    ordering = ("-pk",)
