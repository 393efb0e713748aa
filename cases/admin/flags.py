"""What was noticed and is lawful: read here, looked into at the case or the person, and noted."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from cases.admin.acts import page_of
from cases.admin.acts.of import ACTS
from cases.admin.court_filter import CourtFilter
from cases.admin.desk import FactAdmin
from cases.desk.flags import FOUND_BY_CHECK
from cases.desk.models import Flag
from cases.desk.open_flags import open_flags, rule_words

STATES = {
    "open": ("Open", Q(gone_at=None, noted_at=None)),
    "noted": ("Noted as it should be", Q(gone_at=None, noted_at__isnull=False)),
    "gone": ("Not so any more", Q(gone_at__isnull=False)),
}


class StateFilter(admin.SimpleListFilter):
    """Open flags unless others are asked for."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(code, words) for code, (words, _) in STATES.items() if code != "open"]

    def choices(self, changelist: Any) -> Any:
        shown = list(super().choices(changelist))
        return [{**shown[0], "display": STATES["open"][0]}, *shown[1:]]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        _, condition = STATES.get(str(self.value()), STATES["open"])
        return queryset.filter(condition)


class RuleFilter(admin.SimpleListFilter):
    """Flags by one rule, of those by which something is flagged."""

    title = "rule"
    parameter_name = "rule"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        may_see_sealed = request.user.has_perm("cases.view_seal")
        rules = set(open_flags([], few=0, may_see_sealed=may_see_sealed))
        asked = request.GET.get(self.parameter_name)
        return [(rule, rule_words(rule)) for rule in sorted(rules | ({asked} if asked else set()))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset.filter(rule=self.value()) if self.value() else queryset


class FlagCourtFilter(CourtFilter):
    """Flags on cases of one court."""

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset.filter(case__court=int(self.court)) if self.court else queryset


@admin.register(Flag)
class FlagAdmin(FactAdmin):
    """Whoever may read cases reads what is odd in them."""

    of_case = "case"
    acts = ACTS[Flag]
    list_display = ("what", "about", "told_rule", "found_on", "finder")
    list_select_related = ("case", "person", "other")
    list_filter = (StateFilter, RuleFilter, FlagCourtFilter)
    search_fields = ("case",)
    search_help_text = "A whole case number, in any spelling."
    ordering = ("-pk",)
    fields = ("what", "about", "told_rule", "found_on", "finder")
    if_noted = ("noted_at", "noted_by", "note")
    readonly_fields = (*fields, "if_one", *if_noted, "gone_at")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        told = list(self.fields)
        told += ["if_one"] if obj and obj.other_id else []
        told += self.if_noted if obj and obj.noted_at else []
        return told + (["gone_at"] if obj and obj.gone_at else [])

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("cases.view_case"))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.display(description="about")
    def about(self, flag: Flag) -> Any:
        rows = [row for row in (flag.case, flag.person, flag.other) if row]
        return format_html_join(
            " and ", '<a href="{}">{}</a>', ((page_of(row), str(row)) for row in rows)
        )

    @admin.display(description="what was noticed")
    def what(self, flag: Flag) -> str:
        return flag.words

    @admin.display(description="are they one?")
    def if_one(self, flag: Flag) -> Any:
        """From there each record can be merged into the other."""
        compare = reverse("admin:cases_person_compare", args=[flag.other_id])
        words = "See the two records side by side"
        return format_html('<a href="{}?other={}">{}</a>', compare, flag.person_id, words)

    @admin.display(description="found by")
    def finder(self, flag: Flag) -> str:
        return "the nightly check" if flag.found_by == FOUND_BY_CHECK else flag.found_by

    @admin.display(description="found (UTC)", ordering="id")
    def found_on(self, flag: Flag) -> str:
        return f"{flag.found_at:%Y-%m-%d %H:%M}"

    @admin.display(description="rule", ordering="rule")
    def told_rule(self, flag: Flag) -> str:
        return rule_words(flag.rule)
