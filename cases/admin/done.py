"""What was done at the desk, and by whom: for whoever looks after that."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cases.admin.desk import FactAdmin
from cases.desk.models import Done


@admin.register(Done)
class DoneAdmin(FactAdmin):
    of_case = "case"
    list_display = ("said", "done_by", "done_at")
    search_fields = ("done_by",)
    search_help_text = "The whole name of a user."
    ordering = ("-done_at", "pk")

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        name = search_term.strip()
        return queryset.filter(done_by=name) if name else queryset, False

    def get_urls(self) -> list[Any]:
        """Nothing is done upon what was done."""
        return [each for each in super().get_urls() if each.name != "desk_done_act"]
