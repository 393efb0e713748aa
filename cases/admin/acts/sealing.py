"""Seal and unseal a case, a charge, a party or a docket entry: one asks, another approves."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from cases.actions.sealing import OPENED_TO, named, seal, unseal
from cases.admin.acts import Act
from cases.admin.acts.form import ActForm, kinds
from cases.admin.acts.named import in_full, its_case
from cases.admin.acts.reach import published, reach
from cases.kinds import Vocabulary
from cases.kinds.cases import VISIBILITIES
from cases.kinds.docket import ENTRY_VISIBILITIES
from cases.models import Case, Charge, DocketEntry, Party

OPENED: dict[type[Any], Vocabulary[Any]] = {Case: VISIBILITIES, DocketEntry: ENTRY_VISIBILITIES}


class ByOrder(ActForm):
    """What only an order of the court may do, and only two people."""

    order_reference = forms.CharField(
        max_length=200,
        label="Order of the court",
        help_text="Its date, and docket entry or document number.",
    )

    preview_template = "admin/cases/act/_reach.html"

    def about(self) -> str:
        return in_full(self.subject)

    def takes_two(self) -> bool:
        return True

    def turn(self) -> str:
        """Seal it or unseal it, and say so."""
        raise NotImplementedError

    def perform(self) -> str:
        self.before, self.around = published(its_case(self.subject))
        return self.turn()

    def preview(self) -> dict[str, Any]:
        after, _ = published(its_case(self.subject), self.around)
        return {"reach": reach(self.before, after)}

    @property
    def by_order(self) -> dict[str, Any]:
        """The order, who asked, and who approved: while the act is tried out, somebody else."""
        approved_by = self.approver or "(to be asked)"
        return {**self.said("order_reference"), **self.signed, "approved_by": approved_by}


class Seal(ByOrder):
    """Nobody outside the court may learn that it exists."""

    def turn(self) -> str:
        seal(self.subject, **self.by_order)
        self.left = left_alone(self.subject)
        return f"{named(self.subject)} is sealed: the public cannot learn that it exists."

    def preview(self) -> dict[str, Any]:
        return {**super().preview(), "left": self.left}


def left_alone(row: Any) -> str:
    """What would make people wonder in a public case of which this part was just sealed."""
    if not isinstance(row, Charge | Party) or row.case.visibility != "PUBLIC":
        return ""
    others: QuerySet[Any]
    if isinstance(row, Party):
        others = row.case.parties.filter(role="DEF", visibility="PUBLIC")
        what = "no other defendant" if row.role == "DEF" else ""
    else:
        others = row.party.charges.filter(visibility="PUBLIC", voided_at=None)
        what = f"no other charge against {row.party.person}"
    if not what or others.exists():
        return ""
    return (
        f"Then the case is public with {what}, which makes people wonder. If the order allows it, "
        "seal the case instead."
    )


class Unseal(ByOrder):
    """The court opened it."""

    visibility = forms.ChoiceField(label="Open it to")

    def ask(self) -> None:
        model = type(self.subject)
        codes = OPENED_TO[model]
        if len(codes) == 1:
            del self.fields["visibility"]
        else:
            self.fields["visibility"] = forms.ChoiceField(
                choices=kinds(OPENED[model], codes), label="Open it to"
            )

    def turn(self) -> str:
        wanted = self.cleaned_data.get("visibility", "PUBLIC")
        unseal(self.subject, visibility=wanted, **self.by_order)
        words = OPENED[type(self.subject)].label(wanted) if wanted != "PUBLIC" else "public"
        return f"{named(self.subject)} is unsealed: {words.lower()}."


def is_sealed(row: Any) -> bool:
    return bool(row.visibility == "SEALED")


def is_not_sealed(row: Any) -> bool:
    return not is_sealed(row)


def acts(noun: str) -> Sequence[Act]:
    """Both acts upon a row of this name: there is always one of them."""
    return (
        Act(
            slug="seal",
            label=f"Seal{noun}",
            key="l",
            form=Seal,
            permission="add_seal",
            is_grave=True,
            applies=is_not_sealed,
        ),
        Act(
            slug="unseal",
            label=f"Unseal{noun}",
            key="l",
            form=Unseal,
            permission="add_seal",
            is_grave=True,
            applies=is_sealed,
        ),
    )


ON_A_CASE = acts(" the case")
ON_A_ROW = acts("")
