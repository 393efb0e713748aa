"""Which rows of the record the rows of a load already are."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from cases.imports.record import TARGETS
from cases.imports.shape import Attributes
from cases.models import Court, Offense

_SAME_OFFENSE = ("state_id", "statute", "title", "level", "rank", "valid_from", "valid_to")


def existing(
    table: str, rows: Mapping[str, Attributes], known: Mapping[str, int]
) -> dict[str, models.Model]:
    """The record's rows, by the mention of the load's."""
    target = TARGETS[table]
    if not target.has_id:
        return _by_nature(table, rows)
    pks = {me: known[me] for me in rows if me in known}
    found = target.model._default_manager.in_bulk(set(pks.values()))
    matched = {me: found[pk] for me, pk in pks.items() if pk in found}
    if table in ("courts", "offenses"):
        further = {me: told for me, told in rows.items() if me not in matched}
        matched |= _courts(further) if table == "courts" else _offenses(further)
    return matched


def nature(table: str, told: Mapping[str, Any]) -> tuple[Any, ...]:
    """What tells a row apart whose table has no ids."""
    return tuple(told.get(name) for name in TARGETS[table].natural)


def _by_nature(table: str, rows: Mapping[str, Attributes]) -> dict[str, models.Model]:
    target = TARGETS[table]
    parent = target.natural[0]
    parents = {told[parent] for told in rows.values()}
    standing = target.model._default_manager.filter(**{f"{parent}__in": parents})
    if table == "case_statuses":
        standing = standing.filter(voided_at=None)
    if table == "order_terms":
        standing = standing.filter(until_date=None)
    by_nature = {tuple(getattr(row, name) for name in target.natural): row for row in standing}
    return {
        me: by_nature[key] for me, told in rows.items() if (key := nature(table, told)) in by_nature
    }


def _courts(rows: Mapping[str, Attributes]) -> dict[str, models.Model]:
    """A court is the same for every sender that calls it by the same code, name and state."""
    by_code = {court.code: court for court in Court.objects.filter(code__in=_all(rows, "code"))}
    return {
        me: court
        for me, told in rows.items()
        if (court := by_code.get(str(told["code"]))) is not None
        and (court.name, court.state_id) == (told["name"], told["state_id"])
    }


def _offenses(rows: Mapping[str, Attributes]) -> dict[str, models.Model]:
    """An offense is the same when statute, title, level and days in force are."""
    standing = Offense.objects.filter(statute__in=_all(rows, "statute"))
    by_nature = {tuple(getattr(row, name) for name in _SAME_OFFENSE): row for row in standing}
    matched: dict[str, models.Model] = {}
    for me, told in rows.items():
        row = by_nature.get(tuple(told.get(name) for name in _SAME_OFFENSE))
        if row is not None:
            matched[me] = row
    return matched


def _all(rows: Mapping[str, Attributes], name: str) -> Iterable[Any]:
    return {told[name] for told in rows.values() if name in told}
