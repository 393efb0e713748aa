"""Change charges into others, and bring back what a change had ended."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from cases.actions.charges import (
    Before,
    NewCharge,
    change_charges,
    current_charges,
    direction,
    reinstate,
)
from cases.actions.refusal import Refused
from cases.admin.acts import Act
from cases.admin.acts.charges import charge_words, levels_of, offense_field, replaced
from cases.admin.acts.form import UNSAID, DatedForm, Section, day_words, kinds
from cases.kinds.charges import AUTHORITIES, CHANGE_KINDS, DIRECTIONS, EFFECTS, INSTRUMENTS
from cases.models import Case, Charge, ChargeChange, ChargeChangeItem, RelatedCase

RESULTS = ("a", "b", "c")
RESULT_ASKS = {
    "existing": "A charge already filed",
    "offense": "Offense",
    "statute": "Statute as cited",
    "label": "Charge as charged",
    "level": "Level",
    "level_reason": "Why this level",
}
LONGEST = {"statute": 60, "label": 300, "level_reason": 200}


class ChangeCharges(DatedForm):
    """Which charges became which, and what became of each."""

    entry_kind = "CHARGE_CHANGE"

    kind = forms.ChoiceField(choices=kinds(CHANGE_KINDS, is_open=True), label="What was done")
    instrument = forms.ChoiceField(choices=kinds(INSTRUMENTS), initial="UNKNOWN")
    authority = forms.ChoiceField(
        choices=kinds(AUTHORITIES), initial="UNKNOWN", label="Who changed the charges"
    )

    def ask(self) -> None:
        super().ask()
        case: Case = self.subject
        self.standing = standing_charges(case)
        effects = [("", "Not part of this change"), *EFFECTS.choices()]
        for charge in self.standing:
            elsewhere = "" if charge.case_id == case.pk else f" [{charge.case}]"
            words = charge_words(charge) + elsewhere
            self.fields[f"effect_{charge.pk}"] = forms.ChoiceField(
                choices=effects, required=False, label=words
            )
        filed = case.charges.filter(voided_at=None).select_related("party__person").order_by("pk")
        offered = [UNSAID, *((charge.pk, charge_words(charge)) for charge in filed)]
        levels = levels_of(case)
        for letter in RESULTS:
            self._ask_for_result(case, letter, offered, levels)

    def _ask_for_result(
        self, case: Case, letter: str, offered: list[Any], levels: list[tuple[str, str]]
    ) -> None:
        """Charges and levels are the same for each result, and read once."""
        filed = case.charges.filter(voided_at=None)
        for name, label in RESULT_ASKS.items():
            match name:
                case "existing":
                    field: forms.Field = forms.ModelChoiceField(filed, required=False, label=label)
                    field.choices = offered  # type: ignore[attr-defined]
                case "offense":
                    field = offense_field(case, label=label)
                case "level":
                    field = forms.ChoiceField(choices=levels, required=False, label=label)
                case _:
                    field = forms.CharField(required=False, max_length=LONGEST[name], label=label)
            self.fields[f"{letter}_{name}"] = field

    def sections(self) -> Iterator[Section]:
        act = [self["kind"], self["instrument"], self["authority"]]
        yield Section(title="The act", asks=act)
        before = [self[f"effect_{charge.pk}"] for charge in self.standing]
        yield Section(title="Charges before, and what became of each", asks=before)
        for letter in RESULTS:
            asks = [self[f"{letter}_{name}"] for name in RESULT_ASKS]
            is_folded = letter != RESULTS[0] and not any(ask.value() for ask in asks)
            title = f"Resulting charge {letter.upper()}, if there is one"
            yield Section(title=title, asks=asks, is_folded=is_folded)
        when = ("date_from", "date_to", "date_is_open", "date_text")
        paper = ("rests_on", "docket_entry", "entry_text", "reason")
        rest = [self[name] for name in (*when, *paper)]
        yield Section(title="When, and what it rests on", asks=rest)

    def before(self) -> list[Before]:
        return [
            (charge, effect)
            for charge in self.standing
            if (effect := self.cleaned_data[f"effect_{charge.pk}"])
        ]

    def after(self) -> Iterator[Charge | NewCharge]:
        for letter in RESULTS:
            told = {name: self.cleaned_data[f"{letter}_{name}"] for name in RESULT_ASKS}
            existing = told.pop("existing")
            if existing and any(told.values()):
                raise Refused(
                    "Choose a charge already filed, or describe a new one; not both.",
                    field=f"{letter}_existing",
                )
            if existing:
                yield existing
            elif any(told.values()):
                day = self.dated["date_from"] if self._is_exact() else None
                instrument = self.cleaned_data["instrument"]
                yield NewCharge(filed_date=day, instrument=instrument, **told)

    def _is_exact(self) -> bool:
        return bool(self.dated["date_from"] == self.dated["date_to"])

    def perform(self) -> str:
        change = change_charges(
            self.subject,
            before=self.before(),
            after=list(self.after()),
            **self.said("kind", "instrument", "authority"),
            **self.dated,
            **self.signed,
        )
        return told_of(change)

    def refuse(self, refused: Refused) -> None:
        """A refusal about what results is shown at the first result, or above the form."""
        field = refused.field
        if field in RESULT_ASKS:
            field = f"a_{field}"
        elif field == "after":
            field = "a_label"
        elif field == "before" and self.standing:
            field = f"effect_{self.standing[0].pk}"
        super().refuse(Refused(refused.words, field=field, rule=refused.rule))


class Reinstate(DatedForm):
    """A charge comes back; what had taken its place may fall away."""

    falls = forms.ModelMultipleChoiceField(
        Charge.objects.none(),
        required=False,
        label="Charges that fall away with this",
        widget=forms.CheckboxSelectMultiple,
    )
    authority = forms.ChoiceField(choices=kinds(AUTHORITIES), initial="COURT", label="By whom")

    def ask(self) -> None:
        super().ask()
        changes = ChargeChangeItem.objects.filter(
            charge=self.subject, side="BEFORE", is_void=False, ended_by=None
        ).values("change")
        became = Charge.objects.filter(change_items__change__in=changes, change_items__side="AFTER")
        listed = became.select_related("party__person").distinct().order_by("pk")
        self.offer("falls", listed, charge_words)

    def perform(self) -> str:
        change = reinstate(
            self.subject,
            before=[(charge, "REPLACED") for charge in self.cleaned_data["falls"]],
            **self.said("authority"),
            **self.dated,
            **self.signed,
        )
        return told_of(change)


def standing_charges(case: Case) -> list[Charge]:
    """Pending charges here, and in related cases against the same people (for a bind-over)."""
    from_here = RelatedCase.objects.filter(case=case).values("other_case")
    to_here = RelatedCase.objects.filter(other_case=case).values("case")
    linked = Case.objects.filter(pk__in=from_here.union(to_here)).order_by("pk")
    related = {other.pk: other for other in linked}
    charges = current_charges(case, *related.values())
    here = [charge for charge in charges if charge.case_id == case.pk]
    elsewhere = [charge for charge in charges if charge.case_id in related]
    if elsewhere:
        people = set(case.parties.filter(role="DEF").values_list("person", flat=True))
        elsewhere = [charge for charge in elsewhere if charge.party.person_id in people]
    for charge in elsewhere:
        charge.case = related[charge.case_id]
    return [*here, *sorted(elsewhere, key=lambda charge: charge.case_id)]


def told_of(change: ChargeChange) -> str:
    """A change in words, with its direction."""
    items = change.items.select_related("charge__party__person").order_by("pk")
    before = [
        f"{charge_words(item.charge)} — {EFFECTS[item.effect].sentence}"
        for item in items
        if item.side == "BEFORE"
    ]
    after = [charge_words(item.charge) for item in items if item.side == "AFTER"]
    found = direction(change)
    lines = [
        f"{CHANGE_KINDS.label(change.kind)} {day_words(change.date_from)}.",
        f"Before: {'; '.join(before) or 'nothing'}.",
        f"After: {'; '.join(after) or 'nothing'}.",
    ]
    if found:
        lines.append(f"Direction: {DIRECTIONS.label(found).lower()}.")
    return " ".join(lines)


ON_A_CASE: Sequence[Act] = (
    Act(
        slug="change-charges",
        label="Any other change",
        form=ChangeCharges,
        key="c",
        permission="add_chargechange",
    ),
)
ON_A_CHARGE: Sequence[Act] = (
    Act(
        slug="reinstate",
        label="Reinstate",
        key="r",
        form=Reinstate,
        permission="add_chargechange",
        applies=replaced,
    ),
)
