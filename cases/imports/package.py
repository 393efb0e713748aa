"""datapackage.json: what lies in a bundle, for people and programs (Frictionless Table Schema)."""

import json
from typing import Any

from cases.imports.schema import Column, Table, Type

_TYPES = {
    Type.ID: "string",
    Type.TEXT: "string",
    Type.CODE: "string",
    Type.INTEGER: "integer",
    Type.DECIMAL: "number",
    Type.DATE: "date",
    Type.TIME: "datetime",
    Type.BOOLEAN: "boolean",
}


def datapackage(name: str, title: str, tables: list[Table]) -> str:
    """The description of a bundle that holds these tables; the same for the same tables."""
    package = {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "resources": [_resource(table, tables) for table in tables],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _resource(table: Table, tables: list[Table]) -> dict[str, Any]:
    there = [other.name for other in tables]
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": table.file,
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                _reference(column, table) for column in table.references() if column.refers in there
            ],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.vocabulary is not None:
        constraints["enum"] = [code for code in column.vocabulary.codes() if code]
    described: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type]}
    return described | ({"constraints": constraints} if constraints else {})


def _reference(column: Column, table: Table) -> dict[str, Any]:
    from_self = column.refers == table.name
    return {
        "fields": column.name,
        "reference": {
            "resource": "" if from_self else column.refers.replace("_", "-"),
            "fields": _ID_COLUMN[column.refers],
        },
    }


_ID_COLUMN = {
    "courts": "court_id",
    "offenses": "offense_id",
    "people": "person_id",
    "cases": "case_id",
    "parties": "party_id",
    "docket": "docket_entry_id",
    "charges": "charge_id",
    "charge_changes": "change_id",
    "orders": "order_id",
}
