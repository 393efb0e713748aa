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


class Command(BaseCommand):
    help = (
        "Measure, in a database of its own, beside the real one.\n\n"
        "  python3 manage.py bench publish\n"
        "  python3 manage.py bench publish --size 20000 --json build/publish.json\n\n"
        "Exit status 1 if a figure misses its goal."
    )

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", choices=names(), help="which (default: all)")
        parser.add_argument("--size", type=int, default=5000, help="ordinary cases (5000)")
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is a real installation; benchmarks run on a demo's server.")
        chosen = [options["name"]] if options["name"] else names()
        figures = {}
        for name in chosen:
            measured = importlib.import_module(f"{FOLDER}.{name}").run(options["size"])
            figures[name] = [asdict(line) for line in measured]
            Console().print(table(name, figures[name]))
        if options["json"]:
            options["json"].parent.mkdir(parents=True, exist_ok=True)
            options["json"].write_text(json.dumps(figures, indent=1), encoding="utf-8")
        missed = [line for lines in figures.values() for line in lines if line["is_met"] is False]
        if missed:
            raise CommandError("Missed: " + "; ".join(line["what"] for line in missed) + ".")


def names() -> list[str]:
    """The benchmarks there are: one module each."""
    package = importlib.import_module(FOLDER)
    return sorted(module.name for module in pkgutil.iter_modules(package.__path__))


def table(name: str, lines: list[dict[str, Any]]) -> Table:
    made = Table(title=name)
    for column in ("what", "measured", "goal", "met"):
        made.add_column(column, justify="right" if column == "measured" else "left")
    for line in lines:
        met = {True: "yes", False: "NO", None: ""}[line["is_met"]]
        made.add_row(line["what"], f"{line['figure']:,.2f} {line['unit']}", line["goal"], met)
    return made
