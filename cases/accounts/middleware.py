"""The desk's door: every request under /admin/ passes here, and none of the public's."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from urllib.parse import urlencode

import pghistory
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from cases.accounts import standing
from cases.accounts.drafts import keep_typed
from cases.accounts.log import address_of, note

DESK = "/admin/"
# Where accounts are changed: the database is told whose hand it is.
OF_ACCOUNTS = ("/admin/auth/", "/admin/account/")
# Open to whoever has still to change a given password or to make a second factor.
TO_FINISH = {
    "account_change_password", "account_reauthenticate", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "account_logout", "logout", "login", "password_change", "jsi18n",
}  # fmt: skip
TO_ENROLL = TO_FINISH | {
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn",
    "mfa_view_recovery_codes", "mfa_download_recovery_codes",
}  # fmt: skip
# Pages that ask by themselves, every few seconds: nobody has done anything.
BY_THEMSELVES = ("_progress",)


class AccountsMiddleware:
    """Ends what has lasted too long, leads to what is missing, and logs what is refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(DESK):
            return self.get_response(request)
        with signed(request):
            response = self.get_response(request)
        if response.status_code == 403:
            note("REFUSED", request, what=f"{request.method} {request.path}")
        if "Cache-Control" not in response.headers:
            add_never_cache_headers(response)
        return response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.path.startswith(DESK) or not request.user.is_authenticated:
            return None
        if standing.is_lapsed(request):
            return lapsed(request)
        name = request.resolver_match.url_name or ""
        if not name.endswith(BY_THEMSELVES):
            standing.touch(request)
        if not request.session.get(standing.OWN_PASSWORD, True):
            return None if name in TO_FINISH else onward(request, "account_change_password")
        if name not in TO_ENROLL and standing.lacks_second_factor(request):
            return onward(request, "mfa_index")
        return None


def signed(request: Any) -> AbstractContextManager[Any]:
    """Where accounts are changed, the log's triggers are told who does it, and from where."""
    if request.method != "POST" or not request.path.startswith(OF_ACCOUNTS):
        return nullcontext()
    user = request.user
    name = user.get_username() if user.is_authenticated else ""
    return pghistory.context(account=name, address=address_of(request) or "")


def lapsed(request: HttpRequest) -> HttpResponse:
    """End the session; what was being sent is kept, and signing in leads back to it."""
    page = keep_typed(request)
    note("LAPSED", request, whom=request.user.get_username())
    logout(request)
    if request.headers.get("Sec-Fetch-Dest", "document") not in ("document", ""):
        return JsonResponse({"why": "You are signed out."}, status=401)
    messages.warning(request, "You were signed out because of the time. Sign in to go on.")
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': page})}")


def onward(request: HttpRequest, name: str) -> HttpResponse:
    """To what has to be done before anything else."""
    return HttpResponseRedirect(reverse(name))
