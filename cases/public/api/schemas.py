"""JSON Schemas, made from the columns of the lists and the parts of the case document.

Codes are plain strings in answers: a vocabulary may grow, and a program should bear that.
"""

from collections.abc import Iterable
from typing import Any

from cases.public.formats.column import Column, Kind
from cases.public.formats.document import DOCUMENT

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
KEY: Schema = {"type": "string", "format": "uuid"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
WHOLE: Schema = {"type": "integer"}
YES_OR_NO: Schema = {"type": "boolean"}


def several(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def or_null(schema: Schema) -> Schema:
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


ITEMS = several(ref("ChangedCharge"))
OF_KINDS = {
    Kind.TEXT: TEXT,
    Kind.TEXTS: several(TEXT),
    Kind.KEY: KEY,
    Kind.DAY: DAY,
    Kind.MOMENT: MOMENT,
    Kind.YES_NO: YES_OR_NO,
    Kind.NUMBER: WHOLE,
    Kind.CHARGES: ITEMS,
    # Empty where the case may not be told, which is no address.
    Kind.ADDRESS: TEXT,
}


def of_column(column: Column) -> Schema:
    schema = OF_KINDS[column.kind]
    return {**(or_null(schema) if column.nullable else schema), "description": column.meaning}


def row(columns: Iterable[Column]) -> Schema:
    """One row of a list: every column is always there."""
    told = {column.name: of_column(column) for column in columns}
    return {"type": "object", "properties": told, "required": list(told)}


def page(name: str) -> Schema:
    """A page of rows of the schema of that name."""
    told = {
        "count": {**WHOLE, "description": "How many rows there are; counted to 10,000 at most."},
        "count_exact": {**YES_OR_NO, "description": "Whether that is all of them."},
        "next": {**or_null(ADDRESS), "description": "Address of the next page."},
        "previous": {**or_null(ADDRESS), "description": "Address of the page before."},
        "results": several(ref(name)),
    }
    return {"type": "object", "properties": told, "required": list(told)}


def person() -> Schema:
    """Who it is, then the page of the cases."""
    told = parts(
        (
            ("key", "Stable, opaque key of the person.", KEY),
            ("kind", "Person or organization, a code.", TEXT),
            ("kind_label", "kind in words.", TEXT),
            ("name", "The name as the record spells it.", TEXT),
            ("also", "Other published names.", several(ref("OtherName"))),
        )
    )
    return {"allOf": [told, page("person-case")]}


# Fields of the document that are no plain text, by name: they mean the same in every part.
OF_PARTS = {
    **dict.fromkeys(("key", "charge"), KEY),
    **dict.fromkeys(("party", "person"), or_null(KEY)),
    **dict.fromkeys(("filed", "from", "to", "until", "date", "issued", "expires"), or_null(DAY)),
    **dict.fromkeys(("offense_from", "offense_to"), or_null(DAY)),
    **dict.fromkeys(("starts_at", "entered_at"), or_null(MOMENT)),
    **dict.fromkeys(("direction", "caption", "attribution", "reason"), or_null(TEXT)),
    **dict.fromkeys(("open_ended", "served", "listed", "vacated"), YES_OR_NO),
    **dict.fromkeys(("before", "after"), ITEMS),
    "recorded_at": MOMENT,
    "rank": or_null(WHOLE),
    "amount": or_null({"type": "number"}),
    "terms": several(TEXT),
    "also": several(ref("OtherName")),
}
WITHHELD = {("parties", "name"), ("docket", "text")}

CHANGED_CHARGE = (
    ("charge", "Key of the charge.", KEY),
    ("effect", "What became of a charge before, a code; empty or null after.", or_null(TEXT)),
    ("statute", "Statute as cited; empty if not stated.", TEXT),
    ("label", "The charge as charged.", TEXT),
    ("level", "Level, a code of the state's ladder; empty if not stated.", TEXT),
    ("level_label", "The level in words.", TEXT),
    ("rank", "Rank in the state's ladder; null if not known.", or_null(WHOLE)),
    ("ladder", "The ladder that the rank is of.", TEXT),
    ("case", "The case of the charge where it is another one.", or_null(ref("OtherCase"))),
)
OTHER_CASE = (
    ("court", "Code of its court.", TEXT),
    ("court_name", "Its court's name.", TEXT),
    ("number", "Its number.", TEXT),
    ("number_key", "Its number as it stands in addresses.", TEXT),
)
OTHER_NAME = (("name", "The name.", TEXT), ("kind", "Its kind, a code.", TEXT))


def parts(fields: Iterable[tuple[str, str, Schema]]) -> Schema:
    told = {name: {**schema, "description": meaning} for name, meaning, schema in fields}
    return {"type": "object", "properties": told, "required": list(told)}


def document() -> Schema:
    """The case document, part by part as the data dictionary has it."""
    told = {}
    for name, meaning, fields in DOCUMENT:
        schema = OF_PARTS.get(name, TEXT)
        if fields:
            of_rows = parts((each, about, _of_part(name, each)) for each, about in fields)
            schema = of_rows if name == "court" else several(of_rows)
        told[name] = {**schema, "description": meaning}
    return {"type": "object", "properties": told, "required": list(told)}


def _of_part(part: str, name: str) -> Schema:
    return or_null(TEXT) if (part, name) in WITHHELD else OF_PARTS.get(name, TEXT)


WRONG = {
    "fields": {
        "type": "object",
        "additionalProperties": several(TEXT),
        "description": "What is wrong, by parameter.",
    },
    "allowed": {**several(TEXT), "description": "Every parameter of this address."},
}


def problem() -> Schema:
    """RFC 9457, with what is wrong parameter by parameter."""
    told = {
        "type": {**ADDRESS, "description": "Address at which this kind of problem is told of."},
        "title": {**TEXT, "description": "The kind of problem."},
        "status": {**WHOLE, "description": "The status of the answer."},
        "detail": {**TEXT, "description": "What to do, or what was wrong this time."},
    }
    return {"type": "object", "properties": {**told, **WRONG}, "required": list(told)}


def refusal() -> Schema:
    """What lists outside the API say to a bad question."""
    told = {"error": {**TEXT, "description": "What is wrong."}, **WRONG}
    return {"type": "object", "properties": told, "required": list(told)}
