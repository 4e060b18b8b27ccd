from django.db import migrations, models
from django.db.models import F
from django.utils import timezone

import cms.delivery.models

MAJOR = ("published", "withdrawn")
TECHNICAL = ("unpublished", "deleted")


def say_what_was_known(apps, schema_editor):
    """Until now every change counted as one of the text's own, and each document told of its last one."""
    apps.get_model("delivery", "Publication").objects.update(modified_at=F("updated_at"))
    changes = apps.get_model("delivery", "Change").objects
    changes.filter(kind__in=MAJOR).update(significance="major")
    changes.filter(kind__in=TECHNICAL).update(significance="technical")
    # What was published tells when its page was; in the log that is a little later.
    apps.get_model("delivery", "Publication").objects.filter(sequence__in=changes.filter(kind="published").values("sequence")).update(
        modified_at=changes.filter(sequence=models.OuterRef("sequence")).values("at")[:1]
    )


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0008_rows_that_are_not_seen'),
    ]

    operations = [
        migrations.AddField(
            model_name='publication',
            name='modified_at',
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='publication',
            name='fingerprint',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='change',
            name='significance',
            field=models.CharField(choices=[('major', 'Major'), ('minor', 'Minor'), ('technical', 'Technical')], default='minor', max_length=9, verbose_name='Significance'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='counter',
            name='epoch',
            field=models.CharField(default=cms.delivery.models.new_epoch, max_length=16),
        ),
        migrations.RunPython(say_what_was_known, migrations.RunPython.noop),
    ]
