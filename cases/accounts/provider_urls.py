"""The two addresses of single sign-on; routed where the settings name a provider."""

from allauth.socialaccount.providers.openid_connect.views import callback, login
from django.urls import path

urlpatterns = [
    path(
        "admin/account/single-sign-on/<slug:provider_id>/", login, name="openid_connect_login"
    ),
    path(
        "admin/account/single-sign-on/<slug:provider_id>/back/",
        callback,
        name="openid_connect_callback",
    ),
]  # fmt: skip
