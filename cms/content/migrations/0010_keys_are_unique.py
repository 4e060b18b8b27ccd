"""What was named before is named once; of its own, since PostgreSQL changes no table whose rows it has just changed."""

import uuid

from django.db import migrations, models

KEY = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)


class Migration(migrations.Migration):
    dependencies = [("content", "0009_what_files_are_named_by")]

    operations = [
        migrations.AlterField("customimage", "key", KEY),
        migrations.AlterField("customdocument", "key", KEY),
    ]
