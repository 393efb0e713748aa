"""Finds the values of the canary world in any text, however it is written there."""

import re
from datetime import date

from tests.canary.tokens import LETTERS, LONG

CANDIDATES = re.compile(
    rf"zq[{LETTERS}]{{4,{LONG}}}|18\d\d-\d\d-\d\d|\b(?:2\d{{4}}|93\d{{4}}|70\d{{5}}|731\d{{7}})\b"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    re.IGNORECASE,
)
WRITTEN_DAY = re.compile(r"\b([A-Z][a-z]{2,8})\.? (\d{1,2}), (18\d\d)\b")
COMPACT_DAY = re.compile(r"\b(18\d\d)(\d\d)(\d\d)(?:T\d{6}Z?)?\b")
# A number of bytes is anybody's.
LENGTH = re.compile(r"^Content-Length: \d+$", re.MULTILINE)
MONTHS = {date(2000, month, 1).strftime("%b"): month for month in range(1, 13)}


def values_in(text: str) -> set[str]:
    """Everything in a text that could be one of our values, as it was given."""
    text = LENGTH.sub("", text)
    days = {
        f"{year}-{MONTHS[month[:3]]:02}-{int(day):02}"
        for month, day, year in WRITTEN_DAY.findall(text)
        if month[:3] in MONTHS
    }
    days |= {"-".join(found) for found in COMPACT_DAY.findall(text)}
    return {value.lower() for value in CANDIDATES.findall(text)} | days
