from pathlib import Path

from django.db import migrations

from cases.sql import run

FOLDER = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("public", "0004_ready_after_a_restore"), ("cases", "0009_released")]
    operations = run("0005_giving_away", folder=FOLDER)
