"""Cases as rows of a list: what each cell says."""

from datetime import date
from typing import Any, NamedTuple

from cases.kinds import Kind
from cases.kinds.cases import CASE_TYPES
from cases.kinds.charges import DIRECTIONS
from cases.public.addresses import case_path
from cases.public.dates import short_day
from cases.public.filters.cases import status_label
from cases.public.filters.levels import level_label

Row = dict[str, Any]


class CaseRow(NamedTuple):
    """A case in a list, each cell in words."""

    path: str
    number: str
    caption: str
    court: str
    filed: date | None
    filed_words: str
    status: str
    people: str
    why: str
    charge: str
    level: str
    changes: list[Kind]


def case_row(row: Row, people: str, why: str = "") -> CaseRow:
    """One row; `people` are the defendants, or how the person whose page it is takes part."""
    state, filed = row["state"], row["filed_date"]
    place = f"{row['court_name']}, {state}" if state else row["court_name"]
    return CaseRow(
        case_path(row["court"], row["number_key"]),
        row["number"],
        row["caption"] or "Caption withheld",
        f"{place} · {CASE_TYPES.label(row['case_type'])}",
        filed,
        short_day(filed) if filed else "",
        status_label(row["status"]),
        people,
        why,
        row["lead_charge"] or "No published charge",
        level_label(state, row["lead_level"]),
        [DIRECTIONS[code] for code in row.get("directions", ())],
    )
