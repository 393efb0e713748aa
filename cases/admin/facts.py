"""What acts wrote: read here, row by row, with its history and what may still be done to it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from cases.admin.acts.of import ACTS
from cases.admin.desk import FactAdmin
from cases.models import (
    CaseStatus,
    Charge,
    ChargeChange,
    ChargeChangeItem,
    Correction,
    Disposition,
    Seal,
    Sentence,
)


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
    sealed_with = "case__visibility"
    acts = ACTS[Charge]
    list_display = ("case", "count", "defendant", "statute", "label", "level", "visibility")
    list_select_related = ("case", "party__person")
    list_filter = ("visibility",)
    search_fields = ("=case__number", "statute")
    search_help_text = "A whole case number, or a statute."
    ordering = ("-pk",)

    def defendant(self, charge: Charge) -> str:
        return str(charge.party.person)


@admin.register(ChargeChange)
class ChargeChangeAdmin(FactAdmin):
    sealed_with = "case__visibility"
    acts = ACTS[ChargeChange]
    inlines = (ItemInline,)
    list_display = ("case", "kind", "date_from", "date_to", "instrument", "recorded_at")
    list_select_related = ("case",)
    list_filter = ("kind",)
    search_fields = ("=case__number",)
    ordering = ("-pk",)


@admin.register(Disposition)
class DispositionAdmin(FactAdmin):
    sealed_with = "charge__case__visibility"
    acts = ACTS[Disposition]
    list_display = ("charge", "outcome", "plea", "date_from", "recorded_at")
    list_select_related = ("charge",)
    list_filter = ("outcome",)
    search_fields = ("=charge__case__number",)
    ordering = ("-pk",)


@admin.register(Sentence)
class SentenceAdmin(FactAdmin):
    sealed_with = "charge__case__visibility"
    acts = ACTS[Sentence]
    list_display = ("charge", "kind", "amount", "unit", "effective_date")
    list_select_related = ("charge",)
    list_filter = ("kind",)
    search_fields = ("=charge__case__number",)
    ordering = ("-pk",)


@admin.register(CaseStatus)
class CaseStatusAdmin(FactAdmin):
    sealed_with = "case__visibility"
    acts = ACTS[CaseStatus]
    list_display = ("case", "whom", "status", "effective_date", "until_date")
    list_select_related = ("case", "party__person")
    list_filter = ("status",)
    search_fields = ("=case__number",)
    ordering = ("-pk",)

    def whom(self, status: CaseStatus) -> str:
        return str(status.party.person) if status.party else "the whole case"


@admin.register(Correction)
class CorrectionAdmin(FactAdmin):
    list_display = ("table", "row_id", "field", "old_value", "new_value", "corrected_by")
    list_filter = ("table",)
    search_fields = ("=row_id",)
    ordering = ("-pk",)


@admin.register(Seal)
class SealAdmin(FactAdmin):
    list_display = ("act", "case", "charge", "order_reference", "sealed_at", "sealed_by")
    list_select_related = ("case", "charge")
    list_filter = ("act",)
    search_fields = ("=case__number", "order_reference")
    ordering = ("-pk",)
