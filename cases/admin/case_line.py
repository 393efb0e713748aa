"""One fact on the case file: its words, its page, what may be done to it, what the public sees."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.urls import reverse

from cases.admin.acts import Act, page_of
from cases.admin.acts.of import ACTS
from cases.admin.case_file import CaseFile
from cases.models import Case, OrderEvent

HIDDEN = "not public"
WITHHELD = "public, but these words are withheld"


@dataclass(frozen=True, kw_only=True)
class Button:
    """Something that can be done from here, and the letter that does it."""

    label: str
    page: str
    key: str = ""


@dataclass(kw_only=True)
class Line:
    """One fact, and what belongs under it."""

    words: str
    page: str = ""
    anchor: str = ""
    note: str = ""
    hidden: str = ""
    is_void: bool = False
    buttons: list[Button] = field(default_factory=list)
    under: list["Line"] = field(default_factory=list)


def buttons(user: Any, row: models.Model, acts: Sequence[Act]) -> list[Button]:
    """Every act that this user may do to this row now."""
    allowed = [act for act in acts if act.is_allowed(user) and act.applies(row)]
    # Of a long case there are hundreds: one address is looked up, the others are like it.
    own = change_page(row).removesuffix("change/") if allowed else ""
    return [Button(label=act.label, page=f"{own}act/{act.slug}/", key=act.key) for act in allowed]


def change_page(row: models.Model) -> str:
    """The page of the row by itself; of a case, its form."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def line(file: CaseFile, row: Any, user: Any, words: str, note: str = "") -> Line:
    """One line about a row, marked if it is void."""
    is_void = bool(getattr(row, "voided_at", None))
    return Line(
        words=words,
        page=page_of(row),
        anchor=f"{row._meta.model_name}-{row.pk}",
        note=f"void: {row.void_reason}" if is_void else note,
        hidden="" if is_void else hidden(file, row),
        is_void=is_void,
        buttons=buttons(user, row, ACTS.get(type(row), ())),
    )


def hidden(file: CaseFile, row: Any) -> str:
    """What the public does not see of this, where it sees the case at all. What has no key of
    its own is seen or not with what it belongs to."""
    if not file.is_published or isinstance(row, OrderEvent):
        return ""
    match file.told.get(str(row.key)):
        case None:
            return HIDDEN
        case True:
            return WITHHELD
        case _:
            return ""


def is_here(row: Any, case: Case) -> bool:
    return bool(row.case_id == case.pk)


def day(fact: Any) -> str:
    """A date as exactly as it is known."""
    if fact.date_from and fact.date_from == fact.date_to:
        return str(fact.date_from)
    if fact.date_from or fact.date_to:
        return f"between {fact.date_from or '…'} and {fact.date_to or '…'}"
    return str(fact.date_text)


def listed(*parts: Any) -> str:
    """What there is of these, with commas."""
    return ", ".join(str(part) for part in parts if part)
