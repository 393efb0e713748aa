"""CSV: the whole list asked for, one header row, labels beside codes. PostgreSQL writes it."""

from collections.abc import Iterator

from django.http import HttpRequest

from cases.public.formats.cells import rows_of_cells
from cases.public.formats.listing import Listing, site_of
from cases.public.formats.snapshot import written


def write(request: HttpRequest, listing: Listing) -> Iterator[bytes]:
    """The list as a file, without a cap and without holding it in memory."""
    query = rows_of_cells(listing.columns, listing.whole_sql(), site_of(request))
    return written(query, "FORMAT csv, HEADER")
