"""What follows in time: statuses, outcomes that are vacated, charges that are reinstated."""

from pathlib import Path

import pytest
from django.db import connection

from cases.models import CaseStatus, ChargeChange, Disposition
from tests.imports.loading import CHARGE, Loaded, bundle, loaded

pytestmark = pytest.mark.django_db


def load(tmp_path: Path, **tables: list[dict[str, str]]) -> Loaded:
    return loaded("bundle", bundle(tmp_path / "sent", tables), tmp_path / "reports")


def status(code: str, day: str) -> dict[str, str]:
    return {"case_id": "c1", "party_id": "d1", "status": code, "effective_date": day}


def test_each_status_ends_when_the_next_begins(tmp_path: Path) -> None:
    told = [status("STAYED", "2024-09-01"), status("FILED", "2024-08-20")]
    assert load(tmp_path, case_statuses=told).refused == []
    lines = CaseStatus.objects.order_by("effective_date").values_list("status", "until_date")
    assert [(code, str(until)) for code, until in lines] == [
        ("FILED", "2024-09-01"),
        ("STAYED", "None"),
    ]


def test_a_newer_status_closes_the_one_that_was_open(tmp_path: Path) -> None:
    load(tmp_path, case_statuses=[status("FILED", "2024-08-20")])
    told = [status("FILED", "2024-08-20"), status("STAYED", "2024-09-01")]
    again = load(tmp_path, case_statuses=told)
    count = again.tables["case_statuses"]
    assert (count.loaded, count.unchanged, count.refused) == (1, 1, 0)
    assert str(CaseStatus.objects.get(status="FILED").until_date) == "2024-09-01"


def outcome(number: int, code: str, day: str) -> dict[str, str]:
    return {
        "disposition_id": f"o{number}",
        "charge_id": "h1",
        "outcome": code,
        "effective_date": day,
    }


def test_a_conviction_that_was_vacated_makes_room_for_the_next(tmp_path: Path) -> None:
    told = [
        outcome(3, "CONV_TRIAL", "2025-03-01"),
        outcome(2, "VACATED", "2025-03-01"),
        outcome(1, "CONV_PLEA", "2024-10-01"),
    ]
    assert load(tmp_path, dispositions=told).refused == []
    first = Disposition.objects.get(source_id="o1")
    assert first.vacated_by_disposition == Disposition.objects.get(source_id="o2")
    assert load(tmp_path, dispositions=told).tables["dispositions"].unchanged == 3


def test_a_second_outcome_without_vacating_the_first_is_refused(tmp_path: Path) -> None:
    told = [outcome(1, "ACQ", "2024-10-01"), outcome(2, "CONV_TRIAL", "2024-10-02")]
    (refused,) = load(tmp_path, dispositions=told).refused
    assert (refused["line"], refused["column"]) == ("3", "charge_id")


def test_a_dismissal_without_its_entry_rests_on_the_court_and_is_flagged(tmp_path: Path) -> None:
    loads = load(tmp_path, dispositions=[outcome(1, "NOLLE", "2024-10-01")])
    assert Disposition.objects.get().rests_on == "COURT_ORDER"
    assert [flag["column"] for flag in loads.flags] == ["outcome"]


def test_a_reinstated_charge_stands_again(tmp_path: Path) -> None:
    """Replaced on the 1st, reinstated on the 2nd, replaced again on the 3rd, in any order."""
    later = {**CHARGE, "filed_date": ""}
    charges = [CHARGE, *({**later, "charge_id": f"h{n}", "count": str(n)} for n in (2, 3))]
    days = {"x3": "2024-09-03", "x2": "2024-09-02", "x1": "2024-09-01"}
    changes = [
        {
            "change_id": name,
            "kind": "REINSTATED" if name == "x2" else "AMENDED",
            "effective_from": day,
            "effective_to": day,
        }
        for name, day in days.items()
    ]
    told = [
        ("x3", "h1", "BEFORE", "REPLACED"),
        ("x3", "h3", "AFTER", ""),
        ("x2", "h2", "BEFORE", "REPLACED"),
        ("x2", "h1", "AFTER", ""),
        ("x1", "h1", "BEFORE", "REPLACED"),
        ("x1", "h2", "AFTER", ""),
    ]
    columns = ("change_id", "charge_id", "side", "effect")
    items = [dict(zip(columns, row, strict=True)) for row in told]
    tables = {"charges": charges, "charge_changes": changes, "charge_change_items": items}
    assert load(tmp_path, **tables).refused == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.source_id, s.status FROM charge_status s JOIN charge c ON c.id = s.charge_id"
        )
        assert dict(cursor.fetchall()) == {"h1": "SUPERSEDED", "h2": "SUPERSEDED", "h3": "FILED"}
    ended = ChargeChange.objects.get(source_id="x1").items.get(side="BEFORE")
    assert ended.ended_by == ChargeChange.objects.get(source_id="x2")
