"""What is grave is done only by whoever has just proved who they are (CJIS IA-11)."""

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from cases.accounts.drafts import keep_typed
from cases.accounts.standing import is_fresh


def asked_again(request: HttpRequest) -> HttpResponse | None:
    """Where the last proof is too old, the way to a new one; it leads back to this page, with
    everything that was typed but passwords."""
    if is_fresh(request):
        return None
    ways = get_adapter().get_reauthentication_methods(request.user)
    page = keep_typed(request)
    if not ways:
        # Whoever signs in elsewhere proves it there.
        logout(request)
        ways = [{"url": reverse("account_login")}]
    return HttpResponseRedirect(f"{ways[0]['url']}?{urlencode({'next': page})}")
