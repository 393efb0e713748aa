"""Cook County's real files, counted here independently of the reader."""

import csv
from collections import Counter
from functools import cache

import pytest
from django.db import connection
from django.test import TestCase

from cases.models import (
    Case,
    Charge,
    ChargeChange,
    ChargeChangeItem,
    Disposition,
    Party,
    Person,
    Sentence,
)
from tests.imports.loading import COOK, Loaded, loaded_twice


def lines(name: str) -> list[dict[str, str]]:
    with (COOK / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def charge_of(line: dict[str, str]) -> str:
    return f"{line['case_participant_id']}:{line['charge_id']}"


def direction(before: str, after: str) -> str:
    """Class X is above 1, and A is above B."""
    ladder = "MX1234ABC"
    if before == after:
        return "LATERAL"
    return "REDUCTION" if ladder.index(after) > ladder.index(before) else "UPGRADE"


def day(written: str) -> str:
    month, date, year = written.split()[0].split("/")
    return f"{year}-{month:0>2}-{date:0>2}"


@cache
def amended() -> set[str]:
    """The charges whose version differs between initiation and disposition."""
    at_first = {charge_of(line): line["charge_version_id"] for line in lines("initiation")}
    return {
        charge_of(line)
        for line in lines("dispositions")
        if at_first[charge_of(line)] != line["charge_version_id"]
    }


def juvenile() -> set[str]:
    status = "participant_status"
    return {line["case_id"] for line in lines("intake") if line[status] == "Juvenile"}


@pytest.mark.slow
class TestCookCounty(TestCase):
    first: Loaded
    again: Loaded

    @classmethod
    def setUpTestData(cls) -> None:
        cls.first, cls.again = loaded_twice("cook-sao", COOK)

    def test_every_amended_charge_is_a_change(self) -> None:
        before = ChargeChangeItem.objects.filter(side="BEFORE", effect="REPLACED")
        assert set(before.values_list("charge__source_id", flat=True)) == amended()

    def test_no_change_is_invented(self) -> None:
        assert ChargeChange.objects.count() == len(amended())

    def test_the_direction_of_every_change_follows_from_its_classes(self) -> None:
        first = {charge_of(line): line["class"] for line in lines("initiation")}
        expected = Counter(
            direction(first[charge_of(line)], line["disposition_charged_class"])
            for line in lines("dispositions")
            if charge_of(line) in amended()
        )
        with connection.cursor() as cursor:
            cursor.execute("SELECT direction, count(*) FROM charge_change_direction GROUP BY 1")
            assert dict(cursor.fetchall()) == expected

    def test_a_second_load_changes_nothing(self) -> None:
        again = self.again
        assert (again.total("loaded"), again.total("updated"), again.total("refused")) == (0, 0, 0)

    def test_a_second_load_finds_every_row_unchanged(self) -> None:
        first, again = self.first, self.again
        assert again.total("unchanged") == first.total("loaded") > 0

    def test_every_line_of_every_file_is_accounted_for(self) -> None:
        names = ("intake", "initiation", "dispositions", "sentencing")
        files = {f"{name}.csv": len(lines(name)) for name in names}
        for load in (self.first, self.again):
            assert {name: count.read for name, count in load.files.items()} == files
            assert all(count.adds_up() for count in load.files.values())

    def test_every_participant_is_a_party_of_their_case(self) -> None:
        told = {(line["case_id"], line["case_participant_id"]) for line in lines("intake")}
        parties = Party.objects.values_list("case__source_id", "source_id")
        assert set(parties) == told

    def test_only_who_is_charged_is_a_defendant(self) -> None:
        charged = {line["case_participant_id"] for line in lines("initiation")}
        defendants = Party.objects.filter(role="DEF").values_list("source_id", flat=True)
        assert set(defendants) == charged

    def test_a_case_without_a_charge_is_no_public_case(self) -> None:
        charged = {line["case_id"] for line in lines("initiation")}
        drafts = Case.objects.filter(visibility="DRAFT").values_list("source_id", flat=True)
        told = {line["case_id"] for line in lines("intake")}
        assert set(drafts) == told - charged - juvenile()

    def test_a_case_of_a_juvenile_is_confidential(self) -> None:
        cases = Case.objects.filter(visibility="JUVENILE").values_list("source_id", flat=True)
        assert set(cases) == juvenile()

    def test_nobody_is_given_a_name_that_the_source_does_not_have(self) -> None:
        names = set(Person.objects.values_list("full_name", flat=True))
        assert names == {f"Defendant {line['case_participant_id']}" for line in lines("intake")}

    def test_every_initiated_charge_keeps_its_statute_and_class(self) -> None:
        told = {
            charge_of(line): (
                f"{line['chapter']} ILCS {line['act']}/{line['section']}",
                line["class"],
            )
            for line in lines("initiation")
            if line["class"] not in ("Z", "O")
        }
        kept = {
            charge: (statute, level[2:])
            for charge, statute, level in Charge.objects.filter(source_id__in=told).values_list(
                "source_id", "statute", "level"
            )
        }
        assert kept == told

    def test_a_class_that_is_on_no_rung_is_flagged_and_left_out(self) -> None:
        odd = [line["class"] for line in lines("initiation") if line["class"] in ("Z", "O")]
        flags = [flag["value"] for flag in self.first.flags if flag["column"] == "class"]
        assert Counter(flags) == Counter(odd)
        assert Charge.objects.filter(level="").count() == len(odd)

    def test_every_disposition_is_kept_with_its_day(self) -> None:
        told = Counter(day(line["disposition_date"]) for line in lines("dispositions"))
        kept = Disposition.objects.values_list("date_from", flat=True)
        assert Counter(str(date) for date in kept) == told

    def test_a_disposition_before_receipt_is_flagged(self) -> None:
        early = [
            line
            for line in lines("dispositions")
            if day(line["disposition_date"]) < line["received_date"][:10]
        ]
        flags = [flag for flag in self.first.flags if flag["column"] == "disposition_date"]
        flagged = [flag for flag in flags if "the case was received" in flag["note"]]
        assert len(flagged) == len(early) > 0

    def test_disposition_and_sentence_are_of_the_amended_charge(self) -> None:
        ended = set(Disposition.objects.values_list("charge__source_id", flat=True))
        sentenced = set(Sentence.objects.values_list("charge__source_id", flat=True))
        assert not amended() & (ended | sentenced)

    def test_every_sentence_is_kept(self) -> None:
        assert Sentence.objects.count() == len(lines("sentencing"))

    def test_nothing_is_refused(self) -> None:
        assert self.first.refused == []

    def test_a_day_written_at_another_hour_is_the_same_day(self) -> None:
        received = {line["case_id"]: line["received_date"][:10] for line in lines("initiation")}
        kept = Case.objects.filter(source_id__in=received).values_list("source_id", "filed_date")
        assert {case: str(day) for case, day in kept} == received
