"""NDJSON: the whole list asked for, one JSON object per line. PostgreSQL writes it."""

from collections.abc import Iterator

from django.http import HttpRequest

from cases.public.formats.cells import rows_of_json
from cases.public.formats.listing import Listing, site_of
from cases.public.formats.snapshot import written

# JSON holds no control characters, so with these two for quote and delimiter nothing is quoted.
AS_IT_IS = r"FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02'"


def write(request: HttpRequest, listing: Listing) -> Iterator[bytes]:
    """The list as lines, each the object that the JSON page gives."""
    query = rows_of_json(listing.columns, listing.whole_sql(), site_of(request))
    return written(query, AS_IT_IS)
