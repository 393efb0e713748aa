"""Run a benchmark and print what it measured."""

import importlib
import json
import pkgutil
from argparse import RawDescriptionHelpFormatter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.table import Table

FOLDER = "tests.bench"
SIZE = 100_000
# With fewer, some of what is asked for is not there once.
SMALLEST = 1000


class Command(BaseCommand):
    help = (
        "Measure, in a database of its own, beside the real one.\n\n"
        "  python3 manage.py bench publish\n"
        "  python3 manage.py bench lists --size 1000000 --json build/lists.json\n"
        "  python3 manage.py bench names --seed 7\n\n"
        "The database is filled for the first and kept for the next; docs/performance.md tells\n"
        "what each measures and how to read it. Exit status 1 if a figure misses its goal."
    )

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", choices=names(), help="which (default: all)")
        parser.add_argument("--size", type=int, metavar="N", help="cases (each has its default)")
        parser.add_argument("--seed", type=int, metavar="N", help="draw other questions and edits")
        parser.add_argument(
            "--anew", action="store_true", help="drop the database of earlier runs first"
        )
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is a real installation; benchmarks run on a demo's server.")
        if options["size"] is not None and options["size"] < SMALLEST:
            raise CommandError(f"--size {options['size']}: give at least {SMALLEST} cases.")
        package = importlib.import_module(FOLDER)
        if options["seed"] is not None:
            package.SEEDS["seed"] = options["seed"]
        if options["anew"]:
            package.drop_databases()
        chosen = [options["name"]] if options["name"] else names()
        figures = {}
        for name in chosen:
            figures[name] = self.measure(name, options["size"])
            Console().print(table(name, figures[name]))
        if options["json"]:
            options["json"].parent.mkdir(parents=True, exist_ok=True)
            told = {"seed": package.SEEDS["seed"], "size": options["size"], "figures": figures}
            options["json"].write_text(json.dumps(told, indent=1), encoding="utf-8")
        missed = [line for lines in figures.values() for line in lines if line["is_met"] is False]
        if missed:
            raise CommandError("Missed: " + "; ".join(line["what"] for line in missed) + ".")

    def measure(self, name: str, size: int | None) -> list[dict[str, Any]]:
        module = importlib.import_module(f"{FOLDER}.{name}")
        try:
            return [asdict(line) for line in module.run(size or getattr(module, "SIZE", SIZE))]
        except importlib.import_module(FOLDER).Stopped as problem:
            raise CommandError(f"{name}: {problem}") from problem


def names() -> list[str]:
    """The benchmarks there are: one module each."""
    package = importlib.import_module(FOLDER)
    modules = pkgutil.iter_modules(package.__path__)
    return sorted(module.name for module in modules if not module.ispkg)


def table(name: str, lines: list[dict[str, Any]]) -> Table:
    made = Table(title=name)
    for column in ("", "what", "measured", "goal", "met"):
        made.add_column(column, justify="right" if column in ("", "measured") else "left")
    for line in lines:
        met = {True: "yes", False: "NO", None: ""}[line["is_met"]]
        number = str(line["number"] or "")
        made.add_row(
            number, line["what"], f"{line['figure']:,.2f} {line['unit']}", line["goal"], met
        )
    return made
