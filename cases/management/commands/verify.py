"""Prove that every published version is what its hash says."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from cases.grants.owner import take_time

WRONG = """
    SELECT count(*), count(*) FILTER (WHERE version_hash <> hash_of(document)),
        count(*) FILTER (WHERE NOT EXISTS (SELECT FROM published_case c WHERE c.key = case_key)),
        (SELECT count(*) FROM published_case c WHERE NOT EXISTS (
            SELECT FROM published_version v
            WHERE v.id = c.version_id AND v.version_hash = c.version_hash))
    FROM published_version
"""


class Command(BaseCommand):
    """Reads every version; for a large court this takes minutes, and locks nothing."""

    help = "Check every published version against its hash. Example: python3 manage.py verify"

    def handle(self, *args: Any, **options: Any) -> None:
        take_time()
        with connection.cursor() as cursor:
            cursor.execute(WRONG)
            versions, altered, orphans, misled = cursor.fetchone()
        if altered or orphans or misled:
            raise CommandError(
                f"{altered} versions do not match their hash, {orphans} belong to no case, "
                f"{misled} cases point at no version. Find out who wrote to the publication, then "
                "make it anew with `manage.py publish --all`."
            )
        self.stdout.write(f"{versions} versions match their hashes.")
