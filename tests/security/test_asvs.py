"""docs/asvs.md names what is there: every file, every test, every requirement."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
LINES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| V")
]
# ASVS 5.0.0 has 70 requirements of level 1 and 183 of level 2.
REQUIREMENTS = 70 + 183
NAMED = re.compile(r"`([\w./-]*[/.][\w./-]+)(?:::(\w+))?`")


def test_no_requirement_is_missing_or_stands_twice():
    numbers = [line[0] for line in LINES]
    assert len(set(numbers)) == len(numbers) == REQUIREMENTS


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_a_requirement_is_met_by_something_that_is_there(line: list[str]):
    number, about, state, by = line
    assert about
    assert state in ("met", "n/a", "open"), number
    assert by or state != "met", number
    for path, test in NAMED.findall(by):
        assert (ROOT / path).exists(), path
        assert not test or f"def {test}(" in (ROOT / path).read_text(encoding="utf-8"), test
