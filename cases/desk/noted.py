"""Odd things that a clerk noted while doing what caused them: kept, and not asked again."""

from collections.abc import Iterable, Mapping
from typing import Any

from cases.desk.duplicates import RULE as ONE_PERSON
from cases.desk.models import Flag
from cases.integrity import Finding
from cases.models import Person
from cases.models.fields import RecordNow

SOMEBODY_ELSE = "Said to be somebody else when the record was added."


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


def note_somebody_else(person: Person, alike: Mapping[int, str], *, by: str) -> None:
    """Keep that a new record is of nobody whom the clerk was shown: the number of each, and why
    they were shown. The search for records of one person leaves such a pair alone."""
    Flag.objects.bulk_create(
        Flag(
            person=person,
            other_id=number,
            table=Person._meta.db_table,
            row_id=person.pk,
            rule=ONE_PERSON,
            words=why,
            found_by=by,
            noted_at=RecordNow(),
            noted_by=by,
            note=SOMEBODY_ELSE,
        )
        for number, why in alike.items()
    )
