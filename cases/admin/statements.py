"""What others say. Nothing here is a fact of the record, and nothing here is published."""

from django.contrib import admin

from cases.admin.desk import RecordAdmin, RowInline
from cases.models import Attribution, Statement


class AttributionInline(RowInline):
    model = Attribution
    fields = ("hop", "source_kind", "said_by", "published_date", "retrieved_date")
    verbose_name = "speaker"
    verbose_name_plural = "Who said so, the nearest to the event first"


@admin.register(Statement)
class StatementAdmin(RecordAdmin):
    of_case = "case"
    fields = (
        "case",
        "person",
        "kind",
        "text",
        "date_from",
        "date_to",
        "date_text",
        "date_basis",
    )
    autocomplete_fields = ("case", "person")
    inlines = (AttributionInline,)
    list_display = ("case", "kind", "text", "date_text")
    list_select_related = ("case",)
    list_filter = ("kind",)
    search_fields = ("case",)
    search_help_text = "A whole case number, in any spelling."
    ordering = ("-pk",)
