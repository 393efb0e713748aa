"""The pages of sign-in that are used here, of all that allauth has: no others have an address."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from cases.accounts import provider_urls
from cases.accounts.views import own, own_password, sign_out, to_own_password, to_sign_in

# In place of the admin's own, under its addresses and its names.
of_the_admin = [
    path("admin/login/", to_sign_in),
    path("admin/logout/", sign_out),
    path("admin/password_change/", to_own_password),
    path("admin/password_change/done/", to_own_password),
]

pages = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", sign_out, name="account_logout"),
    path("password/", own_password, name="account_change_password"),
    path("again/password/", own(account.reauthenticate), name="account_reauthenticate"),
    path("again/code/", own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("again/key/", own(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("sign-in/second/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("second-factor/", own(mfa.index), name="mfa_index"),
    path("second-factor/app/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/app/remove/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-factor/keys/", own(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("second-factor/keys/add/", own(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "second-factor/keys/<int:pk>/remove/",
        own(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("second-factor/codes/", own(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "second-factor/codes/file/",
        own(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path(
        "second-factor/codes/new/",
        own(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *of_the_admin,
    path("admin/account/", include(pages)),
]
if settings.OIDC_ISSUER:
    urlpatterns += provider_urls.urlpatterns
