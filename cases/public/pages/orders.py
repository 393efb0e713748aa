"""Protective orders that may be published, newest issued first: no person, no place."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from cases.kinds.orders import ORDER_KINDS, ORDER_STATUSES, ORDER_TERMS
from cases.public.formats.listing import Listing
from cases.public.pages.answers import about_people
from cases.public.pages.lists import Rows, list_page


@about_people
def order_list(request: HttpRequest) -> HttpResponse:
    return list_page(request, "orders", _orders)


def _orders(listing: Listing, rows: Rows, path: str) -> dict[str, Any]:
    return {
        "orders": [
            {
                **row,
                "kind": ORDER_KINDS.label(row["kind"]),
                "status": ORDER_STATUSES.label(row["status"]),
                "terms": [ORDER_TERMS.label(term) for term in row["terms"]],
            }
            for row in rows
        ]
    }
