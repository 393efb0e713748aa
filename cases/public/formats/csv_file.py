"""CSV: the whole list asked for, streamed, one header row, labels beside codes."""

import csv
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from cases.public.dates import utc
from cases.public.formats.columns import charge_words, told
from cases.public.formats.listing import Listing, site_of

ROWS_AT_ONCE = 2000
# What spreadsheet programs run as a formula; an apostrophe makes it text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def cell(value: Any) -> str:
    """A value as one cell, never as a formula."""
    text = _text(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case datetime():
            return utc(value)
        case list():
            return "; ".join(charge_words(v) if isinstance(v, dict) else str(v) for v in value)
        case _:
            return str(value)


def respond(request: HttpRequest, listing: Listing) -> HttpResponseBase:
    """Send the list as a download, without a cap and without holding it in memory."""
    # Who asks for the headers alone is not made to wait for a file that nobody reads.
    body = lines(listing, site_of(request)) if request.method == "GET" else iter(())
    response = StreamingHttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{listing.name}.csv"'
    return response


def lines(listing: Listing, site: str) -> Iterator[str]:
    """The file in pieces of many rows each."""
    write: Callable[[list[str]], Any] = csv.writer(Echo()).writerow
    yield write([column.name for column in listing.columns])
    batch: list[str] = []
    # Inside a transaction the server-side cursor need not first gather all rows.
    with transaction.atomic(using="public"):
        for row in listing.whole().iterator(ROWS_AT_ONCE):
            batch.append(write([cell(value) for value in told(listing.columns, row, site)]))
            if len(batch) == ROWS_AT_ONCE:
                yield "".join(batch)
                batch.clear()
    yield "".join(batch)
