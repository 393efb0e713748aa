"""People and organizations, and the merges of their records."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cases.admin.acts.of import ACTS
from cases.admin.desk import FactAdmin, RecordAdmin, RowInline
from cases.admin.finding import people_found
from cases.models import Person, PersonMerge, PersonName, PersonRelation


class NameInline(RowInline):
    model = PersonName
    fields = ("kind", "full_name", "given", "middle", "surname", "suffix")
    verbose_name_plural = "Other names"


class RelationInline(RowInline):
    model = PersonRelation
    fk_name = "person"
    fields = ("kind", "other")
    autocomplete_fields = ("other",)
    verbose_name_plural = "Relations (never published)"


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    acts = ACTS[Person]
    fields = (
        "kind",
        "full_name",
        ("given", "middle", "surname", "suffix"),
        "birth_date",
        "birth_year",
        "death_date",
        "merged_into",
    )
    readonly_fields = ("merged_into",)
    inlines = (NameInline, RelationInline)
    list_display = ("name", "kind", "birth_year", "merged_into")
    list_select_related = ("merged_into",)
    list_filter = ("kind",)
    search_fields = ("full_name",)
    search_help_text = "Words of a name, or how they begin, in any order, with or without accents."
    ordering = ("-pk",)
    sorted_by = ("name",)

    @admin.display(description="full name", ordering="surname")
    def name(self, person: Person) -> str:
        return person.full_name

    def get_search_results(
        self, request: Any, queryset: "QuerySet[Person]", search_term: str
    ) -> tuple["QuerySet[Person]", bool]:
        if search_term.strip():
            wanted, request.is_common = people_found(search_term)
            queryset = queryset.filter(wanted)
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.filter(merged_into=None)
        return queryset, False


@admin.register(PersonMerge)
class PersonMergeAdmin(FactAdmin):
    acts = ACTS[PersonMerge]
    list_display = ("absorbed", "survivor", "merged_at", "merged_by", "undone_at")
    list_select_related = ("absorbed", "survivor")
    search_fields = ("survivor", "absorbed")
    search_help_text = "Words of a name of either record."
    ordering = ("-pk",)
    sorted_by = None

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[PersonMerge]", search_term: str
    ) -> tuple["QuerySet[PersonMerge]", bool]:
        if not search_term.strip():
            return queryset, False
        survivor, _ = people_found(search_term, "survivor")
        absorbed, _ = people_found(search_term, "absorbed")
        return queryset.filter(survivor | absorbed), False
