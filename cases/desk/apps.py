from django.apps import AppConfig


class DeskConfig(AppConfig):
    """An app of its own: these tables are not the record, and no audit follows them."""

    name = "cases.desk"
    label = "desk"
    verbose_name = "Working papers"
