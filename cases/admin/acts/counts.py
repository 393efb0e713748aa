"""The changes of charges that clerks record every day, each with what it needs and no more:
amend, reduce, merge, split, add. What is rarer is recorded by the form for any change."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms

from cases.actions.charges import Before, NewCharge, change_charges, direction
from cases.actions.refusal import Refused
from cases.admin.acts import Act
from cases.admin.acts.charge_changes import standing_charges, told_of
from cases.admin.acts.charges import charge_words, levels_of, offense_field
from cases.admin.acts.form import DatedForm, Section, folded, kinds, today_at
from cases.kinds.charges import AUTHORITIES, CHANGE_KINDS, DIRECTIONS, INSTRUMENTS
from cases.models import Case, Charge, Party

LONGEST = {"statute": 60, "label": 300, "level_reason": 200}
LABELS = {
    "offense": "Offense",
    "label": "Charge as charged",
    "statute": "Statute as cited",
    "level": "Level",
    "level_reason": "Why this level",
}
DATES = ("date_to", "date_is_open", "date_text", "rests_on", "reason")


class OnCounts(DatedForm):
    """Counts that stand, and the charges that they become."""

    entry_kind = "CHARGE_CHANGE"
    change_kinds: Sequence[str] = ("AMENDED",)
    # Whether more counts can be chosen than the least; how many charges result.
    least, is_many = 1, False
    results: tuple[str, ...] = ("a",)

    kind = forms.ChoiceField(label="What was done")
    instrument = forms.ChoiceField(choices=kinds(INSTRUMENTS), initial="AMENDED_INFORMATION")
    authority = forms.ChoiceField(
        choices=kinds(AUTHORITIES), initial="PROSECUTOR", label="Who changed the charges"
    )

    def ask(self) -> None:
        super().ask()
        case: Case = self.subject
        self.fields["date_from"].initial = today_at(case.court)
        self.fields["kind"] = forms.ChoiceField(
            choices=kinds(CHANGE_KINDS, self.change_kinds),
            initial=self.change_kinds[0],
            label="What was done",
        )
        self._ask_for_counts(case)
        levels = levels_of(case)
        for letter in self.results:
            self._ask_for_result(case, letter, levels)

    def _ask_for_counts(self, case: Case) -> None:
        self.standing = {str(charge.pk): charge for charge in standing_charges(case)}
        offered = [(number, words_of(charge, case)) for number, charge in self.standing.items()]
        # Where there is no other choice, it is made.
        chosen = list(self.standing) if len(self.standing) == self.least else []
        if self.is_many:
            self.fields["counts"] = forms.MultipleChoiceField(
                choices=offered, initial=chosen, widget=forms.CheckboxSelectMultiple, label="Counts"
            )
            self.fields["unsaid"] = forms.MultipleChoiceField(
                choices=offered,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                label="Of these the record does not say what became",
            )
        else:
            self.fields["counts"] = forms.ChoiceField(
                choices=offered, initial=chosen[:1], widget=forms.RadioSelect, label="Count"
            )

    def _ask_for_result(self, case: Case, letter: str, levels: list[tuple[str, str]]) -> None:
        for name, label in LABELS.items():
            match name:
                case "offense":
                    field: forms.Field = offense_field(case, label=label)
                case "level":
                    field = forms.ChoiceField(choices=levels, required=False, label=label)
                case _:
                    field = forms.CharField(required=False, max_length=LONGEST[name], label=label)
            self.fields[f"{letter}_{name}"] = field

    def sections(self) -> Iterator[Section]:
        yield Section(asks=[self[name] for name in ("party", "counts") if name in self.fields])
        for letter in self.results:
            number = f" {letter.upper()}" if len(self.results) > 1 else ""
            yield Section(title=f"Becomes{number}", asks=[self[f"{letter}_offense"]])
            more = [self[f"{letter}_{name}"] for name in LABELS if name != "offense"]
            yield folded(f"Other words, statute or level{number}", more)
        when = ("date_from", "instrument", "authority", "docket_entry", "entry_text")
        yield Section(title="When, and by what", asks=[self[name] for name in when])
        rest = [name for name in ("kind", "unsaid", *DATES) if name in self.fields]
        yield folded("Dates not known exactly, and the rest", [self[name] for name in rest])

    def chosen(self) -> list[Charge]:
        given = self.cleaned_data.get("counts") or []
        return [self.standing[number] for number in ([given] if isinstance(given, str) else given)]

    def before(self) -> list[Before]:
        unsaid = self.cleaned_data.get("unsaid") or []
        return [
            (charge, "UNKNOWN" if str(charge.pk) in unsaid else "REPLACED")
            for charge in self.chosen()
        ]

    def after(self) -> Iterator[NewCharge]:
        """The charges that result. What is left empty stays as it was in the one count before."""
        exact = self.dated["date_from"] == self.dated["date_to"]
        for letter in self.results:
            told = {name: self.cleaned_data[f"{letter}_{name}"] for name in LABELS}
            if not any(told.values()):
                raise Refused("Choose the offense that results.", field=f"{letter}_offense")
            yield NewCharge(
                filed_date=self.dated["date_from"] if exact else None,
                instrument=self.cleaned_data["instrument"],
                party=self.cleaned_data.get("party"),
                **(kept_words(self.chosen(), told) | told_dates(self.chosen())),
            )

    def perform(self) -> str:
        if len(self.chosen()) < self.least:
            raise Refused(f"Choose at least {self.least} counts.", field="counts")
        self.change = change_charges(
            self.subject,
            before=self.before(),
            after=list(self.after()),
            **self.said("kind", "instrument", "authority"),
            **self.dated,
            **self.signed,
        )
        return told_of(self.change)

    def refuse(self, refused: Refused) -> None:
        """Rules speak of charges before and after; here they are counts, and what they become."""
        places = {"before": "counts", "after": f"{self.results[0]}_offense"}
        places |= {name: f"{self.results[0]}_{name}" for name in LABELS}
        field = places.get(refused.field, refused.field)
        super().refuse(Refused(refused.words, field=field, rule=refused.rule))


class Amend(OnCounts):
    """One count becomes another."""

    change_kinds = ("AMENDED", "SUPERSEDED", "ENHANCED", "REGRADED")


class Reduce(OnCounts):
    """One count becomes a lesser one."""

    change_kinds = ("AMENDED", "LESSER_INCLUDED", "REGRADED")

    def perform(self) -> str:
        said = super().perform()
        found = direction(self.change)
        if found in ("UPGRADE", "LATERAL"):
            raise Refused(
                f"This is no reduction (direction: {DIRECTIONS.label(found).lower()}). Choose a "
                "lesser offense, or amend the count instead.",
                field="a_offense",
            )
        return said


class Merge(OnCounts):
    """Several counts become one."""

    change_kinds = ("MERGED",)
    least, is_many = 2, True


class Split(OnCounts):
    """One count becomes two."""

    change_kinds = ("SPLIT",)
    results = ("a", "b")


class Add(OnCounts):
    """A count that comes on top of those there are."""

    change_kinds = ("ADDED",)
    least = 0

    def _ask_for_counts(self, case: Case) -> None:
        self.standing = {}
        defendants = case.parties.filter(role="DEF").select_related("person").order_by("pk")
        self.fields["party"] = forms.ModelChoiceField(
            Party.objects.none(), label="Defendant", empty_label=None, initial=defendants.first()
        )
        self.offer("party", defendants, lambda party: str(party.person))


def words_of(charge: Charge, case: Case) -> str:
    elsewhere = "" if charge.case_id == case.pk else f" [{charge.case}]"
    return charge_words(charge) + elsewhere


def kept_words(before: Sequence[Charge], told: dict[str, Any]) -> dict[str, Any]:
    """What is told of a new charge; where only its level is, it is still the same offense."""
    if len(before) == 1 and not (told["offense"] or told["label"] or told["statute"]):
        (same,) = before
        told = {**told, "offense": same.offense, "statute": same.statute, "label": same.label}
    return told


def told_dates(before: Sequence[Charge]) -> dict[str, date | str | None]:
    """When the offense was: from the earliest of the counts before to the latest."""
    since = [charge.offense_from for charge in before]
    until = [charge.offense_to for charge in before]
    worded = {charge.offense_date_text for charge in before}
    return {
        "offense_from": None if None in since else min(filter(None, since), default=None),
        "offense_to": None if None in until else max(filter(None, until), default=None),
        "offense_date_text": worded.pop() if len(worded) == 1 else "",
    }


ON_A_CASE: Sequence[Act] = tuple(
    Act(slug=slug, label=label, form=form, permission="add_chargechange", key=key)
    for slug, label, form, key in (
        ("amend", "Amend a count", Amend, "a"),
        ("reduce", "Reduce a count", Reduce, "r"),
        ("merge", "Merge counts", Merge, "m"),
        ("split", "Split a count", Split, "s"),
        ("add-count", "Add a count", Add, "n"),
    )
)
