"""Cases, their docket and their calendar."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.forms import Media
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from cases.admin.acts import page_of
from cases.admin.acts.file_case import FILE_A_CASE, may_file_a_case
from cases.admin.acts.of import ACTS
from cases.admin.acts.page import act_page
from cases.admin.case_page import case_page
from cases.admin.court_filter import CourtFilter
from cases.admin.desk import RecordAdmin, RowInline
from cases.admin.docket import unsealed
from cases.admin.finding import cases_found
from cases.admin.lists import Listing
from cases.kinds.cases import VISIBILITIES
from cases.models import Case, Court, DocketEntry, Hearing, Party, RelatedCase


class PartyInline(RowInline):
    model = Party
    fields = ("person", "role", "public_name", "public_name_basis")
    autocomplete_fields = ("person",)
    extra = 1
    verbose_name = "party"
    verbose_name_plural = "Parties"


class NewEntryInline(RowInline):
    """Only to add: a docket may be long. Entries are listed below, and edited each on its own."""

    model = DocketEntry
    fields = ("entry_number", "filed_date", "kind", "text", "attribution", "visibility")
    extra = 1
    verbose_name = "docket entry"
    verbose_name_plural = "New docket entries"
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).none()

    def formfield_for_choice_field(self, db_field: Any, request: Any, **given: Any) -> Any:
        return unsealed(db_field, super().formfield_for_choice_field(db_field, request, **given))


class HearingInline(RowInline):
    model = Hearing
    fields = ("kind", "starts_at", "courtroom", "status", "reason")
    can_delete = False
    verbose_name = "hearing"
    verbose_name_plural = "Hearings (hours of the court)"


class RelatedCaseInline(RowInline):
    model = RelatedCase
    fk_name = "case"
    fields = ("other_case", "relation")
    autocomplete_fields = ("other_case",)
    verbose_name = "related case"
    verbose_name_plural = "Related cases"


class CaseListing(Listing):
    """Leads to the files of the cases."""

    def url_for_result(self, result: Any) -> str:
        return page_of(result)


@admin.register(Case)
class CaseAdmin(RecordAdmin):
    acts = ACTS[Case]
    fields = (
        "court",
        "number",
        "case_type",
        "caption",
        "filed_date",
        "visibility",
    )
    readonly_fields = ("visibility",)
    autocomplete_fields = ("court",)
    inlines = (PartyInline, NewEntryInline, HearingInline, RelatedCaseInline)
    list_display = ("number", "court", "case_type", "defendants", "filed_date", "seen_by")
    list_select_related = ("court",)
    list_filter = ("visibility", "case_type", CourtFilter)
    search_fields = ("number",)
    search_help_text = (
        "A case number, or a part of one; or words of a party's name, and of another's after “v.”"
    )
    ordering = ("-pk",)
    sorted_by = ("filed_date",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        rows: QuerySet[Any] = super().get_queryset(request)
        if not is_list(request):
            return rows
        accused = Party.objects.filter(role="DEF").select_related("person").order_by("pk")
        return rows.prefetch_related(Prefetch("parties", accused, to_attr="accused"))

    @property
    def media(self) -> Media:
        """The list has a searchable select too, among its filters."""
        select = AutocompleteSelect(Case._meta.get_field("court"), self.admin_site)
        return super().media + select.media

    def defendants(self, case: Any) -> str:
        return "; ".join(str(party.person) for party in case.accused)

    @admin.display(description="visibility", ordering="visibility")
    def seen_by(self, case: Case) -> str:
        return VISIBILITIES.label(case.visibility).split(":")[0]

    def get_search_results(
        self, request: Any, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        condition, request.is_common = cases_found(search_term)
        return queryset.filter(condition), False

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else (PartyInline,)

    def render_change_form(
        self, request: Any, context: dict[str, Any], *args: Any, **given: Any
    ) -> Any:
        case = context["original"]
        if case and self.has_change_permission(request, case):
            context["title"] = "Edit case and parties"
        response = super().render_change_form(request, context, *args, **given)
        with hours_of(case.court if case else None):
            return response.render()

    def changeform_view(
        self, request: Any, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> Any:
        """Hours that are sent back are the court's own as well."""
        number = int(object_id) if object_id and object_id.isdecimal() else 0
        is_sent = request.method == "POST"
        case = Case.objects.select_related("court").filter(pk=number).first() if is_sent else None
        with hours_of(case.court if case else None):
            return super().changeform_view(request, object_id, *args, **kwargs)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[CaseListing]:
        return CaseListing

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("file-a-case/", view(self.file_a_case_view), name="cases_case_file_a_case"),
            path("<path:object_id>/file/", view(self.file_view), name="cases_case_file"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        more = {**(extra_context or {}), "may_file": may_file_a_case(request.user)}
        return super().changelist_view(request, more)

    def file_a_case_view(self, request: HttpRequest) -> HttpResponse:
        if not may_file_a_case(request.user):
            raise PermissionDenied
        return act_page(self, request, None, FILE_A_CASE)

    def file_view(self, request: Any, object_id: str) -> HttpResponse:
        """The case file, with hours as the court has them."""
        case = self.get_object(request, unquote(object_id))
        if case is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_view_or_change_permission(request, case):
            raise PermissionDenied
        with hours_of(case.court):
            context = {
                **self.admin_site.each_context(request),
                "title": f"Case {case}",
                "subtitle": case.caption or None,
                "opts": self.opts,
                "case": case,
                **case_page(case, request.user),
            }
            return TemplateResponse(request, "admin/cases/case/file.html", context).render()

    def response_post_save_add(self, request: HttpRequest, obj: Case) -> HttpResponseRedirect:
        return HttpResponseRedirect(page_of(obj))

    response_post_save_change = response_post_save_add

    def view_on_site(self, obj: Case) -> str | None:
        return public_page(obj)


def is_list(request: Any) -> bool:
    """Whether it is the list of cases that is asked for, as a page or as CSV."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    return str(name).endswith(("_changelist", "_csv"))


def hours_of(court: Court | None) -> AbstractContextManager[None]:
    """Hours are entered and read as the court's own."""
    return timezone.override(ZoneInfo(court.timezone)) if court else nullcontext()


def public_page(case: Case) -> str | None:
    """Where the public reads the case, if it does."""
    if case.visibility != "PUBLIC":
        return None
    return reverse("case", args=[case.court.code, case.number_key])
