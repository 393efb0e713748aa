"""Destroy a record: two people agree, and one row that counts is all that stays."""

import json
import shutil
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from cases.actions import sealed_list
from cases.actions.refusal import act
from cases.desk.import_runs import folder_of
from cases.desk.models import ImportRun, Request
from cases.models import Destruction


@dataclass(frozen=True, kw_only=True)
class Gone:
    """What is left of a record: the one row that counts, and how many rows of each table went."""

    told: Destruction
    rows: dict[str, int]


def destroy(
    waiting: Request, *, basis: str, order_reference: str, told: dict[str, Any] | None = None
) -> Gone:
    """Destroy the case, charge, party or docket entry of an approved request: its rows, their
    audit, the desk's papers about its case and the files of imports. The database checks the
    request once more."""
    told = told or {
        "basis": basis,
        "order": sealed_list.digest(order_reference),
        "on": timezone.now().date().isoformat(),
    }
    with act(by=waiting.decided_by, reason=""), connection.cursor() as cursor:
        cursor.execute(
            "SELECT destroy_record(%s, %s::jsonb, %s::jsonb, %s::jsonb)",
            [waiting.pk, json.dumps(told), json.dumps(audits()), json.dumps(pages())],
        )
        rows = json.loads(cursor.fetchone()[0])
        transaction.on_commit(sealed_list.keep, robust=True)
        transaction.on_commit(forget_import_files, robust=True)
    return Gone(told=Destruction.objects.latest("pk"), rows=rows)


def record() -> list[Any]:
    """Every model of the record."""
    return list(apps.get_app_config("cases").get_models())


def audits() -> dict[str, str]:
    """The audit of each table."""
    kept = [model for model in record() if hasattr(model, "pgh_event_model")]
    return {model._meta.db_table: model.pgh_event_model._meta.db_table for model in kept}


def pages() -> dict[str, str]:
    """What a page of each table is called."""
    return {model._meta.db_table: str(model._meta.model_name) for model in record()}


def forget_import_files() -> int:
    """Take away the files of every import that has ended: any of them may quote the record."""
    gone = 0
    for run in ImportRun.objects.exclude(state="RUNNING"):
        folder = folder_of(run)
        if folder.is_dir():
            shutil.rmtree(folder)
            gone += 1
    return gone
