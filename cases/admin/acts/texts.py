"""Let the public read the text of a docket entry, where somebody's name is withheld."""

from collections.abc import Sequence

from django.db import connection

from cases.actions.docket import release_text, withhold_text
from cases.admin.acts import Act
from cases.admin.acts.form import ActForm, entry_words
from cases.kinds.docket import entries_about_orders
from cases.models import DocketEntry


class Release(ActForm):
    """Somebody has read the text, and it gives nobody away."""

    def about(self) -> str:
        return f"{self.subject.case}, {entry_words(self.subject)}"

    def perform(self) -> str:
        entry = release_text(self.subject, **self.signed)
        if is_withheld(entry):
            return (
                "Read, but the public does not read it: it holds a word of a name or place that is "
                f"withheld here. “{entry.text}”"
            )
        return f"The public may read: “{entry.text}”"


class Withhold(ActForm):
    """The text could give somebody away."""

    def about(self) -> str:
        return f"{self.subject.case}, {entry_words(self.subject)}"

    def perform(self) -> str:
        entry = withhold_text(self.subject, **self.signed)
        return (
            f"The text of {entry_words(entry)} is withheld while anybody's name is withheld in "
            "its case, here and in every earlier version."
        )


def is_withheld(entry: DocketEntry) -> bool:
    """Whether a text stays unread although somebody has read it, for the words in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT text IS NULL FROM public_docket WHERE id = %s", [entry.pk])
        found = cursor.fetchone()
    return bool(found and found[0])


def may_be_public(entry: DocketEntry) -> bool:
    """Whether the public may know of an entry at all."""
    return entry.visibility == "PUBLIC" and entry.kind not in entries_about_orders()


ON_AN_ENTRY: Sequence[Act] = (
    Act(
        slug="release-text",
        label="Let its text be read",
        form=Release,
        permission="change_docketentry",
        applies=lambda entry: bool(entry.text) and not entry.text_released and may_be_public(entry),
    ),
    Act(
        slug="withhold-text",
        label="Withhold its text",
        form=Withhold,
        permission="change_docketentry",
        applies=lambda entry: entry.text_released,
    ),
)
