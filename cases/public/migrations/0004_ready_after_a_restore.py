from pathlib import Path

from django.db import migrations

from cases.sql import run

FOLDER = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("public", "0002_publishing"), ("cases", "0008_destroying")]
    operations = run("0004_ready_after_a_restore", folder=FOLDER)
