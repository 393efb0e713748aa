"""People and organizations, and the merges of their records."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from cases.admin.acts.of import ACTS
from cases.admin.desk import FactAdmin, RecordAdmin, RowInline
from cases.admin.finding import people_found
from cases.admin.forms import PageForm
from cases.admin.people_compared import in_one_case, side_by_side
from cases.admin.people_told import Match, matches, told_apart
from cases.admin.reading import tell_reading
from cases.desk.noted import note_somebody_else
from cases.kinds.people import PERSON_KINDS
from cases.models import Person, PersonMerge, PersonName, PersonRelation


class NameInline(RowInline):
    model = PersonName
    fields = ("kind", "full_name", "given", "middle", "surname", "suffix")
    verbose_name = "name"
    verbose_name_plural = "Other names"


class RelationInline(RowInline):
    model = PersonRelation
    fk_name = "person"
    fields = ("kind", "other")
    autocomplete_fields = ("other",)
    verbose_name = "relation"
    verbose_name_plural = "Relations (never published)"


class PersonForm(PageForm):
    """Asks, before somebody is added, whether it is not one of those whose name is alike."""

    user: Any = None
    likely: Sequence[Match] = ()

    is_another = forms.BooleanField(required=False, label="This is somebody else")
    # Whom the clerk has been shown: whoever is alike besides is asked about once more.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk is None and cleaned.get("full_name"):
            born = cleaned.get("birth_date")
            year = born.year if born else cleaned.get("birth_year")
            kind = cleaned.get("kind") or "PERSON"
            self.likely = matches(cleaned["full_name"], year, kind, self.user)
            self._refuse_unless_compared()
        return cleaned

    def _refuse_unless_compared(self) -> None:
        seen = set(self.cleaned_data.get("seen", "").split())
        unseen = {str(each.number) for each in self.likely} - seen
        if self.likely and (unseen or not self.cleaned_data.get("is_another")):
            self.add_error(
                "full_name",
                "Somebody like this is in the record already. Look at whoever is listed: use that "
                "record, or say that this is somebody else.",
            )

    @property
    def shown(self) -> str:
        """The numbers of those who are shown now."""
        return " ".join(str(each.number) for each in self.likely)


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    form = PersonForm
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

    def get_form(
        self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[Any]:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def get_search_results(
        self, request: Any, queryset: "QuerySet[Person]", search_term: str
    ) -> tuple["QuerySet[Person]", bool]:
        if search_term.strip():
            wanted, request.is_common = people_found(search_term)
            queryset = queryset.filter(wanted)
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.filter(merged_into=None)
        return queryset, False

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        alike = {each.number: each.why for each in form.likely}
        note_somebody_else(form.instance, alike, by=request.user.get_username())

    def told_apart(self, people: "QuerySet[Person]", request: HttpRequest) -> dict[int, str]:
        """Namesakes that are offered, in words that tell them apart."""
        return told_apart(people, request.user)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("likely/", view(self.likely_view), name="cases_person_likely"),
            path("<int:object_id>/compare/", view(self.compare_view), name="cases_person_compare"),
            *super().get_urls(),
        ]

    def likely_view(self, request: HttpRequest) -> HttpResponse:
        """Who may be meant by the name that is being typed."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        name, year = request.GET.get("full_name", "")[:300], request.GET.get("birth_year", "")
        kind = request.GET.get("kind", "PERSON")
        born = int(year) if year.isdecimal() and len(year) == 4 else None
        kind = kind if kind in PERSON_KINDS else "PERSON"
        found = matches(name, born, kind, request.user)
        return JsonResponse({"likely": [vars(each) for each in found]})

    def compare_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Two records side by side, and the way to make them one."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        number = request.GET.get("other", "")
        pair = [object_id, int(number) if number.isdecimal() and len(number) < 19 else 0]
        found = self.get_queryset(request).in_bulk(pair)
        if len(found) != len(set(pair)) or len(set(pair)) != len(pair):
            raise Http404("Choose two different records of the desk.")
        one, other = (found[each] for each in pair)
        for each in (one, other):
            tell_reading(request, each)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{one} and {other}, side by side",
            "opts": self.opts,
            "one": one,
            "other": other,
            "compared": side_by_side(one, other, request.user),
            "both_in": in_one_case(one, other, request.user),
            "merges": merges(request.user, one, other),
        }
        return TemplateResponse(request, "admin/cases/person/compare.html", context)


def merges(user: Any, one: Person, other: Person) -> list[tuple[str, str]]:
    """The ways to make two records one, either way round."""
    (merge,) = (act for act in ACTS[Person] if act.slug == "merge")
    if not merge.is_allowed(user) or not (merge.applies(one) and merge.applies(other)):
        return []
    return [
        (
            f"Merge number {absorbed.pk} into number {survivor.pk}",
            reverse("admin:cases_person_act", args=[survivor.pk, merge.slug])
            + f"?absorbed={absorbed.pk}",
        )
        for survivor, absorbed in ((one, other), (other, one))
    ]


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
        either, _ = people_found(search_term, "survivor", "absorbed")
        return queryset.filter(either), False
