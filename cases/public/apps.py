from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "cases.public"
    label = "public"
