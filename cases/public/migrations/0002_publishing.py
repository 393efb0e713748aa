from pathlib import Path

from django.db import migrations

from cases.sql import run

FOLDER = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("public", "0001_publication"),
        ("cases", "0009_released"),
    ]
    operations = run(
        "0002_guard",
        "0002_views",
        "0002_kinds",
        "0002_alike",
        "0002_document",
        "0002_statutes",
        "0002_narrow",
        "0002_spelling",
        "0002_names",
        "0002_compare",
        "0002_postings",
        "0002_publish",
        "0002_triggers",
        "0002_recount",
        "0002_vacuum",
        "0002_check",
        "0002_role",
        folder=FOLDER,
    )
