"""From a fresh machine to a served demo."""

import argparse
import socket
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.db.migrations.exceptions import InconsistentMigrationHistory
from gunicorn.app.base import BaseApplication

from cases.demo.load import load_demo
from cases.demo.noticed import notice
from cases.demo.replay import CannotLoad
from cases.grants.rights import APP

# One of each role, with passwords that are printed on the screen, and only ever in a demo.
STAFF = {
    "clerk": "Clerks",
    "supervisor": "Supervisors",
    "auditor": "Auditors",
    "keeper": "User administrators",
}
WORTH_SEEING = (
    ("/", "search, and the latest charge changes"),
    ("/changes/?direction=upgrade", "charges raised to something graver"),
    ("/cases/", "every published case; add .csv or .json for data"),
    ("/admin/", "the clerk's desk: user clerk, password clerk-demo"),
)


class Command(BaseCommand):
    help = "Prepare the fictional court and serve it, as in: python3 manage.py demo 127.0.0.1:8000"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "address",
            nargs="?",
            default="127.0.0.1:8000",
            type=address,
            metavar="ADDRESS:PORT",
            help="where to serve; a port alone is enough (default: 127.0.0.1:8000)",
        )
        parser.add_argument("--no-serve", action="store_true", help="prepare the data and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["address"]
        if not settings.DEMO:
            raise CommandError(
                "This is a real installation (DATABASE_URL is set), and the demo would add "
                "fictional cases and a clerk with a known password. To have it all the same, "
                "set DEMO=true."
            )
        if not options["no_serve"]:
            refuse_taken_port(host, port)
        self.prepare()
        if not options["no_serve"]:
            self.welcome(host, port)
            connections.close_all()
            step_down()
            Server(host, port).run()

    def prepare(self) -> None:
        self.say("Preparing the database ...")
        try:
            call_command("migrate", verbosity=0, interactive=False)
        except InconsistentMigrationHistory as error:
            raise CommandError(
                "This demonstration was made by an earlier Courtledger. Stop it, delete the "
                "folder of its data (.pgdata, or PGDATA_DIR), and start it again."
            ) from error
        call_command("load_ladders", verbosity=0)
        try:
            load_demo(self.say)
        except CannotLoad as error:
            raise CommandError(str(error)) from error
        notice()
        make_staff()
        self.say("The demo is ready.")

    def welcome(self, host: str, port: int) -> None:
        shown = f"[{host}]" if ":" in host else host.replace("0.0.0.0", "localhost")  # noqa: S104
        self.say("\nCourtledger, a fictional court. Stop it with Ctrl-C. What to look at:\n")
        for path, what in WORTH_SEEING:
            self.say(f"  http://{shown}:{port}{path:<30} {what}")
        others = ", ".join(name for name in STAFF if name != "clerk")
        self.say(f"  The other roles sign in likewise (NAME, NAME-demo): {others}.")
        if host not in ("127.0.0.1", "::1"):
            self.say(
                "\nOther machines are refused unless ALLOWED_HOSTS names this one, as in: "
                f"ALLOWED_HOSTS=localhost,court.example python3 manage.py demo {host}:{port}"
            )

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def address(text: str) -> tuple[str, int]:
    """Read ADDRESS:PORT, or PORT alone."""
    host, _, port = text.rpartition(":")
    host = host.strip("[]") or "127.0.0.1"
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not ADDRESS:PORT; write for example 127.0.0.1:8000, or just 8000"
        )
    return {"0": "0.0.0.0", "localhost": "127.0.0.1"}.get(host, host), int(port)  # noqa: S104


def refuse_taken_port(host: str, port: int) -> None:
    """Find out before the long work, not after it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise CommandError(
                f"Cannot serve at {host}:{port}: {problem.strerror or problem}. Stop what is "
                f"served there, or choose another place: python3 manage.py demo {port + 1}"
            ) from problem


def make_staff() -> None:
    """Have one user of each role, no superuser among them; what was changed since stays."""
    for name, role in STAFF.items():
        user, is_new = User.objects.get_or_create(username=name, defaults={"is_staff": True})
        if is_new:
            user.set_password(f"{name}-demo")
            user.save()
            user.groups.add(Group.objects.get(name=role))


def step_down() -> None:
    """Serve as an installation does; the data were prepared as the owner."""
    program = connections["default"].settings_dict
    if "EMBEDDED" in program:
        program["USER"] = APP


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn, as a production server would run it."""

    def __init__(self, host: str, port: int) -> None:
        self.bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        choices = {
            "bind": self.bind,
            "worker_class": "config.worker.Worker",
            "workers": 2,
            "threads": 4,
            "loglevel": "warning",
            "graceful_timeout": 5,
            "control_socket_disable": True,
        }
        for name, value in choices.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()
