from pathlib import Path

from django.db import migrations

from cases.desk.roles import make_roles
from cases.sql import run

FOLDER = Path(__file__).parent.parent / "sql"


def forwards(apps, schema_editor):
    """What a role may do is decided in the code of the day: see cases/desk/roles.py."""
    make_roles()


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0002_roles"),
        ("cases", "0008_destroying"),
        ("public", "0004_ready_after_a_restore"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]
    operations = [
        *run("0003_requests", "0003_doomed", "0003_destroy", folder=FOLDER),
        migrations.RunPython(forwards, migrations.RunPython.noop, elidable=False),
    ]
