"""What every page of the clerk's desk shares: saving, refusals, history, guided acts."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pghistory
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.contrib.messages.storage import default_storage
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.text import capfirst

from cases.actions.refusal import Refused, refusals
from cases.admin.acts import Act, page_of
from cases.admin.acts.form import case_of
from cases.admin.acts.page import act_page, token_of
from cases.admin.case_line import buttons
from cases.admin.drafts import draft_context, typed
from cases.admin.finding import cases_numbered, is_any_of
from cases.admin.forms import (
    OWN_FIELDS,
    PageForm,
    RecordForm,
    RowFormSet,
)
from cases.admin.history import history_page
from cases.admin.list_csv import list_as_csv
from cases.admin.lists import CappedPaginator, Listing
from cases.admin.reading import tell_reading
from cases.admin.row_version import RowVersion
from cases.admin.sent import page_of_done, put_back, told
from cases.admin.several import actions_of
from cases.admin.typed import NAMED_BY, FoundField
from cases.admin.widgets import KnownSelect
from cases.desk.done import already_done, drop_draft, sign_off
from cases.models import Case

# Who recorded and voided a fact, and who sent it, stands below what it says.
SIGNED = (
    "rests_on", "docket_entry", "recorded_at", "recorded_by", "voided_at", "voided_by",
    "void_reason", "source", "source_id", "transaction",
)  # fmt: skip


class RecordAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that a form may write. What the database refuses, even at the commit, comes back as
    an error of the form, with everything that was typed."""

    form = PageForm
    acts: Sequence[Act] = ()
    # The way to this row's case, for rows that belong to one.
    of_case = ""
    # By what a list of any length may be sorted; None where there are few rows.
    sorted_by: Sequence[str] | None = ()
    paginator = CappedPaginator
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    list_per_page = 50
    save_on_top = True
    view_on_site: Any = False

    def get_queryset(self, request: Any) -> "QuerySet[Any]":
        """Sealed cases are on the desk only of those who may read the seals."""
        rows: QuerySet[Any] = super().get_queryset(request).annotate(row_version=RowVersion())
        if (self.of_case or self.model is Case) and not request.user.has_perm("cases.view_seal"):
            rows = rows.exclude(**{through(self.of_case, "visibility"): "SEALED"})
        return rows.select_related(*links_of(self.model)) if is_of_one_row(request) else rows

    def get_object(self, request: Any, object_id: str, from_field: Any = None) -> Any:
        """The row, and a line in the access log where it is confidential."""
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            tell_reading(request, row)
        return row

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[Listing]:
        return Listing

    def get_paginator(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        made: Any = super().get_paginator(request, *args, **kwargs)
        if getattr(request, "is_common", False):
            # Counting would take as long as gathering all: look no further than the next page.
            page = request.GET.get("p", request.GET.get("page", "1"))
            made.most = made.per_page * (int(page) if page.isdecimal() else 1) + 1
        return made

    def get_sortable_by(self, request: HttpRequest) -> Any:
        listed = self.get_list_display(request)
        if self.sorted_by is None or f"{self.of_case}__id__exact" in request.GET:
            return listed
        return [column for column in listed if column in self.sorted_by]

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        """Rows of a case are found by the whole number of the case, in any spelling."""
        if not self.of_case or not search_term.strip():
            return super().get_search_results(request, queryset, search_term)
        return queryset.filter(self.found(search_term)), False

    def found(self, search_term: str) -> Q:
        return is_any_of(f"{self.of_case}_id", cases_numbered(search_term))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        searched = known(self, db_field)
        return super().formfield_for_foreignkey(db_field, request, **{**searched, **kwargs})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        passed = OWN_FIELDS if obj else (*OWN_FIELDS, *self.told_by_the_database(request))
        asked = [name for name in super().get_fields(request, obj) if name not in passed]
        may_write = self.has_change_permission(request, obj) if obj else True
        return [*asked, *reversed(OWN_FIELDS)] if may_write else asked

    def told_by_the_database(self, request: HttpRequest) -> list[str]:
        """What is only read, and has no value before the row is saved."""
        read = self.get_readonly_fields(request)
        columns = self.opts.concrete_fields
        return [each.name for each in columns if each.name in read and each.has_db_default()]  # type: ignore[attr-defined]

    def get_form(
        self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[Any]:
        form = super().get_form(request, obj, change, **kwargs)
        refused = getattr(request, "refused", None)
        return type(form.__name__, (form,), {"refused": refused}) if refused else form

    def changeform_view(
        self,
        request: Any,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if request.method == "POST" and (done := already_done(token_of(request.POST.get("token")))):
            messages.info(request, f"This was saved already, and once: {done.said}")
            return HttpResponseRedirect(page_of_done(self.model, done))
        extra_context = {**draft_context(request), **(extra_context or {})}
        if (sent := typed(request)) is not None:
            put_back(request, sent)
        else:
            try:
                with refusals(), pghistory.context(user=request.user.get_username()):
                    return super().changeform_view(request, object_id, form_url, extra_context)
            except Refused as refused:
                # Nothing was saved: forget the message of success, and show the form once more.
                request._messages = default_storage(request)
                request.refused = refused
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: Any, context: dict[str, Any], *args: Any, **given: Any
    ) -> Any:
        row = context["original"]
        context["act_links"] = buttons(request.user, row, self.acts) if row else []
        if row:
            context["title"] = capfirst(str(self.opts.verbose_name))
        return super().render_change_form(request, context, *args, **given)

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        pghistory.context(reason=form.cleaned_data.get("why", ""))
        sign(obj, request.user.get_username())
        super().save_model(request, obj, form, change)

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        for row in formset.save(commit=False):
            sign(row, request.user.get_username())
            row.save()
        for row in formset.deleted_objects:
            row.delete()
        formset.save_m2m()

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """The last of what a form saves: what was done is kept, and what was typed no more."""
        super().save_related(request, form, formsets, change)
        row = form.instance
        sign_off(
            row,
            case=case_of(row),
            act="change" if change else "add",
            said=told(row, form, formsets, change),
            by=request.user.get_username(),
            token=token_of(request.POST.get("token")),
        )
        drop_draft(request.user, request.path)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        noun, wrapped = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        own = [
            path("csv/", wrapped(partial(list_as_csv, self)), name=f"{noun}_csv"),
            path("<path:object_id>/act/<slug:slug>/", wrapped(self.act_view), name=f"{noun}_act"),
        ]
        return [*own, *super().get_urls()]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """What may be done to several rows at once; never to delete them."""
        return {} if IS_POPUP_VAR in request.GET else actions_of(self, request)

    def act_view(self, request: Any, object_id: str, slug: str) -> HttpResponse:
        subject = self.get_object(request, unquote(object_id))
        known = {act.slug: act for act in self.acts}
        if subject is None or slug not in known:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not known[slug].is_allowed(request.user) or not self.has_view_permission(
            request, subject
        ):
            raise PermissionDenied
        return act_page(self, request, subject, known[slug])

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The audit, in place of the log of what was done by way of the desk."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        if not hasattr(row, "pgh_event_model"):
            # A working paper tells its own history: who asked, who decided, when.
            return HttpResponseRedirect(page_of(row))
        return history_page(self, request, row, extra_context)


class FactAdmin(RecordAdmin):
    """Facts are read here; only acts change them."""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        told = [
            field.name for field in self.opts.concrete_fields if field.name not in ("id", "key")
        ]
        return [*(name for name in told if name not in SIGNED), *(n for n in told if n in SIGNED)]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RowInline(admin.TabularInline):  # type: ignore[type-arg]
    """Rows within the page of what they belong to."""

    form = RecordForm
    formset = RowFormSet
    extra = 0
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        rows: QuerySet[Any] = super().get_queryset(request).annotate(row_version=RowVersion())
        return rows.select_related(*self.autocomplete_fields)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        searched = known(self, db_field)
        return super().formfield_for_foreignkey(db_field, request, **{**searched, **kwargs})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        asked = list(super().get_fields(request, obj))
        return [*asked, "row_version"] if self.has_change_permission(request, obj) else asked


def sign(row: models.Model, username: str) -> None:
    """A row that is new tells who recorded it."""
    if row._state.adding and hasattr(row, "recorded_by"):
        row.recorded_by = username


def through(path: str, column: str) -> str:
    """A column of the row at the end of a path of links."""
    return f"{path}__{column}" if path else column


def links_of(model: type[models.Model]) -> list[str]:
    """The links whose rows a page of one row names."""
    return [field.name for field in model._meta.concrete_fields if field.is_relation]


def is_of_one_row(request: Any) -> bool:
    return bool(request.resolver_match and "object_id" in request.resolver_match.kwargs)


def known(desk: Any, field: Any) -> dict[str, Any]:
    """A searchable select that names the row it shows without asking for it."""
    if field.name not in desk.autocomplete_fields:
        return {}
    by_words = {"form_class": FoundField} if field.remote_field.model in NAMED_BY else {}
    return {"widget": KnownSelect(field, desk.admin_site), **by_words}
