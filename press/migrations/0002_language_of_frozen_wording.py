"""Frozen wordings say in which language they are. What is there is in the language of its release where the boilerplate
says something in it, else in the boilerplate's own."""

import django.db.models.deletion
from django.db import migrations, models


def say_languages(apps, schema_editor):
    FrozenWording = apps.get_model("press", "FrozenWording")
    Boilerplate = apps.get_model("content", "Boilerplate")
    BoilerplateWording = apps.get_model("content", "BoilerplateWording")
    for kept in FrozenWording.objects.select_related("page", "boilerplate"):
        own, others = kept.page.locale_id, kept.boilerplate.locale_id
        same = BoilerplateWording.objects.filter(
            boilerplate__translation_key=kept.boilerplate.translation_key, text=kept.text
        )
        said_in = set(same.values_list("boilerplate__locale_id", flat=True))
        if not said_in:  # worded anew since
            texts = Boilerplate.objects.filter(translation_key=kept.boilerplate.translation_key, live=True)
            said_in = set(texts.values_list("locale_id", flat=True))
        kept.locale_id = own if own in said_in else others
        kept.save(update_fields=["locale"])


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0001_initial"),
        ("press", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name="frozenwording",
            name="locale",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wagtailcore.locale"
            ),
        ),
        migrations.RunPython(say_languages, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="frozenwording",
            name="locale",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wagtailcore.locale"
            ),
        ),
    ]
