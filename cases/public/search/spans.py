"""From when and until when a charge change was recorded, and when it may have taken effect."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from cases.public.filters.moments import zones_of
from cases.public.search.codes import Params


@dataclass(frozen=True)
class Span:
    """Moments without a zone are by each court's own clock; days in between bounds that may be
    open are days on which a change may have taken effect."""

    courts: Iterable[Mapping[str, Any]]
    since: datetime | None = None
    until: datetime | None = None
    effective_after: date | None = None
    effective_before: date | None = None

    def __bool__(self) -> bool:
        return bool(self.since or self.until or self.effective_after or self.effective_before)

    def condition(self, params: Params) -> str:
        """What holds for a change `c`, whatever its court: it bounds the index read."""
        said = ""
        for name, moment, sign, end in self._ends():
            params[f"widest_{name}"] = end(self._in_zones(moment))
            said += f" AND c.recorded_at {sign} %(widest_{name})s"
        return said

    def exactly(self, params: Params, place: str, court: str) -> str:
        """What else holds for a change, recorded at `place` by the clock of a court."""
        params |= {
            "effective_after": self.effective_after,
            "effective_before": self.effective_before,
        }
        said = ""
        if self.effective_after:
            said += (
                " AND (c.effective_to >= %(effective_after)s"
                " OR (c.effective_to IS NULL AND c.effective_from IS NOT NULL))"
            )
        if self.effective_before:
            said += (
                " AND (c.effective_from <= %(effective_before)s"
                " OR (c.effective_from IS NULL AND c.effective_to IS NOT NULL))"
            )
        for name, moment, sign, _ in self._ends():
            if len(set(self._in_zones(moment))) > 1:
                said += f" AND {place} {sign} {self._at(name, moment, court, params)}"
        return said

    def _ends(self) -> list[tuple[str, datetime, str, Any]]:
        ends = (("since", self.since, ">=", min), ("until", self.until, "<=", max))
        return [(name, moment, sign, end) for name, moment, sign, end in ends if moment]

    def _in_zones(self, moment: datetime) -> list[datetime]:
        return [_in(zone, moment) for zone in zones_of(self.courts) or {"UTC": []}]

    def _at(self, name: str, moment: datetime, court: str, params: Params) -> str:
        """The moment by the clock of a court."""
        said = "CASE"
        for n, (zone, courts) in enumerate(zones_of(self.courts).items()):
            params |= {f"{name}_{n}": _in(zone, moment), f"clocks_{n}": courts}
            said += f" WHEN {court} = ANY (%(clocks_{n})s) THEN %({name}_{n})s::timestamptz"
        return f"{said} END"


def _in(zone: str, moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
