"""The canary world: every field of every row holds a value that stands nowhere else, most of them
hidden. Who reads such a value in public has found a leak, and the value tells of which field.

It is made from the models: a new field joins by itself. A row is hidden unless it is named here as
public, a field unless the policy shows it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, models
from django.db.models import ForeignKey, GeneratedField

from cases import models as record
from cases.models.fields import KindField
from cases.policy import policy
from tests import world
from tests.canary import probe
from tests.canary.scene import open_case
from tests.canary.tokens import LETTERS, Tokens, as_read
from tests.public.publication import later

# Values that others look up or reckon with: any other would be no value.
PLAIN = {
    "court.timezone", "charge.level", "charge.ladder", "charge.category",
    "charge_change_item.ladder", "state.name", "state.pleas", "order_event.old_expires_date",
}  # fmt: skip
FIRST_NUMBER = 7_310_000_000
# Whatever looks like one of our values.
CANDIDATES = re.compile(
    rf"zq[{LETTERS}]{{5}}|18\d\d-\d\d-\d\d|\b(?:2\d{{4}}|93\d{{4}}|70\d{{5}}|731\d{{7}})\b"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    re.IGNORECASE,
)
WRITTEN_DAY = re.compile(r"\b([A-Z][a-z]{2,8})\.? (\d{1,2}), (18\d\d)\b")
MONTHS = {date(2000, month, 1).strftime("%b"): month for month in range(1, 13)}
Row = tuple[type[models.Model], Any]


@dataclass
class Canaries:
    """The values, each with the field it stands in: those nobody may read, those all may."""

    forbidden: dict[str, str] = field(default_factory=dict)
    allowed: dict[str, str] = field(default_factory=dict)
    hidden_cases: list[record.Case] = field(default_factory=list)
    public_case: record.Case | None = None

    def read_in(self, text: str) -> set[str]:
        """Which forbidden values stand in a text, and where they come from."""
        return {f"{self.forbidden[v]}: {v}" for v in values_in(text) if v in self.forbidden}

    def missing_in(self, text: str) -> set[str]:
        """Which values that all may read do not stand in a text that holds everything."""
        found = values_in(text)
        return {f"{where}: {value}" for value, where in self.allowed.items() if value not in found}


def values_in(text: str) -> set[str]:
    """Everything in a text that could be one of our values, as it was written."""
    days = {
        date(int(year), MONTHS[month[:3]], int(day)).isoformat()
        for month, day, year in WRITTEN_DAY.findall(text)
        if month[:3] in MONTHS
    }
    return {value.lower() for value in CANDIDATES.findall(text)} | days


def canary_world() -> Canaries:
    """Make the world, publish it, narrow what is to be narrowed, publish again."""
    _number_rows_high()
    canaries = Canaries()
    open_one, partly, named, narrowed, named_later = (open_case() for _ in range(5))
    whole = {kind: open_case() for kind in ("SEALED", "JUVENILE", "DRAFT", "OP", "JV", "LATER")}
    hidden = _hidden_rows(partly)
    later_hidden = _rows_to_narrow(narrowed)
    stranger = world.person("Ylva Northcote")
    probe.without_checks()
    _give_tokens(canaries, visible(open_one, partly, narrowed, named, named_later))
    _name_somebody(named, record.Party.objects.get(case=named, role="VIC").person)
    _name_somebody(named_later, stranger)
    for kind, case in whole.items():
        if kind != "LATER":
            _hide_case(case, kind)
    probe.publish()
    later()
    _narrow(narrowed, later_hidden)
    _hide_case(whole["LATER"], "SEALED")
    order = record.ProtectiveOrder.objects.get(case=named_later)
    probe.write_row(record.OrderProtected, order=order, person=stranger)
    probe.publish()
    for row in (*hidden, *later_hidden, *_below(*hidden, *later_hidden)):
        _forbid(canaries, row)
    for case in (named, named_later):
        _forbid_texts(canaries, case)
    canaries.hidden_cases = [case for case in whole.values()]
    canaries.public_case = open_one
    return canaries
