"""The demonstration in its full size, as the demo command loads it."""

import pytest
from django.core.management import call_command
from django.db import connection

from cases.demo.founding import LAST_ENTRY
from cases.demo.load import load_demo
from cases.models import Case, DocketEntry


def found_by(check: str) -> list[object]:
    """What a check over all cases finds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {check}(ARRAY(SELECT id FROM court_case))")
        found: list[object] = cursor.fetchall()
    return found


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_whole_demonstration_is_lawful_and_published():
    call_command("load_ladders", verbosity=0)
    load_demo(lambda _line: None)
    assert DocketEntry.objects.filter(key=LAST_ENTRY).exists()
    assert 4_500 < Case.objects.count() < 5_500
    assert found_by("broken_rules") == []
    assert found_by("publication_differences") == []
