from datetime import date
from pathlib import Path

import pytest

from cases import ladders
from cases.kinds import charges

TODAY = date(2026, 1, 1)

TOP_TO_BOTTOM = {
    "AR": ["CAPITAL", "F-Y", "F-A", "F-B", "F-C", "F-D", "M-A", "M-B", "M-C", "V"],
    "IL": ["F-M", "F-X", "F-1", "F-2", "F-3", "F-4", "M-A", "M-B", "M-C", "P-B", "P", "V"],
    "TX": ["CAPITAL", "F-1", "F-2", "F-3", "F-SJ", "M-A", "M-B", "M-C"],
    "UT": ["CAPITAL", "F-1", "F-2", "F-3", "M-A", "M-B", "M-C", "IN"],
    "VA": ["F-1", "F-2", "F-3", "F-4", "F-5", "F-6", "M-1", "M-2", "M-3", "M-4", "IN"],
}

SMALL = """\
state = "ZZ"
name = "Nowhere"
pleas = ["GUILTY"]
valid_from = 2000-01-01
[[level]]
code = "F-A"
label = "Class A felony"
category = "FELONY"
rank = 20
[[level]]
code = "M-A"
label = "Class A misdemeanor"
category = "MISDEMEANOR"
rank = 10
[[offense]]
statute = "1-1"
title = "Theft"
level = "M-A"
"""


@pytest.fixture
def write(tmp_path):
    def write(text=SMALL, name="nowhere.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def ranks_today(state):
    levels = ladders.ladder(state).levels
    return {level.code: level.rank for level in levels if level.valid_to is None}


def test_every_ladder_has_its_order_written_here():
    assert [ladder.state for ladder in ladders.ladders()] == sorted(TOP_TO_BOTTOM)


@pytest.mark.parametrize("state", TOP_TO_BOTTOM)
def test_ranks_fall_from_top_to_bottom(state):
    ranks = ranks_today(state)
    in_order = [ranks[code] for code in TOP_TO_BOTTOM[state]]
    assert in_order == sorted(set(in_order), reverse=True)


@pytest.mark.parametrize("state", TOP_TO_BOTTOM)
def test_every_ranked_level_is_in_the_documented_order(state):
    ranked = {code for code, rank in ranks_today(state).items() if rank is not None}
    assert ranked == set(TOP_TO_BOTTOM[state])


@pytest.mark.parametrize("state", TOP_TO_BOTTOM)
@pytest.mark.parametrize("code", ["F-U", "M-U"])
def test_an_unclassified_level_has_no_rank(state, code):
    assert ranks_today(state)[code] is None


@pytest.mark.parametrize("state", TOP_TO_BOTTOM)
def test_each_state_has_at_least_twenty_offenses(state):
    assert len(ladders.ladder(state).offenses) >= 20


def test_ladders_speak_the_words_of_the_record():
    assert set(ladders.CATEGORIES) == set(charges.LEVEL_CATEGORIES.codes())
    assert set(ladders.PLEAS) == set(charges.PLEAS.codes()) - {""}


def test_domestic_battering_ranks_below_capital_murder():
    arkansas = ladders.ladder("AR")
    day = date(2024, 8, 17)
    levels = [
        arkansas.level_on(offense.level, day)
        for statute in ("5-26-303", "5-10-101")
        for offense in arkansas.offenses_on(statute, day)
    ]
    assert [level.code for level in levels] == ["F-B", "CAPITAL"]
    assert levels[0].rank < levels[1].rank


def test_violating_a_no_contact_order_has_no_rank():
    arkansas = ladders.ladder("AR")
    (offense,) = arkansas.offenses_on("16-85-714", TODAY)
    assert (offense.rank, arkansas.level_on(offense.level, TODAY).rank) == (None, None)


def test_arkansas_knows_three_pleas():
    assert ladders.ladder("AR").pleas == ("GUILTY", "NOLO", "NOT_GUILTY")


@pytest.mark.parametrize(
    ("day", "title"),
    [(date(2021, 6, 30), "Capital murder"), (date(2021, 7, 1), "Aggravated murder")],
)
def test_the_law_of_the_day_names_the_offense(day, title):
    assert [each.title for each in ladders.ladder("VA").offenses_on("18.2-31", day)] == [title]


def test_the_law_of_the_day_sets_the_penalty():
    virginia = ladders.ladder("VA")
    assert virginia.level_on("F-1", date(2021, 6, 30)).penalty == "death, or life"
    assert virginia.level_on("F-1", date(2021, 7, 1)).penalty == "life"


def test_a_level_is_unknown_before_the_law_made_it():
    assert ladders.ladder("TX").level_on("F-SJ", date(1994, 8, 31)) is None


def test_an_unknown_code_has_no_level():
    assert ladders.ladder("TX").level_on("F-Z", TODAY) is None


def test_one_section_may_hold_two_offenses():
    offenses = ladders.ladder("VA").offenses_on("18.2-32", TODAY)
    assert [offense.level for offense in offenses] == ["F-2", "F-U"]


def test_a_statute_is_found_in_capitals():
    (offense,) = ladders.ladder("UT").offenses_on("58-37A-5(1)", TODAY)
    assert offense.level == "M-B"


def test_a_subsection_does_not_stand_for_its_section():
    assert ladders.ladder("VA").offenses_on("18.2-51(Z)", TODAY) == ()


def test_an_unknown_state_is_refused_with_the_known_ones():
    known = ", ".join(sorted(TOP_TO_BOTTOM))
    with pytest.raises(ladders.LadderError, match=f"state: 'ZZ' .*{known}"):
        ladders.ladder("ZZ")


def test_a_small_ladder_is_read(write):
    read = ladders.read_ladder(write())
    assert (read.state, len(read.levels), read.offenses[0].title) == ("ZZ", 2, "Theft")


def test_a_ladder_may_begin_without_offenses(write):
    read = ladders.read_ladder(write(SMALL.partition("[[offense]]")[0]))
    assert read.offenses == ()


def test_an_entry_without_a_day_takes_the_ladders(write):
    assert ladders.read_ladder(write()).levels[0].valid_from == date(2000, 1, 1)


def test_a_code_may_return_once_its_earlier_days_are_over(write):
    text = SMALL.replace("rank = 20", "rank = 20\nvalid_to = 2010-01-01").replace(
        'code = "M-A"', 'code = "F-A"\nvalid_from = 2010-01-01', 1
    )
    read = ladders.read_ladder(write(text.partition("[[offense]]")[0]))
    assert [read.level_on("F-A", date(year, 1, 1)).rank for year in (2009, 2010)] == [20, 10]


REFUSALS = [
    # what is wrong, in place of what, entry, field, value, part of the way out
    ('code = "F-A"', 'code = "M-A"', "level 2", "code", "M-A", "do not overlap"),
    ('level = "M-A"', 'level = "F-Q"', "offense 1", "level", "F-Q", "F-A, M-A"),
    ("rank = 20", 'rank = "high"', "level 1", "rank", "high", "a whole number"),
    ("rank = 20", "rank = true", "level 1", "rank", True, "a whole number"),
    ("rank = 20", "rank = 20.5", "level 1", "rank", 20.5, "a whole number"),
    ("rank = 20", "valid_to = 2000-01-01", "level 1", "valid_to", date(2000, 1, 1), "2000-01-01"),
    ("rank = 20", "valid_to = 1999-01-01", "level 1", "valid_to", date(1999, 1, 1), "2000-01-01"),
    ("rank = 20", 'valid_to = "2030"', "level 1", "valid_to", "2030", "without quotes"),
    ("rank = 20", "color = 3", "level 1", "color", 3, "penalty"),
    ('title = "Theft"', 'title = "Theft"\nclass = "A"', "offense 1", "class", "A", "aliases"),
    ('name = "Nowhere"', 'name = "Nowhere"\nmotto = "x"', "", "motto", "x", "pleas"),
    ('["GUILTY"]', '["MAYBE"]', "", "pleas", "MAYBE", "NOLO"),
    ('["GUILTY"]', "[3]", "", "pleas", 3, "in quotes"),
    ('["GUILTY"]', '"GUILTY"', "", "pleas", "GUILTY", "a list of texts"),
    ('"FELONY"', '"CRIME"', "level 1", "category", "CRIME", "MISDEMEANOR"),
    ('label = "Class A felony"', "", "level 1", "label", None, "in quotes"),
    ('title = "Theft"', 'title = " "', "offense 1", "title", " ", "in quotes"),
    ('state = "ZZ"', 'state = "Zz"', "", "state", "Zz", "two letters"),
    ("valid_from = 2000-01-01", "", "", "valid_from", None, "without quotes"),
    ("[[offense]]", "[offense]", "", "offense", None, "a table of the list"),
    (
        'level = "M-A"',
        'level = "M-A"\nvalid_from = 1999-12-31',
        "offense 1",
        "level",
        "M-A",
        "1999",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "entry", "field", "value", "way_out"), REFUSALS)
def test_a_wrong_entry_is_refused_with_its_place(write, right, wrong, entry, field, value, way_out):
    assert right in SMALL
    with pytest.raises(ladders.LadderError) as refused:
        ladders.read_ladder(write(SMALL.replace(right, wrong, 1)))
    error = refused.value
    assert (error.file, error.entry, error.field) == ("nowhere.toml", entry, field)
    assert way_out in error.way_out
    if value is not None:
        assert error.value == value


def test_a_ladder_without_levels_is_refused(write):
    text = SMALL.partition("[[level]]")[0] + "level = []\n"
    with pytest.raises(ladders.LadderError, match=r"nowhere\.toml, level: "):
        ladders.read_ladder(write(text))


def test_one_offense_written_twice_is_refused(write):
    twice = SMALL + "[[offense]]" + SMALL.partition("[[offense]]")[2]
    with pytest.raises(ladders.LadderError, match=r"offense 2, statute: '1-1 Theft'.*overlap"):
        ladders.read_ladder(write(twice))


def test_the_message_names_file_entry_field_value_and_way_out(write):
    with pytest.raises(ladders.LadderError) as refused:
        ladders.read_ladder(write(SMALL.replace("rank = 20", 'rank = "high"')))
    assert str(refused.value) == (
        "nowhere.toml, level 1, rank: 'high' cannot be used. Write a whole number, such as 180,"
        " or leave rank out where it is not known."
    )


def test_a_missing_value_is_said_in_words(write):
    with pytest.raises(ladders.LadderError, match="label: nothing is given"):
        ladders.read_ladder(write(SMALL.replace('label = "Class A felony"\n', "")))


@pytest.mark.parametrize("content", [b"state = ", b"name = '\xff'"])
def test_a_file_that_is_no_toml_is_refused(tmp_path, content):
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    with pytest.raises(ladders.LadderError, match=r"broken\.toml: .*Write TOML"):
        ladders.read_ladder(path)


def test_two_files_for_one_state_are_refused(write):
    write(name="one.toml")
    folder = write(name="other.toml").parent
    with pytest.raises(ladders.LadderError, match=r"other\.toml, state: 'ZZ'"):
        ladders.read_ladders(folder)


def test_no_ladder_file_is_left_out():
    files = sorted(Path(ladders.__file__).parent.glob("*.toml"))
    assert len(files) == len(ladders.ladders())
