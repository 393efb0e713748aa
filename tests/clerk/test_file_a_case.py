"""A case is filed in one go: court and number, the defendant, the charges."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from cases.desk.duplicates import flag_duplicates
from cases.desk.models import Flag
from cases.models import Case, CaseStatus, Charge, DocketEntry, Offense, Party, Person
from cases.public.models import PublishedCase
from tests import world
from tests.clerk.hands import asked, confirmed, refusals
from tests.rules import settle_now

pytestmark = pytest.mark.django_db

PAGE = "/admin/cases/case/file-a-case/"


@pytest.fixture
def court(db):
    return world.court(name="Circuit Court of Ouachita Bend")


@pytest.fixture
def murder(court):
    return Offense.objects.create(
        state=court.state, statute="5-10-101", title="Capital murder", level="CAPITAL"
    )


def sent(desk, court, /, **answers):
    usual = {"court": court.pk, "number": "66CR-24-101", "filed_date": "2024-08-19"}
    new = {"given": "Darío", "surname": "Ibáñez-Quintero"}
    unless = {} if "defendant" in answers else new
    return {**asked(desk, PAGE), **usual, **unless, **answers}


def filed(desk, court, /, **answers):
    """Fill in the form, check it, and confirm it if nothing is refused."""
    shown = desk.post(PAGE, sent(desk, court, **answers))
    if "outcome" not in (shown.context or {}):
        return shown
    return desk.post(PAGE, confirmed(shown))


def test_the_case_and_all_that_belongs_to_it_is_there_at_once(desk, court, murder):
    done = filed(
        desk,
        court,
        suffix="Jr.",
        birth_year="1990",
        instrument="INFORMATION",
        charge_1_offense=murder.pk,
        charge_1_offense_from="2024-08-17",
        charge_2_label="Violating a no-contact order",
    )
    case = Case.objects.get()
    assert done.url == reverse("admin:cases_case_file", args=[case.pk])
    accused = case.parties.get()
    assert (accused.role, accused.person.full_name) == ("DEF", "Darío Ibáñez-Quintero, Jr.")
    assert case.caption == "State of Arkansas v. Darío Ibáñez-Quintero, Jr."
    counts = Charge.objects.order_by("count").values_list("count", "label", "level", "instrument")
    assert list(counts) == [
        (1, "Capital murder", "CAPITAL", "INFORMATION"),
        (2, "Violating a no-contact order", "", "INFORMATION"),
    ]
    assert Charge.objects.get(count=1).offense_to == date(2024, 8, 17)
    begun = CaseStatus.objects.get()
    assert (begun.status, begun.party, begun.effective_date) == ("FILED", accused, case.filed_date)
    assert (begun.docket_entry.text, begun.docket_entry.kind) == ("Case filed", "CASE_FILED")


def test_what_is_filed_is_told_in_words_before(desk, court, murder):
    shown = desk.post(PAGE, sent(desk, court, charge_1_offense=murder.pk))
    assert shown.context["outcome"].said == (
        "Case 66CR-24-101 in Circuit Court of Ouachita Bend, filed on August 19, 2024: "
        "State of Arkansas v. Darío Ibáñez-Quintero. Filed: Count 1, Darío Ibáñez-Quintero: "
        "5-10-101 Capital murder (CAPITAL). Darío Ibáñez-Quintero is new in the record. "
        "It is a draft: only staff see it."
    )
    assert not Case.objects.exists()


def test_a_draft_is_no_public_matter_until_it_is_made_one(desk, court):
    filed(desk, court)
    settle_now()
    assert not PublishedCase.objects.exists()
    filed(desk, court, number="66CR-24-102", surname="Valk", given="Ines", is_public="on")
    settle_now()
    assert PublishedCase.objects.get().defendants == ["Ines Valk"]


def test_a_known_person_is_charged_by_a_known_prosecutor(desk, court):
    accused = world.person("Ines Valk")
    state = world.person("State of Arkansas, 66th District", kind="ORGANIZATION")
    filed(desk, court, defendant=accused.pk, prosecutor=state.pk)
    assert Case.objects.get().caption == "State of Arkansas, 66th District v. Ines Valk"
    assert dict(Party.objects.values_list("role", "person")) == {
        "DEF": accused.pk,
        "STATE": state.pk,
    }


def test_the_next_case_is_expected_in_the_court_of_the_last(desk, court):
    world.court()
    state = world.person("State of Arkansas", kind="ORGANIZATION")
    assert "court" not in asked(desk, PAGE)
    filed(desk, court, prosecutor=state.pk)
    expected = asked(desk, PAGE)
    assert (expected["court"], expected["prosecutor"]) == (court.pk, state.pk)


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({"court": ""}, "court"),
        ({"number": ""}, "number"),
        ({"number": "---"}, "number"),
        ({"filed_date": ""}, "filed_date"),
        ({"surname": ""}, "surname"),
        ({"surname": "", "given": ""}, "defendant"),
        ({"birth_year": "90"}, "birth_year"),
        ({"charge_2_level": "F-Q", "charge_2_label": "Theft"}, "charge_2_level"),
        ({"charge_3_statute": "1-2-3"}, "charge_3_statute"),
        ({"charge_1_level": "F-B"}, "charge_1_label"),
        ({"case_type": "JV", "is_public": "on"}, "case_type"),
    ],
)
def test_what_is_wrong_is_told_where_it_was_asked(answers, question, desk, court):
    assert list(refusals(filed(desk, court, **answers))) == [question]
    assert not Case.objects.exists()
    assert not Person.objects.exists()


def test_a_number_is_given_once_in_a_court(desk, court):
    world.case(court=court, number="66CR-24-101")
    refused = filed(desk, court, number="66cr 24 101")
    assert refusals(refused) == {"number": ["This court already has a case with this number."]}


def test_somebody_is_on_record_or_new_and_not_both(desk, court):
    known = world.person("Ines Valk")
    refused = filed(desk, court, defendant=known.pk, surname="Valk")
    assert list(refusals(refused)) == ["defendant"]


def test_an_offense_of_another_state_is_refused_in_words(desk, court):
    theft = Offense.objects.create(state=world.state("TX"), statute="31.03", title="Theft")
    refused = filed(desk, court, charge_1_offense=theft.pk)
    assert refusals(refused) == {
        "charge_1_offense": ["Count 1: 31.03 is an offense of TX; this court sits in AR."]
    }


def test_a_statute_alone_names_the_offense(desk, court, murder):
    filed(desk, court, charge_1_statute="5-10-101", charge_1_level="capital murder")
    assert Charge.objects.get().offense == murder


def test_a_statute_that_changed_is_taken_as_it_stood_on_the_day(desk, court, murder):
    murder.valid_to = date(2024, 1, 1)
    murder.save()
    changed = Offense.objects.create(
        state=court.state, statute="5-10-101", title="Murder", valid_from=date(2024, 1, 1)
    )
    refused = filed(desk, court, charge_1_statute="5-10-101")
    assert "more than one offense" in str(refusals(refused)["charge_1_statute"])
    filed(desk, court, charge_1_statute="5-10-101", charge_1_offense_from="2024-08-17")
    assert Charge.objects.get().offense == changed


def test_somebody_of_a_like_name_is_looked_at_first(desk, court):
    known = world.person("Darío Ibáñez Quintero", birth_year=1990)
    refused = filed(desk, court, birth_year="1990")
    assert list(refusals(refused)) == ["another"]
    assert not Case.objects.exists()
    shown = refused.content.decode()
    assert reverse("admin:cases_person_change", args=[known.pk]) in shown
    assert "both born in 1990" in shown
    filed(desk, court, birth_year="1990", another=str(known.pk))
    assert Person.objects.count() == 2


def test_a_defendant_said_to_be_another_is_never_asked_about_again(desk, court):
    known = world.person("Darío Ibáñez Quintero", birth_year=1990)
    filed(desk, court, birth_year="1990", another=str(known.pk))
    flag = Flag.objects.get()
    assert (flag.other, flag.noted_by) == (known, "clerk")
    assert "both born in 1990" in flag.words
    assert flag_duplicates(flag.found_at - timedelta(days=1)) == 0


def test_a_box_ticked_for_one_name_does_not_do_for_another(desk, court):
    known = world.person("Ines Valk")
    world.person("Darío Ibáñez Quintero")
    refused = filed(desk, court, another=str(known.pk))
    assert list(refusals(refused)) == ["another"]


def test_a_form_that_is_sent_twice_files_one_case(desk, court):
    shown = desk.post(PAGE, sent(desk, court))
    for _ in range(2):
        desk.post(PAGE, confirmed(shown))
    assert (Case.objects.count(), DocketEntry.objects.count()) == (1, 1)


@pytest.mark.parametrize("missing", ["add_case", "add_person", "add_charge"])
def test_whoever_may_not_do_a_part_of_it_files_no_case(missing, desk, clerk):
    clerk.user_permissions.remove(Permission.objects.get(codename=missing))
    assert desk.get(PAGE).status_code == 403
    assert PAGE not in desk.get(reverse("admin:cases_case_changelist")).content.decode()


@pytest.mark.parametrize("page", ["admin:index", "admin:cases_case_changelist"])
def test_the_front_page_and_the_list_lead_to_the_form(page, desk):
    assert PAGE in desk.get(reverse(page)).content.decode()


def test_offenses_are_offered_for_the_court_that_was_chosen(desk, court, murder):
    Offense.objects.create(state=world.state("TX"), statute="19.03", title="Capital murder")
    assert offered(desk, court=court.pk) == ["5-10-101 Capital murder"]
    assert offered(desk) == ["5-10-101 Capital murder (AR)", "19.03 Capital murder (TX)"]


def test_the_form_asks_a_dozen_questions_at_most(desk, court, django_assert_max_num_queries):
    filed(desk, court, prosecutor=world.person("State", kind="ORGANIZATION").pk)
    # What was just recorded is told once, and the session is written for it.
    desk.get(PAGE)
    with django_assert_max_num_queries(12):
        desk.get(PAGE)


def offered(desk, **given):
    field = {"app_label": "cases", "model_name": "charge", "field_name": "offense", "term": "capit"}
    answer = desk.get(reverse("admin:autocomplete"), {**field, **given}).json()
    return [each["text"] for each in answer["results"]]
