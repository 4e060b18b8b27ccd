"""Which entries the index took in or forgot of late."""

import secrets

from django.db import migrations, models


def begin(apps, schema_editor):
    """So that what is kept of the index has somewhere to begin."""
    apps.get_model("search", "Touched").objects.create(entry=0, token=secrets.token_hex(8))


class Migration(migrations.Migration):

    dependencies = [
        ("search", "0008_words_as_they_are_spelt"),
    ]

    operations = [
        migrations.CreateModel(
            name="Touched",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.BigIntegerField()),
                ("token", models.CharField(max_length=16)),
            ],
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
