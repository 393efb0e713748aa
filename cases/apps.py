from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "The record"

    def ready(self) -> None:
        from cases.grants import check  # noqa: F401 - registers the check of the roles

        # Registers the check that every field has its line in the policy.
        from cases.integrity import decided  # noqa: F401
