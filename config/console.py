"""Runs a management command, and says in plain words why it could not."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import NotSupportedError, OperationalError

from config.pg_programs import EmbeddedPostgresError


def run(arguments: list[str]) -> None:
    """Run one command; a mistake in the surroundings ends in a sentence, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(arguments)
    except (ImproperlyConfigured, EmbeddedPostgresError) as problem:
        sys.exit(str(problem))
    except (OperationalError, NotSupportedError) as problem:
        sys.exit(_about_the_server(problem))
    except KeyboardInterrupt:
        sys.exit(130)


def _about_the_server(problem: Exception) -> str:
    """Explain a refused connection or a server too old; anything else is a fault of ours."""
    if isinstance(problem, NotSupportedError):
        if "or later is required" in str(problem):
            return f"{problem}. Set DATABASE_URL to a newer server, or unset it for the demo."
        raise problem
    if getattr(problem.__cause__, "sqlstate", None) is not None:
        raise problem
    reason = str(problem).strip().splitlines()[0]
    return (
        f"The database does not answer: {reason}. See that the server runs and that "
        "DATABASE_URL names it; without DATABASE_URL, the demo brings a server of its own."
    )
