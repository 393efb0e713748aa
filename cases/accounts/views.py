"""The desk's ways in and out that allauth has no page for."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from cases.accounts.log import note


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Where the admin sends whoever may not come in."""
    if request.user.is_authenticated:
        raise PermissionDenied
    asked = {REDIRECT_FIELD_NAME: request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")}
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode(asked)}")


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
