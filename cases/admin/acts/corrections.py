"""Correct a typing mistake, or void what should never have been entered."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Model, Q
from django.utils.text import capfirst

from cases.actions.corrections import correct, correctable, void
from cases.actions.refusal import Refused
from cases.admin.acts import Act
from cases.admin.acts.form import UNSAID, ActForm
from cases.models import Charge, Court, Offense
from cases.models.corrections import GRAVE_FIELDS

GRAVE = {name.removesuffix("_id") for name in GRAVE_FIELDS}


class Correct(ActForm):
    """What stands there is not what the document says."""

    field = forms.ChoiceField(label="What is mistyped")
    value = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"size": 60}),
        label="What it should be",
        help_text="Days as 2024-08-17; kinds and courts by their name; offenses by their statute; "
        "other entries of the record by their number.",
    )
    authority = forms.CharField(max_length=200, label="Document that shows the mistake")

    def ask(self) -> None:
        listed = [(field.name, self._now(field)) for field in correctable(self.subject)]
        self.fields["field"] = forms.ChoiceField(
            choices=[UNSAID, *listed], label="What is mistyped"
        )
        self.fields["reason"].required = True
        self.fields["reason"].help_text = "Kept with the correction."

    def _now(self, field: Any) -> str:
        value = getattr(self.subject, field.name)
        if field.choices:
            value = dict(field.choices).get(value, value)
        elif isinstance(value, Model) and not isinstance(value, Court | Offense):
            value = f"{value} (number {value.pk})"
        shown = "empty" if value is None or value == "" else str(value)
        return f"{capfirst(field.verbose_name)}: {shown[:80]}"

    def _meant(self) -> Any:
        """The value as the record keeps it: the code of a kind, the number of an offense."""
        value = self.cleaned_data["value"].strip()
        field = self.subject._meta.get_field(self.cleaned_data["field"])
        if field.choices:
            codes = {label.casefold(): code for code, label in field.choices}
            return codes.get(value.casefold(), value)
        if field.name == "court":
            return self._court(value)
        if field.name == "offense" and value:
            state = self.subject.case.court.state_id
            found = Offense.objects.filter(state=state, statute__iexact=value)
            if found.count() != 1:
                raise Refused(
                    f"{found.count()} offenses of this state have the statute {value}. Correct "
                    "the statute, label and level instead.",
                    field="value",
                )
            return found.get()
        return value

    def _court(self, name: str) -> int:
        found = Court.objects.filter(Q(name__iexact=name) | Q(code__iexact=name)).first()
        if not found:
            raise Refused(
                f"No court has the name “{name}”. Give it as it stands in the list of courts.",
                field="value",
            )
        return int(found.pk)

    def _row(self) -> str:
        """The row in words that tell it from others of its case."""
        if isinstance(self.subject, Charge):
            return f"count {self.subject.count}, {self.subject}"
        return f"{self.subject._meta.verbose_name} {self.subject}"

    def takes_two(self) -> bool:
        """What a charge is for is corrected by one person and approved by another."""
        is_grave = f"{self.cleaned_data['field']}" in GRAVE
        return is_grave and isinstance(self.subject, Charge)

    def _approver(self) -> str:
        """While the act is tried out nobody has been asked yet; any other name will do."""
        return self.approver or ("(to be asked)" if self.takes_two() else "")

    def perform(self) -> str:
        done = correct(
            self.subject,
            **self.said("field", "authority"),
            value=self._meant(),
            **self.signed,
            approved_by=self._approver(),
        )
        field = done.field.removesuffix("_id").replace("_", " ")
        return (
            f"Corrected in {self._row()}: {field}, “{done.old_value or 'empty'}” to "
            f"“{done.new_value or 'empty'}”. No charge change is recorded."
        )


class Void(ActForm):
    """This was never so; it stays in the record, marked as void."""

    def ask(self) -> None:
        self.fields["reason"].required = True
        self.fields["reason"].help_text = "Kept with the voided entry."

    def perform(self) -> str:
        noun = self.subject._meta.verbose_name
        words = str(self.subject)
        void(self.subject, **self.signed)
        return f"Void: {noun} {words}. It stays in the history and counts no more."


def is_not_void(row: Any) -> bool:
    return not getattr(row, "voided_at", None)


ON_A_ROW: Sequence[Act] = (
    Act(
        slug="correct",
        label="Correct",
        key="w",
        form=Correct,
        permission="add_correction",
        applies=is_not_void,
    ),
)
ON_A_FACT: Sequence[Act] = (
    *ON_A_ROW,
    Act(
        slug="void",
        label="Void",
        key="x",
        form=Void,
        permission="add_correction",
        applies=is_not_void,
    ),
)
