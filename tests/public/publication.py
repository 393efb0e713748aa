"""Reading the publication in tests: documents, versions, and what differs from the views."""

import json
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection

from cases.models import Case
from cases.public.models import PublishedCase, PublishedVersion


def document(of: Case) -> dict[str, Any]:
    """The present public document of a case."""
    listed = PublishedCase.objects.get(key=of.key)
    told: dict[str, Any] = json.loads(PublishedVersion.objects.get(id=listed.version_id).document)
    return told


def documents(of: Case) -> list[dict[str, Any]]:
    """Every version of a case still public, oldest first."""
    versions = PublishedVersion.objects.filter(case_key=of.key).order_by("published_at")
    return [json.loads(version.document) for version in versions]


def everything() -> str:
    """Every row of every publication table as one text: nothing hidden may stand in it."""
    told = []
    with connection.cursor() as cursor:
        for model in apps.get_app_config("public").get_models():
            cursor.execute(f"SELECT string_agg(t::text, E'\\n') FROM \"{model._meta.db_table}\" t")
            told.append(cursor.fetchone()[0] or "")
    return "\n".join(told)


def differences() -> list[tuple[Any, ...]]:
    """Where publication and views differ, over every case."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM publication_differences(ARRAY(SELECT id FROM court_case))")
        found: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.execute("SELECT publication_strays()")
        strays = cursor.fetchone()[0]
    return [*found, ("strays", strays)] if strays else found


def later() -> None:
    """What follows happens in another transaction, as far as the publication can tell."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE case_guard SET published_in = NULL")


def moment(of: Case) -> datetime:
    return PublishedCase.objects.get(key=of.key).published_at
