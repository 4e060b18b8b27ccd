"""What the library says of its images and files can be translated: it gets a place of its own in every language, filled
with what is there in the site's first one."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


def say_of_each(apps, schema_editor):
    locale = apps.get_model("wagtailcore", "Locale").objects.filter(language_code=settings.LANGUAGE_CODE).first()
    if locale is None:  # a new database
        return
    for name, of, fields in (
        ("ImageTexts", "CustomImage", ("alt_text", "caption", "credit")),
        ("FileTexts", "CustomDocument", ("title",)),
    ):
        texts = apps.get_model("content", name)
        for file in apps.get_model("content", of).objects.order_by("pk").iterator():
            said = {field: getattr(file, field) for field in fields}
            if any(said.values()):
                texts.objects.create(file_id=file.pk, locale=locale, **said)


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0003_image_dimensions_as_shown'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='FileTexts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='content.customdocument', verbose_name='document')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
            ],
            options={
                'verbose_name': 'title of a file',
                'verbose_name_plural': 'titles of files',
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('file', 'locale'), name='one_filetexts_per_file_and_locale')],
                'unique_together': {('translation_key', 'locale')},
            },
        ),
        migrations.CreateModel(
            name='ImageTexts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('alt_text', models.CharField(blank=True, max_length=255, verbose_name='alternative text')),
                ('caption', models.CharField(blank=True, max_length=400, verbose_name='caption')),
                ('credit', models.CharField(blank=True, max_length=200, verbose_name='credit')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='content.customimage', verbose_name='image')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
            ],
            options={
                'verbose_name': 'texts of an image',
                'verbose_name_plural': 'texts of images',
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('file', 'locale'), name='one_imagetexts_per_file_and_locale')],
                'unique_together': {('translation_key', 'locale')},
            },
        ),
        migrations.RunPython(say_of_each, migrations.RunPython.noop),
    ]
