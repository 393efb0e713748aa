"""Guided acts: a form, then what it would do in words, then a confirmation.

The form is tried out against the database before anybody confirms it: the act is done, every
rule is held as at the commit, and all of it is taken back. So a clerk confirms what is known to
be possible, reads the direction of a change before it exists, and sees every refusal in words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse

from cases.admin.acts.form import ActForm
from cases.models import Case


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something a clerk may do to a row. `applies` says whether it makes sense as it stands;
    `key` is the letter that opens it from the case file. What `is_grave` is done only by whoever
    has just proved who they are."""

    slug: str
    label: str
    form: type[ActForm]
    permission: str
    key: str = ""
    is_grave: bool = False
    applies: Callable[[Any], bool] = lambda row: True

    def is_allowed(self, user: Any) -> bool:
        return bool(user.has_perm(f"cases.{self.permission}"))


def address_of(row: models.Model, act: Act) -> str:
    """Where the form of an act upon this row is."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_act"
    return reverse(name, args=[row.pk, act.slug])


def page_of(row: models.Model) -> str:
    """The page of a row on the desk; of a case, its file."""
    kind = "file" if isinstance(row, Case) else "change"
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{kind}", args=[row.pk])
