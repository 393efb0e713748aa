"""Rows on their way in wait in a temporary table, where they are told apart, found in the
record, and put into batches: all rows of a case in one, so that a case goes in whole.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from django.db import connection, transaction

from cases.imports.cells import BadCell
from cases.imports.check import Checked, checked, mention, parent, refusal_of
from cases.imports.record import TARGETS
from cases.imports.reports import Reports, Row

PLAIN_BATCH, CASES_PER_BATCH = 2000, 500
DUPLICATE = BadCell("The file has this id in an earlier row.", "Give each row an id of its own.")

_COPY = (
    "COPY staged_row (seq, tbl, file, line, me, refs, anchor, parent, case_key, outcome, data) "
    "FROM STDIN"
)
# Through which row a row belongs to a case, where it does not name the case itself.
_ANCHOR = {
    "dispositions": "charge_id",
    "sentences": "charge_id",
    "charge_change_items": "charge_id",
    "order_protected": "order_id",
    "order_terms": "order_id",
}
_ACROSS_CASES = ("related_cases",)


@dataclass(frozen=True, slots=True)
class Staged:
    """One waiting row."""

    seq: int
    row: Row
    case_key: str
    outcome: str


class Staging:
    """The waiting room of one load."""

    def __init__(self, sender: str, reports: Reports) -> None:
        self.sender = sender
        self.reports = reports
        self._written: Counter[str] = Counter()
        self._counted: Counter[str] = Counter()

    def take(self, rows: Iterable[Row]) -> int:
        """Let all rows wait; those with a cell that does not fit are refused here."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_sql("staging_tables"))
            number = 0
            with cursor.cursor.copy(_COPY) as copy:
                for number, row in enumerate(rows, 1):
                    copy.write_row(self._waiting(number, row))
        return number

    def _waiting(self, number: int, row: Row) -> tuple[Any, ...]:
        told = checked(row, self.sender)
        if told.refusal is not None:
            self.reports.refuse(told.refusal, read=True)
        table = told.table
        anchor = _ANCHOR.get(table.name)
        return (
            number,
            table.name,
            row.file,
            row.line,
            told.key(),
            [name for column in table.references() if (name := told.refers_to(column))],
            told.refers_to(table.column(anchor)) if anchor else None,
            parent(told),
            _case_key(told),
            "refused" if told.refusal is not None else None,
            json.dumps({name: cell.replace("\x00", "") for name, cell in row.values.items()}),
        )

    def arrange(self) -> int:
        """Refuse rows that stand twice, find in the record what is named, and make batches."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_sql("staging_index"))
            self._refuse_twins(cursor)
            for name, target in TARGETS.items():
                if target.has_id:
                    table = target.model._meta.db_table
                    cursor.execute(_known(table, typed=target.has_key), {"tbl": name})
            cursor.execute(_sql("staging_batches"), [PLAIN_BATCH, CASES_PER_BATCH, CASES_PER_BATCH])
            cursor.execute("SELECT coalesce(max(batch), 0) FROM staged_row")
            last: int = cursor.fetchone()[0]
        return last

    def _refuse_twins(self, cursor: Any) -> None:
        cursor.execute(_sql("staging_twins"))
        for staged in _staged(cursor.fetchall()):
            column = checked(staged.row, self.sender).table.key[0]
            self.reports.refuse(refusal_of(staged.row, column, DUPLICATE), read=True)

    def batch(self, number: int) -> list[Staged]:
        """The rows of one batch, in the order in which they came, refused ones too."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT seq, tbl, file, line, case_key, outcome, data FROM staged_row "
                "WHERE batch = %s ORDER BY seq",
                [number],
            )
            return list(_staged(cursor.fetchall()))

    def known(self, number: int) -> dict[str, int]:
        """What the rows of a batch name, as far as the record has it."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT k.me, k.pk FROM known_row k WHERE k.me IN "
                "(SELECT me FROM staged_row WHERE batch = %s "
                "UNION SELECT unnest(refs) FROM staged_row WHERE batch = %s)",
                [number, number],
            )
            return dict(cursor.fetchall())

    def waits(self, me: str) -> str:
        """Where in the load a row that was named stands: `file, line`; empty if nowhere."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT file, line FROM staged_row WHERE me = %s LIMIT 1", [me])
            found = cursor.fetchone()
        return f"{found[0]}, line {found[1]}" if found else ""

    def settle(self, outcomes: dict[int, str], known: dict[str, int]) -> None:
        """Note what became of rows, and which rows of the record they are."""
        by_outcome: dict[str, list[int]] = {}
        for seq, outcome in outcomes.items():
            by_outcome.setdefault(outcome, []).append(seq)
        with connection.cursor() as cursor:
            for outcome, seqs in by_outcome.items():
                cursor.execute(
                    "UPDATE staged_row SET outcome = %s WHERE seq = ANY (%s)", [outcome, seqs]
                )
            cursor.execute(
                "INSERT INTO known_row SELECT * FROM unnest(%s::text[], %s::bigint[]) "
                "ON CONFLICT DO NOTHING",
                [list(known), list(known.values())],
            )

    def tell_planner(self, table: str, written: int) -> None:
        """Let the database count a table that this load has doubled. The triggers' plans, made
        when it was empty, take minutes for what plans for its real size do in a second."""
        self._written[table] += written
        if self._written[table] > 2 * self._counted[table] + 300:
            self._counted[table] = self._written[table]
            name = connection.ops.quote_name(TARGETS[table].model._meta.db_table)
            with connection.cursor() as cursor:
                cursor.execute(f"ANALYZE {name}")

    def counts(self, by: str) -> dict[str, dict[str, int]]:
        """How many rows (`by` tbl) or lines of a source file (`by` file) had which outcome.

        A line that became several rows is refused if one of them is, else loaded, updated or
        unchanged, whichever comes first for any of them.
        """
        query = "staging_count_tables" if by == "tbl" else "staging_count_lines"
        counts: dict[str, dict[str, int]] = {}
        with connection.cursor() as cursor:
            cursor.execute(_sql(query))
            for name, outcome, count in cursor.fetchall():
                counts.setdefault(name, {})[outcome] = count
        return counts


def _case_key(told: Checked) -> str | None:
    if told.table.name in _ACROSS_CASES:
        return None
    case = told.values.get("case_id")
    return mention("cases", str(case)) if case else None


def _staged(found: Iterable[tuple[Any, ...]]) -> Iterator[Staged]:
    for seq, table, file, line, case_key, outcome, data in found:
        values = json.loads(data) if isinstance(data, str) else data
        yield Staged(seq, Row(table, file, line, values), case_key or "", outcome or "")


def _sql(name: str) -> str:
    return (files("cases.imports") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def _known(table: str, *, typed: bool) -> str:
    statements = _sql("staging_known") + (_sql("staging_known_typed") if typed else "")
    return statements.replace("RECORD_TABLE", connection.ops.quote_name(table))
