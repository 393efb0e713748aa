"""Make two records of one person one, and undo it."""

from collections.abc import Sequence
from typing import Any

from cases.actions.people import merge_people, unmerge
from cases.admin.acts import Act
from cases.admin.acts.form import ActForm
from cases.admin.people_compared import Moved, Row, moved, side_by_side
from cases.admin.typed import found
from cases.models import Party, Person, PersonMerge


class Merge(ActForm):
    """Another record is of this very person."""

    linked = ("absorbed",)
    preview_template = "admin/cases/person/_merge.html"

    class Media:
        css = {"all": ["css/desk-history.css"]}

    absorbed = found(
        Party._meta.get_field("person"),
        Person.objects.filter(merged_into=None),
        label="The other record of this person",
        help_text="Its cases, orders, names and relations come over to this one.",
    )

    def ask(self) -> None:
        self.fields["reason"].required = True
        self.fields[
            "reason"
        ].help_text = "What shows that they are one person; a like name is not enough."

    def perform(self) -> str:
        absorbed = self.cleaned_data["absorbed"]
        self.compared: list[Row] = side_by_side(self.subject, absorbed, self.user)
        merge = merge_people(self.subject, absorbed, **self.signed)
        self.moved: list[Moved] = moved(merge, self.user)
        count = sum(each.count for each in self.moved)
        return (
            f"{absorbed} ({absorbed.pk}) is merged into {self.subject} ({self.subject.pk}): "
            f"{count} rows moved or changed. This can be undone."
        )

    def preview(self) -> dict[str, Any]:
        return {
            "one": self.subject,
            "other": self.cleaned_data["absorbed"],
            "compared": self.compared,
            "moved": self.moved,
        }


class Unmerge(ActForm):
    """They are two people after all."""

    def ask(self) -> None:
        self.fields["reason"].required = True

    def perform(self) -> str:
        merge: PersonMerge = self.subject
        unmerge(merge, **self.signed)
        return f"{merge.absorbed} and {merge.survivor} are two records again."


ON_A_PERSON: Sequence[Act] = (
    Act(
        slug="merge",
        label="Merge with another record",
        key="a",
        form=Merge,
        permission="add_personmerge",
        applies=lambda person: person.merged_into_id is None,
    ),
)
ON_A_MERGE: Sequence[Act] = (
    Act(
        slug="unmerge",
        label="Undo this merge",
        key="u",
        form=Unmerge,
        permission="change_personmerge",
        applies=lambda merge: merge.undone_at is None,
    ),
)
