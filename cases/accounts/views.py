"""The desk's ways in and out that allauth has no page for."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.views import password_change
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from cases.accounts.log import note


def own(view: Callable[..., Any]) -> Callable[..., Any]:
    """A page of somebody's own account: staff's, like everything else at the desk."""
    for_who_is_in = login_required(view)

    @wraps(view)
    def for_staff(request: Any, *args: Any, **given: Any) -> Any:
        if request.user.is_authenticated and not request.user.is_staff:
            raise PermissionDenied
        return for_who_is_in(request, *args, **given)

    return for_staff


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Where the admin sends whoever may not come in."""
    if request.user.is_authenticated:
        raise PermissionDenied
    asked = {REDIRECT_FIELD_NAME: request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")}
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode(asked)}")


@own
def own_password(request: Any) -> Any:
    """Whoever signs in elsewhere has no password here, and keeps theirs there."""
    if not request.user.has_usable_password():
        messages.info(request, "Your account has no password here: you sign in without one.")
        return HttpResponseRedirect(reverse("admin:index"))
    return password_change(request)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        note("SIGNED_OUT", request, whom=request.user.get_username())
        logout(request)
        messages.success(request, "You are signed out.")
    return HttpResponseRedirect(reverse("account_login"))


def to_own_password(request: HttpRequest) -> HttpResponse:
    """In place of the admin's own page."""
    return HttpResponseRedirect(reverse("account_change_password"))
