"""The index knows of which year days are that a text names without one, the year of each text, and abbreviations like
WAS; words are learnt anew with their stems."""

from django.db import migrations


def begin_anew(apps, schema_editor):
    apps.get_model("search", "Word").objects.all().delete()
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute("DELETE FROM search_vectors" if postgresql else "DELETE FROM search_words")


class Migration(migrations.Migration):

    dependencies = [
        ("search", "0010_rows_without_their_words"),
    ]

    operations = [
        migrations.RunPython(begin_anew, migrations.RunPython.noop),
    ]
