from django.db import migrations, models

from cms.delivery.models import tie_break

AT_ONCE = 1_000


def say_the_order(apps, schema_editor):
    """As presenters say it from now on."""
    publications = apps.get_model("delivery", "Publication").objects
    some = []
    for row in publications.only("published_at", "key").iterator(AT_ONCE):
        row.tie_break = tie_break(row.published_at, row.key)
        some.append(row)
        if len(some) == AT_ONCE:
            publications.bulk_update(some, ["tie_break"])
            some = []
    publications.bulk_update(some, ["tie_break"])


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0009_how_much_changes_mean'),
    ]

    operations = [
        migrations.AddField(
            model_name='publication',
            name='tie_break',
            field=models.CharField(default='', max_length=50),
            preserve_default=False,
        ),
        migrations.RunPython(say_the_order, migrations.RunPython.noop),
    ]
