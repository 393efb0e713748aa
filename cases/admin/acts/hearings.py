"""Set a hearing, continue it to another day, cancel it, record that it was held."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.dateformat import format as in_words

from cases.actions import hearings
from cases.actions.docket import enter_on_docket
from cases.admin.acts import Act
from cases.admin.acts.form import ActForm, Day, kinds, today_at
from cases.integrity import Finding
from cases.integrity.calendar import odd_hearing, room_words
from cases.kinds.docket import HEARING_KINDS
from cases.models import Case, Court, Hearing

HOURS = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I %p", "%I:%M%p", "%I%p", "%H")


class OnCalendar(ActForm):
    """Asks when a hearing begins, and where; hours are the court's own."""

    day = Day()
    hour = forms.TimeField(initial="09:00", input_formats=HOURS)
    courtroom = forms.CharField(required=False, max_length=60)

    court: Court

    def ask(self) -> None:
        case: Case = getattr(self.subject, "case", self.subject)
        self.court = case.court
        self.fields[
            "hour"
        ].help_text = f"As 9:00, 14:30 or 2 pm, by the court's clock ({self.court.timezone})."

    def starts_at(self) -> datetime:
        return hearings.moment_at(self.court, **self.said("day", "hour"))

    def odd(self) -> Sequence[Finding]:
        return odd_hearing(self.made, now=timezone.now()) if isinstance(self.made, Hearing) else ()


class Put(OnCalendar):
    """A hearing that the court has set."""

    kind = forms.ChoiceField(choices=kinds(HEARING_KINDS, is_open=True))

    def ask(self) -> None:
        super().ask()
        latest = self.subject.hearings.order_by("-starts_at", "-pk").values_list("courtroom")
        self.fields["courtroom"].initial = next(iter(latest.exclude(courtroom="")[:1]), ("",))[0]
        self.order_fields(["kind", "day", "hour", "courtroom"])

    def perform(self) -> str:
        self.made = made = hearings.set_hearing(
            self.subject,
            **self.said("kind", "courtroom"),
            starts_at=self.starts_at(),
            **self.signed,
        )
        return f"Set: {sentence(hearing_words(made, self.court))}"


class OnHearing(ActForm):
    """What becomes of a hearing."""

    def about(self) -> str:
        return hearing_words(self.subject, self.subject.case.court)


class Continue(OnHearing, OnCalendar):
    """The court put it off to another day."""

    on_docket = forms.BooleanField(
        required=False, initial=True, label="Enter the continuance on the docket"
    )

    def ask(self) -> None:
        super().ask()
        self.fields["day"].label = "New day"
        self.fields["courtroom"].initial = self.subject.courtroom
        if self.subject.starts_at:
            was = self.subject.starts_at.astimezone(ZoneInfo(self.court.timezone))
            self.fields["hour"].initial = f"{was:%H:%M}"
        if not self.user.has_perm("cases.add_docketentry"):
            del self.fields["on_docket"]
        explained(self, "Why it is continued")

    def perform(self) -> str:
        was = self.about()
        self.made = made = hearings.continue_hearing(
            self.subject, **self.said("courtroom"), starts_at=self.starts_at(), **self.signed
        )
        said = sentence(f"{was} is continued to {moment_words(made, self.court)}")
        if not self.cleaned_data.get("on_docket"):
            return said
        enter_on_docket(
            made.case,
            kind=entry_kind(made),
            text=said,
            filed_date=today_at(self.court),
            by=self.by,
        )
        return f"{said} The docket will say so."


class Cancel(OnHearing):
    """It will not take place."""

    def ask(self) -> None:
        explained(self, "Why it is cancelled")

    def perform(self) -> str:
        hearings.cancel_hearing(self.subject, **self.signed)
        return f"{self.about()} is cancelled."


class Hold(OnHearing):
    """It took place."""

    def perform(self) -> str:
        hearings.hold_hearing(self.subject, as_of=timezone.now(), **self.signed)
        return f"{self.about()} was held."


def explained(form: ActForm, label: str) -> None:
    """The reason of such an act stays with the hearing."""
    why = form.fields["reason"]
    why.required, why.label, why.help_text = True, label, "Kept with the hearing; never published."


def entry_kind(hearing: Hearing) -> str:
    """What the docket entry of a continuance is; hearings on protective orders are no public
    matter, and neither are entries that tell of them."""
    return "PROTECTIVE_ORDER" if hearing.kind == "ORDER" else "CONTINUANCE"


def hearing_words(hearing: Hearing, court: Court) -> str:
    """A hearing in one line: what it is, when and where."""
    where = f", {room_words(hearing)}" if hearing.courtroom else ""
    return f"{hearing.get_kind_display()} on {moment_words(hearing, court)}{where}"


def moment_words(hearing: Hearing, court: Court) -> str:
    """When a hearing begins, by the court's clock."""
    if hearing.starts_at is None:
        return "a day not stated"
    return in_words(hearing.starts_at.astimezone(ZoneInfo(court.timezone)), "l, F j, Y, P")


def sentence(words: str) -> str:
    """Words with a full stop, where their last one has none of its own: “at 9 a.m.”."""
    return words if words.endswith(".") else f"{words}."


def is_set(hearing: Any) -> bool:
    """Whether it is still to come about."""
    return bool(hearing.status == "SET")


ON_A_CASE: Sequence[Act] = (
    Act(slug="set-hearing", label="Set a hearing", form=Put, permission="add_hearing", key="h"),
)
ON_A_HEARING: Sequence[Act] = tuple(
    Act(slug=slug, label=label, form=form, permission="change_hearing", key=key, applies=is_set)
    for slug, label, form, key in (
        ("continue", "Continue", Continue, "c"),
        ("cancel", "Cancel", Cancel, "x"),
        ("hold", "Record as held", Hold, "h"),
    )
)
