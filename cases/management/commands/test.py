"""Runs the whole test suite."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Run the tests. Arguments go to pytest, as in: "
        "python3 manage.py test tests/public -k sealed"
    )

    def run_from_argv(self, argv: list[str]) -> None:
        if argv[2:] in (["--help"], ["-h"]):
            self.print_help(argv[0], argv[1])
            return
        # The whole suite runs on every core; a part of it is sooner begun on one.
        chosen = argv[2:] or ["-n", "auto", "--maxprocesses", "4"]
        arguments = [sys.executable, "-m", "pytest", *chosen]
        os.execv(sys.executable, arguments)  # noqa: S606 - this very Python

    def handle(self, *args: Any, **options: Any) -> None:
        self.run_from_argv(["manage.py", "test", *args])
