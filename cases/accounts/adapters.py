"""How allauth signs people in here: by user name, staff only, and telling nobody why not."""

from base64 import urlsafe_b64encode
from typing import Any

import pghistory
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes

from cases.accounts.lockout import MINUTES, guessed, standing
from cases.accounts.log import account_named, address_of, note
from cases.accounts.standing import begin, is_fresh

# The same for a wrong name, a wrong password, a locked account and one that is switched off.
REFUSED = (
    "That user name and password do not let you in. After five failures an account is locked for "
    f"{MINUTES} minutes; a user administrator can release it sooner."
)
WRONG_CODE = (
    "That code is not right, or was used already. After five failures the account is locked for "
    f"{MINUTES} minutes; a user administrator can release it sooner."
)


class AccountAdapter(DefaultAccountAdapter):
    """Signs in staff, keeps the lock-out, and writes the access log."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": REFUSED,
        "too_many_login_attempts": REFUSED,
        "account_inactive": REFUSED,
        "incorrect_password": REFUSED,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The account, where its name and password fit, it is staff's, and it is not locked."""
        typed, password = credentials.get("username", ""), credentials.get("password", "")
        _, whom = account_named(typed)

        def check() -> Any:
            # A password may be stored anew at this moment, by a stronger method than before; what
            # is told of that must not be told of anything later in the same request.
            with pghistory.context(rehash="true"):
                user: Any = AuthenticationBackend().authenticate(
                    request, username=typed, password=password
                )
                pghistory.context(rehash="")
            AuthenticationBackend.unstash_authenticated_user()
            if user is None or not user.is_staff:
                return None
            user.backend = settings.AUTHENTICATION_BACKENDS[0]
            return user

        return guessed(request, whom, kind="PASSWORD_WRONG", check=check)

    def reauthenticate(self, user: Any, password: str) -> bool:
        found = self.authenticate(context.request, username=user.username, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Signing in is a proof too; allauth would ask for another right after it."""
        return not is_fresh(context.request)

    def pre_login(self, request: HttpRequest, user: Any, **given: Any) -> HttpResponse | None:
        """Whichever way somebody comes in, nobody does who is locked out or switched off."""
        whom = user.get_username()
        if user.is_active and user.is_staff and not standing(whom, request).is_refused:
            return None
        note("STILL_LOCKED", request, whom=whom)
        messages.error(request, REFUSED)
        return HttpResponseRedirect(reverse("account_login"))

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        begin(request)

    def post_login(self, request: HttpRequest, user: Any, **given: Any) -> HttpResponse:
        records = get_authentication_records(request, user)
        ways = [str(record.get("type") or record["method"]) for record in records]
        note("SIGNED_IN", request, whom=user.get_username(), what=" and ".join(ways))
        answer: HttpResponse = super().post_login(request, user, **given)
        return answer

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.mfa.stages.AuthenticateStage": "cases.accounts.provider.SecondFactorStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request) or "0.0.0.0"  # noqa: S104 - no address to listen at

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("admin:index")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *given: Any,
        **further: Any,
    ) -> None:  # fmt: skip
        """Where nobody is told anything new, nothing is said."""
        if message_template not in (
            "account/messages/logged_in.txt", "account/messages/logged_out.txt",
        ):  # fmt: skip
            super().add_message(request, level, message_template, *given, **further)


class MFAAdapter(DefaultMFAAdapter):
    """Second factors: called by the user's name, and stored encrypted."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def get_totp_issuer(self) -> str:
        return f"Courtledger {context.request.get_host()}"

    def _get_user_identifier(self, user: Any) -> str:
        name: str = user.get_username()
        return name

    def _get_site_name(self) -> str:
        return "Courtledger"

    def encrypt(self, text: str) -> str:
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _vault().decrypt(encrypted_text.encode()).decode()


def _vault() -> MultiFernet:
    """Keys made of the site's secrets: the present one first, those before it still read."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [
        salted_hmac("cases.accounts.vault", b"", secret=force_bytes(each), algorithm="sha256")
        for each in secrets
    ]
    return MultiFernet([Fernet(urlsafe_b64encode(digest.digest())) for digest in digests])
