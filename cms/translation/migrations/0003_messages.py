"""Every page has its message: which language is the original is known by the translations asked for, or else it is the
site's first language, or else the oldest page."""

from collections import Counter

from django.conf import settings
from django.db import migrations


def make_messages(apps, schema_editor):
    Message = apps.get_model("content", "Message")
    Page = apps.get_model("wagtailcore", "Page")
    Job = apps.get_model("translation", "Job")
    Locale = apps.get_model("wagtailcore", "Locale")
    first = Locale.objects.filter(language_code=settings.LANGUAGE_CODE).values_list("pk", flat=True).first()
    sources = {}
    for key, locale in Job.objects.values_list("key", "source_locale"):
        sources.setdefault(key, Counter())[locale] += 1
    locales = {}
    for key, locale in Page.objects.order_by("pk").values_list("translation_key", "locale"):
        locales.setdefault(key, []).append(locale)
    Message.objects.bulk_create(
        (Message(key=key, original_locale_id=original(found, sources.get(key), first)) for key, found in locales.items()),
        batch_size=500,
        ignore_conflicts=True,
    )


def original(found, sources, first):
    if sources:
        return sources.most_common(1)[0][0]
    return first if first in found else found[0]


class Migration(migrations.Migration):
    dependencies = [
        ("translation", "0002_extraction_stamp"),
        ("content", "0002_message"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make_messages, migrations.RunPython.noop)]
