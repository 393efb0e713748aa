"""What every page of the clerk's desk shares: saving, refusals, history, guided acts."""

from collections.abc import Sequence
from typing import Any

import pghistory
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.messages.storage import default_storage
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from cases.actions.refusal import Refused, refusals
from cases.admin.acts import Act, act_page, links
from cases.admin.forms import OWN_FIELDS, PageForm, RecordForm, RowFormSet, RowVersion
from cases.admin.history import events_of

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
    # Where this row's case keeps its visibility, for rows that belong to one.
    sealed_with = ""
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    list_per_page = 50
    save_on_top = True
    view_on_site: Any = False

    def get_queryset(self, request: Any) -> "QuerySet[Any]":
        """Sealed cases are on the desk only of those who may read the seals."""
        rows: QuerySet[Any] = super().get_queryset(request).annotate(row_version=RowVersion())
        if self.sealed_with and not request.user.has_perm("cases.view_seal"):
            rows = rows.exclude(**{self.sealed_with: "SEALED"})
        return rows

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        asked = [name for name in super().get_fields(request, obj) if name not in OWN_FIELDS]
        may_write = self.has_change_permission(request, obj) if obj else True
        return [*asked, *reversed(OWN_FIELDS)] if may_write else asked

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
        shown = {"act_links": self.act_links(request, object_id), **(extra_context or {})}
        try:
            with refusals(), pghistory.context(user=request.user.get_username()):
                return super().changeform_view(request, object_id, form_url, shown)
        except Refused as refused:
            # Nothing was saved: forget the message of success, and show the form once more.
            request._messages = default_storage(request)
            request.refused = refused
            return super().changeform_view(request, object_id, form_url, shown)

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

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.act_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_act"
        return [path("<path:object_id>/act/<slug:slug>/", view, name=name), *super().get_urls()]

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

    def act_links(self, request: HttpRequest, object_id: str | None) -> list[tuple[str, str]]:
        if object_id is None or not self.acts:
            return []
        subject = self.get_object(request, unquote(object_id))
        return links(request.user, subject, self.acts) if subject else []

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        shown = dict(extra_context or {})
        if row := self.get_object(request, unquote(object_id)):
            shown["events"] = events_of(row, request.GET.get("p", "1"))
        return super().history_view(request, object_id, shown)


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
        return rows

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        asked = list(super().get_fields(request, obj))
        return [*asked, "row_version"] if self.has_change_permission(request, obj) else asked


def sign(row: models.Model, username: str) -> None:
    """A row that is new tells who recorded it."""
    if row._state.adding and hasattr(row, "recorded_by"):
        row.recorded_by = username
