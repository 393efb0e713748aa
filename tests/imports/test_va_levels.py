"""Virginia's levels: as given, else the ladder's where section and words leave no doubt."""

import pytest

from cases.imports.adapters.va_levels import grade, section


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("18.2-31", "18.2-31"),
        ("Z.18.2-31", "18.2-31"),
        ("A.46.2-357", "46.2-357"),
        ("18.2-57C", "18.2-57(C)"),
        ("18.2-460 (B)", "18.2-460(B)"),
        ("18.2-25/18.2-31", ""),
        ("18.2-22;18.2-58", ""),
    ],
)
def test_the_spellings_of_a_section_are_one(written: str, meant: str) -> None:
    assert section(written) == meant


@pytest.mark.parametrize(
    ("kind", "given", "statute", "label", "level"),
    [
        ("Felony", "2", "18.2-31", "CAPITAL MURDER", "F-2"),
        ("Misdemeanor", "1", "18.2-57", "ASSAULT & BATTERY", "M-1"),
        ("Felony", "", "18.2-31", "CAPITAL MURDER", "F-1"),
        ("Felony", "U", "Z.18.2-31(4)", "CAPITAL MURDER: ROBBERY", "F-1"),
        ("Felony", "", "18.2-32", "FIRST DEGREE MURDER", "F-2"),
        ("Felony", "", "18.2-32", "MURDER: 2ND DEGREE", "F-U"),
        ("Felony", "", "18.2-32", "MURDER", "F-U"),
        ("Felony", "", "18.2-31", "ATT CAPITAL MURDER", "F-U"),
        ("Felony", "", "18.2-31", "CONSPIRE TO COMMIT CAP. MURDER", "F-U"),
        ("Felony", "", "18.2-51", "UNLAWFUL WOUNDING", "F-U"),
        ("Felony", "", "18.2-57", "A&B/OFFICER", "F-U"),
        ("Misdemeanor", "", "99-1", "SOMETHING", "M-U"),
    ],
)
def test_a_level_is_given_or_certain_or_unclassified(
    kind: str, given: str, statute: str, label: str, level: str
) -> None:
    graded = grade(kind=kind, given_class=given, statute=statute, label=label, on="2008-05-01")
    assert graded.level == level


def test_a_level_that_was_not_given_says_where_it_is_from() -> None:
    graded = grade(
        kind="Felony", given_class="", statute="18.2-31", label="CAPITAL MURDER", on="2008-05-01"
    )
    assert graded.reason == "Class not given; as § 18.2-31 has it"


def test_a_charge_is_of_the_ladder_s_offense_only_where_the_levels_agree() -> None:
    graded = grade(
        kind="Felony", given_class="2", statute="18.2-31", label="CAPITAL MURDER", on="2008-05-01"
    )
    assert graded.offense is None


def test_the_ladder_of_the_offense_day_is_asked() -> None:
    graded = grade(
        kind="Felony", given_class="", statute="18.2-31", label="MURDER", on="2022-05-01"
    )
    assert graded.offense is not None
    assert graded.offense.title == "Aggravated murder"
