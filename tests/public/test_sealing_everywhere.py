"""A case sealed in the middle of everything answers everywhere as one that never was."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from cases.models import Case
from cases.public.formats import formats_of
from tests import world
from tests.public.publication import everything, later
from tests.public.reader import Reader, body_of, path_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])

# Headers whose value is the moment of the answer and nothing else.
OF_THE_MOMENT = {"Date"}
QUESTIONS = {
    "cases": [
        {}, {"q": "Zebedee"}, {"q": "zebed"}, {"name": "Quillfeather"}, {"number": "CR-24-777"},
        {"statute": "5-12-103"}, {"change": "upgrade"}, {"level": "F-Y"}, {"outcome": "FILED"},
        {"status": "FILED"}, {"type": "CR"}, {"filed_after": "2024-01-01"}, {"county": "Bend"},
    ],
    "changes": [{}, {"direction": "upgrade"}, {"q": "Zebedee"}, {"to_statute": "5-12-103"}],
    "orders": [{}, {"kind": "fop"}, {"county": "Bend"}],
    "hearings": [{"sort": "latest"}, {}, {"q": "Zebedee", "sort": "latest"}],
    "people": [{}, {"q": "Zebedee"}, {"q": "Quillfeather", "county": "Bend"}],
}  # fmt: skip
LISTS = [
    (f"/{name}{form}", questions)
    for name, questions in QUESTIONS.items()
    for form in ("/", *(f".{suffix}" for suffix in formats_of(name)))
]


@pytest.fixture
def busy(reader: Reader) -> Case:
    """A case with a past, a co-defendant, an upgrade, hearings, a published order and a
    neighbor to which a charge was bound over."""
    court = world.court(name="Court of Many", county="Bend", order_publication="REDACTED")
    world.case(court=court, number="CR-24-1", visibility="PUBLIC", filed_date=date(2024, 1, 2))
    opened = world.case(
        court=court,
        number="CR-24-777",
        visibility="PUBLIC",
        caption="State v. Zebedee Quillfeather",
        filed_date=date(2024, 3, 1),
    )
    accused = world.defendant(opened, world.person("Zebedee Quillfeather"))
    world.defendant(opened, world.person("Isolde Marchbanks"))
    robbery = world.charge(accused, "F-B", label="Robbery", statute="5-12-102")
    world.status(opened, effective_date=date(2024, 3, 1))
    reader.settle()
    later()
    graver = world.charge(accused, "F-Y", label="Aggravated robbery", statute="5-12-103")
    world.change("AMENDED", [robbery], [graver])
    world.entry(opened, "MOTION", text="Motion to suppress")
    world.hearing(opened, kind="TRIAL", starts_at=datetime(2024, 5, 6, 14, tzinfo=UTC))
    world.order(opened, accused, consent_to_publish=True)
    reader.settle()
    later()
    neighbor = world.case(court=court, number="CR-24-778", visibility="PUBLIC")
    world.relate(opened, neighbor)
    reader.settle()
    later()
    return opened


def addresses(path: str) -> list[str]:
    """Every public address of one case."""
    now = datetime.now(UTC)
    today = now.astimezone(ZoneInfo("America/Chicago")).date().isoformat()
    moment = now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return [
        path,
        path.rstrip("/") + ".json",
        f"{path}versions/",
        f"{path}at/{today}/",
        f"{path}at/{moment}/",
        f"{path}at/{moment}/?hash=0123456789ab",
        f"{path}at/{moment}.json",
        path.lower(),
        path.replace("-777", "--777").replace("-999", "--999"),
    ]


def told(response: Any) -> tuple[int, str, dict[str, str]]:
    """Status, body and headers; a redirect to the canonical spelling repeats what was asked."""
    headers = {
        name: value.replace("777", "999")
        for name, value in response.items()
        if name not in OF_THE_MOMENT
    }
    return response.status_code, body_of(response), headers


def test_before_it_is_sealed_every_address_answers(busy: Case, reader: Reader) -> None:
    answers = [reader.client.get(each).status_code for each in addresses(path_of(busy))]
    assert answers == [200] * 7 + [301, 301]


def test_sealed_every_address_answers_as_for_a_case_that_never_was(
    busy: Case, reader: Reader
) -> None:
    path = path_of(busy)
    world.sealed(busy)
    reader.settle()
    for sealed, never in zip(addresses(path), addresses(path.replace("777", "999")), strict=True):
        for method in ("get", "head"):
            answers = [told(getattr(reader.client, method)(each)) for each in (sealed, never)]
            assert answers[0] == answers[1]
            assert answers[0][0] in (404, 301)


@pytest.mark.parametrize(("path", "questions"), LISTS)
def test_before_it_is_sealed_every_list_tells_of_it(
    path: str, questions: Any, busy: Case, reader: Reader
) -> None:
    token = "Quillfeather" if path.startswith("/people") else "CR-24-777"
    assert token in body_of(reader.get(path, questions[0]))


@pytest.mark.parametrize(("path", "questions"), [*LISTS, ("/", [{}])])
def test_sealed_every_list_answers_as_for_a_case_that_never_was(
    path: str, questions: Any, busy: Case, reader: Reader
) -> None:
    world.sealed(busy)
    reader.settle()
    for question in questions:
        text = body_of(reader.get(path, question))
        for token in ("uillfeather", "Marchbanks", 'CR-24-777"', "777/", "Aggravated", "5-12-10"):
            if token.strip('/"') not in "".join(question.values()):
                assert token not in text, (path, question, token)


def test_sealed_its_count_is_gone(busy: Case, reader: Reader) -> None:
    before = reader.get("/cases.json").json()["count"]
    world.sealed(busy)
    assert reader.get("/cases.json").json()["count"] == before - 1
    for path in ("/changes.json", "/orders.json", "/hearings.json?sort=latest", "/people.json"):
        assert reader.get(path).json()["count"] == 0


def test_sealed_the_page_of_its_people_is_that_of_nobody(busy: Case, reader: Reader) -> None:
    path = f"/people/{busy.parties.order_by('id')[0].person.key}/"
    assert reader.get(path).status_code == 200
    world.sealed(busy)
    reader.settle()
    sealed, never = reader.client.get(path), reader.client.get(f"/people/{uuid4()}/")
    assert told(sealed) == told(never)
    assert sealed.status_code == 404


def test_sealed_the_role_itself_finds_no_trace(busy: Case, reader: Reader, public_db: Any) -> None:
    keys = [str(busy.key), *(str(each.key) for each in busy.charges.all())]
    keys += [str(each.key) for each in busy.parties.all()]
    world.sealed(busy)
    reader.settle()
    published = everything()
    assert not [key for key in keys if key in published]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM published_order")
        assert cursor.fetchone() == (0,)


def test_sealed_the_neighbor_says_nothing_of_it(busy: Case, reader: Reader) -> None:
    neighbor = Case.objects.get(number="CR-24-778")
    assert "CR-24-777" in body_of(reader.get(path_of(neighbor)))
    world.sealed(busy)
    later()
    for address in addresses(path_of(neighbor))[:5]:
        assert "CR-24-777" not in body_of(reader.get(address))
