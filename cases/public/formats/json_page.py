"""JSON: one page of the list asked for, with the addresses of the pages beside it."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from cases.public.dates import utc
from cases.public.formats.column import Column, told
from cases.public.formats.listing import Listing, site_of


def write(request: HttpRequest, listing: Listing) -> bytes:
    """One page: {"count", "count_exact", "next", "previous", "results"}."""
    page, total, site = listing.page(), listing.total, site_of(request)
    path = site + request.path
    told = {
        "count": total.count,
        "count_exact": total.is_exact,
        "next": listing.link(path, after=page.next) if page.next else None,
        "previous": listing.link(path, before=page.previous) if page.previous else None,
        "results": [result(row, listing.columns, site) for row in page.rows],
    }
    return json.dumps(told).encode()


def result(row: dict[str, Any], columns: tuple[Column, ...], site: str) -> dict[str, Any]:
    """One row under the names of its columns."""
    values = map(plain, told(columns, row, site))
    return dict(zip((column.name for column in columns), values, strict=True))


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    match value:
        case datetime():
            return utc(value)
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return value
