"""The formats of the public lists. One file and one line here make a new one; see
docs/adding-a-format.md."""

from collections.abc import Mapping

from cases.public.formats import atom, csv_file, ics, json_page, ndjson
from cases.public.formats.answer import Format

# By the suffix of the address: /cases.csv, /changes.json.
FORMATS: Mapping[str, Format] = {
    "csv": Format("text/csv; charset=utf-8", csv_file.write, is_download=True),
    "json": Format("application/json", json_page.write),
    "ndjson": Format("application/x-ndjson", ndjson.write, is_download=True),
    "atom": Format("application/atom+xml; charset=utf-8", atom.write, lists=("cases", "changes")),
    "ics": Format("text/calendar; charset=utf-8", ics.write, is_download=True, lists=("hearings",)),
}


def formats_of(name: str) -> list[str]:
    """The suffixes of the formats that a list has."""
    return [suffix for suffix, form in FORMATS.items() if form.suits(name)]
