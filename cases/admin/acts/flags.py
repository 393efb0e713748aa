"""What may be done to a flag: say that it is as it should be, and why."""

from cases.admin.acts import Act
from cases.admin.acts.form import ActForm
from cases.desk.flags import note


class NoteForm(ActForm):
    """Asks why what is odd is as it should be."""

    def ask(self) -> None:
        self.fields["reason"].required = True
        self.fields[
            "reason"
        ].help_text = "Why this is as it should be. It stands beside the flag from then on."

    def perform(self) -> str:
        note(self.subject, by=self.by, reason=self.cleaned_data["reason"])
        return f"Noted as it should be: {self.subject.words}"


ON_A_FLAG = (
    Act(
        slug="note",
        label="Note as it should be",
        form=NoteForm,
        permission="change_case",
        applies=lambda flag: not (flag.noted_at or flag.gone_at),
    ),
)
