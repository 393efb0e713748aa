"""Every address of the desk, as the URL configuration has it, and what it takes to open it.

What an act takes stands with the act; everything else stands here, by the kind of page. An
address that nobody has decided is an error, not one line less.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.urls import URLResolver, get_resolver

from cases.admin.acts.file_case import NEEDED
from cases.admin.acts.of import ACTS

DESK = "admin/"
Held = frozenset[str]
# What has a form of its own to add and to change it; everything else is written by acts.
ADDED = {
    "case", "docketentry", "hearing", "person", "statement", "court", "offense", "user",
    "importrun",
}  # fmt: skip
CHANGED = (ADDED | {"protectiveorder"}) - {"importrun"}
# A correction names its row by number alone, and quotes it: the row may be sealed.
SEEN_WITH = {"correction": {"cases.view_seal"}, "flag": {"cases.view_case"}}
PAGES_OF_A_ROW = ("delete", "changelist", "history", "change", "csv", "add", "act", "file")


class Undecided(Exception):
    """Nobody has said who may open an address."""


@dataclass(frozen=True, kw_only=True)
class Need:
    """What it takes, in words, and whether somebody who holds these permissions has it."""

    words: str
    is_met: Callable[[Held], bool]
    is_public: bool = False


@dataclass(frozen=True, kw_only=True)
class Address:
    """An address, what it takes to open it, and to send its form where that is more."""

    route: str
    name: str
    slug: str
    opens: Need
    sends: Need

    @property
    def words(self) -> str:
        """Where it is, as a reader would write it."""
        route = re.sub(r"\^?\(\?P<app_label>.*\$", f"{self.slug}/", self.route)
        route = re.sub(r"<slug:slug>", self.slug or "…", route)
        plain = re.sub(r"<(?:\w+:)?\w+>|\(\?P<url>.*", "…", f"/{route}")
        return f"{plain}, {self.slug}" if self.name == "autocomplete" else plain

    def given_to(self, held: Held) -> str:
        """What somebody with these permissions may do there."""
        if not self.opens.is_met(held):
            return ""
        return "reads" if self.sends is NOBODY or not self.sends.is_met(held) else "reads, sends"


def permitted(*names: str) -> Need:
    wanted = frozenset(names)
    return Need(words=", ".join(sorted(wanted)), is_met=wanted.issubset)


def of_app(label: str) -> Need:
    words = f"any permission of {label}"
    return Need(words=words, is_met=lambda held: any(each.startswith(f"{label}.") for each in held))


ANYBODY = Need(words="anybody", is_met=lambda held: True, is_public=True)
STAFF = Need(words="anybody of the staff", is_met=lambda held: True)
NOBODY = Need(words="nobody", is_met=lambda held: False)

# By the whole name of the address: to open it, and to send something there.
NAMED: Mapping[str, tuple[Need, Need]] = {
    "login": (ANYBODY, ANYBODY),
    "logout": (ANYBODY, ANYBODY),
    "account_login": (ANYBODY, ANYBODY),
    "account_logout": (ANYBODY, ANYBODY),
    "mfa_login_webauthn": (ANYBODY, ANYBODY),
    # Lead on, to the page of one's own password.
    "password_change": (ANYBODY, ANYBODY),
    "password_change_done": (ANYBODY, ANYBODY),
    # For whoever has given a password and no code yet; everybody else is led back.
    "mfa_authenticate": (ANYBODY, ANYBODY),
    "openid_connect_login": (ANYBODY, ANYBODY),
    "openid_connect_callback": (ANYBODY, ANYBODY),
    # Leads nowhere: no row of the desk has another page.
    "view_on_site": (NOBODY, NOBODY),
    "index": (STAFF, NOBODY),
    "jsi18n": (STAFF, NOBODY),
    "desk-find": (STAFF, NOBODY),
    "desk-draft": (STAFF, STAFF),
    "account_change_password": (STAFF, STAFF),
    "account_reauthenticate": (STAFF, STAFF),
    "mfa_reauthenticate": (STAFF, STAFF),
    "mfa_reauthenticate_webauthn": (STAFF, STAFF),
    "mfa_index": (STAFF, NOBODY),
    "mfa_activate_totp": (STAFF, STAFF),
    "mfa_deactivate_totp": (STAFF, STAFF),
    "mfa_list_webauthn": (STAFF, NOBODY),
    "mfa_add_webauthn": (STAFF, STAFF),
    # A key of one's own; anybody else's is not there.
    "mfa_remove_webauthn": (STAFF, STAFF),
    "mfa_view_recovery_codes": (STAFF, NOBODY),
    "mfa_download_recovery_codes": (STAFF, NOBODY),
    "mfa_generate_recovery_codes": (STAFF, STAFF),
    "cases_case_file_a_case": (permitted(*(f"cases.add_{each}" for each in NEEDED)),) * 2,
    "cases_person_likely": (permitted("cases.view_person"), NOBODY),
    "cases_person_compare": (permitted("cases.view_person"), NOBODY),
    "accounts_review_week": (
        permitted("accounts.view_review"),
        permitted("accounts.view_review", "accounts.add_review"),
    ),
    "auth_user_standing": (permitted("auth.change_user"),) * 2,
    "auth_user_password_change": (permitted("auth.change_user"),) * 2,
    "desk_importrun_progress": (permitted("desk.view_importrun"), NOBODY),
    "desk_importrun_load": (permitted("desk.add_importrun"),) * 2,
    "desk_importrun_check": (permitted("desk.add_importrun"),) * 2,
    "desk_importrun_stop": (permitted("desk.add_importrun"),) * 2,
    # The reports quote the file, which may tell of sealed cases.
    "desk_importrun_report": (permitted("desk.view_importrun", "cases.view_seal"), NOBODY),
    "desk_importrun_download": (permitted("desk.view_importrun", "cases.view_seal"), NOBODY),
    # Its page says who may decide it; whoever asked may also withdraw it.
    "desk_request_change": (
        permitted("desk.view_request"),
        permitted("desk.view_request", "desk.change_request"),
    ),
}
# Those of the admin without a name: the old address of a row, and whatever is nowhere else.
UNNAMED = {"<path:object_id>/": (STAFF, NOBODY), "(?P<url>.*)$": (NOBODY, NOBODY)}


def addresses() -> Iterator[Address]:
    """Every address under /admin/, once; an act upon a kind of row is one."""
    found = list(patterns(get_resolver().url_patterns))
    named = {route for route, name in found if name}
    seen = set()
    for route, name in found:
        # Without a name it may stand before an address of the admin, and answer in its place.
        if not name and route in named:
            continue
        for slug, (opens, sends) in offered(route, name):
            if (name or route, slug) not in seen:
                seen.add((name or route, slug))
                yield Address(route=route, name=name, slug=slug, opens=opens, sends=sends)


def patterns(found: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """The routes of the desk, each with its name."""
    for each in found:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, route)
        elif route.startswith(DESK):
            yield route, each.name or ""


def offered(route: str, name: str) -> Iterator[tuple[str, tuple[Need, Need]]]:
    """What an address takes; of pages that are several, each."""
    if name in NAMED:
        yield "", NAMED[name]
    elif name == "app_list":
        for label in sorted({model._meta.app_label for model in admin.site._registry}):
            yield label, (of_app(label), NOBODY)
    elif name == "autocomplete":
        for model in chosen():
            yield model._meta.label_lower, (seen_by(model), NOBODY)
    elif name:
        yield from of_model(name)
    else:
        known = [need for end, need in UNNAMED.items() if route.endswith(end)]
        if not known:
            raise Undecided(undecided(f"/{route}"))
        yield "", known[0]


def of_model(name: str) -> Iterator[tuple[str, tuple[Need, Need]]]:
    """What the pages take that every table of the desk has."""
    nouns = {model._meta.label_lower.replace(".", "_"): model for model in admin.site._registry}
    noun, _, kind = name.rpartition("_")
    if noun not in nouns or kind not in PAGES_OF_A_ROW:
        raise Undecided(undecided(name))
    model, app, row = nouns[noun], *noun.split("_")
    if kind == "act":
        if model not in ACTS:
            yield "", (NOBODY, NOBODY)
        for act in ACTS.get(model, ()):
            need = permitted(*seen_with(model), f"cases.{act.permission}")
            yield act.slug, (need, need)
    elif kind == "add":
        need = permitted(f"{app}.add_{row}") if row in ADDED else NOBODY
        yield "", (need, need)
    elif kind == "delete":
        yield "", (NOBODY, NOBODY)
    else:
        is_form = kind == "change" and row in CHANGED
        changed = permitted(*seen_with(model), f"{app}.change_{row}")
        yield "", (seen_by(model), changed if is_form else NOBODY)


def undecided(what: str) -> str:
    return f"{what}: say in cases/admin/addresses.py who may open this address."


def seen_with(model: Any) -> set[str]:
    row = model._meta.model_name
    own = set() if row == "flag" else {f"{model._meta.app_label}.view_{row}"}
    return own | SEEN_WITH.get(row, set())


def seen_by(model: Any) -> Need:
    return permitted(*seen_with(model))


def chosen() -> list[Any]:
    """The tables of which a row is chosen by typing."""
    asking: list[tuple[Any, Any]] = [(desk.model, desk) for desk in admin.site._registry.values()]
    asking += [(inline.model, inline) for _, desk in asking for inline in desk.inlines]
    found = {
        model._meta.get_field(field).remote_field.model
        for model, desk in asking
        for field in desk.autocomplete_fields
    }
    return sorted(found, key=lambda model: str(model._meta.label_lower))
