"""A machine puts to every address of the OpenAPI document, and to every page of a list, what it
allows and what it does not: no answer is a fault of ours, and every answer is told of."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from cases.public.api.openapi import document
from cases.public.pages.lists import LISTS
from tests import world
from tests.worlds.founding import founding

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]
# Not asked: whether whatever a schema allows is accepted. Days that contradict each other and
# cursors made by hand are refused, which no schema can say.
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
)
OPTIONS = ("--phases", "examples,coverage,fuzzing", "--max-examples", "10",
           "--continue-on-failure", "--generation-deterministic", "--no-color")  # fmt: skip
PAGE = {
    "200": {"description": "The list.", "content": {"text/html": {}}},
    "302": {"description": "The same question without its empty parts."},
    "304": {"description": "What you hold still stands."},
    "400": {"description": "What is wrong, at its box.", "content": {"text/html": {}}},
    "503": {"description": "It took too long.", "content": {"text/html": {}}},
}


@pytest.fixture
def served(live_server: Any) -> str:
    """The address of a site with a case that has something of everything."""
    with transaction.atomic():
        found = founding(no_contact_level="M-A")
        world.hearing(found.homicide)
    address: str = live_server.url
    return address


def finds_nothing_in(described: str, folder: Path, *more: str) -> None:
    """Let schemathesis loose on what is described, and fail with what it finds."""
    program = Path(sys.executable).with_name("schemathesis")
    ended = subprocess.run(
        [program, "run", described, "--checks", ",".join(CHECKS), *OPTIONS, *more],
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
        # It leaves what it found where it runs.
        cwd=folder,
    )
    if ended.returncode:
        pytest.fail(ended.stdout[-8000:])


def pages() -> dict[str, Any]:
    """The pages of the lists, which take what their files take."""
    told = document()
    return {
        **told,
        "paths": {
            f"/{name}/": {
                "get": {
                    "parameters": told["paths"][f"/{name}.json"]["get"]["parameters"],
                    "responses": PAGE,
                }
            }
            for name in LISTS
        },
    }


def test_no_question_breaks_the_api_and_no_answer_surprises(served: str, tmp_path: Path) -> None:
    finds_nothing_in(f"{served}/api/v1/openapi.json", tmp_path)


def test_no_question_breaks_a_page_of_a_list(served: str, tmp_path: Path) -> None:
    described = tmp_path / "pages.json"
    described.write_text(json.dumps(pages()))
    finds_nothing_in(str(described), tmp_path, "--url", served)
