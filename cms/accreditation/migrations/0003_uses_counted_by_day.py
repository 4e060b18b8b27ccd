"""Uses of one link with one outcome on one day become one row that counts them."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import migrations
from django.utils import timezone


def count_by_day(apps, schema_editor):
    uses = apps.get_model("accreditation", "EmbargoLinkUse").objects.using(schema_editor.connection.alias)
    kept = {}
    for use in uses.filter(day=None).order_by("-at", "-pk"):
        use.day = timezone.localdate(use.at, ZoneInfo(settings.TIME_ZONE))
        last = kept.setdefault((use.link_id, use.day, use.outcome), use)
        if last is not use:
            last.number += use.number
    for use in kept.values():
        use.save(update_fields=["day", "number"])
    uses.filter(day=None).delete()


class Migration(migrations.Migration):
    dependencies = [("accreditation", "0002_uses_have_day_and_number")]

    operations = [migrations.RunPython(count_by_day, migrations.RunPython.noop)]
