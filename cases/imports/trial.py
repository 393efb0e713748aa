"""One attempt at a batch: every table written, then the rules over several rows held."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from django.db import connection, models

from cases.imports import faults
from cases.imports.matching import existing
from cases.imports.oddities import before_filing, oddities
from cases.imports.record import TARGETS
from cases.imports.reports import Flag, Refusal
from cases.imports.shape import Unresolved, shaped
from cases.imports.special import (
    count_charges,
    create_dispositions,
    create_items,
    create_statuses,
    in_order_of_time,
    place_changes,
)
from cases.imports.staging import Staging
from cases.imports.tables import TABLES
from cases.imports.writing import Waiting, create, update
from cases.models import Charge, State

_WHOLE = {"charge_change_items": "change_id", "order_protected": "order_id"}


@dataclass
class Trial:
    """What is tried, and what it showed: outcomes, flags, the rows to refuse."""

    rows: list[Waiting]
    known: dict[str, int]
    staging: Staging
    today: dt.date
    held: set[str]
    outcomes: dict[int, str] = field(default_factory=dict)
    guilty: dict[int, Refusal] = field(default_factory=dict)
    noticed: list[tuple[Waiting, Flag]] = field(default_factory=list)
    found: dict[str, int] = field(default_factory=dict)

    def refuse(self, row: Waiting, refusal: Refusal) -> None:
        self.guilty.setdefault(row.seq, refusal)

    def run(self) -> None:
        for table in TABLES:
            rows = self._of(table.name)
            if table.name == "orders":
                self._write_orders(rows)
            elif rows:
                self._write(table.name, rows)
        self._refuse_wholes()
        if not self.guilty:
            self._hold_rules()

    def _of(self, table: str) -> list[Waiting]:
        return [row for row in self.rows if row.told.table.name == table]

    def _write(self, table: str, waiting: list[Waiting]) -> None:
        rows = self._shape(table, waiting)
        standing = existing(table, {row.me: row.said() for row in rows}, self.known)
        self._hold_back(rows, standing)
        new = [row for row in rows if row.me not in standing]
        self._create(table, new)
        self.staging.tell_planner(table, len(new))
        for row in rows:
            if row.me in standing:
                differs = update(row, standing[row.me], self.refuse)
                self.outcomes[row.seq] = "updated" if differs else "unchanged"
            else:
                self.outcomes[row.seq] = "loaded"
            if row.saved is not None:
                self.known[row.me] = self.found[row.me] = row.saved.pk
        self._flag(table, [row for row in rows if row.saved is not None])

    def _shape(self, table: str, rows: Iterable[Waiting]) -> list[Waiting]:
        shaped_rows = []
        for row in rows:
            row.saved = None
            try:
                row.attributes = shaped(row.told, self.known)
                shaped_rows.append(row)
            except Unresolved as lost:
                stands = self.staging.waits(lost.named)
                self.refuse(row, faults.unresolved(row.told, lost.column, stands))
        if table not in ("courts", "offenses"):
            return shaped_rows
        states = set(State.objects.values_list("code", flat=True))
        for row in shaped_rows:
            if row.said()["state_id"] not in states:
                self.refuse(row, faults.unknown_state(row.told))
        return [row for row in shaped_rows if row.seq not in self.guilty]

    def _hold_back(self, rows: list[Waiting], standing: dict[str, models.Model]) -> None:
        """A new case stays a draft while a row that could hide a name of it is refused."""
        for row in rows:
            stands = getattr(standing.get(row.me), "visibility", "DRAFT")
            public = row.said().get("visibility") == "PUBLIC"
            if row.me in self.held and public and stands == "DRAFT":
                row.said()["visibility"] = "DRAFT"
                note = "Kept as a draft: a party or an order of this case was refused."
                flag = Flag(
                    file=row.told.row.file,
                    line=row.told.row.line,
                    column="visibility",
                    value="PUBLIC",
                    note=note,
                )
                self.noticed.append((row, flag))

    def _create(self, table: str, new: list[Waiting]) -> None:
        if table == "case_statuses":
            create_statuses(new, self.refuse)
        elif table == "dispositions":
            create_dispositions(new, self.refuse)
        elif table == "charge_change_items":
            create_items(new, self.refuse)
        else:
            if table == "charges":
                count_charges(new)
            elif table == "charge_changes":
                items = self._of("charge_change_items")
                new = in_order_of_time(place_changes(new, items, self.known, self.refuse))
            create(TARGETS[table].model, new, self.refuse)

    def _write_orders(self, rows: list[Waiting]) -> None:
        """An order goes in after the order that it supersedes."""
        while rows:
            column = rows[0].told.table.column("supersedes_order_id")
            coming = {row.me for row in rows}
            ready = [row for row in rows if row.told.refers_to(column) not in coming]
            # Orders that supersede each other in a circle find nothing to follow: refused.
            self._write("orders", ready or rows)
            rows = [row for row in rows if row not in ready] if ready else []

    def _refuse_wholes(self) -> None:
        """A change with a charge refused would tell another story; an order without one of
        those it protects would no longer hide them. Both go in whole or not at all."""
        whole = {row.me: row for row in self._of("charge_changes") + self._of("orders")}
        for table, column in _WHOLE.items():
            for part in self._of(table):
                row = whole.get(part.told.refers_to(part.told.table.column(column)))
                if row is not None and part.seq in self.guilty:
                    self.refuse(row, faults.with_its_part(row.told, self.guilty[part.seq]))

    def _hold_rules(self) -> None:
        by_row = {
            (row.saved._meta.db_table, row.saved.pk): row
            for row in self.rows
            if row.saved is not None
        }
        for case, subject, row_id, rule, words in broken_rules():
            for row in self._blamed(rule, by_row.get((subject, row_id)), case, row_id):
                self.refuse(row, faults.by_broken_rule(row.told, rule, words))

    def _blamed(self, rule: str, named: Waiting | None, case: int, row_id: int) -> list[Waiting]:
        """The rows of this load that broke a rule: the row it names, else those of its case."""
        if rule == "charge_replaced_has_no_outcome":
            ended = self._of("dispositions") + self._of("sentences")
            if of_charge := [row for row in ended if row.said().get("charge_id") == row_id]:
                return of_charge
        if named is not None:
            return [named]
        keys = {me for me, pk in self.known.items() if pk == case and me.startswith("cases|")}
        keys.add(f"record|{case}")
        # None of them: then the commit refuses, and the batch is searched for whom.
        return [row for row in self.rows if row.case_key in keys and row.me not in keys]

    def _flag(self, table: str, rows: list[Waiting]) -> None:
        filed: dict[int, dt.date | None] = {}
        if table == "dispositions":
            charges = {cast(int, row.said()["charge_id"]) for row in rows}
            filed = dict(Charge.objects.filter(pk__in=charges).values_list("pk", "filed_date"))
        for row in rows:
            flags = [*oddities(row.told, row.said(), self.today)]
            if table == "dispositions":
                charge = cast(int, row.said()["charge_id"])
                ended = row.said().get("date_from")
                flags += before_filing(row.told, ended, filed.get(charge))
            self.noticed += [(row, flag) for flag in flags]


def broken_rules() -> list[tuple[int, str, int, str, str]]:
    """Every rule that a case touched in this transaction breaks: case, table, row, rule, words."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT b.* FROM broken_rules(neighbors(ARRAY(SELECT case_id FROM touched_case "
            "WHERE transaction = pg_current_xact_id() AND holds_rules))) b"
        )
        return list(cursor.fetchall())
