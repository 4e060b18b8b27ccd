"""The index knows of which year days are that a text names without one, and abbreviations like WAS: it is filled anew."""

from django.db import migrations


def begin_anew(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute("DELETE FROM search_vectors" if postgresql else "DELETE FROM search_words")


class Migration(migrations.Migration):

    dependencies = [
        ("search", "0010_rows_without_their_words"),
    ]

    operations = [
        migrations.RunPython(begin_anew, migrations.RunPython.noop),
    ]
