"""Record an alleged violation of a protective order, and charge it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from cases.actions.charges import NewCharge
from cases.actions.refusal import Refused
from cases.actions.violations import Alleged, Violation, allege_violation, was_made
from cases.admin.acts import Act
from cases.admin.acts.charges import charge_words, levels_of, offense_field
from cases.admin.acts.form import ActForm, Day, Section, day_words, today_at
from cases.admin.acts.orders import order_words
from cases.integrity import Finding
from cases.integrity.odd import warnings
from cases.models import Case, Party, ProtectiveOrder

CHARGED = ("offense", "label", "statute", "level")
CASES_SHOWN = 50


class RecordViolation(ActForm):
    """What is said to have happened against the order."""

    day_from = Day(label="Day of the alleged violation", help_text="Or the earliest it can be.")
    day_to = Day(
        required=False, label="Latest day", help_text="Only where the day is not known exactly."
    )
    told = forms.CharField(
        max_length=1000,
        label="What is alleged",
        help_text="Entered on the docket. Never published.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    filed_date = Day(label="Day it was filed")
    charged_in = forms.ModelChoiceField(
        Party.objects.none(),
        required=False,
        label="Charge it in",
        empty_label="No charge now",
        help_text="Cases against the restrained person.",
    )
    label = forms.CharField(required=False, max_length=300, label="Charge as charged")
    statute = forms.CharField(required=False, max_length=60, label="Statute as cited")

    def ask(self) -> None:
        order: ProtectiveOrder = self.subject
        case: Case = order.case
        self.found: Sequence[Finding] = ()
        self.fields["filed_date"].initial = today_at(case.court)
        if not self.user.has_perm("cases.add_charge"):
            for name in ("charged_in", "label", "statute"):
                del self.fields[name]
            return
        self.offer("charged_in", self._cases(order), lambda party: case_words(party, order))
        self.fields["offense"] = offense_field(
            case, help_text="Fills in statute, charge and level where you leave them empty."
        )
        self.fields["level"] = forms.ChoiceField(required=False, choices=levels_of(case))

    def about(self) -> str:
        return order_words(self.subject)

    def _cases(self, order: ProtectiveOrder) -> Any:
        """Cases against the restrained person in the courts of the state, this case first."""
        accused = Party.objects.filter(
            person=order.restrained.person_id, role="DEF", case__court__state=order.case.court.state
        )
        if not self.user.has_perm("cases.view_seal"):
            accused = accused.exclude(case__visibility="SEALED")
        latest = accused.order_by("-pk").values("pk")[:CASES_SHOWN]
        return Party.objects.filter(pk__in=latest).select_related("case__court").order_by("-pk")

    def sections(self) -> Iterator[Section]:
        names = ("day_from", "day_to", "told", "filed_date", "reason")
        yield Section(asks=[self[name] for name in names])
        if "charged_in" in self.fields:
            asks = [self[name] for name in ("charged_in", *CHARGED)]
            is_asked = any(ask.errors or ask.value() for ask in asks)
            yield Section(title="Charge it", asks=asks, is_folded=not is_asked)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        told = [name for name in CHARGED if cleaned.get(name)]
        if told and not cleaned.get("charged_in"):
            self.add_error("charged_in", "Choose the case in which this is charged.")
        return cleaned

    def perform(self) -> str:
        party = self.cleaned_data.get("charged_in")
        before = odd_in(party)
        done = allege_violation(
            self.subject,
            Alleged(
                **self.said("day_from", "told", "filed_date"),
                day_to=self.cleaned_data["day_to"] or self.cleaned_data["day_from"],
            ),
            charged=self._new_charge(party) if party else None,
            **self.signed,
        )
        # Only what this charge makes odd is told of a case that may be another one.
        self.found = [each for each in odd_in(party) if each not in before]
        if not party:
            self.found = list(unserved(self.subject, done))
        return self._words(done)

    def _new_charge(self, party: Party) -> NewCharge:
        if not (self.cleaned_data["offense"] or self.cleaned_data["label"]):
            raise Refused("Choose the offense, or write the charge as charged.", field="offense")
        return NewCharge(party=party, **self.said(*CHARGED))

    def _words(self, done: Violation) -> str:
        days = day_words(done.event.date_from)
        if done.event.date_to != done.event.date_from:
            days = f"between {done.event.date_from} and {done.event.date_to}"
        said = (
            f"{order_words(self.subject)}: a violation {days} is alleged. It is entered on the "
            "docket, where the public does not see it."
        )
        if not done.charge:
            return said
        return f"{said} Filed in case {done.charge.case}: {charge_words(done.charge)}."

    def odd(self) -> Sequence[Finding]:
        return self.found

    def refuse(self, refused: Refused) -> None:
        """The rule speaks of the order; what can be wrong here is the day."""
        places = {"violates_order": "day_from", "party": "charged_in"}
        field = places.get(refused.field, refused.field)
        super().refuse(Refused(refused.words, field=field, rule=refused.rule))


def odd_in(party: Party | None) -> list[Finding]:
    return warnings([party.case_id], today=timezone.now().date()) if party else []


def unserved(order: ProtectiveOrder, done: Violation) -> Iterator[Finding]:
    """Where nothing is charged no check of the charges tells of it."""
    if order.served_date is None:
        yield Finding(
            case_id=order.case_id,
            subject="order_event",
            row_id=done.event.pk,
            rule="violated_order_was_served",
            words="The order has no recorded service. A violation needs actual notice (Ark. Code "
            "§ 5-53-134).",
        )


def case_words(party: Party, order: ProtectiveOrder) -> str:
    """A case in which somebody is charged, told from the order's own."""
    own = "this case, " if party.case_id == order.case_id else ""
    return f"{own}{party.case}, {party.case.court}".strip()


ON_AN_ORDER: Sequence[Act] = (
    Act(
        slug="record-violation",
        label="Record an alleged violation",
        form=RecordViolation,
        permission="change_protectiveorder",
        key="v",
        applies=was_made,
    ),
)
