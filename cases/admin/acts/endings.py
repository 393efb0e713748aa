"""The question that goes with the end of a charge: where the case stands, if it was the last."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.db.models import Exists, OuterRef, Q

from cases.actions.status import StatusRefused, end_case_of
from cases.admin.acts.form import RestingForm, day_words
from cases.kinds.cases import STATUSES
from cases.models import Case, Disposition, Party, Sentence

ENDINGS = (
    ("USUAL", "the case is disposed of, unless a sentence is still to come"),
    ("DISPOSED", "the case is disposed of"),
    ("CLOSED", "the case is closed"),
    ("OPEN", "the case stays as it is"),
)
# After these the court may have something left to do, here or elsewhere.
UNFINISHED = ("DIVERTED", "TRANSFERRED", "SEVERED", "UNKNOWN_SRC", "UNMAPPED")


def then_field() -> forms.ChoiceField:
    """Asks where the case stands once nothing is pending."""
    return forms.ChoiceField(
        choices=ENDINGS, initial="USUAL", required=False, label="If no count is pending then"
    )


def ended(form: RestingForm, case: Case, parties: Iterable[Party], day: date | None) -> str:
    """End the case as it was chosen, and say so; nothing is said where a count is pending."""
    chosen = form.cleaned_data["then"]
    if chosen == "USUAL":
        chosen, parties = "DISPOSED", [each for each in parties if day and is_over_for(each)]
    if chosen in ("", "OPEN"):
        return ""
    try:
        begun = end_case_of(
            case, parties, status=chosen, effective_date=day, **form.resting, **form.signed
        )
    except StatusRefused as refused:
        words = f"{refused.words} Or choose that the case stays as it is."
        raise StatusRefused(words, field="then") from refused
    told = (
        f" Status for {each.party.person if each.party else 'the whole case'}: "
        f"{STATUSES.label(each.status)}, begun {day_words(each.effective_date)}."
        for each in begun
    )
    return "".join(told)


def is_over_for(defendant: Party) -> bool:
    """Whether the outcomes in force leave nothing to come: each conviction has its sentence."""
    in_force = Disposition.objects.filter(
        charge__party=defendant,
        charge__voided_at=None,
        voided_at=None,
        vacated_by_disposition=None,
    )
    sentences = Sentence.objects.filter(charge=OuterRef("charge"), voided_at=None)
    waits = Q(outcome__startswith="CONV") & ~Exists(sentences)
    return not in_force.filter(waits | Q(outcome__in=UNFINISHED)).exists()
