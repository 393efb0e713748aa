"""The access log and its weekly review: for auditors, supervisors and user administrators."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from cases.accounts.kinds import ACCESS
from cases.accounts.log import note
from cases.accounts.models import Entry, Review
from cases.accounts.review import (
    WEEK,
    by_statement,
    failing,
    monday_of,
    readable,
    sections,
)
from cases.accounts.unused import DAYS, unused
from cases.admin.desk import FactAdmin


class KindFilter(admin.SimpleListFilter):
    """One kind of entry; those of one kind are few, and an index finds the latest."""

    title = "what happened"
    parameter_name = "kind"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return ACCESS.choices()

    def queryset(self, request: Any, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset.filter(kind=self.value()) if self.value() in ACCESS else queryset


@admin.register(Entry)
class EntryAdmin(FactAdmin):
    list_display = ("when", "kind", "who", "whom", "what", "address", "outcome")
    list_filter = (KindFilter, ("at", admin.DateFieldListFilter))
    search_fields = ("who",)
    search_help_text = "The whole name of a user."
    ordering = ("-pk",)

    @admin.display(description="when (UTC)", ordering="at")
    def when(self, entry: Entry) -> str:
        return f"{entry.at:%Y-%m-%d %H:%M:%S}"

    @admin.display(description="outcome")
    def outcome(self, entry: Entry) -> str:
        return "refused" if ACCESS[entry.kind].is_refusal else "done"

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        own = ("at__gte", "at__lt", "what__startswith")
        return lookup in own or super().lookup_allowed(lookup, value, request)

    def get_queryset(self, request: Any) -> "QuerySet[Any]":
        return readable(super().get_queryset(request), request.user)

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        name = search_term.strip()
        return (queryset.filter(Q(who=name) | Q(whom=name)) if name else queryset), False

    def get_urls(self) -> list[Any]:
        """Nothing is done upon the log."""
        return [each for each in super().get_urls() if each.name != "accounts_entry_act"]


class WeekForm(forms.Form):
    note = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        label="What you looked into, and what came of it",
    )


@admin.register(Review)
class ReviewAdmin(FactAdmin):
    list_display = ("week", "reviewed_by", "reviewed_at", "note")
    ordering = ("-week", "pk")
    change_list_template = "admin/accounts/reviews.html"

    def get_urls(self) -> list[Any]:
        own = [
            path(
                "week/", self.admin_site.admin_view(self.week_view), name="accounts_review_week"
            )
        ]  # fmt: skip
        rest = super().get_urls()
        return [*own, *(each for each in rest if each.name != "accounts_review_act")]

    def week_view(self, request: Any) -> HttpResponse:
        """A week in words; and, once it is over, the place to sign that it was looked at."""
        may_sign = request.user.has_perm("accounts.add_review")
        if not self.has_view_permission(request) or (request.method == "POST" and not may_sign):
            raise PermissionDenied
        monday = monday_asked(request.GET.get("week", ""))
        form = WeekForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return self._signed(request, monday, form.cleaned_data["note"])
        reviews = list(Review.objects.filter(week=monday).order_by("pk"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"The week of {monday:%B} {monday.day}, {monday.year}",
            "opts": self.opts,
            "monday": monday,
            "last_day": monday + timedelta(days=6),
            "before": monday - WEEK,
            "after": monday + WEEK if monday + WEEK <= timezone.now().date() else None,
            "is_over": monday + WEEK <= timezone.now().date(),
            "sections": [linked(each) for each in sections(monday, request.user)],
            "failing": [(told, list_of(told)) for told in failing(monday, request.user)],
            "by_statement": by_statement(monday),
            "unused": unused().count(),
            "unused_days": DAYS,
            "reviews": reviews,
            "may_sign": may_sign
            and request.user.get_username() not in {each.reviewed_by for each in reviews},
            "form": form,
        }
        return TemplateResponse(request, "admin/accounts/week.html", context)

    def _signed(self, request: Any, monday: date, words: str) -> HttpResponse:
        by = request.user.get_username()
        again = HttpResponseRedirect(f"{request.path}?week={monday}")
        if monday + WEEK > timezone.now().date():
            messages.error(request, "Not signed: this week is not over yet.")
            return again
        try:
            with transaction.atomic():
                Review.objects.create(week=monday, note=words, reviewed_by=by)
                note("REVIEWED", request, what=f"the week of {monday}")
        except IntegrityError:
            messages.error(request, "You have signed this week already.")
            return again
        messages.success(request, f"Signed: you have reviewed the week of {monday}.")
        return again


def monday_asked(given: str) -> date:
    """The Monday of the week asked for; by itself, that of the last week that is over."""
    try:
        return monday_of(date.fromisoformat(given))
    except ValueError:
        return monday_of(timezone.now().date()) - WEEK


def linked(section: Any) -> Any:
    return section.title, [(told, list_of(told)) for told in section.told]


def list_of(told: Any) -> str:
    return f"{reverse('admin:accounts_entry_changelist')}?{urlencode(told.asked)}"
