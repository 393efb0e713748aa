"""File a charge against a defendant."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F

from cases.actions.charges import NewCharge, file_charge
from cases.admin.acts import Act
from cases.admin.acts.form import Day, RestingForm, Section, folded, kinds, today_at
from cases.admin.typed import FoundField, TypedSelect, found
from cases.kinds.charges import INSTRUMENTS
from cases.models import Case, Charge, Offense, OffenseLevel, Party, ProtectiveOrder


def charge_words(charge: Charge) -> str:
    """A charge in one line, as the clerk knows it."""
    level = f" ({charge.level})" if charge.level else ""
    return f"Count {charge.count}, {charge.party.person}: {charge}{level}"


def levels_of(case: Case) -> list[tuple[str, str]]:
    """Levels of the ladder of the court's state, gravest first."""
    gravest_first = F("rank").desc(nulls_last=True)
    rungs = OffenseLevel.objects.filter(state=case.court.state_id).order_by(gravest_first, "code")
    listed = {rung.code: f"{rung.label} ({rung.code})" for rung in rungs}
    return [("", "As the offense says, or not stated"), *listed.items()]


class OffenseSelect(TypedSelect):
    """Finds the offenses of one state by what is typed: there may be thousands."""

    def __init__(self, state: str) -> None:
        super().__init__(Charge._meta.get_field("offense"), admin.site)
        self.state = state

    def get_url(self) -> str:
        return f"{super().get_url()}?state={self.state}"


def offense_field(case: Case, **given: Any) -> FoundField:
    """A question for an offense of the court's state."""
    state = case.court.state_id
    offenses = Offense.objects.filter(state=state)
    field = Charge._meta.get_field("offense")
    return found(field, offenses, widget=OffenseSelect(state), required=False, **given)


def replaced(charge: Charge) -> bool:
    """Whether a change replaced or dismissed it."""
    return any(
        item.side == "BEFORE"
        and item.effect in ("REPLACED", "DISMISSED")
        and not item.is_void
        and item.ended_by_id is None
        for item in charge.change_items.all()
    )


WORDED = ("statute", "label", "level", "level_reason")
PAPER = ("filed_date", "instrument", "docket_entry", "entry_text")
RARE = ("offense_to", "offense_date_text", "violates_order", "count", "rests_on", "reason")


class FileCharge(RestingForm):
    """A charge, as the charging instrument has it."""

    entry_kind = "INFORMATION_FILED"

    party = forms.ModelChoiceField(Party.objects.none(), label="Defendant")
    offense = forms.ModelChoiceField(
        Offense.objects.none(),
        required=False,
        help_text="Fills in statute, label and level where you leave them empty.",
    )
    statute = forms.CharField(required=False, max_length=60, label="Statute as cited")
    label = forms.CharField(required=False, max_length=300, label="Charge as charged")
    level = forms.ChoiceField(required=False)
    level_reason = forms.CharField(required=False, max_length=200, label="Why this level")
    offense_from = Day(required=False, label="Offense date", help_text="Or the earliest.")
    offense_to = Day(required=False, label="Latest offense date")
    offense_date_text = forms.CharField(
        required=False, max_length=120, label="Offense date as worded"
    )
    filed_date = Day(required=False, label="Day filed")
    instrument = forms.ChoiceField(choices=kinds(INSTRUMENTS), initial="UNKNOWN")
    violates_order = forms.ModelChoiceField(
        ProtectiveOrder.objects.none(), required=False, label="Violates the order"
    )
    count = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=32767,
        help_text="The court's number of the count. Left empty, it is the next one.",
    )

    def ask(self) -> None:
        super().ask()
        case: Case = self.subject
        defendants = case.parties.filter(role="DEF").select_related("person").order_by("pk")
        self.offer("party", defendants, lambda party: str(party.person))
        help_text = self.fields["offense"].help_text
        self.fields["offense"] = offense_field(case, help_text=help_text)
        accused = [party.person_id for party in defendants]
        theirs = Party.objects.filter(person__in=accused).values("pk")
        orders = ProtectiveOrder.objects.filter(restrained__in=theirs, voided_at=None)
        self.offer("violates_order", orders.order_by("pk"))
        self.fields["level"] = forms.ChoiceField(required=False, choices=levels_of(case))
        self.fields["rests_on"].initial = "CHARGING_INSTRUMENT"
        self.fields["filed_date"].initial = today_at(case.court)
        self.order_fields(["party", "offense", "offense_from", *WORDED, *PAPER, *RARE])
        if len(defendants) == 1:
            self.fields["party"].initial = defendants[0]

    def sections(self) -> Iterator[Section]:
        def asks(*names: str) -> list[forms.BoundField]:
            return [self[name] for name in names]

        yield Section(asks=asks("party", "offense", "offense_from"))
        yield folded("Other words, statute or level", asks(*WORDED))
        yield Section(title="When, and by what", asks=asks(*PAPER))
        yield folded("Dates not known exactly, and the rest", asks(*RARE))

    def perform(self) -> str:
        told = dict(self.cleaned_data)
        for name in ("reason", "entry_text"):
            told.pop(name)
        told["docket_entry"] = self.entry
        charge = file_charge(self.subject, NewCharge(**told), **self.signed)
        return f"Filed: {charge_words(charge)}."


ON_A_CASE: Sequence[Act] = (
    Act(
        slug="file-charge", label="File a charge", form=FileCharge, permission="add_charge", key="f"
    ),
)
