from django.db import migrations

from cases.sql import run


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_destruction")]
    operations = run("0008_destroying", "harden_audit")
