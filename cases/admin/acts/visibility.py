"""Publish cases, and withdraw them."""

from collections.abc import Sequence

from cases.actions import visibility
from cases.admin.acts import Act
from cases.admin.acts.form import ActForm


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
)
