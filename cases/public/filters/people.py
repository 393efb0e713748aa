"""The filter of the list of people: page and every data format ask through this one."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from cases.kinds.people import PERSON_KINDS, ROLES
from cases.public.filters.cursors import CursorField
from cases.public.filters.fields import CodeFilter, NameFilter, coded
from cases.public.filters.strict import StrictFilterSet
from cases.public.models import PublishedCase, PublishedName, PublishedPerson
from cases.public.search.names import Search, in_places
from cases.public.search.typed import typed

People = QuerySet[PublishedPerson]
PLACES = {"court": "court", "county": "county", "state": "state"}
# Only with a name: no index holds everybody of one court in the order of their names.
WITH_A_NAME = ("role", "kind", *PLACES)


def public_roles() -> list[tuple[str, str]]:
    """Roles in which a name can be published."""
    return [(role.code, role.label) for role in ROLES if role.public != "NONE"]


def people_named(words: str) -> RawSQL:
    """Keys of the people who bear this name, however it is typed."""
    search = Search(typed(words))
    return in_places(search.rows("n.person_key"), search.params)


class PersonQuestion(forms.Form):
    after = CursorField(reads=str)
    before = CursorField(reads=str)


class PersonFilter(StrictFilterSet):
    q = NameFilter(
        method="by_name",
        label="Name",
        help_text="Any order, accents and hyphens or none; the beginning of a name is enough.",
    )
    role = CodeFilter(
        method="passed_over", label="Role in a case", offers=public_roles, several=True
    )
    kind = CodeFilter("kind", "in", label="Person or organization", offers=coded(PERSON_KINDS),
                      several=True)  # fmt: skip
    court = CodeFilter(method="passed_over", label="Court", small=False, several=True)
    county = CodeFilter(method="passed_over", label="County", small=False, several=True)
    state = CodeFilter(method="passed_over", label="State", several=True)

    class Meta:
        model = PublishedPerson
        fields: list[str] = []
        form = PersonQuestion

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name in WITH_A_NAME:
            if self.value(name) and not self.value("q"):
                self.problems.setdefault(name, []).append(
                    "Give a name too: this narrows a search by name."
                )

    def filter_queryset(self, queryset: People) -> People:
        """Role and place narrow together: that role, in a case of that place."""
        people: People = super().filter_queryset(queryset)
        there = {
            f"{column}__in": wanted
            for name, column in PLACES.items()
            if (wanted := self.value(name))
        }
        roles = self.value("role")
        if not (there or roles):
            return people
        cases = PublishedName.objects.filter(person_key=OuterRef("key"))
        if there:
            cases = cases.filter(
                Exists(PublishedCase.objects.filter(key=OuterRef("case_key"), **there))
            )
        if roles:
            cases = cases.filter(roles__regex=rf"\y({'|'.join(roles)})\y")
        return people.filter(Exists(cases))

    def by_name(self, people: People, name: str, words: str) -> People:
        return people.filter(key__in=people_named(words))

    def passed_over(self, people: People, name: str, codes: list[str]) -> People:
        """Asked for together, once all are known."""
        return people


def ask_people(data: Any, courts: Any) -> PersonFilter:
    """The people named in published cases, asked through the public role."""
    return PersonFilter(data, PublishedPerson.objects.using("public"), courts=courts)
