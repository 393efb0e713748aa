"""Dispose of several counts at once, or dismiss them."""

from collections.abc import Iterator, Sequence

from django import forms

from cases.actions.charges import current_charges
from cases.actions.dispositions import dispose
from cases.actions.refusal import Refused
from cases.admin.acts import Act
from cases.admin.acts.charges import charge_words
from cases.admin.acts.endings import ended, then_field
from cases.admin.acts.form import DatedForm, Section, day_words, folded, kinds, today_at
from cases.admin.acts.outcomes import CHOOSABLE
from cases.kinds.charges import OUTCOMES, PLEAS
from cases.models import Case

DISMISSALS = ("NOLLE", "DISM_WO", "DISM_W", "DISM_U")
RARE = ("docket_entry", "rests_on", "date_to", "date_is_open", "date_text", "reason")


class DisposeOfCounts(DatedForm):
    """How counts ended, in one way and on one day."""

    least = 1
    outcomes: Sequence[str] = CHOOSABLE
    # Under what kind a new entry of the docket stands; by outcome, else OTHER.
    entry_kinds = {
        **dict.fromkeys(DISMISSALS, "DISMISSAL"),
        **dict.fromkeys(("ACQ", "ACQ_MDD"), "VERDICT"),
        **dict.fromkeys((code for code in CHOOSABLE if code.startswith("CONV")), "JUDGMENT"),
        "TRANSFERRED": "TRANSFER",
    }

    def ask(self) -> None:
        super().ask()
        case: Case = self.subject
        self.pending = {str(charge.pk): charge for charge in current_charges(case)}
        offered = [(number, charge_words(charge)) for number, charge in self.pending.items()]
        self.fields["counts"] = forms.MultipleChoiceField(
            choices=offered,
            # Where there is no other choice, it is made.
            initial=[number for number, _ in offered] if len(offered) == 1 else [],
            widget=forms.CheckboxSelectMultiple,
            label="Counts",
            help_text="" if offered else "No count of this case is pending.",
        )
        self.fields["outcome"] = forms.ChoiceField(
            choices=kinds(OUTCOMES, self.outcomes, is_open=True)
        )
        self.fields["date_from"].initial = today_at(case.court)
        self.fields["entry_text"].label = "Docket entry"
        self.fields["entry_text"].help_text = (
            "What the new docket entry says. A nolle prosequi or dismissal needs one, or one that "
            "stands there already."
        )
        self.fields["then"] = then_field()
        self._ask_for_plea(case)
        self.order_fields(["counts", "outcome", "plea", "date_from", "entry_text", "then", *RARE])

    def _ask_for_plea(self, case: Case) -> None:
        pleas = ["", *case.court.state.pleas]
        self.fields["plea"] = forms.ChoiceField(required=False, choices=kinds(PLEAS, pleas))

    def sections(self) -> Iterator[Section]:
        short = [name for name in self.fields if name not in RARE]
        yield Section(asks=[self[name] for name in short])
        yield folded("An entry of the docket, dates not known, and the rest", self._rare())

    def _rare(self) -> list[forms.BoundField]:
        return [self[name] for name in RARE]

    def perform(self) -> str:
        outcome = self.cleaned_data["outcome"]
        self.entry_kind = self.entry_kinds.get(outcome, "OTHER")
        chosen = [self.pending[number] for number in self.cleaned_data["counts"]]
        plea = self.cleaned_data.get("plea", "")
        for charge in chosen:
            dispose(charge, outcome=outcome, plea=plea, **self.dated, **self.signed)
        counts = "; ".join(charge_words(charge) for charge in chosen)
        entered = " A docket entry is made." if self.cleaned_data["entry_text"] else ""
        label = OUTCOMES.label(outcome).lower()
        accused = {charge.party_id: charge.party for charge in chosen}.values()
        then = ended(self, self.subject, accused, self.exact_day())
        return f"{counts}: {label} {day_words(self.dated['date_from'])}.{entered}{then}"

    def refuse(self, refused: Refused) -> None:
        """A rule about a charge is about the counts chosen; one about the entry can be met here."""
        places = {"charge": "counts", "docket_entry": "entry_text"}
        field = places.get(refused.field, refused.field)
        super().refuse(Refused(refused.words, field=field, rule=refused.rule))


class DismissCounts(DisposeOfCounts):
    """The prosecutor or the court lets counts fall."""

    outcomes = DISMISSALS

    def _ask_for_plea(self, case: Case) -> None:
        """Who is not tried has no plea to record."""


ON_A_CASE: Sequence[Act] = tuple(
    Act(slug=slug, label=label, form=form, permission="add_disposition", key=key)
    for slug, label, form, key in (
        ("dispose-counts", "Dispose of counts", DisposeOfCounts, "i"),
        ("dismiss-counts", "Dismiss counts", DismissCounts, "d"),
    )
)
