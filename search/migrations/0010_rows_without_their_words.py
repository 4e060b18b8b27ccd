"""On PostgreSQL, what is long of an entry is kept beside its row, so that those who count entries pass over few pages. Rows
that are there become so when they are written again: by `rebuild_search`, or by VACUUM FULL."""

from django.db import migrations

BESIDE = "ALTER TABLE search_vectors SET (toast_tuple_target = 128)"  # bytes of a row, the least that can be said
AS_BEFORE = "ALTER TABLE search_vectors RESET (toast_tuple_target)"


def keep_beside(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(BESIDE)


def keep_inside(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(AS_BEFORE)


class Migration(migrations.Migration):

    dependencies = [
        ("search", "0009_what_the_index_touched"),
    ]

    operations = [
        migrations.RunPython(keep_beside, keep_inside),
    ]
