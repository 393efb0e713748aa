"""Prints the policy of disclosure: who may see each field of the record, and by which rule; and
which role may open which address of the desk."""

import json
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.table import Table

from cases.admin.addresses import addresses
from cases.desk.roles import roles
from cases.integrity.decided import undecided
from cases.policy import ANSWERS, AUDIENCES, Entity, Line, Policy, PolicyError, Rule, policy


class Command(BaseCommand):
    help = (
        "Print who may see each field of the record, and by which rule of law.\n\n"
        "  python3 manage.py policy\n"
        "  python3 manage.py policy --table party\n"
        "  python3 manage.py policy --json > policy.json\n"
        "  python3 manage.py policy --roles > roles.md\n\n"
        "Ends with an error where a field of the record is not decided. The files are in\n"
        "cases/policy; the same stands for everybody to read at /about/data-policy/."
    )

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="as JSON, for programs")
        parser.add_argument(
            "--roles",
            action="store_true",
            help="instead, who may open which address of the desk, as a Markdown table",
        )
        parser.add_argument("--table", metavar="NAME", help="this table alone, as court_case")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["roles"]:
            self.stdout.write("\n".join(matrix()))
            return
        try:
            held = policy()
        except PolicyError as mistake:
            raise CommandError(str(mistake)) from mistake
        chosen = self.chosen(held, options["table"])
        if options["json"]:
            self.stdout.write(json.dumps(as_data(held, chosen), indent=1, ensure_ascii=False))
        else:
            self.print_tables(held, chosen)
        wrong = [words for words, _ in undecided(held)]
        if wrong:
            raise CommandError("\n".join(wrong))

    def chosen(self, held: Policy, table: str | None) -> list[Entity]:
        if table is None:
            return list(held.entities.values())
        if table not in held.entities:
            known = ", ".join(sorted(held.entities))
            raise CommandError(f"--table {table}: there is no such table. Choose one of: {known}.")
        return [held.entities[table]]

    def print_tables(self, held: Policy, chosen: list[Entity]) -> None:
        console = Console(file=self.stdout)  # type: ignore[arg-type]
        for each in chosen:
            drawn = Table(title=f"{each.title} ({each.table})", title_justify="left")
            for name in ("field", "rule", *AUDIENCES):
                drawn.add_column(name, overflow="fold")
            answers = [ANSWERS[each.rows.sees[audience]] for audience in AUDIENCES]
            drawn.add_row("(that there is one)", each.rows.code, *answers, end_section=True)
            for line in each.lines:
                answers = [ANSWERS[line.rule.sees[audience]] for audience in AUDIENCES]
                drawn.add_row(line.field, line.rule.code, *answers)
            console.print(drawn)
        for rule in held.rules.values():
            console.print(f"{rule.code}: {rule.words} [{rule.law}]", highlight=False, markup=False)


def matrix() -> Iterator[str]:
    """Who may open each address of the desk, a line each; the tests try them all."""
    columns = [(role.name, role.permissions) for role in roles()]
    columns.append(("No role", frozenset()))
    cells = ["address", "takes", *(name for name, _ in columns)]
    yield f"| {' | '.join(cells)} |"
    yield f"|{'---|' * len(cells)}"
    for each in addresses():
        cells = [each.words, each.opens.words, *(each.given_to(held) for _, held in columns)]
        yield f"| {' | '.join(cells)} |"


def as_data(held: Policy, chosen: list[Entity]) -> dict[str, Any]:
    """The policy as JSON: rules by code, tables with a line per field."""
    return {
        "rules": {code: _rule(rule) for code, rule in held.rules.items()},
        "tables": {
            each.table: {
                "title": each.title,
                "rows": each.rows.code,
                "fields": {line.field: _line(line) for line in each.lines},
            }
            for each in chosen
        },
        "other_tables": {label: rule.code for label, rule in held.apart.items()},
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {"title": rule.title, "words": rule.words, "law": rule.law, "sees": dict(rule.sees)}


def _line(line: Line) -> dict[str, Any]:
    return {
        "rule": line.rule.code,
        "shown": sorted(line.shown),
        "decides": sorted(line.decides),
        "same_as": line.same_as,
    }
