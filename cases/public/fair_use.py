"""How many requests one address may send: a bucket that fills at an even rate.

Each process keeps its own buckets, in memory and for a minute: nothing is logged, and a reader
whose requests reach several processes may send as many times more.
"""

import math
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

WINDOW = 60
# A whole list, written and sent, is worth so many pages.
WHOLE_LIST = 10
MOST_READERS = 50_000


@dataclass(frozen=True)
class Allowance:
    """What a reader may still send. Seconds: until the bucket is full, and until it has one."""

    quota: int
    left: int
    full_in: int
    wait: int


class Buckets:
    """Of each reader, the moment at which the bucket will be full again."""

    def __init__(self) -> None:
        self._full_at: dict[str, float] = {}
        self._lock = Lock()

    def spend(self, reader: str, quota: int, now: float, price: int = 1) -> Allowance:
        """Take what a request is worth out of a reader's bucket, if there is as much in it."""
        step = WINDOW / quota * min(price, quota)
        with self._lock:
            full_at = max(self._full_at.get(reader, now), now)
            wait = full_at + step - now - WINDOW
            # The millionth part is what sums of fractions may be off by.
            if wait > WINDOW / quota / 1e6:
                return Allowance(quota, 0, math.ceil(full_at - now), math.ceil(wait))
            self._full_at[reader] = full_at + step
            self._keep_few(now)
        used = full_at + step - now
        left = math.floor((WINDOW - used) / (WINDOW / quota) + 1e-6)
        return Allowance(quota, left, math.ceil(used), 0)

    def _keep_few(self, now: float) -> None:
        if len(self._full_at) <= MOST_READERS:
            return
        self._full_at = {who: at for who, at in self._full_at.items() if at > now}
        # So many at once cannot be held apart; to forget is better than to refuse.
        if len(self._full_at) > MOST_READERS // 2:
            self._full_at.clear()


BUCKETS = Buckets()


def allowance_of_api(request: HttpRequest) -> Allowance | None:
    """Count this request to the API; None where no limit is set, or nobody knows whose it is."""
    return _spent(request, "api", settings.API_REQUESTS_PER_MINUTE)


def allowance_of_pages(request: HttpRequest, price: int = 1) -> Allowance | None:
    """Count this request for a page or a file likewise. The API's is another bucket: a program that
    runs away leaves the people of its newsroom their pages."""
    return _spent(request, "page", settings.PAGE_REQUESTS_PER_MINUTE, price)


def _spent(request: HttpRequest, what: str, quota: int, price: int = 1) -> Allowance | None:
    reader = reader_of(request)
    if quota <= 0 or not reader:
        return None
    return BUCKETS.spend(f"{what} {reader}", quota, monotonic(), price)


def reader_of(request: HttpRequest) -> str:
    """The address a request comes from; of IPv6 the network, since a household has one whole."""
    given = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        # The last entry is the proxy's own; a visitor may have written the others.
        given = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    try:
        address = ip_address(given)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network((address.packed[:8] + bytes(8), 64)))
    return given


def state(response: HttpResponseBase, allowed: Allowance) -> None:
    """Say in headers what is left, as the IETF draft has it."""
    response.headers["RateLimit-Policy"] = f'"requests";q={allowed.quota};w={WINDOW}'
    response.headers["RateLimit"] = f'"requests";r={allowed.left};t={allowed.full_in}'
    if allowed.wait:
        response.headers["Retry-After"] = str(allowed.wait)
