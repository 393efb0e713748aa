"""The form of a guided act, and the questions that many acts ask."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import QuerySet
from django.forms.boundfield import BoundField

from cases.actions.refusal import Refused
from cases.admin.widgets import QUICK
from cases.kinds import Vocabulary
from cases.kinds.docket import SOURCE_KINDS, court_record_sources
from cases.models import Case, DocketEntry

UNSAID = ("", "---------")
ENTRIES_SHOWN = 300


class Day(forms.DateField):
    """A day, with the desk's calendar."""

    widget = AdminDateWidget


def kinds(
    vocabulary: Vocabulary[Any], codes: Sequence[str] = (), *, is_open: bool = False
) -> list[tuple[str, str]]:
    """Choices of a vocabulary: all, or these codes; `is_open` starts with no choice made."""
    listed = [pair for pair in vocabulary.choices() if not codes or pair[0] in codes]
    return [UNSAID, *listed] if is_open and "" not in dict(listed) else listed


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading, and the questions under it; folded away until they are wanted."""

    title: str = ""
    asks: list[BoundField]
    is_folded: bool = False


class ActForm(forms.Form):
    """Asks what an act needs, and does it. `asked_last` names questions of the confirmation."""

    asked_last: Sequence[str] = ()
    default_renderer = QUICK

    reason = forms.CharField(
        required=False,
        max_length=300,
        label="Why",
        help_text="Kept in the history, which staff read.",
    )

    def __init__(self, data: Any = None, *, subject: Any, user: Any, is_last: bool = False) -> None:
        self.subject, self.user, self.is_last = subject, user, is_last
        super().__init__(data)
        self.order_fields([name for name in self.fields if name != "reason"])
        self.ask()
        if not is_last:
            for name in self.asked_last:
                del self.fields[name]

    def ask(self) -> None:
        """Fit the questions to the subject."""

    def perform(self) -> str:
        """Do the act, and say in one or two sentences what was done."""
        raise Refused("There is nothing to do here.")

    @property
    def by(self) -> str:
        """Who does it."""
        return str(self.user.get_username())

    @property
    def signed(self) -> dict[str, Any]:
        """Who does it, and why."""
        return {"by": self.by, "reason": self.cleaned_data["reason"]}

    def said(self, *names: str) -> dict[str, Any]:
        """The answers to these questions."""
        return {name: self.cleaned_data[name] for name in names}

    def refuse(self, refused: Refused) -> None:
        """Show a refusal at the question it is about."""
        self.add_error(refused.field if refused.field in self.fields else None, refused.words)

    def offer(self, name: str, rows: "QuerySet[Any]", words: Callable[[Any], str] = str) -> None:
        """Offer these rows in a question, each in these words."""
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.label_from_instance = words  # type: ignore[method-assign,assignment]
            field.queryset = rows

    def sections(self) -> Iterator[Section]:
        """The questions, as they stand on the page."""
        yield Section(asks=[self[name] for name in self.fields])

    def asked_last_fields(self) -> list[BoundField]:
        return [self[name] for name in self.asked_last]


class RestingForm(ActForm):
    """Asks what the fact rests on."""

    rests_on = forms.ChoiceField(
        label="Rests on",
        choices=kinds(SOURCE_KINDS, court_record_sources()),
        initial="DOCKET_ENTRY",
    )
    docket_entry = forms.ModelChoiceField(
        DocketEntry.objects.none(),
        required=False,
        label="Docket entry",
        help_text="Add the entry to the docket of the case first.",
    )

    def ask(self) -> None:
        entries = DocketEntry.objects.filter(case=case_of(self.subject))
        recent = entries.order_by("-filed_date", "-pk").values("pk")[:ENTRIES_SHOWN]
        listed = DocketEntry.objects.filter(pk__in=recent).order_by("-filed_date", "-pk")
        self.offer("docket_entry", listed, entry_words)

    @property
    def resting(self) -> dict[str, Any]:
        return self.said("rests_on", "docket_entry")


class DatedForm(RestingForm):
    """Asks when, as exactly as the record says it."""

    date_from = Day(
        required=False, label="Day", help_text="The day, or the earliest it can have been."
    )
    date_to = Day(
        required=False, label="Latest day", help_text="Only where the day is not known exactly."
    )
    date_is_open = forms.BooleanField(required=False, label="That day or later, end not known")
    date_text = forms.CharField(
        required=False,
        max_length=120,
        label="Date as worded",
        help_text="If not plainly a day: “on or about”, “earlier this month”.",
    )

    @property
    def dated(self) -> dict[str, Any]:
        """Bounds, words and source. One day alone is an exact day."""
        told = self.said("date_from", "date_to", "date_text")
        if told["date_from"] and not told["date_to"] and not self.cleaned_data["date_is_open"]:
            told["date_to"] = told["date_from"]
        return {**told, **self.resting}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("date_is_open") and cleaned.get("date_to"):
            self.add_error("date_to", "Give the latest day, or say that the end is not known.")
        return cleaned


def case_of(row: Any) -> Case | None:
    """The case that a row belongs to, if it belongs to one."""
    for name in ("charge", "order", "case"):
        if isinstance(row, Case):
            return row
        row = getattr(row, name, row)
    return row if isinstance(row, Case) else None


def entry_words(entry: DocketEntry) -> str:
    """A docket entry in one line."""
    number = f"{entry.entry_number}. " if entry.entry_number else ""
    return f"{number}{entry.filed_date or 'undated'} {entry.get_kind_display()}: {entry.text[:70]}"


def day_words(day: date | None) -> str:
    """A day in words, or that there is none."""
    return f"on {day:%B} {day.day}, {day.year}" if day else "on a day not stated"
