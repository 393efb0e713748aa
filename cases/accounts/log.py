"""Writes the access log. What the database sees happen by itself, its triggers write."""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from cases.accounts.kinds import ACCESS
from cases.accounts.models import Entry


def note(
    kind: str, request: HttpRequest | None, *, who: str = "", whom: str = "", what: str = ""
) -> None:
    """Add a line: by default in the name of whoever is signed in, from where the request came."""
    user: Any = getattr(request, "user", None)
    if not who and user is not None and user.is_authenticated:
        who = user.get_username()
    Entry(
        kind=ACCESS[kind].code,
        who=who,
        whom=whom[:150],
        what=what[:300],
        address=address_of(request) if request else None,
    ).save(force_insert=True)


def address_of(request: HttpRequest) -> str | None:
    """The address a request came from; behind a proxy, what the proxy itself wrote last."""
    given = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        given = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    try:
        return str(ip_address(given))
    except ValueError:
        return None


def network_of(address: str) -> str:
    """What counts as one place: an address; of IPv6 its /64, which a household has whole."""
    is_wide = isinstance(ip_address(address), IPv6Address)
    return str(ip_network(f"{address}/64", strict=False)) if is_wide else address


def account_named(typed: str) -> tuple[User | None, str]:
    """The account of a name, and how the log calls it. A name that no account has is told by a
    digest: it may be a password that was typed into the wrong field."""
    user = User.objects.filter(username__iexact=typed).order_by("pk").first() if typed else None
    if user is not None:
        return user, user.get_username()
    return None, f"unknown {salted_hmac('cases.accounts', typed.lower()).hexdigest()[:12]}"
