"""At ten million cases an index that nobody needs is half a gigabyte, and slows every write."""

import pytest
from django.apps import apps
from django.db import connection

TABLES = [
    model._meta.db_table
    for app in ("cases", "public")
    for model in apps.get_app_config(app).get_models()
]

# Plain indexes whose columns are the first ones of another index of the same table: whatever
# they find, that one finds as well. A foreign key gets such an index unless db_index=False.
SUPERFLUOUS = """
    SELECT i.indexrelid::regclass::text, o.indexrelid::regclass::text
    FROM pg_index i JOIN pg_index o ON o.indrelid = i.indrelid AND o.indexrelid <> i.indexrelid
    JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class d ON d.oid = o.indexrelid
    WHERE i.indrelid = ANY (%s::text[]::regclass[]) AND c.relam = d.relam
      AND NOT i.indisunique AND i.indnatts = i.indnkeyatts AND i.indexprs IS NULL
      AND i.indpred IS NOT DISTINCT FROM o.indpred
      AND (o.indkey::int2[])[0:i.indnkeyatts - 1] = (i.indkey::int2[])[0:i.indnkeyatts - 1]
      AND (o.indclass::oid[])[0:i.indnkeyatts - 1] = (i.indclass::oid[])[0:i.indnkeyatts - 1]
      AND (o.indoption::int2[])[0:i.indnkeyatts - 1] = (i.indoption::int2[])[0:i.indnkeyatts - 1]
"""


@pytest.mark.django_db
def test_no_index_begins_another() -> None:
    with connection.cursor() as cursor:
        cursor.execute(SUPERFLUOUS, [TABLES])
        assert cursor.fetchall() == []
