from django.db import migrations

from cases.sql import run


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_record")]
    operations = run(
        "0003_guards",
        "0003_permanence",
        "0003_people",
        "0003_lineage",
        "0003_rules",
        "0003_touched",
        "harden_audit",
    )
