"""A translation knows which of its own files are older than its original's."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("translation", "0005_own_facts_at_the_desk"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="own_files",
            field=models.JSONField(default=dict),
        ),
    ]
