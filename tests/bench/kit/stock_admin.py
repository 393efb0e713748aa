"""Django's admin as it comes, over the table of published cases: nothing tuned."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from cases.public.models import PublishedCase


class StockCases(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    """What a list, its filters and its search cost where nobody thought of them."""

    list_display = ("number", "caption", "court_name", "filed_date", "status", "lead_charge")
    list_filter = ("case_type", "status", "county", "filed_date")
    search_fields = ("caption", "number")
    ordering = ("-filed_date", "-key")
    list_per_page = 25


class StockSite(admin.AdminSite):
    """What the desk adds to every page for whoever is signed in stays out of it."""

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "has_permission": False}


stock = StockSite("stock")
stock.register(PublishedCase, StockCases)
