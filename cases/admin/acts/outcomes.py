"""Dispose of a charge, vacate that, sentence on it; change the status of a case."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.actions.dispositions import dispose, sentence, vacate
from cases.actions.status import change_status
from cases.admin.acts import Act
from cases.admin.acts.charges import charge_words, replaced
from cases.admin.acts.endings import ended, then_field
from cases.admin.acts.form import DatedForm, Day, RestingForm, day_words, kinds, today_at
from cases.kinds.cases import STATUSES
from cases.kinds.charges import OUTCOMES, PLEAS, SENTENCE_KINDS, SENTENCE_UNITS, outcomes_allowing
from cases.models import Charge, Disposition, Party, Sentence

SENTENCED = outcomes_allowing("ANY", "CONDITIONS")
CHOOSABLE = [code for code in OUTCOMES.codes() if code != "VACATED"]


class Dispose(DatedForm):
    """How a charge ended."""

    outcome = forms.ChoiceField(choices=kinds(OUTCOMES, CHOOSABLE, is_open=True))
    plea = forms.ChoiceField(required=False)

    def ask(self) -> None:
        super().ask()
        pleas = ["", *self.subject.case.court.state.pleas]
        self.fields["plea"] = forms.ChoiceField(required=False, choices=kinds(PLEAS, pleas))
        self.fields["then"] = then_field()
        self.order_fields(["outcome", "plea"])

    def perform(self) -> str:
        charge: Charge = self.subject
        end = dispose(charge, **self.said("outcome", "plea"), **self.dated, **self.signed)
        label = OUTCOMES.label(end.outcome).lower()
        then = ended(self, charge.case, [charge.party], self.exact_day())
        return f"{charge_words(charge)}: {label} {day_words(end.date_from)}.{then}"


class Vacate(DatedForm):
    """The court set a disposition aside."""

    def perform(self) -> str:
        vacating = vacate(self.subject, **self.dated, **self.signed)
        return (
            f"{charge_words(self.subject.charge)}: vacated {day_words(vacating.date_from)}; "
            "the charge is pending again."
        )


class SentenceOn(RestingForm):
    """One part of a sentence."""

    kind = forms.ChoiceField(choices=kinds(SENTENCE_KINDS, is_open=True))
    amount = forms.DecimalField(required=False, min_value=0, max_digits=12, decimal_places=2)
    unit = forms.ChoiceField(required=False, choices=kinds(SENTENCE_UNITS))
    effective_date = Day(required=False, label="Day of the sentence")
    text = forms.CharField(required=False, max_length=500, label="As worded")
    then = then_field()

    def ask(self) -> None:
        super().ask()
        self.order_fields(["kind", "amount", "unit", "effective_date", "text", "then"])

    def perform(self) -> str:
        part = sentence(
            self.subject,
            **self.said("kind", "amount", "unit", "effective_date", "text"),
            **self.resting,
            **self.signed,
        )
        day, charge = part.effective_date, self.subject
        then = ended(self, charge.case, [charge.party], day)
        return f"{charge_words(charge)}: {sentence_words(part)} {day_words(day)}.{then}"


class ChangeStatus(RestingForm):
    """Where a case stands, for one defendant or for all."""

    party = forms.ModelChoiceField(
        Party.objects.none(),
        required=False,
        label="Defendant",
        empty_label="The whole case",
    )
    status = forms.ChoiceField(choices=kinds(STATUSES, is_open=True))
    effective_date = Day(required=False, label="First day of this status")

    def ask(self) -> None:
        super().ask()
        defendants = self.subject.parties.filter(role="DEF").select_related("person")
        self.offer("party", defendants.order_by("pk"), lambda party: str(party.person))
        self.fields["effective_date"].initial = today_at(self.subject.court)
        standing = self.subject.statuses.filter(until_date=None, voided_at=None)
        stands = list(standing.values_list("party", "status")[:2])
        if len(stands) == 1:
            # The one status that stands is the one to change, and into another.
            ((self.fields["party"].initial, status),) = stands
            offered = [code for code in STATUSES.codes() if code != status]
            self.fields["status"] = forms.ChoiceField(
                choices=kinds(STATUSES, offered, is_open=True)
            )
        self.order_fields(["party", "status", "effective_date"])

    def perform(self) -> str:
        begun = change_status(
            self.subject,
            **self.said("party", "status", "effective_date"),
            **self.resting,
            **self.signed,
        )
        whom = begun.party.person if begun.party else "the whole case"
        label = STATUSES.label(begun.status)
        return f"Status for {whom}: {label}, begun {day_words(begun.effective_date)}."


def sentence_words(part: Sentence) -> str:
    """One part of a sentence, as 10 years of prison are written."""
    if part.amount is None:
        return str(part.get_kind_display())
    amount = f"{part.amount:f}".rstrip("0").rstrip(".") if part.amount % 1 else f"{part.amount:.0f}"
    return f"{part.get_kind_display()} {amount} {part.get_unit_display()}"


def standing(charge: Charge) -> bool:
    """Whether it is in the record, and neither replaced nor disposed of."""
    ended = in_force(charge.dispositions.all()) or replaced(charge)
    return not charge.voided_at and not ended


def may_be_sentenced(charge: Charge) -> bool:
    """Whether a disposition of it is in force that a sentence may follow."""
    dispositions = charge.dispositions.all()
    followed = [each for each in dispositions if each.outcome in SENTENCED]
    return not charge.voided_at and in_force(followed)


def in_force(dispositions: Any) -> bool:
    """Whether one of these is in force."""
    return any(stands(disposition) for disposition in dispositions)


def stands(disposition: Disposition) -> bool:
    """Whether it is in force: neither void, nor vacated, nor itself a vacatur."""
    return not (
        disposition.voided_at
        or disposition.vacated_by_disposition_id
        or disposition.outcome == "VACATED"
    )


ON_A_CASE: Sequence[Act] = (
    Act(
        slug="change-status",
        label="Change status",
        key="t",
        form=ChangeStatus,
        permission="add_casestatus",
    ),
)
ON_A_CHARGE: Sequence[Act] = (
    Act(
        slug="dispose",
        label="Dispose",
        key="d",
        form=Dispose,
        permission="add_disposition",
        applies=standing,
    ),
    Act(
        slug="sentence",
        label="Sentence",
        key="s",
        form=SentenceOn,
        permission="add_sentence",
        applies=may_be_sentenced,
    ),
)
ON_A_DISPOSITION: Sequence[Act] = (
    Act(
        slug="vacate",
        label="Vacate",
        key="u",
        form=Vacate,
        permission="add_disposition",
        applies=stands,
    ),
)
