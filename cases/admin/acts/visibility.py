"""Publish and withdraw cases, seal and unseal cases and charges."""

from collections.abc import Sequence

from django import forms

from cases.actions import visibility
from cases.admin.acts import Act
from cases.admin.acts.charges import charge_words
from cases.admin.acts.form import ActForm, kinds
from cases.kinds.cases import VISIBILITIES
from cases.models import Case, Charge

OPENED_TO = ("PUBLIC", "DRAFT", "JUVENILE")


class Publish(ActForm):
    """The case becomes part of the public record."""

    def perform(self) -> str:
        visibility.publish_case(self.subject, **self.signed)
        return f"Case {self.subject} is public."


class Withdraw(ActForm):
    """The case was published too early."""

    def ask(self) -> None:
        self.fields["reason"].required = True

    def perform(self) -> str:
        visibility.withdraw_case(self.subject, **self.signed)
        return f"Case {self.subject} is a draft again, and no page or version of it is public."


class ByOrder(ActForm):
    """What only an order of the court may do."""

    order_reference = forms.CharField(
        max_length=200,
        label="Order of the court",
        help_text="Its date, and docket entry or document number.",
    )


class SealCase(ByOrder):
    """Nobody outside the court may learn that the case exists."""

    def perform(self) -> str:
        visibility.seal_case(self.subject, **self.said("order_reference"), **self.signed)
        return f"Case {self.subject} is sealed: the public cannot learn that it exists."


class UnsealCase(ByOrder):
    """The court opened the case."""

    visibility = forms.ChoiceField(choices=kinds(VISIBILITIES, OPENED_TO), label="Open it to")

    def perform(self) -> str:
        visibility.unseal_case(
            self.subject, **self.said("order_reference", "visibility"), **self.signed
        )
        label = VISIBILITIES.label(self.cleaned_data["visibility"]).lower()
        return f"Case {self.subject} is unsealed: {label}."


class SealCharge(ByOrder):
    """One charge is sealed, the case is not."""

    def perform(self) -> str:
        visibility.seal_charge(self.subject, **self.said("order_reference"), **self.signed)
        return f"Sealed: {charge_words(self.subject)}."


class UnsealCharge(ByOrder):
    """The court opened the charge."""

    def perform(self) -> str:
        visibility.unseal_charge(self.subject, **self.said("order_reference"), **self.signed)
        return f"Unsealed: {charge_words(self.subject)}."


def is_sealed(row: Case | Charge) -> bool:
    return bool(row.visibility == "SEALED")


def is_not_sealed(row: Case | Charge) -> bool:
    return not is_sealed(row)


ON_A_CASE: Sequence[Act] = (
    Act(
        slug="publish",
        label="Publish",
        key="p",
        form=Publish,
        permission="change_case",
        applies=lambda case: case.visibility == "DRAFT" and case.case_type != "JV",
    ),
    Act(
        slug="withdraw",
        label="Withdraw from the public",
        key="p",
        form=Withdraw,
        permission="change_case",
        applies=lambda case: case.visibility == "PUBLIC",
    ),
    Act(
        slug="seal",
        label="Seal the case",
        key="l",
        form=SealCase,
        permission="add_seal",
        is_grave=True,
        applies=is_not_sealed,
    ),
    Act(
        slug="unseal",
        label="Unseal the case",
        key="l",
        form=UnsealCase,
        permission="add_seal",
        is_grave=True,
        applies=is_sealed,
    ),
)
ON_A_CHARGE: Sequence[Act] = (
    Act(
        slug="seal",
        label="Seal",
        key="l",
        form=SealCharge,
        permission="add_seal",
        is_grave=True,
        applies=is_not_sealed,
    ),
    Act(
        slug="unseal",
        label="Unseal",
        key="l",
        form=UnsealCharge,
        permission="add_seal",
        is_grave=True,
        applies=is_sealed,
    ),
)
