"""Destroy a case, or one charge, party or docket entry: what the law calls expunging a juvenile's
record, or an order says outright."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.admin.acts import Act
from cases.admin.acts.form import ActForm, kinds
from cases.admin.acts.named import in_full, its_case
from cases.desk.destroying import destroy, record
from cases.desk.models import Request
from cases.models import Case
from cases.models.fields import RecordNow
from cases.models.seals import DESTRUCTIONS

HIDDEN = ("SEALED", "JUVENILE")


class Destroy(ActForm):
    """Nothing of it stays, not even in the history; it cannot be undone."""

    preview_template = "admin/cases/act/_destroyed.html"

    basis = forms.ChoiceField(
        choices=kinds(DESTRUCTIONS, is_open=True),
        label="By what law",
        help_text="Files of the circuit court are kept for ever unless one of these is so (Ark. "
        "Code § 13-4-302). A juvenile who could have been tried as an adult: the record is kept "
        "for ten years (Ark. Code § 9-27-309).",
    )
    order_reference = forms.CharField(
        max_length=200,
        label="Order of the court",
        help_text="Its date, and docket entry or document number. It is not kept; only what proves "
        "it to whoever holds the order.",
    )

    def ask(self) -> None:
        # A reason would go with the request, or stand in the history of what stays.
        del self.fields["reason"]

    def about(self) -> str:
        return in_full(self.subject)

    def takes_two(self) -> bool:
        return True

    def perform(self) -> str:
        gone = destroy(self._approved(), **self.said("basis", "order_reference"))
        self.made, self.counts = gone.told, counts(gone.rows)
        return "One record is destroyed: its rows, their history, and the desk's papers about it."

    def _approved(self) -> Request:
        """The request, once it is approved; while the act is tried out, one that is taken back."""
        about: dict[str, Any] = {
            "act": "destroy",
            "table": self.subject._meta.db_table,
            "row_id": self.subject.pk,
            "asked_by": self.by,
        }
        if self.approver:
            decided = Request.objects.filter(**about, decided_by=self.approver)
            return decided.filter(decision="APPROVED").latest("pk")
        asked = Request.objects.create(**about, given={}, said="(tried out)")
        asked.decision, asked.decided_by, asked.decided_at = (
            "APPROVED", "(to be asked)", RecordNow(),
        )  # fmt: skip
        asked.save(update_fields=["decision", "decided_by", "decided_at"])
        return asked

    def preview(self) -> dict[str, Any]:
        return {"counts": self.counts, "is_whole": isinstance(self.subject, Case)}


def counts(rows: dict[str, int]) -> list[tuple[str, int]]:
    """How many rows of each kind are gone, in the order of the models."""
    return [
        (str(model._meta.verbose_name_plural), rows[model._meta.db_table])
        for model in record()
        if model._meta.db_table in rows
    ]


def is_hidden(row: Any) -> bool:
    """Is the row hidden by itself, or with its case?"""
    return row.visibility in HIDDEN or its_case(row).visibility in HIDDEN


def act(noun: str) -> Act:
    return Act(
        slug="destroy",
        label=f"Destroy {noun}",
        form=Destroy,
        permission="add_destruction",
        is_grave=True,
        applies=is_hidden,
    )


ON_A_CASE: Sequence[Act] = (act("the record"),)
ON_A_CHARGE: Sequence[Act] = (act("the charge"),)
ON_A_PARTY: Sequence[Act] = (act("the party"),)
ON_AN_ENTRY: Sequence[Act] = (act("the entry"),)
