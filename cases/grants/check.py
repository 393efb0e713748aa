"""The system check of the roles: python3 manage.py check --database default."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connection

from cases.grants.standing import differences, is_migrated

FEW = 5
OWNER = """
    SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class
    WHERE oid = 'court_case'::regclass
"""


@register(Tags.database)
def roles_stand(
    app_configs: Any = None, databases: Sequence[str] | None = None, **more: Any
) -> list[CheckMessage]:
    """Whether the roles of the database have the rights that they should, and no others."""
    if "default" not in (databases or ()) or not is_migrated():
        return []
    found = differences()
    told: list[CheckMessage] = []
    if found:
        rest = f" … and {len(found) - FEW} more." if len(found) > FEW else ""
        told.append(
            Warning(
                " ".join(each.said for each in found[:FEW]) + rest,
                hint="As the database's owner: python3 manage.py grants",
                id="cases.W001",
            )
        )
    if not (settings.DEMO or settings.OWNER_DATABASE) and _is_owner():
        told.append(
            Warning(
                "The program connects as the owner of the record: whoever takes it over can "
                "change the audit too.",
                hint="Let DATABASE_URL log in as court_app, and OWNER_DATABASE_URL as the owner.",
                id="cases.W002",
            )
        )
    return told


def _is_owner() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(OWNER)
        return bool(cursor.fetchone()[0])
