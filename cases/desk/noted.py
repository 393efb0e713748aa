"""Odd things that a clerk noted while doing what caused them: kept, and not asked again."""

from collections.abc import Iterable
from typing import Any

from cases.desk.models import Flag
from cases.integrity import Finding
from cases.models.fields import RecordNow


def note_findings(findings: Iterable[Finding], *, by: str, note: str) -> None:
    """Keep findings as flags that somebody has looked into already."""
    noted: dict[str, Any] = {"noted_at": RecordNow(), "noted_by": by, "note": note}
    for found in findings:
        Flag.objects.update_or_create(
            table=found.subject,
            row_id=found.row_id,
            rule=found.rule,
            other=None,
            gone_at=None,
            defaults={"words": found.words, **noted},
            create_defaults={
                "case_id": found.case_id,
                "words": found.words,
                "found_by": by,
                **noted,
            },
        )
