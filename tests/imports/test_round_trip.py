"""Full export, import into an empty record, full export: identical files."""

from pathlib import Path

import pytest
from django.db import transaction

from cases.imports.export import export_full
from tests import world
from tests.imports.loading import bundle, loaded
from tests.worlds.founding import founding

pytestmark = pytest.mark.django_db


def exported(folder: Path) -> dict[str, str]:
    export_full(folder)
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}


@pytest.fixture
def first(tmp_path: Path) -> dict[str, str]:
    """The founding scenario, typed here, beside a case that a county sent; then all is gone."""
    with transaction.atomic():
        founding()
        person = world.person("Odalys Brandvold")
        world.defendant(world.case(), of=person) if False else None
        loaded("bundle", bundle(tmp_path / "sent"), tmp_path / "reports")
        told = exported(tmp_path / "first")
        transaction.set_rollback(True)
    return told
