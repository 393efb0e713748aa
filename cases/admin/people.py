"""People and organizations, and the merges of their records."""

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from cases.admin.acts.of import ACTS
from cases.admin.desk import FactAdmin, RecordAdmin, RowInline
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
    list_display = ("full_name", "kind", "birth_year", "merged_into")
    list_select_related = ("merged_into",)
    list_filter = ("kind",)
    search_fields = ("full_name",)
    search_help_text = "Words of a name, in any order, with or without accents."
    ordering = ("-pk",)

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Person]", search_term: str
    ) -> tuple["QuerySet[Person]", bool]:
        for word in search_term.split():
            queryset = queryset.filter(
                Q(full_name__unaccent__icontains=word)
                | Q(
                    pk__in=PersonName.objects.filter(full_name__unaccent__icontains=word).values(
                        "person"
                    )
                )
            )
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.filter(merged_into=None)
        return queryset, False


@admin.register(PersonMerge)
class PersonMergeAdmin(FactAdmin):
    acts = ACTS[PersonMerge]
    list_display = ("absorbed", "survivor", "merged_at", "merged_by", "undone_at")
    list_select_related = ("absorbed", "survivor")
    search_fields = ("survivor__full_name", "absorbed__full_name")
    ordering = ("-pk",)
