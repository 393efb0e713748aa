"""A Table Schema for the CSV file of a list, as Frictionless and its kin read them."""

from collections.abc import Iterable
from typing import Any

from cases.public.formats.column import Column, Kind

MARK = "https://specs.frictionlessdata.io/schemas/table-schema.json"
# Cells of several values are text to a table: "F-B; M-A".
TYPES: dict[Kind, dict[str, str]] = {
    Kind.KEY: {"type": "string", "format": "uuid"},
    Kind.DAY: {"type": "date"},
    Kind.MOMENT: {"type": "datetime", "format": "any"},
    Kind.YES_NO: {"type": "boolean"},
    Kind.NUMBER: {"type": "integer"},
    Kind.ADDRESS: {"type": "string", "format": "uri"},
}


def table_schema(columns: Iterable[Column]) -> dict[str, Any]:
    """The schema: each column with its type and meaning; the key is the first."""
    fields = [_field(column) for column in columns]
    fields[0]["constraints"] = {"required": True, "unique": True}
    return {
        "$schema": MARK,
        "fields": fields,
        "primaryKey": fields[0]["name"],
        "missingValues": [""],
    }


def _field(column: Column) -> dict[str, Any]:
    kind = TYPES.get(column.kind, {"type": "string"})
    return {"name": column.name, "description": column.meaning, **kind}
