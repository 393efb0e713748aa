from django.db import migrations

from cases.sql import run


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_parties_and_entries_are_sealed")]
    operations = run("0006_sealing", "harden_audit")
