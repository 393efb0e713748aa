"""allauth's forms in the words of the desk, with every wrong try counted and logged."""

from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.base.forms import AuthenticateForm as CodeForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms

from cases.accounts.lockout import guessed
from cases.accounts.log import note
from cases.accounts.standing import OWN_PASSWORD


def plain(form: forms.Form, **labels: str) -> None:
    """No words inside the boxes, which vanish with the first letter: labels above them."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].help_text = ""


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        plain(self, login="User name", password="Password")  # noqa: S106 - a label
        self.fields.pop("remember", None)


class PasswordAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        plain(self, password="Password")  # noqa: S106 - a label

    def clean_password(self) -> str:
        password: str = super().clean_password()
        note("CONFIRMED", context.request, whom=self.user.get_username(), what="password")
        return password


class OwnPasswordForm(ChangePasswordForm):
    """The present password is asked for, and guessing it is counted like any guess."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        plain(
            self,
            oldpassword="Present password",
            password1="New password",
            password2="New password, once more",
        )

    def clean_oldpassword(self) -> str:
        given: str = self.cleaned_data.get("oldpassword", "")
        if not account_adapter().reauthenticate(self.user, given):
            raise account_adapter().validation_error("enter_current_password")
        return given

    def save(self) -> None:
        super().save()
        context.request.session[OWN_PASSWORD] = True

    def clean(self) -> Any:
        cleaned = super().clean()
        old, new = (self.cleaned_data.get(name) for name in ("oldpassword", "password1"))
        if old and old == new:
            self.add_error("password1", "This is the present password. Choose another.")
        return cleaned


class CountedCode(forms.Form):
    """A code or a key that is wrong is a failure of the account like a wrong password."""

    user: Any
    entered = "code"
    again = False

    def counted(self, check: Any) -> Any:
        def tried() -> Any:
            try:
                return check()
            except forms.ValidationError:
                return None

        whom = self.user.get_username()
        found = guessed(context.request, whom, kind="CODE_WRONG", check=tried)
        if found is None:
            raise mfa_adapter().validation_error("incorrect_code")
        if self.again:
            note("CONFIRMED", context.request, whom=whom, what="second factor")
        return found


class SecondCodeForm(CountedCode, CodeForm):
    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        plain(self, code="Code from your authenticator app, or a recovery code")

    def clean_code(self) -> Any:
        return self.counted(super().clean_code)


class SecondCodeAgainForm(CountedCode, CodeAgainForm):
    again = True

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        plain(self, code="Code from your authenticator app, or a recovery code")

    def clean_code(self) -> Any:
        return self.counted(super().clean_code)


class KeyForm(CountedCode, AuthenticateWebAuthnForm):
    def clean_credential(self) -> Any:
        return self.counted(super().clean_credential)


class KeyAgainForm(CountedCode, ReauthenticateWebAuthnForm):
    again = True

    def clean_credential(self) -> Any:
        return self.counted(super().clean_credential)


class KeyAloneForm(LoginWebAuthnForm):
    """A passkey instead of name and password: nobody is named before it is checked."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except forms.ValidationError:
            note("CODE_WRONG", context.request, whom="unknown passkey")
            raise


class NewAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        plain(self, code="The six digits that the app shows")


class NewKeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        plain(self, name="What you call it")
        alone = self.fields["passwordless"]
        alone.label = "Sign in with it alone"
        alone.help_text = (
            "It then asks for your fingerprint, face or PIN, and no password is typed any more."
        )
