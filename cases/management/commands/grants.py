"""Make the roles of the database, and give each its rights and no others."""

from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, transaction
from psycopg.errors import DuplicateObject, InsufficientPrivilege, UniqueViolation

from cases.grants.owner import become_owner
from cases.grants.standing import Difference, differences, is_migrated

# Roles belong to the whole server: another database of it may be making them just now.
TRIES = 20


class Command(BaseCommand):
    """What a role may do stands in cases/grants/rights.py; this brings the database there."""

    help = (
        "Give court_app, court_public and court_reader their rights in the database.\n\n"
        "  python3 manage.py grants            make what is missing, take what is not meant\n"
        "  python3 manage.py grants --check    say each difference; changes nothing\n\n"
        "It runs by itself after every migrate, as the owner (OWNER_DATABASE_URL). Roles are made\n"
        "without a password: set one with psql's \\password."
    )

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="say each difference, and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        become_owner()
        if not is_migrated():
            raise CommandError("There is no record here yet. First: python3 manage.py migrate")
        if options["check"]:
            self.check_all()
        else:
            done = give()
            if options["verbosity"] > 0:
                for each in done:
                    self.stdout.write(each.done)
                self.stdout.write("The roles have their rights, and no others.")

    def check_all(self) -> None:
        found = differences()
        for each in found:
            self.stderr.write(each.said)
        if found:
            raise CommandError(
                f"{len(found)} differences. As the owner of the database: python3 manage.py grants"
            )
        self.stdout.write("The roles have their rights, and no others.")


def give() -> list[Difference]:
    """Mend every difference, all or none, and tell what was done."""
    done: list[Difference] = []
    # What is mended can bring more to light: a role that was made has no rights yet.
    for _ in range(TRIES):
        found = differences()
        if not found:
            return done
        with transaction.atomic():
            done += [each for each in found if mend(each)]
    raise CommandError(f"Not to be mended: {found[0].said}")


def mend(difference: Difference) -> bool:
    """Whether this was mended; not if somebody was quicker."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(difference.sql)
    except DatabaseError as problem:
        if is_being_mended(problem.__cause__):
            return False
        if isinstance(problem.__cause__, InsufficientPrivilege):
            raise CommandError(
                f"{difference.said} To mend this is the server's administrator's: "
                f"{difference.sql}; or let the owner do it: GRANT the role TO the owner WITH ADMIN "
                "OPTION, as docs/operations.md says."
            ) from problem
        raise
    return True


def is_being_mended(problem: BaseException | None) -> bool:
    """Whether another database of this server is at the same role."""
    return isinstance(problem, (DuplicateObject, UniqueViolation)) or "concurrently updated" in str(
        problem
    )
