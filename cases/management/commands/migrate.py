"""Django's migrate, as the owner of the database, and with the roles' rights after it; the views of
auditors are taken away before, since no table changes under a view."""

from typing import Any

from django.core.management.commands import migrate

from cases.grants import masks
from cases.grants.owner import become_owner
from cases.grants.standing import is_migrated
from cases.management.commands.grants import give


class Command(migrate.Command):
    """A table that was just made is nobody's but the owner's until rights are given."""

    def handle(self, *args: Any, **options: Any) -> None:
        become_owner()
        is_done = not (options["plan"] or options["check_unapplied"])
        if is_done:
            masks.drop()
        super().handle(*args, **options)
        if is_done and is_migrated():
            give()
