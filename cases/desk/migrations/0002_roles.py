from django.db import migrations

from cases.desk.roles import make_roles


def forwards(apps, schema_editor):
    """What a role may do is decided in the code of the day: see cases/desk/roles.py."""
    make_roles()


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_desk"),
        ("cases", "0003_rules"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop, elidable=False)]
