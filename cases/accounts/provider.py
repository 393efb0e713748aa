"""Single sign-on: whom the court's OpenID provider vouches for, if the account exists already."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from cases.accounts.log import note

REFUSED = (
    "The single sign-on knows you, but nobody of your name has an account here. A user "
    "administrator of the court makes accounts; yours must have the same user name."
)
FAILED = "The single sign-on did not let you in. Try again, or sign in with your password."


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Nobody gets an account by it; names are compared letter for letter."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the account by the name that the provider gives, at every sign-in anew."""
        told = sociallogin.account.extra_data
        claims = {**(told.get("id_token") or {}), **(told.get("userinfo") or {})}
        name = str(claims.get(settings.OIDC_USERNAME_CLAIM) or "")
        user = User.objects.filter(username=name, is_active=True, is_staff=True).first()
        if not name or user is None:
            note("PASSWORD_WRONG", request, whom="unknown", what="single sign-on")
            messages.error(request, REFUSED)
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
        sociallogin.user = user

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None,
        extra_context: Any = None,
    ) -> None:  # fmt: skip
        note("PASSWORD_WRONG", request, whom="unknown", what="single sign-on")
        messages.error(request, FAILED)
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))


class SecondFactorStage(AuthenticateStage):
    """Not asked for where the provider has asked for one, and the settings say that it does."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """What knows that the password was right is a new session: nobody planted it before."""
        asked: tuple[HttpResponse | None, bool] = super().handle()
        if asked[0] is not None:
            self.request.session.cycle_key()
        return asked

    def _should_handle(self, request: HttpRequest) -> bool:
        from_provider = "sociallogin" in (self.login.signal_kwargs or {})
        if from_provider and settings.OIDC_DOES_MFA:
            return False
        return bool(super()._should_handle(request))
