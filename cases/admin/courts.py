"""Courts, states and their offenses. Ladders come from files, by `manage.py load_ladders`."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cases.admin.desk import FactAdmin, RecordAdmin
from cases.models import Court, Offense, OffenseLevel, State


@admin.register(Court)
class CourtAdmin(RecordAdmin):
    fields = (
        "code",
        "name",
        "state",
        "county",
        "kind",
        "timezone",
        "order_publication",
        "scheduled_sealing",
    )
    autocomplete_fields = ("state",)
    list_display = ("name", "code", "state", "county", "kind", "order_publication")
    list_select_related = ("state",)
    list_filter = ("state", "kind")
    search_fields = ("name", "code", "county")
    ordering = ("name", "pk")
    sorted_by = None


@admin.register(State)
class StateAdmin(FactAdmin):
    list_display = ("name", "code")
    search_fields = ("name", "code")
    ordering = ("name",)
    sorted_by = None


@admin.register(OffenseLevel)
class OffenseLevelAdmin(FactAdmin):
    list_display = ("label", "state", "code", "rank", "valid_from", "valid_to")
    list_select_related = ("state",)
    list_filter = ("state", "category")
    search_fields = ("label", "code")
    ordering = ("state", "-rank", "pk")
    sorted_by = None


@admin.register(Offense)
class OffenseAdmin(RecordAdmin):
    fields = (
        "state",
        "statute",
        "title",
        "level",
        "rank",
        "valid_from",
        "valid_to",
    )
    autocomplete_fields = ("state",)
    list_display = ("statute", "title", "state", "level", "valid_from", "valid_to")
    list_select_related = ("state",)
    list_filter = ("state",)
    search_fields = ("statute", "title")
    ordering = ("state", "statute", "pk")
    sorted_by = None

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Offense]", search_term: str
    ) -> tuple["QuerySet[Offense]", bool]:
        """Where a charge asks for its offense, those of the court's state are offered."""
        rows, may_repeat = super().get_search_results(request, queryset, search_term)
        if not request.path.endswith("/autocomplete/"):
            return rows, may_repeat
        state, court = request.GET.get("state"), request.GET.get("court", "")
        if court.isdecimal():
            rows = rows.filter(state__court=int(court))
        return rows.filter(state=state) if state else rows, may_repeat

    def told_apart(self, offenses: "QuerySet[Offense]", request: HttpRequest) -> dict[int, str]:
        """Offenses of several states, where it is not known yet which state's are wanted."""
        if request.GET.get("state") or request.GET.get("court"):
            return {}
        return {offense.pk: f"{offense} ({offense.state_id})" for offense in offenses}
