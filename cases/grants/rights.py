"""What each role of the database may do, table by table: one place, in words of SQL.

The owner makes tables and rights, and runs nothing that answers a request. A table that is named
nowhere here may be written by nobody but the owner.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

from cases.desk.roles import ROWS
from cases.grants import masks

APP, PUBLIC, READER = "court_app", "court_public", "court_reader"
EVERYBODY = "PUBLIC"

# Levels and states come with each release, as its ladders; the desk reads them.
ONLY_READ = {"state", "offense_level"}
# Rows that forms and unmerging take out again. Of nothing else of the record: rows are voided.
TAKEN_OUT = set(ROWS)
KEPT = ("INSERT", "UPDATE")
WHOLLY = ("INSERT", "UPDATE", "DELETE")
# Tables of the desk and of signing in, by model. What is not here is only read.
WORKING = {
    # Changed once: when a file has been taken, by how many rows it had.
    "desk.done": KEPT,
    "desk.flag": WHOLLY,
    "desk.draft": WHOLLY,
    "desk.request": KEPT,
    "desk.importrun": KEPT,
    "auth.user": KEPT,
    "auth.user_groups": ("INSERT", "DELETE"),
    "auth.user_user_permissions": ("INSERT", "DELETE"),
    # What was done at the desk, and who was let in, is added to and stays.
    "admin.logentry": ("INSERT",),
    "accounts.entry": ("INSERT",),
    "accounts.review": ("INSERT",),
    "accounts.session": WHOLLY,
    "mfa.authenticator": WHOLLY,
    # Without a list, or once on it, nothing here may tell what was sealed or destroyed.
    "cases.sealedline": WHOLLY,
}
# Tables that no model has: codes of authenticators that were used.
UNMODELED = {"short_memory": WHOLLY}
AUDITED = (
    "desk.done", "desk.flag", "desk.request", "desk.importrun", "accounts.entry", "accounts.review",
)  # fmt: skip
# The only functions that lend the owner's rights to whoever calls them; each asks for itself
# whether it may.
LENT = {"destroy_record": (APP,), "seals_are_applied": (APP, PUBLIC)}
# What a search calls: the words of a name as they are stored, and those that may be meant.
SEARCHING = ("plain_words", "by_ear", "words_near", "words_begun", "words_meant")
# What the views of auditors call.
MASKING = ("told_text", "plain_words")

SETTINGS = {
    APP: {
        # A page never takes so long; a program that works through the whole record says so itself.
        "statement_timeout": "5min",
        "lock_timeout": "1min",
        "idle_in_transaction_session_timeout": "10min",
    },
    PUBLIC: {
        "default_transaction_read_only": "on",
        "statement_timeout": "10s",
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "2min",
        # A plan that is kept is one for all values.
        "plan_cache_mode": "force_generic_plan",
        # Every question is small; hands to share it among are started slower than it is answered.
        "max_parallel_workers_per_gather": "0",
    },
    READER: {
        # An auditor's statement finds what an auditor may read, by the names that tables have.
        "search_path": "masked, public",
        "default_transaction_read_only": "on",
        "statement_timeout": "15min",
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "1h",
    },
}


@dataclass(frozen=True, order=True)
class Right:
    """That a role may do one thing with one object, both as SQL names them."""

    role: str
    kind: str
    name: str
    does: str

    def __str__(self) -> str:
        return f"{self.role}: {self.does} on {self.kind.lower()} {self.name}"


def rights(relations: set[str], functions: dict[str, str], database: str) -> set[Right]:
    """All that the roles may do, where these relations and functions (by signature) are."""
    wanted = {Right(role, "SCHEMA", "public", "USAGE") for role in (APP, PUBLIC, READER)}
    # An import lays its rows out in tables of its own session.
    wanted.add(Right(APP, "DATABASE", database, "TEMPORARY"))
    # The desk reads everything: it shows the record, its histories, and what the public sees.
    wanted |= {Right(APP, "TABLE", name, "SELECT") for name in relations}
    for name, actions in written():
        wanted |= {Right(APP, "TABLE", name, does) for does in actions}
    wanted |= {Right(PUBLIC, "TABLE", name, "SELECT") for name in tables("public")}
    wanted |= {Right(role, "SCHEMA", masks.SCHEMA, "USAGE") for role in (APP, READER)}
    masked = masks.views()
    wanted |= {
        Right(role, "TABLE", f"{masks.SCHEMA}.{name}", "SELECT")
        for role in (APP, READER)
        for name in masked
    }
    read = {*tables("cases"), *tables("public"), *(table_of(label) for label in AUDITED)}
    wanted |= {Right(READER, "TABLE", name, "SELECT") for name in read - masked.keys()}
    for signature, name in functions.items():
        callers = LENT.get(name, (APP, PUBLIC) if name in SEARCHING else (APP,))
        callers = (*callers, READER) if name in MASKING else callers
        wanted |= {Right(role, "FUNCTION", signature, "EXECUTE") for role in callers}
    return {right for right in wanted if right.kind != "TABLE" or right.name in relations}


def written() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The tables that the clerks' side writes, and how. The audit is not among them: its triggers
    write it with the owner's rights."""
    for model in apps.get_app_config("cases").get_models():
        table = model._meta.db_table
        if is_record(model) and table not in ONLY_READ:
            yield table, WHOLLY if model._meta.model_name in TAKEN_OUT else KEPT
    for label, actions in WORKING.items():
        yield table_of(label), actions
    yield from UNMODELED.items()


def is_record(model: type[Model]) -> bool:
    """A table of the record: one that an audit follows."""
    return hasattr(model, "pgh_event_model")


def tables(label: str) -> list[str]:
    """The tables of an app's models."""
    return [model._meta.db_table for model in apps.get_app_config(label).get_models()]


def table_of(label: str) -> str:
    app, name = label.split(".")
    return next(
        model._meta.db_table
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if model._meta.model_name == name
    )
