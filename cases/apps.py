from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "The record"

    def ready(self) -> None:
        from cases.grants import check  # noqa: F401 - registers the check of the roles
