"""Protective orders. Whom and where they protect is read and kept on their own page only."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from cases.admin.acts.of import ACTS
from cases.admin.desk import FactAdmin, RecordAdmin, RowInline
from cases.admin.finding import has_number
from cases.admin.waiting import WaitingFilter
from cases.models import OrderEvent, OrderPlace, OrderProtected, OrderTerm, ProtectiveOrder

# Consent is given and taken back by a form; everything else follows the acts upon the order.
FOLLOWS = (
    "case",
    "kind",
    "number",
    "restrained",
    "status",
    "petitioned_date",
    "issued_date",
    "service",
    "served_date",
    "expires_date",
    "until_further_order",
    "ended_date",
    "is_brady",
    "hearing_after_notice",
    "supersedes",
    "rests_on",
    "docket_entry",
    "voided_at",
    "void_reason",
)


class ProtectedInline(RowInline):
    model = OrderProtected
    fields = ("person",)
    autocomplete_fields = ("person",)
    verbose_name = "protected person"
    verbose_name_plural = "Protected people (never published)"


class PlaceInline(RowInline):
    model = OrderPlace
    fields = ("text",)
    verbose_name = "place"
    verbose_name_plural = "Places (never published)"


class TermInline(RowInline):
    model = OrderTerm
    fields = ("term", "text", "from_date", "until_date")
    readonly_fields = fields
    can_delete = False
    verbose_name_plural = "Terms (the text is never published)"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ProtectiveOrder)
class ProtectiveOrderAdmin(RecordAdmin):
    of_case = "case"
    acts = ACTS[ProtectiveOrder]
    fields = (
        *FOLLOWS,
        "consent_to_publish",
    )
    readonly_fields = FOLLOWS
    inlines = (TermInline, ProtectedInline, PlaceInline)
    list_display = (
        "kind", "number", "against", "case", "status", "issued_date", "expires_date"
    )  # fmt: skip
    list_select_related = ("case", "restrained__person")
    list_filter = (WaitingFilter, "status", "kind")
    search_fields = ("case", "number")
    search_help_text = "A whole number of a case or an order, in any spelling."
    ordering = ("-pk",)

    @admin.display(description="against")
    def against(self, order: ProtectiveOrder) -> str:
        return str(order.restrained.person)

    def found(self, search_term: str) -> Q:
        return super().found(search_term) | has_number("number", search_term)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(OrderEvent)
class OrderEventAdmin(FactAdmin):
    of_case = "order__case"
    acts = ACTS[OrderEvent]
    list_display = ("order", "act", "date_from", "recorded_at", "recorded_by")
    list_select_related = ("order",)
    list_filter = ("act",)
    search_fields = ("order__case",)
    search_help_text = "A whole case number, in any spelling."
    ordering = ("-pk",)
