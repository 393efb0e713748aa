"""Virginia's real file, counted here independently of the reader."""

import csv
from collections import Counter
from functools import cache

import pytest
from django.test import TestCase

from cases.models import Case, Charge, ChargeChange, Court, Disposition, Offense, Person, Sentence
from tests.imports.loading import VIRGINIA, Loaded, loaded_twice


@cache
def told() -> list[dict[str, str]]:
    with (VIRGINIA / "circuit_criminal.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


Lines = list[dict[str, str]]


def is_amended(line: dict[str, str]) -> bool:
    amended = ("AmendedCharge", "AmendedCodeSection", "AmendedChargeType")
    return any(line[column] != "NULL" for column in amended)


@pytest.mark.slow
class TestVirginia(TestCase):
    first: Loaded
    again: Loaded

    @classmethod
    def setUpTestData(cls) -> None:
        cls.first, cls.again = loaded_twice("va-circuit", VIRGINIA)

    def test_every_amended_row_is_one_change(self) -> None:
        amended = {f"{line['fips']}-{line['CaseNumber']}" for line in told() if is_amended(line)}
        before = ChargeChange.objects.filter(items__side="BEFORE")
        assert set(before.values_list("items__charge__source_id", flat=True)) == amended
        assert ChargeChange.objects.count() == len(amended) > 0

    def test_the_day_of_a_change_is_unknown(self) -> None:
        assert not ChargeChange.objects.exclude(date_from=None, date_to=None, date_text="").exists()

    def test_an_amendment_to_the_same_words_is_kept_and_flagged(self) -> None:
        same = [
            line["AmendedCharge"]
            for line in told()
            if is_amended(line)
            and (line["Charge"], line["CodeSection"], line["ChargeType"])
            == (line["AmendedCharge"], line["AmendedCodeSection"], line["AmendedChargeType"])
        ]
        flagged = [flag["value"] for flag in self.first.flags if flag["column"] == "AmendedCharge"]
        assert Counter(flagged) == Counter(same)

    def test_the_original_charge_is_kept_as_charged(self) -> None:
        originals = {
            f"{line['fips']}-{line['CaseNumber']}": (
                line["CodeSection"],
                " ".join(line["Charge"].split()),
            )
            for line in told()
        }
        kept = Charge.objects.filter(source_id__in=originals)
        assert {
            charge.source_id: (charge.statute, " ".join(charge.label.split())) for charge in kept
        } == originals

    def test_charges_of_one_number_are_one_case(self) -> None:
        numbers = {(line["fips"], line["CaseNumber"].rpartition("-")[0]) for line in told()}
        kept = Case.objects.values_list("court__source_id", "number")
        assert {(court.removeprefix("va-circuit-"), number) for court, number in kept} == numbers

    def test_every_code_of_a_court_is_a_court_with_its_name(self) -> None:
        codes = {line["fips"] for line in told()}
        assert Court.objects.filter(source="va-circuit").count() == len(codes)
        norfolk = Court.objects.get(code="va-circuit-710")
        assert norfolk.name == "Circuit Court of the City of Norfolk"

    def test_a_suffix_stands_apart(self) -> None:
        hurt = Person.objects.get(surname="HURT", given="RIGOBERTO")
        assert (hurt.suffix, hurt.full_name) == ("IV", "HURT, RIGOBERTO; IV")

    def test_a_withheld_birth_year_is_no_birth_date(self) -> None:
        assert not Person.objects.exclude(birth_date=None, birth_year=None).exists()

    def test_a_class_that_is_given_is_the_level(self) -> None:
        given = {
            f"{line['fips']}-{line['CaseNumber']}": f"F-{line['Class']}"
            for line in told()
            if line["Class"] not in ("NULL", "U")
        }
        kept = Charge.objects.filter(source_id__in=given).values_list("source_id", "level")
        assert dict(kept) == given

    def test_an_offense_of_the_ladder_is_not_doubled(self) -> None:
        linked = Offense.objects.filter(statute="18.2-31", title="Capital murder")
        assert linked.count() == 1

    def test_what_the_record_has_no_word_for_is_unmapped_and_flagged(self) -> None:
        unmapped = [
            line["DispositionCode"]
            for line in told()
            if line["DispositionCode"] in ("Resolved", "Sentence/Probation Revoked")
        ]
        flags = [flag["value"] for flag in self.first.flags if "no outcome" in flag["note"]]
        assert Counter(flags) == Counter(unmapped)
        assert Disposition.objects.filter(outcome="UNMAPPED").count() == len(unmapped)

    def test_a_mistrial_ends_no_charge(self) -> None:
        ended = [line for line in told() if line["DispositionCode"] != "Mistrial"]
        assert Disposition.objects.count() == len(ended)

    def test_every_stated_time_of_a_conviction_is_a_sentence(self) -> None:
        stated = Counter(
            int(line["SentenceTime"])
            for line in told()
            if line["DispositionCode"] == "Guilty" and line["SentenceTime"] != "NULL"
        )
        kept = Sentence.objects.filter(source_id__endswith=":confinement", amount__isnull=False)
        assert Counter(int(sentence.amount or 0) for sentence in kept) == stated

    def test_every_line_is_accounted_for(self) -> None:
        for load in (self.first, self.again):
            (count,) = load.counts()
            assert count.adds_up()
            assert count.read == len(told())

    def test_a_second_load_changes_nothing(self) -> None:
        first, again = self.first, self.again
        assert (again.total("loaded"), again.total("updated"), again.total("refused")) == (0, 0, 0)
        assert again.total("unchanged") == first.total("loaded") + first.total("unchanged")
