"""What a session has behind it: since when it is, when it was last used, what was proved when."""

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from cases.accounts.models import Entry

BEGUN, OWN_PASSWORD = "begun_at", "has_own_password"
IDLE = 30 * 60
LONGEST = 12 * 60 * 60
# Proof of who somebody is, for what is grave, is good for so long.
FRESH = 10 * 60
# The clock of a session is set no more often than this.
STEP = 60


def begin(request: HttpRequest) -> None:
    """Somebody has signed in just now."""
    request.session[BEGUN] = int(time.time())
    request.session[OWN_PASSWORD] = not has_given_password(request.user)


def is_lapsed(request: HttpRequest) -> bool:
    """Too long since it began, or since anything was done: CJIS AC-11 and IA-11."""
    return time.time() - request.session.get(BEGUN, 0) >= LONGEST or idle(request) >= IDLE


def idle(request: Any) -> float:
    """For how many seconds nothing was done before this request."""
    # Read first: a session is fetched when it is first asked for something.
    request.session.get(BEGUN)
    seen = request.session.seen_at
    return (timezone.now() - seen).total_seconds() if seen else 0.0


def touch(request: Any) -> None:
    """Something was done."""
    if idle(request) >= STEP:
        request.session.touch()


def is_fresh(request: Any) -> bool:
    """Whether whoever is signed in has proved who they are within the last ten minutes."""
    records = get_authentication_records(request, request.user)
    return any(time.time() - record["at"] < FRESH for record in records)


def lacks_second_factor(request: Any) -> bool:
    """Whether this session has to make a second factor before anything else."""
    if not settings.REQUIRE_MFA:
        return False
    records = get_authentication_records(request, request.user)
    if settings.OIDC_DOES_MFA and any(each["method"] == "socialaccount" for each in records):
        return False
    return not is_mfa_enabled(request.user, ["totp", "webauthn"])


def has_given_password(user: Any) -> bool:
    """Whether the password of an account is one that somebody else gave it."""
    if not user.has_usable_password():
        return False
    told = Entry.objects.filter(
        whom=user.get_username(), kind__in=("ACCOUNT_MADE", "PASSWORD_CHANGED")
    )
    latest = told.order_by("-pk").values_list("who", flat=True).first()
    return latest not in (None, "", user.get_username())
