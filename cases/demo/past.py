"""What is recorded when: rows, what later becomes of them, and acts, moment by moment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from cases.demo.clock import recorded_on

Act = Callable[[datetime], object]


@dataclass
class Moment:
    """One recorded moment: it is loaded whole, in one transaction, or not at all."""

    at: datetime
    rows: list[Model] = field(default_factory=list)
    edits: list[tuple[Model, dict[str, Any]]] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)

    @property
    def proof(self) -> tuple[type[Model], UUID]:
        """Table and key of a row that stands in the record if, and only if, this moment does."""
        return next((type(row), vars(row)["key"]) for row in self.rows if "key" in vars(row))


class Past:
    """Collects what happened, in any order; what would come after the last day is left out."""

    def __init__(self) -> None:
        self._moments: dict[datetime, Moment] = {}
        self._recorded: dict[int, datetime] = {}

    def record(self, day: date, *rows: Model) -> None:
        """These rows are written with the moment of that day, those they refer to before."""
        if moment := self._moment(day):
            moment.rows.extend(rows)
            self._recorded.update((id(row), moment.at) for row in rows)

    def edit(self, day: date, row: Model, **values: Any) -> None:
        """A recorded row reads otherwise from that day on."""
        moment, recorded = self._moment(day), self._recorded.get(id(row))
        if moment is None or recorded is None:
            return
        if recorded == moment.at:
            for name, value in values.items():
                setattr(row, name, value)
        else:
            moment.edits.append((row, values))

    def act(self, day: date, act: Act) -> None:
        """Something is done to the record itself, as a clerk would do it."""
        if moment := self._moment(day):
            moment.acts.append(act)

    def moments(self) -> list[Moment]:
        """All of them, oldest first."""
        return [self._moments[at] for at in sorted(self._moments)]

    def _moment(self, day: date) -> Moment | None:
        at = recorded_on(day)
        return None if at is None else self._moments.setdefault(at, Moment(at))
