"""The OpenAPI document says what the API answers, and is made from what makes the answers."""

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cases.public.api import schemas
from cases.public.api.openapi import document
from cases.public.formats.document import DOCUMENT
from cases.public.pages.lists import LISTS
from tests import world
from tests.public.reader import Reader, path_of
from tests.worlds.founding import founding

pytestmark = pytest.mark.django_db(databases=["default", "public"])
API = "/api/v1"


def faults(name: str, told: Any) -> list[str]:
    """Where an answer is not what the schema of that name says."""
    components = document()["components"]
    schema = {"$ref": f"#/components/schemas/{name}", "components": components}
    return [error.message for error in Draft202012Validator(schema).iter_errors(told)]


def references(told: Any) -> set[str]:
    return set(re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(told)))


@pytest.fixture
def everything() -> Any:
    """One case with a row in every part of its document."""
    found = founding(no_contact_level="M-A")
    found.homicide.court.order_publication = "REDACTED"
    found.homicide.court.save()
    world.hearing(found.homicide, kind="TRIAL")
    world.entry(found.homicide, "MOTION", text="Motion to suppress")
    world.order(found.homicide, found.accused, consent_to_publish=True)
    return found.homicide


def test_it_is_served_as_json(reader: Reader) -> None:
    answer = reader.get(f"{API}/openapi.json")
    assert answer["Content-Type"] == "application/json"
    assert answer.json() == json.loads(json.dumps(document()))
    assert answer.json()["openapi"].startswith("3.1")


def test_every_reference_leads_somewhere() -> None:
    told = document()
    for reference in references(told):
        here: Any = told
        for part in reference.split("/"):
            here = here[part]
        assert here


@pytest.mark.parametrize("name", sorted(document()["components"]["schemas"]))
def test_every_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(document()["components"]["schemas"][name])


@pytest.mark.parametrize("name", LISTS)
def test_every_parameter_that_a_list_knows_is_told_and_no_other(reader: Reader, name: str) -> None:
    told = document()["paths"][f"{API}/{name}/"]["get"]["parameters"]
    allowed = reader.get(f"{API}/{name}/", {"bogus": "1"}).json()["allowed"]
    assert sorted(each["name"] for each in told) == sorted(allowed)


@pytest.mark.parametrize("name", LISTS)
def test_every_code_that_is_told_is_taken(reader: Reader, name: str) -> None:
    told = document()["paths"][f"{API}/{name}/"]["get"]["parameters"]
    # Some lists narrow only a search by name.
    named = {"q": "Achterberg"} if "q" in {each["name"] for each in told} else {}
    for each in told:
        schema = each["schema"].get("items", each["schema"])
        for code in schema.get("enum", [])[:3]:
            asked = {**named, each["name"]: code}
            assert reader.get(f"{API}/{name}/", asked).status_code == 200, asked


def test_days_codes_and_lengths_are_told_by_type() -> None:
    told = {
        each["name"]: each["schema"]
        for each in document()["paths"][f"{API}/cases/"]["get"]["parameters"]
    }
    assert told["filed_after"] == {"type": "string", "format": "date"}
    assert "newest" in told["sort"]["enum"]
    assert told["number"]["maxLength"] == 60
    assert told["limit"]["maximum"] == 1000


@pytest.mark.parametrize("name", [*LISTS, "courts", "statutes"])
def test_every_list_is_as_told(reader: Reader, everything: Any, name: str) -> None:
    told = reader.get(f"{API}/{name}/").json()
    assert faults(f"{name}-page", told) == []
    if name not in ("orders", "hearings"):
        assert told["results"]


@pytest.mark.parametrize("name", LISTS)
def test_every_column_of_a_list_is_told_and_no_other(
    reader: Reader, everything: Any, name: str
) -> None:
    told = document()["components"]["schemas"][name]["properties"]
    for row in reader.get(f"{API}/{name}/").json()["results"]:
        assert list(row) == list(told)


def test_the_document_of_a_case_is_as_told(reader: Reader, everything: Any) -> None:
    told = reader.get(API + path_of(everything)).json()
    assert faults("document", told) == []
    item = told["changes"][0]["before"][0]
    assert set(item) == {name for name, _, _ in schemas.CHANGED_CHARGE}
    assert set(told) == set(document()["components"]["schemas"]["document"]["properties"])


def test_the_versions_of_a_case_are_as_told(reader: Reader, everything: Any) -> None:
    told = reader.get(f"{API}{path_of(everything)}versions/").json()
    assert faults("versions-page", told) == []


def test_a_person_is_as_told(reader: Reader, everything: Any) -> None:
    (found, *_) = reader.get(f"{API}/people/").json()["results"]
    told = reader.get(f"{API}/people/{found['key']}/").json()
    assert faults("person", told) == []
    assert told["name"] == found["name"]


def test_a_problem_is_as_told(reader: Reader) -> None:
    assert faults("problem", reader.get(f"{API}/cases/", {"limit": "0"}).json()) == []
    assert faults("problem", reader.get(f"{API}/cases/x/Y/").json()) == []
    assert faults("refusal", reader.get("/cases.json", {"limit": "0"}).json()) == []


def test_no_type_is_told_for_a_part_that_no_document_has() -> None:
    parts = {name for name, _, _ in DOCUMENT}
    fields = {name for _, _, fields in DOCUMENT for name, _ in fields}
    assert set(schemas.OF_PARTS) <= parts | fields


@pytest.mark.parametrize("name", LISTS)
def test_every_file_of_a_list_is_told(reader: Reader, name: str) -> None:
    paths = [path for path in document()["paths"] if path.startswith(f"/{name}.")]
    assert f"/{name}.csv" in paths
    for path in paths:
        (media_type,) = document()["paths"][path]["get"]["responses"]["200"]["content"]
        assert reader.get(path)["Content-Type"].partition(";")[0] == media_type
