from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Named apart from allauth's own app, which is called account."""

    name = "cases.accounts"
    label = "accounts"
    verbose_name = "Access"
