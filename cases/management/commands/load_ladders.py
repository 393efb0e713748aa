"""Loads the offense ladders that come with the program."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction

from cases.grants.owner import become_owner
from cases.ladders import Ladder, LadderError, ladders
from cases.models import Offense, OffenseLevel, State

LEVEL_FACTS = ("label", "category", "rank", "valid_to", "penalty", "citation")
OFFENSE_FACTS = ("level", "rank", "valid_to", "aliases")


class Command(BaseCommand):
    help = (
        "Write the states, levels and offenses of cases/ladders into the record. What is there "
        "is brought up to date and nothing is deleted, as in: python3 manage.py load_ladders"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        become_owner()
        try:
            known = ladders()
        except LadderError as error:
            raise CommandError(str(error)) from error
        with pghistory.context(user="load_ladders"), transaction.atomic():
            for ladder in known:
                done = load(ladder)
                if options["verbosity"] > 0:
                    told = ", ".join(f"{done[what]} {what}" for what in WHAT)
                    self.stdout.write(f"{ladder.name}: {told}")


WHAT = ("created", "updated", "unchanged")


def load(ladder: Ladder) -> Counter[str]:
    """Bring one state up to date, and count what had to be done."""
    done: Counter[str] = Counter()
    stands = list(State.objects.filter(code=ladder.state))
    state = stands[0] if stands else State(code=ladder.state)
    done[keep(state, {"name": ladder.name, "pleas": list(ladder.pleas)}, is_new=not stands)] += 1
    levels = {(row.code, row.valid_from): row for row in OffenseLevel.objects.filter(state=state)}
    for level in ladder.levels:
        found = levels.get((level.code, level.valid_from))
        row = found or OffenseLevel(state=state, code=level.code, valid_from=level.valid_from)
        done[keep(row, facts(level, LEVEL_FACTS), is_new=found is None)] += 1
    offenses = {
        (row.statute, row.title, row.valid_from): row for row in Offense.objects.filter(state=state)
    }
    for offense in ladder.offenses:
        told = {
            "statute": offense.statute,
            "title": offense.title,
            "valid_from": offense.valid_from,
        }
        cited = offenses.get((offense.statute, offense.title, offense.valid_from))
        statute = cited or Offense(state=state, **told)
        done[keep(statute, facts(offense, OFFENSE_FACTS), is_new=cited is None)] += 1
    return done


def facts(told: object, names: Sequence[str]) -> dict[str, Any]:
    """These facts of a ladder's entry, as a row keeps them."""
    values = {name: getattr(told, name) for name in names}
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items()
    }


def keep(row: models.Model, told: dict[str, Any], *, is_new: bool) -> str:
    """Save a row if anything in it is new, and say which it was."""
    stood = {name: getattr(row, name) for name in told}
    if not is_new and stood == told:
        return "unchanged"
    for name, value in told.items():
        setattr(row, name, value)
    row.save(force_insert=is_new)
    return "created" if is_new else "updated"
