"""Who may do what at the desk: four roles, each a group of users with its permissions.

Whoever is in no role may do nothing. A role is given to a user at the desk; what a role may do is
decided here, and reaches the database with a migration that calls `make_roles`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

APPS = ("cases", "desk", "auth", "accounts")
# A clerk writes these by forms; everything else is written by acts alone.
FORMS = ("case", "docketentry", "hearing", "person", "statement", "protectiveorder")
# Rows within those forms, which may also be taken out while nothing refers to them.
ROWS = (
    "party", "relatedcase", "personname", "personrelation", "orderprotected", "orderplace",
    "attribution",
)  # fmt: skip
ACTS = (
    "charge", "chargechange", "disposition", "sentence", "casestatus", "protectiveorder",
    "orderevent", "correction", "personmerge",
)  # fmt: skip
# Seals tell that sealed cases exist: a clerk asks for one and does not read them.
SECRET = ("seal",)
# Who lives where, who is whose child, what police and employers said: an auditor has no need of it.
# Whoever may not see places, and writes nothing, reads the record masked (cases/grants/masks.py).
UNSEEN = ("orderplace", "personrelation", "statement", "attribution")
PLACES = "cases.view_orderplace"
# What takes two people: a clerk asks, a supervisor approves.
ASKED = ("seal", "destruction")
# The access log, and its weekly review: what is confidential in it follows the seals.
WATCHES = frozenset(
    {"accounts.view_entry", "accounts.view_review", "accounts.add_review"},
)


@dataclass(frozen=True, kw_only=True)
class Role:
    """A role: its name, what it is for, and its permissions as app.codename."""

    name: str
    purpose: str
    permissions: frozenset[str]


def record() -> list[str]:
    """Every table of the record, as permissions name them."""
    models = apps.get_app_config("cases").get_models()
    return [str(model._meta.model_name) for model in models if hasattr(model, "pgh_event_model")]


def may(app: str, does: str, *models: str) -> set[str]:
    return {f"{app}.{does}_{model}" for model in models}


def roles() -> Sequence[Role]:
    """The four roles, in the order of what they may do."""
    seen = [model for model in record() if model not in SECRET]
    clerk = frozenset(
        may("cases", "view", *seen)
        | may("cases", "add", *FORMS, *ROWS, *ACTS, *ASKED)
        | may("cases", "change", *FORMS, *ROWS)
        | may("cases", "delete", *ROWS)
        | may("desk", "view", "flag", "request")
        | may("desk", "change", "flag")
    )
    supervisor = clerk | (
        may("cases", "view", *ASKED)
        | may("cases", "add", "court", "offense")
        | may("cases", "change", "court", "offense", "personmerge")
        | may("desk", "change", "request")
        | may("desk", "view", "done", "importrun")
        | may("desk", "add", "importrun")
        | WATCHES
    )
    auditor = frozenset(
        may("cases", "view", *(model for model in record() if model not in UNSEEN), "destruction")
        | may("desk", "view", "done", "flag", "request")
        | WATCHES
    )
    keeper = frozenset(
        may("auth", "view", "user", "group")
        | may("auth", "add", "user")
        | may("auth", "change", "user")
        | WATCHES
    )
    return (
        Role(name="Clerks", purpose="keep the record", permissions=clerk),
        Role(
            name="Supervisors",
            purpose="also approve what takes two, read seals, undo merges, import, and keep courts",
            permissions=frozenset(supervisor),
        ),
        Role(
            name="Auditors",
            purpose="read the record, sealed cases and all histories too, but no name that is "
            "withheld, no place and no date of birth; and change nothing",
            permissions=auditor,
        ),
        Role(
            name="User administrators",
            purpose="add users, give them roles, release locks; they see nothing of the record",
            permissions=frozenset(keeper),
        ),
    )


def make_roles() -> None:
    """Have the four groups in the database, each with exactly its permissions."""
    for label in APPS:
        create_permissions(apps.get_app_config(label), verbosity=0)
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role in roles():
        group, _ = Group.objects.get_or_create(name=role.name)
        group.permissions.set(wanted(role.permissions, known))


def wanted(names: Iterable[str], known: dict[str, Permission]) -> list[Permission]:
    return [known[name] for name in sorted(names)]
