"""How many rows a page of the API has: `limit`, which lists elsewhere do not know."""

import re

from django.http import QueryDict

from cases.public.filters.fields import shortened
from cases.public.search.paging import PAGE

NAME = "limit"
MOST = 1_000
NUMBER = re.compile(r"[0-9]{1,6}", re.ASCII)
MEANING = f"How many rows a page has: 1 to {MOST}, {PAGE} where nothing is said"


def asked_size(data: QueryDict) -> tuple[int, QueryDict, dict[str, list[str]]]:
    """The size asked for, the question without it, and what is wrong with it."""
    question = data.copy()
    given = question.pop(NAME, [])
    if len(given) > 1:
        return PAGE, question, {NAME: [f"Given {len(given)} times; give it once."]}
    text = given[0].strip() if given else ""
    if not text:
        return PAGE, question, {}
    size = int(text) if NUMBER.fullmatch(text) else 0
    if 1 <= size <= MOST:
        return size, question, {}
    said = f"“{shortened(text)}” is not a number from 1 to {MOST}. Follow next for more rows."
    return PAGE, question, {NAME: [said]}
