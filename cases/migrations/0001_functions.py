from django.db import migrations

from cases.sql import run


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = run("0001_functions")
