"""The desk of a translation says which files it has of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("translation", "0004_what_was_handed_over"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="own_facts",
            field=models.JSONField(default=dict),
        ),
    ]
