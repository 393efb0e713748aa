"""After a backup was restored: seal, open and destroy once more what the sealed list tells."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from cases.actions.sealed_list import Line, read
from cases.actions.sealing import Sealable, seal, unseal
from cases.desk.destroying import destroy
from cases.desk.models import Request
from cases.models import Case, Charge, DocketEntry, Party, SealedLine
from cases.models.fields import RecordNow

AS_BEFORE = "As it stands on the sealed list"
TABLES: dict[str, type[Sealable]] = {
    "court_case": Case,
    "charge": Charge,
    "party": Party,
    "docket_entry": DocketEntry,
}
# Opened again to the staff alone, where that is possible: somebody looks at it first.
OPENED_TO: dict[type[Sealable], str] = {Case: "DRAFT", DocketEntry: "STAFF"}

# HMAC-SHA256 as RFC 2104 has it, so that the digests of all rows are made where the rows are.
DIGEST = """encode(sha256(%(outer)s::bytea || sha256(%(inner)s::bytea
    || convert_to({text}, 'UTF8'))), 'hex')"""
BLOCK = 64


@dataclass(kw_only=True)
class Applied:
    """What became of the lines of a list."""

    known: int = 0
    done: int = 0
    stood: int = 0
    missing: int = 0


def reapply(path: Path) -> Applied:
    """Carry out, in their order, the lines that this database does not know."""
    lines = read(path)
    known = set(SealedLine.objects.exclude(mac="").values_list("mac", flat=True))
    unknown = [line for line in lines if line.mac not in known]
    found = rows_of(unknown)
    applied = Applied(known=len(lines) - len(unknown))
    for line in unknown:
        with transaction.atomic():
            number = found.get((line.table, line.row)) or found.get((line.table, line.number))
            model = TABLES[line.table]
            row = model._default_manager.filter(pk=number).first() if number else None
            if row is None:
                applied.missing += 1
            elif carry_out(line, row):
                applied.done += 1
            else:
                applied.stood += 1
            noted = {"mac": line.mac, "row_key": None, "number": ""}
            made = {"act": line.act, "table": line.table, "told": line.told}
            SealedLine.objects.update_or_create(
                line=line.line, defaults=noted, create_defaults={**made, **noted}
            )
    return applied


def carry_out(line: Line, row: Sealable) -> bool:
    """Do what the line says, unless it stands so; whether anything was done."""
    signed = {
        "order_reference": AS_BEFORE,
        "origin": "RESTORED",
        "by": line.told["by"],
        "approved_by": line.told["approved_by"],
    }
    is_sealed = bool(row.visibility == "SEALED")
    if line.act == "UNSEAL":
        if is_sealed:
            unseal(row, visibility=OPENED_TO.get(type(row), "PUBLIC"), **signed)
        return is_sealed
    if line.act == "DESTROY":
        if row.visibility not in ("SEALED", "JUVENILE"):
            seal(row, **signed)
        destroy_again(line, row)
        return True
    if not is_sealed:
        seal(row, **signed)
    return not is_sealed


def destroy_again(line: Line, row: Sealable) -> None:
    """By the same two people as the first time."""
    asked = Request.objects.create(
        act="destroy",
        table=line.table,
        row_id=row.pk,
        given={},
        said=AS_BEFORE,
        asked_by=line.told["by"],
    )
    asked.decision, asked.decided_by = "APPROVED", line.told["approved_by"]
    asked.decided_at = RecordNow()
    asked.save(update_fields=["decision", "decided_by", "decided_at"])
    destroy(asked, basis="", order_reference="", told={**line.told, "is_restored": True})


def rows_of(lines: list[Line]) -> dict[tuple[str, str], int]:
    """The rows that the lines are of, by table and digest; a case also by court and number."""
    wanted: dict[str, set[str]] = {}
    for line in lines:
        wanted.setdefault(line.table, set()).update({line.row, line.number} - {""})
    key = settings.SEALED_LIST_KEY.encode()
    if len(key) > BLOCK:
        key = sha256(key).digest()
    pads = [bytes(byte ^ pad for byte in key.ljust(BLOCK, b"\0")) for pad in (0x36, 0x5C)]
    found: dict[tuple[str, str], int] = {}
    for table, digests in wanted.items():
        given: dict[str, Any] = {"inner": pads[0], "outer": pads[1], "wanted": list(digests)}
        with connection.cursor() as cursor:
            cursor.execute(question(table), given)
            found |= {(table, told): number for told, number in cursor}
    return found


def question(table: str) -> str:
    """The rows of a table with the digests that are wanted."""
    by_key = DIGEST.format(text=f"'{table}:' || x.key")
    asked = [f"SELECT {by_key} AS told, x.id FROM {table} x"]  # noqa: S608 - one of TABLES
    if table == "court_case":
        by_number = DIGEST.format(text="k.code || ' ' || c.number_key")
        asked.append(
            f"SELECT {by_number}, c.id FROM court_case c JOIN court k ON k.id = c.court_id"  # noqa: S608
        )
    union = " UNION ALL ".join(asked)
    return f"SELECT r.told, r.id FROM ({union}) r WHERE r.told = ANY (%(wanted)s)"  # noqa: S608
