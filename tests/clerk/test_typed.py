"""Where no script runs, a row is named by words or its number instead of being chosen."""

import pytest

from cases.models import Case, ChargeChange, Offense, OrderProtected, PersonMerge
from tests import world
from tests.clerk.hands import act_page, asked, confirmed, do, filled_in, page, refusals

pytestmark = pytest.mark.django_db

FILE = "/admin/cases/case/file-a-case/"


@pytest.fixture
def court(db):
    return world.court(name="Circuit Court of Ouachita Bend")


def filed(desk, court, **typed):
    usual = {"number": "66CR-24-101", "filed_date": "2024-08-19", "court-typed": court.name}
    shown = desk.post(FILE, {**asked(desk, FILE), **usual, **typed})
    if "outcome" not in (shown.context or {}):
        return shown
    return desk.post(FILE, confirmed(shown))


def test_a_case_is_filed_by_words_alone(desk, court):
    accused = world.person("Darío Ibáñez-Quintero")
    murder = Offense.objects.create(
        state=court.state, statute="5-10-101", title="Capital murder", level="CAPITAL"
    )
    filed(desk, court, **{"defendant-typed": "ibanez dario", "charge_1_offense-typed": "5-10-101"})
    case = Case.objects.get()
    assert (case.court, case.parties.get().person) == (court, accused)
    assert case.charges.get().offense == murder


def test_namesakes_are_told_with_their_numbers_and_a_number_is_enough(desk, court):
    one, other = world.person("Ines Valk"), world.person("Ines Valk")
    refused = refusals(filed(desk, court, **{"defendant-typed": "Ines Valk"}))["defendant"][0]
    assert all(f"Ines Valk (number {each.pk})" in refused for each in (one, other))
    filed(desk, court, **{"defendant-typed": str(other.pk)})
    assert Case.objects.get().parties.get().person == other


@pytest.mark.parametrize("typed", ["Nobody So Named", "0", "9" * 18, "9" * 30])
def test_what_names_nothing_is_refused_and_stays_in_its_field(typed, desk, court):
    refused = filed(desk, court, **{"defendant-typed": typed})
    assert "Nothing in the record is named" in refusals(refused)["defendant"][0]
    assert f'value="{typed}"' in refused.content.decode()


def test_a_whole_name_is_meant_before_a_part_of_a_longer_one(desk):
    court = world.court(name="Bend")
    world.court(name="Bend, Second Division")
    filed(desk, court, given="Ines", surname="Valk")
    assert Case.objects.get().court == court


def test_what_a_count_becomes_is_named_by_its_statute(desk):
    charge = world.charge(level="F-B")
    Offense.objects.create(
        state=charge.case.court.state, statute="5-13-202", title="Battery", level="F-D"
    )
    do(desk, charge.case, "amend", **{"a_offense-typed": "battery"})
    after = ChargeChange.objects.get().items.get(side="AFTER")
    assert after.charge.statute == "5-13-202"


def test_an_offense_of_another_state_is_named_by_nothing(desk):
    charge = world.charge()
    Offense.objects.create(state=world.state("TX"), statute="31.03", title="Theft")
    refused = do(desk, charge.case, "amend", **{"a_offense-typed": "31.03"})
    assert "Nothing in the record is named" in refusals(refused)["a_offense"][0]


def test_everybody_whom_an_order_protects_is_named(desk):
    accused = world.defendant()
    both = [world.person("Ines Valk"), world.person("Tove Marisdatter")]
    do(
        desk, accused.case, "issue-order", kind="NCO_PRE", issued_date="2024-08-19",
        until_further_order="on", **{"protects-typed": "ines valk; Marisdatter"},
    )  # fmt: skip
    assert {each.person for each in OrderProtected.objects.all()} == set(both)


def test_the_other_record_of_a_person_is_named_by_its_number(desk):
    kept, other = world.person("Ines Valk"), world.person("Ines Valk")
    do(desk, kept, "merge", reason="One address", **{"absorbed-typed": str(other.pk)})
    assert PersonMerge.objects.get().absorbed == other


def test_the_plain_field_is_there_only_where_no_script_runs(desk):
    shown = desk.get(act_page(world.charge().case, "amend")).content.decode()
    plain = shown.index('name="a_offense-typed"')
    assert shown.rindex("<noscript>", 0, plain) > shown.rindex("</select>", 0, plain)
    assert plain < shown.index("</noscript>", plain)


def test_a_party_is_added_to_a_case_by_words(desk):
    case = world.case()
    valk = world.person("Ines Valk")
    row = {"parties-TOTAL_FORMS": 1, "parties-0-role": "VIC", "parties-0-person-typed": "valk ines"}
    assert desk.post(page(case), filled_in(desk, page(case), **row)).status_code == 302
    assert case.parties.get().person == valk


def test_what_names_several_is_told_at_its_row(desk):
    case = world.case()
    for _ in range(2):
        world.person("Ines Valk")
    row = {"parties-TOTAL_FORMS": 1, "parties-0-role": "VIC", "parties-0-person-typed": "Ines Valk"}
    shown = desk.post(page(case), filled_in(desk, page(case), **row)).content.decode()
    assert "names more than one" in shown
    assert 'name="parties-0-person-typed" value="Ines Valk"' in shown


def test_a_case_is_not_named_so_since_a_sealed_one_would_be_told(desk):
    assert "other_case-typed" not in desk.get(page(world.case())).content.decode()
