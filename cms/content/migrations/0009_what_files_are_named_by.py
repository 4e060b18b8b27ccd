"""Images and documents are named by keys in their addresses, documents have a SHA-256, and licences are chosen from a
list."""

import uuid
from contextlib import suppress
from hashlib import sha256

from django.db import migrations, models

import cms.content.licences

CHUNK = 256 * 1024


def name(apps, schema_editor):
    for model in ("CustomImage", "CustomDocument"):
        files = apps.get_model("content", model).objects.using(schema_editor.connection.alias)
        for pk in files.filter(key=None).order_by("pk").values_list("pk", flat=True).iterator():
            files.filter(pk=pk).update(key=uuid.uuid4())


def read(apps, schema_editor):
    """Read each document whose file is there; of the others nothing is said."""
    documents = apps.get_model("content", "CustomDocument").objects.using(schema_editor.connection.alias)
    for document in documents.order_by("pk").iterator():
        with suppress(OSError), document.file.storage.open(document.file.name) as file:
            found = sha256()
            while part := file.read(CHUNK):
                found.update(part)
            documents.filter(pk=document.pk).update(sha256=found.hexdigest())


def choose(apps, schema_editor):
    """What was written in words and is in the list is chosen from it; all else stays as a note."""
    images = apps.get_model("content", "CustomImage").objects.using(schema_editor.connection.alias)
    for licence in cms.content.licences.LICENCES.values():
        images.filter(licence=str(licence.name)).update(licence_id=licence.id, licence="")


LICENCES = cms.content.licences.CHOICES


class Migration(migrations.Migration):
    dependencies = [("content", "0008_language_of_files")]

    operations = [
        migrations.AddField("customimage", "key", models.UUIDField(null=True, editable=False)),
        migrations.AddField("customdocument", "key", models.UUIDField(null=True, editable=False)),
        migrations.AddField(
            "customdocument", "sha256", models.CharField(max_length=64, blank=True, default="", editable=False), False
        ),
        migrations.AddField(
            "customimage",
            "licence_id",
            models.CharField(
                "licence", max_length=20, blank=True, choices=LICENCES, help_text="What others may do with it."
            ),
        ),
        migrations.AlterField(
            "customimage",
            "licence",
            models.CharField(
                "note on the licence",
                max_length=200,
                blank=True,
                help_text="What the licence does not say by itself.",
            ),
        ),
        migrations.AddField(
            "sitetexts",
            "licence",
            models.CharField(
                "licence of the texts",
                max_length=20,
                choices=LICENCES,
                default=cms.content.licences.DEFAULT,
                help_text="What others may do with the texts that they take over from the API and the feeds.",
            ),
        ),
        migrations.RunPython(name, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(read, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(choose, migrations.RunPython.noop, elidable=True),
    ]
