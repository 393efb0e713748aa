"""The case page tells the whole public case, in one query, and nothing else."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cases.models import Case
from tests import world
from tests.public.reader import Reader, path_of, words_of
from tests.worlds.founding import Founding, founding

pytestmark = pytest.mark.django_db(databases=["default", "public"])
PRESUMPTION = "A charge is an accusation. The defendant is presumed innocent unless proven guilty."


@pytest.fixture
def found(public_db: Any) -> Founding:
    return founding(no_contact_level="M-A")


def simple(number: str = "CR-2024-7", **given: Any) -> Case:
    case = world.case(number=number, visibility="PUBLIC", **given)
    world.charge(world.defendant(case))
    return case


def test_the_founding_scenario_is_understood_from_the_page(reader: Reader, found: Founding) -> None:
    words = reader.words(path_of(found.homicide))
    for said in (
        "State v. Darío Ibáñez-Quintero",
        PRESUMPTION,
        "Domestic battering in the first degree and Violation of a no-contact order → became "
        "Capital murder ▲ Upgrade",
        "First charged, 2 counts",
        "Merged into one ▲ Upgrade from August 17, 2024 on",
        "Severity: Class B felony; Class A misdemeanor → to Capital murder. Raised in severity.",
        "Domestic battering in the first degree: replaced by this change",
        "Violation of a no-contact order: the record does not say",
        "Instrument not stated. Prosecutor. Recorded",
        "Offense: “Saturday, Aug. 17”, August 17, 2024",
        "Also spelled: Darío Ibáñez",
    ):
        assert said in words, said


def test_a_charge_without_levels_on_both_sides_is_not_called_an_upgrade(reader: Reader) -> None:
    words = reader.words(path_of(founding().homicide))
    assert "Severity undetermined" in words
    assert "▲" not in words


def test_no_hidden_name_stands_on_the_page(reader: Reader, found: Founding) -> None:
    words = reader.words(path_of(found.homicide))
    assert "Marisol" not in words
    assert "Victim Name withheld" in words


def test_the_page_is_one_query(reader: Reader, found: Founding, queries: Callable[[], Any]) -> None:
    reader.settle()
    with queries() as asked:
        assert reader.client.get(path_of(found.homicide)).status_code == 200
    assert len(asked) == 1


def test_every_section_is_told(reader: Reader) -> None:
    case = simple(filed_date=date(2024, 3, 1), caption="State v. Rowan Achterberg")
    charge = case.charges.get()
    world.party(case, "JUDGE", world.person("Perpetua Lindqvist"))
    day = date(2024, 6, 3)
    world.dispose(charge, "CONV_PLEA", plea="GUILTY", date_from=day, date_to=day)
    world.sentence(charge, "PROBATION", amount=18, unit="MONTHS")
    world.sentence(charge, "FINE", amount=1500, unit="USD", text="in installments")
    world.hearing(
        case, kind="TRIAL", starts_at=datetime(2024, 7, 1, 14, tzinfo=UTC), courtroom="3B"
    )
    world.entry(case, "PLEA", filed_date=day, text="Plea entered.", attribution="clerk")
    world.relate(case, simple("DR-1"))
    words = reader.words(path_of(case))
    for said in (
        "Filed March 1, 2024", "Judge Perpetua Lindqvist",
        "Convicted on a plea of guilty Guilty June 3, 2024",
        "Probation: 18 months", "Fine: $1,500 — in installments",
        "July 1, 2024, 9:00 AM CDT Trial 3B", "Plea entered. According to clerk",
        "Related case: DR-1",
    ):  # fmt: skip
        assert said in words, said


def test_times_are_the_courts_own_and_machine_readable(reader: Reader) -> None:
    case = simple(court=world.court(timezone="America/Denver"))
    world.hearing(case, starts_at=datetime(2024, 12, 2, 16, 5, tzinfo=UTC))
    page = reader.get(path_of(case)).text
    assert '<time datetime="2024-12-02T16:05:00Z">December 2, 2024, 9:05 AM MST</time>' in page


def test_each_defendant_has_their_own_charges_and_status(reader: Reader) -> None:
    case = world.case(number="CR-1", visibility="PUBLIC")
    ysolde = world.defendant(case, world.person("Ysolde Brandvold"))
    tiberius = world.defendant(case, world.person("Tiberius Quill"))
    world.charge(ysolde, label="Burglary")
    world.charge(tiberius, label="Trespass")
    world.status(case, "FILED", party=ysolde)
    world.status(case, "STAYED", party=tiberius)
    words = reader.words(path_of(case))
    assert "Ysolde Brandvold Status of the case for this defendant: Filed Burglary" in words
    assert "Tiberius Quill Status of the case for this defendant: Stayed Trespass" in words
    assert "Status Differs between defendants" in words


def test_it_says_how_to_cite_this_very_version(reader: Reader) -> None:
    case = simple()
    page = reader.get(path_of(case))
    document = reader.get(path_of(case).rstrip("/") + ".json")
    version, moment = document["Version-Hash"], document["Version-Published-At"]
    link = f"{path_of(case)}at/{moment}/?hash={version[:12]}"
    assert f"No. CR-2024-7, public record published {moment}, " in words_of(page)
    assert f'href="http://testserver{link}"' in page.text
    assert reader.get(link).status_code == 200


@pytest.mark.parametrize("spelled", ["cr 2024 7", "CR_2024_7", "cr-2024-7", "CR.2024--7"])
def test_another_spelling_leads_to_the_canonical_address(reader: Reader, spelled: str) -> None:
    case = simple()
    answer = reader.get(f"/cases/{case.court.code.upper()}/{spelled}/?x=1")
    assert (answer.status_code, answer["Location"]) == (301, f"{path_of(case)}?x=1")


def test_sealed_withdrawn_and_never_there_are_answered_alike(reader: Reader) -> None:
    court = world.court(code="bend-circuit")
    simple("CR-1", court=court)
    sealed = simple("CR-2", court=court)
    reader.settle()
    world.sealed(sealed)
    world.case(number="CR-3", court=court, visibility="DRAFT")
    for suffix in ("/", ".json", "/versions/", "/at/2024-01-01/", "/at/2024-01-01.json"):
        addresses = ("bend-circuit/CR-2", "bend-circuit/CR-3", "bend-circuit/CR-4", "nowhere/CR-1")
        answers = [reader.get(f"/cases/{address}{suffix}") for address in addresses]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
        assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1


def test_the_not_found_page_does_not_repeat_the_address(reader: Reader) -> None:
    answer = reader.get("/cases/bend-circuit/MARISOL-IBANEZ/")
    assert answer.status_code == 404
    assert "MARISOL" not in answer.text


@pytest.mark.parametrize("number", ["%00", "%E4%BA%AC", "x" * 3000, "%0A", "..%2e", "'--"])
def test_strange_numbers_are_not_found(reader: Reader, number: str) -> None:
    answer = reader.get(f"/cases/bend-circuit/{number}/", follow=True)
    assert answer.status_code == 404


def test_a_reader_who_has_this_version_is_told_so(reader: Reader) -> None:
    case = simple()
    first = reader.get(path_of(case))
    held = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    assert reader.get(path_of(case), **held).status_code == 304
    world.entry(case, text="Something new.", filed_date=date(2024, 5, 1))
    assert reader.get(path_of(case), **held).status_code == 200


def test_a_sealed_case_is_not_found_even_by_who_holds_it(reader: Reader) -> None:
    case = simple()
    held = {"HTTP_IF_NONE_MATCH": reader.get(path_of(case))["ETag"]}
    world.sealed(case)
    assert reader.get(path_of(case), **held).status_code == 404


def test_withheld_text_is_marked_as_redacted(reader: Reader) -> None:
    case = simple(caption="State v. A; victim Tove Marisdatter")
    world.party(case, "VIC", world.person("Tove Marisdatter"))
    world.entry(case, text="Tove Marisdatter was heard.", filed_date=date(2024, 5, 1))
    words = reader.words(path_of(case))
    assert "Caption withheld" in words
    assert "[Information redacted]" in words
