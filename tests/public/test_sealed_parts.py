"""A sealed party or docket entry is not there at all, and all around it stands undisturbed."""

import pytest

from cases.models import Case
from tests import world
from tests.public.publication import differences, document, documents, everything, later
from tests.public.reader import Reader, path_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def case(reader: Reader) -> Case:
    """Two defendants, each with a charge raised, a status, an order and a motion; two versions."""
    court = world.court(order_publication="REDACTED")
    opened = world.case(
        court=court, visibility="PUBLIC", caption="State v. Zebedee Quillfeather et al."
    )
    for name, label in (("Zebedee Quillfeather", "Arson"), ("Isolde Marchbanks", "Fraud")):
        accused = world.defendant(opened, world.person(name))
        charge = world.charge(accused, "F-B", label=label)
        graver = world.charge(accused, "F-Y", label=f"Aggravated {label.lower()}")
        world.change("AMENDED", [charge], [graver])
        world.status(opened, party=accused)
        world.order(opened, accused, consent_to_publish=True)
        world.entry(opened, "MOTION", text=f"Motion of {name}", text_released=True)
    opened.docket.update(text_released=True)
    reader.settle()
    later()
    world.entry(opened, "OTHER", text="Report of the jail", text_released=True)
    reader.settle()
    later()
    assert len(documents(opened)) == 2
    return opened


def test_a_sealed_party_is_in_no_part_of_any_version(case: Case, reader: Reader) -> None:
    accused = case.parties.get(person__full_name="Zebedee Quillfeather")
    told = [str(accused.key), str(accused.person.key), "Quillfeather", "Zebedee", "Arson"]
    assert all(each in everything() for each in told)
    world.sealed(accused)
    reader.settle()
    assert [each for each in told if each in everything()] == []
    assert differences() == []


def test_what_is_told_of_the_others_stays_as_it_was(case: Case, reader: Reader) -> None:
    before = document(case)
    world.sealed(case.parties.get(person__full_name="Zebedee Quillfeather"))
    reader.settle()
    after = document(case)
    for part in ("parties", "charges", "changes", "statuses", "orders"):
        assert len(before[part]) == 2 * len(after[part]), part
        assert [each for each in after[part] if each not in before[part]] == []
    assert [each["text"] for each in after["docket"]] == [
        None,
        "Motion of Isolde Marchbanks",
        "Report of the jail",
    ]


def test_a_sealed_party_is_found_by_nobody(case: Case, reader: Reader) -> None:
    world.sealed(case.parties.get(person__full_name="Zebedee Quillfeather"))
    assert reader.numbers("/cases.json", {"name": "Quillfeather"}) == []
    assert reader.numbers("/cases.json", {"name": "Marchbanks"}) == [case.number]
    assert "Quillfeather" not in reader.words(path_of(case))


def test_a_party_that_is_unsealed_is_told_again(case: Case, reader: Reader) -> None:
    before = document(case)
    accused = case.parties.get(person__full_name="Zebedee Quillfeather")
    world.sealed(accused)
    reader.settle()
    later()
    world.sealed(accused, "UNSEAL")
    reader.settle()
    assert document(case) == before
    assert differences() == []


def test_a_charge_that_became_one_of_a_sealed_party_elsewhere_is_hidden(reader: Reader) -> None:
    who = world.person("Zebedee Quillfeather")
    below, above = (world.defendant(world.case(visibility="PUBLIC"), who) for _ in range(2))
    world.relate(below.case, above.case, "TRANSFERRED")
    charge, result = world.charge(below, label="Arson"), world.charge(above, label="Murder")
    world.change("BOUND_OVER", [charge], [result])
    reader.settle()
    later()
    assert "Arson" in everything()
    world.sealed(above)
    reader.settle()
    assert "Arson" not in everything()
    assert differences() == []


def test_a_sealed_entry_is_in_no_version(case: Case, reader: Reader) -> None:
    world.sealed(case.docket.get(text="Motion of Isolde Marchbanks"))
    reader.settle()
    assert "Motion of Isolde" not in everything()
    assert [each["text"] for each in document(case)["docket"]] == [
        "Motion of Zebedee Quillfeather",
        "Report of the jail",
    ]
    assert differences() == []
