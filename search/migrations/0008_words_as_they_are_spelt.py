"""The index tells fördern from fordern: words are learnt anew, as they are spelt, when the index is filled again."""

from django.db import migrations


def begin_anew(apps, schema_editor):
    apps.get_model("search", "Word").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ("search", "0007_what_the_cluster_has_to_be_told"),
    ]

    operations = [
        migrations.RunPython(begin_anew, begin_anew),
    ]
