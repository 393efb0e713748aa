"""SQL that writes a list as CSV or JSON, row by row, so that millions of rows pass through
Python as bytes. `r` is a row of the list, `t` the same row with each value as text."""

from collections.abc import Iterable

from cases.kinds.charges import EFFECTS
from cases.public.formats.column import Column, Kind, looked_up, quoted

# What spreadsheet programs run as a formula; an apostrophe makes it text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
STARTS = ", ".join(str(ord(start)) for start in FORMULA_STARTS)
FREE_TEXT = (Kind.TEXT, Kind.TEXTS, Kind.CHARGES)
SENTENCES = {effect.code: effect.sentence for effect in EFFECTS}


def rows_of_cells(columns: Iterable[Column], rows: str, site: str) -> str:
    """A query whose columns are the cells of a table, over the query for the rows."""
    cells = ", ".join(f'{_cell(column)} AS "{column.name}"' for column in columns)
    texts = ", ".join(f'{_text(column, site)} AS "{column.name}"' for column in columns)
    # OFFSET 0 makes each text once, before it is looked at.
    return f"SELECT {cells} FROM (SELECT {texts} FROM ({rows}) AS r OFFSET 0) AS t"  # noqa: S608


def rows_of_json(columns: Iterable[Column], rows: str, site: str) -> str:
    """A query for one JSON object per row, as formats/json_page.py makes it."""
    values = ", ".join(f'{_value(column, site)} AS "{column.name}"' for column in columns)
    return f"SELECT row_to_json(t) FROM (SELECT {values} FROM ({rows}) AS r) AS t"  # noqa: S608


def _value(column: Column, site: str) -> str:
    match column.kind:
        case Kind.MOMENT:
            return _in_utc(column.sql)
        case Kind.ADDRESS:
            return f"coalesce({quoted(site)} || nullif({column.sql}, ''), '')"
        case _:
            return column.sql


def _text(column: Column, site: str) -> str:
    match column.kind:
        case Kind.YES_NO:
            return f"{column.sql}::text"
        case Kind.TEXTS:
            return f"array_to_string({column.sql}, '; ')"
        case Kind.CHARGES:
            return _charge_words(column.sql)
        case _:
            return _value(column, site)


def _cell(column: Column) -> str:
    """The text, never as a formula, and nothing where it is empty."""
    text = f't."{column.name}"'
    if column.kind not in FREE_TEXT:
        return text
    return f"CASE WHEN ascii({text}) IN ({STARTS}) THEN '''' || {text} ELSE nullif({text}, '') END"


def _charge_words(items: str) -> str:
    """Theft (5-36-103, Class D felony): replaced by this change; Trespass (…)"""
    return f"""
        (SELECT string_agg(concat(
            item ->> 'label',
            ' (' || nullif(concat_ws(', ', nullif(item ->> 'statute', ''),
                nullif(item ->> 'level_label', '')), '') || ')',
            ': ' || nullif({looked_up(SENTENCES, "item ->> 'effect'")}, '')), '; ' ORDER BY n)
        FROM jsonb_array_elements({items}) WITH ORDINALITY AS items (item, n))
    """  # noqa: S608


def _in_utc(moment: str) -> str:
    """2026-11-22T15:05:00Z, with six digits of the second only where there are any."""
    written = f"""to_char({moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
    return f"replace({written}, '.000000Z', 'Z')"
