"""The form of a guided act, and the questions that many acts ask."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.db import models
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.functional import cached_property

from cases.actions.docket import enter_on_docket
from cases.actions.refusal import Refused
from cases.admin.widgets import QUICK
from cases.integrity import Finding
from cases.kinds import Vocabulary
from cases.kinds.docket import SOURCE_KINDS, court_record_sources
from cases.models import Case, Court, DocketEntry

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


def folded(title: str, asks: list[BoundField]) -> Section:
    """Questions that are rarely asked: open where one of them has an answer of its own."""
    is_answered = any(ask.errors or (ask.value() or "") != (ask.initial or "") for ask in asks)
    return Section(title=title, asks=asks, is_folded=not is_answered)


class ActForm(forms.Form):
    """Asks what an act needs, and does it.

    `approver` is the second person, where an act takes two and has been approved: then it is done
    in the name of whoever asked.
    """

    default_renderer = QUICK
    # Questions that a link to the form may answer: each with the number of a row.
    linked: Sequence[str] = ()
    # Without so many counts that stand there is nothing to do.
    least = 0
    # Shown with the confirmation, with what preview() gives.
    preview_template = ""

    reason = forms.CharField(
        required=False,
        max_length=300,
        label="Why",
        help_text="Kept in the history, which staff read.",
    )

    def __init__(
        self, data: Any = None, *, subject: Any, user: Any, approver: str = "", **given: Any
    ) -> None:
        self.subject, self.user, self.approver = subject, user, approver
        # What the act made, where its page is the one to go to.
        self.made: models.Model | None = None
        super().__init__(data, **given)
        self.order_fields([name for name in self.fields if name != "reason"])
        self.ask()
        for field in self.fields.values():
            if isinstance(field, forms.BooleanField):
                # Its label stands after the box and needs no colon.
                field.label_suffix = ""
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True

    @classmethod
    def chosen_before(cls, given: Mapping[str, str]) -> dict[str, str]:
        """The rows that were chosen on the page that leads here."""
        told = {name: given[name] for name in cls.linked if name in given}
        return {name: each for name, each in told.items() if each.isdecimal() and len(each) < 19}

    def ask(self) -> None:
        """Fit the questions to the subject."""

    def about(self) -> str:
        """What the act is upon, in words."""
        case = self.subject if isinstance(self.subject, Case) else None
        return f"{case}, {case.caption}" if case and case.caption else str(self.subject or "")

    def perform(self) -> str:
        """Do the act, and say in one or two sentences what was done."""
        raise Refused("There is nothing to do here.")

    def preview(self) -> dict[str, Any]:
        """What the template of the preview shows; asked while the act is done and not yet kept."""
        return {}

    def odd(self) -> Sequence[Finding]:
        """What is odd about this act itself; asked while it is done and not yet kept."""
        return ()

    def takes_two(self) -> bool:
        """Whether a second person has to approve this, as it is filled in."""
        return False

    def waits_for_another(self) -> bool:
        return self.takes_two() and not self.approver

    @property
    def by(self) -> str:
        """Whose act it is."""
        return str(self.user.get_username())

    @property
    def hand(self) -> str:
        """Who did it last: whoever approved it, if somebody did."""
        return self.approver or self.by

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


class EntryForm(ActForm):
    """Asks for the entry of the docket that tells of it, or for the words of a new one."""

    entry_kind = "OTHER"

    docket_entry = forms.ModelChoiceField(
        DocketEntry.objects.none(),
        required=False,
        label="Docket entry",
    )
    entry_text = forms.CharField(
        required=False,
        max_length=1000,
        label="Or enter it now",
        help_text="What the new docket entry says. Leave empty if it stands there already.",
    )

    def ask(self) -> None:
        entries = DocketEntry.objects.filter(case=case_of(self.subject))
        recent = entries.order_by("-filed_date", "-pk").values("pk")[:ENTRIES_SHOWN]
        listed = DocketEntry.objects.filter(pk__in=recent).order_by("-filed_date", "-pk")
        self.offer("docket_entry", listed, entry_words)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("docket_entry") and cleaned.get("entry_text"):
            self.add_error("entry_text", "Choose an entry, or write a new one; not both.")
        return cleaned

    def entry_day(self) -> date | None:
        """The day of an entry that is made with the act."""
        for name in ("date_from", "effective_date", "filed_date"):
            if self.cleaned_data.get(name):
                day: date = self.cleaned_data[name]
                return day
        return None

    @cached_property
    def entry(self) -> DocketEntry | None:
        """The entry chosen, or the one made now; asked for while the act is done, and once."""
        case = case_of(self.subject)
        text = self.cleaned_data["entry_text"]
        if not text or case is None:
            chosen: DocketEntry | None = self.cleaned_data["docket_entry"]
            return chosen
        return enter_on_docket(
            case, kind=self.entry_kind, text=text, filed_date=self.entry_day(), by=self.by
        )


class RestingForm(EntryForm):
    """Asks what the fact rests on."""

    rests_on = forms.ChoiceField(
        label="Rests on",
        choices=kinds(SOURCE_KINDS, court_record_sources()),
        initial="DOCKET_ENTRY",
    )

    @property
    def resting(self) -> dict[str, Any]:
        return {"rests_on": self.cleaned_data["rests_on"], "docket_entry": self.entry}


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

    def exact_day(self) -> date | None:
        """The day, where it is known exactly."""
        day: date | None = self.dated["date_from"]
        return day if day == self.dated["date_to"] else None

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


def today_at(court: Court) -> date:
    """The day it is where the court sits."""
    return timezone.localdate(timezone=ZoneInfo(court.timezone))


def entry_words(entry: DocketEntry) -> str:
    """A docket entry in one line."""
    number = f"{entry.entry_number}. " if entry.entry_number else ""
    return f"{number}{entry.filed_date or 'undated'} {entry.get_kind_display()}: {entry.text[:70]}"


def day_words(day: date | None) -> str:
    """A day in words, or that there is none."""
    return f"on {day:%B} {day.day}, {day.year}" if day else "on a day not stated"
