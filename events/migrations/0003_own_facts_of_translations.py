"""A translation may have files of its own in place of the original's; those that are there already are kept as such."""

from django.db import migrations, models

from cms.content.upgrading import keep_own_facts


def keep_files(apps, schema_editor):
    keep_own_facts(apps, apps.get_model("events", "MeetingDocumentationPage"), "downloads")


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0002_end_of_day"),
        ("content", "0002_message"),
        ("translation", "0005_own_facts_at_the_desk"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name="meetingdocumentationpage",
            name="own_fields",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.RunPython(keep_files, migrations.RunPython.noop),
    ]
