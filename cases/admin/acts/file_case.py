"""File a case: court and number, the defendant, the first charges, in one go."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html, format_html_join

from cases.actions.cases import NewCase, NewPerson, file_case
from cases.actions.charges import NewCharge
from cases.actions.refusal import Refused
from cases.admin.acts import Act
from cases.admin.acts.charges import charge_words
from cases.admin.acts.first_charges import charge_questions, charge_told
from cases.admin.acts.form import ActForm, Day, Section, day_words, folded, kinds, today_at
from cases.admin.people_told import Match, matches
from cases.admin.typed import found
from cases.desk.done import latest_case
from cases.desk.noted import note_somebody_else
from cases.kinds.cases import CASE_TYPES
from cases.kinds.charges import INSTRUMENTS
from cases.models import Case, Court, Party, Person

CHARGES = (1, 2, 3, 4)
# Whoever may not do one of these files no case in one go.
NEEDED = ("case", "party", "person", "charge", "casestatus", "docketentry")
CASE = ("number", "court", "case_type", "filed_date", "instrument", "prosecutor")
# So many questions of a charge are enough where its offense is on record.
SHORT = 2
NEW_PERSON = ("given", "surname", "suffix", "birth_year")
LINK = '<li><a href="{}" target="_blank" rel="noopener">{}</a>, {}. {}</li>'


class FileACase(ActForm):
    """A case as it comes in at the counter."""

    class Media:
        js = ("admin/js/jquery.init.js", "js/desk-file-case.js")

    number = forms.CharField(max_length=60, help_text="As the court writes it.")
    case_type = forms.ChoiceField(choices=kinds(CASE_TYPES), initial="CR", label="Type")
    filed_date = Day(label="Day filed")
    instrument = forms.ChoiceField(
        choices=kinds(INSTRUMENTS), initial="UNKNOWN", label="Charged by"
    )
    caption = forms.CharField(
        required=False,
        max_length=300,
        help_text="Left empty: the prosecuting party, or the state, v. the defendant.",
    )
    given = forms.CharField(required=False, max_length=100, label="Or new: given names")
    surname = forms.CharField(
        required=False, max_length=150, help_text="Both, where there are two."
    )
    suffix = forms.CharField(required=False, max_length=20, help_text="Jr., Sr., III …")
    birth_year = forms.IntegerField(required=False, min_value=1850, max_value=2100)
    is_public = forms.BooleanField(
        required=False,
        label="Make it public at once",
        help_text="Otherwise it is a draft, which only staff see.",
    )

    def ask(self) -> None:
        self.likely: list[Match] = []
        person = Party._meta.get_field("person")
        known = Person.objects.filter(merged_into=None)
        self.fields["court"] = found(
            Case._meta.get_field("court"), Court.objects.all(), label="Court"
        )
        self.fields["prosecutor"] = found(person, known, label="Prosecuting party", required=False)
        self.fields["defendant"] = found(
            person,
            known,
            label="Defendant, if on record",
            required=False,
            help_text="Found by words of the name.",
        )
        self._ask_whether_another()
        for number in CHARGES:
            self.fields |= charge_questions(number)
        if not self.user.has_perm("cases.change_case"):
            del self.fields["is_public"]
        self.order_fields(["number", "court"])
        if not self.is_bound:
            self._expect_the_usual()

    def _ask_whether_another(self) -> None:
        """A box that says who was looked at: with another name it is another box."""
        box = forms.CheckboxSelectMultiple()
        given = box.value_from_datadict(self.data, MultiValueDict(), "another") or []
        self.fields["another"] = forms.MultipleChoiceField(
            choices=[(each, "This is somebody else") for each in given],
            required=False,
            label="People of a like name",
            widget=box,
        )

    def _expect_the_usual(self) -> None:
        """The next case is most often one of the court, and the party, of the last."""
        last = latest_case(self.by)
        courts = [last.court] if last else list(Court.objects.order_by("pk")[:2])
        if len(courts) == 1:
            self.fields["court"].initial = courts[0].pk
            self.fields["filed_date"].initial = today_at(courts[0])
        if last:
            prosecutor = Party.objects.filter(case=last, role="STATE").order_by("pk")
            self.fields["prosecutor"].initial = prosecutor.values_list("person", flat=True).first()

    def sections(self) -> Iterator[Section]:
        yield Section(title="The case", asks=[self[name] for name in CASE])
        defendant = ["defendant", *NEW_PERSON]
        if self["another"].field.choices:  # type: ignore[attr-defined]
            defendant.append("another")
        yield Section(title="The defendant", asks=[self[name] for name in defendant])
        for number in CHARGES:
            asks = [self[name] for name in self.fields if name.startswith(f"charge_{number}_")]
            first, more = asks[:SHORT], asks[SHORT:]
            if number > 1:
                yield folded(f"Count {number}", asks)
                continue
            yield Section(title="Count 1", asks=first)
            yield folded("Count 1: statute, other words, level", more)
        rest = [name for name in ("caption", "is_public", "reason") if name in self.fields]
        yield Section(title="And then", asks=[self[name] for name in rest])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        is_new = any(cleaned.get(name) for name in NEW_PERSON)
        if cleaned.get("defendant") and is_new:
            self.add_error("defendant", "Choose somebody on record, or write a new name; not both.")
        elif is_new and not cleaned.get("surname"):
            self.add_error("surname", "Give the surname.")
        elif not is_new and not cleaned.get("defendant") and "defendant" not in self.errors:
            self.add_error(
                "defendant",
                "Choose somebody on record, or write a new name. A case without a defendant is "
                "entered by “Add case”, above the list of cases.",
            )
        return cleaned

    def perform(self) -> str:
        court = self.cleaned_data["court"]
        told = self.said("number", "case_type", "caption", "filed_date", "prosecutor")
        self.made = case = file_case(
            NewCase(
                **told,
                court=court,
                defendant=self.cleaned_data["defendant"] or self._newcomer(),
                charges=list(self._charges(court)),
                is_public=bool(self.cleaned_data.get("is_public")),
            ),
            **self.signed,
        )
        accused = case.parties.select_related("person").get(role="DEF").person
        alike = {each.number: each.why for each in self.likely}
        note_somebody_else(accused, alike, by=self.by)
        return case_words(case, accused, is_new=not self.cleaned_data["defendant"])

    def _charges(self, court: Court) -> Iterator[NewCharge]:
        for number in CHARGES:
            charge = charge_told(number, self.cleaned_data, court)
            if charge:
                yield replace(charge, instrument=self.cleaned_data["instrument"])

    def _newcomer(self) -> NewPerson:
        new = NewPerson(**self.said(*NEW_PERSON))
        self.likely = matches(new.full_name, new.birth_year, "PERSON", self.user)
        looked_at = {number for each in self.cleaned_data["another"] for number in each.split()}
        if {str(each.number) for each in self.likely} - looked_at:
            raise Refused(
                "Somebody like this is in the record already. Look at whoever is listed: choose "
                "that record above, or say that this is somebody else.",
                field="another",
            )
        return new

    def refuse(self, refused: Refused) -> None:
        if refused.field == "another":
            self._show_likely()
        places = {"full_name": "surname", "effective_date": "filed_date", "person": "defendant"}
        field = places.get(refused.field, refused.field)
        super().refuse(Refused(refused.words, field=field, rule=refused.rule))

    def _show_likely(self) -> None:
        told = ((each.page, each.name, each.apart, each.why) for each in self.likely)
        numbers = " ".join(str(each.number) for each in self.likely)
        asked = self["another"]
        asked.field.choices = [(numbers, "This is somebody else")]  # type: ignore[attr-defined]
        asked.help_text = format_html("<ul>{}</ul>", format_html_join("", LINK, told))


def case_words(case: Case, accused: Person, *, is_new: bool) -> str:
    """A case that was just filed."""
    charges = case.charges.select_related("party__person").order_by("count")
    filed = "; ".join(charge_words(charge) for charge in charges) or "no charge yet"
    new = f" {accused} is new in the record." if is_new else ""
    seen = (
        "Everybody may read it."
        if case.visibility == "PUBLIC"
        else "It is a draft: only staff see it."
    )
    return (
        f"Case {case} in {case.court}, filed {day_words(case.filed_date)}: {case.caption}. "
        f"Filed: {filed}.{new} {seen}"
    )


def may_file_a_case(user: Any) -> bool:
    """Whether this user may do everything that filing a case does."""
    return bool(user.has_perms([f"cases.add_{each}" for each in NEEDED]))


FILE_A_CASE = Act(
    slug="file-a-case", label="File a case", form=FileACase, permission="add_case", key="f"
)
