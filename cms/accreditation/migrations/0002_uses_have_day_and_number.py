from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accreditation", "0001_initial")]

    operations = [
        migrations.AddField("embargolinkuse", "day", models.DateField(verbose_name="day", null=True)),
        migrations.AddField(
            "embargolinkuse", "number", models.PositiveIntegerField(default=1, verbose_name="number")
        ),
        migrations.AlterField("embargolinkuse", "at", models.DateTimeField(verbose_name="last time")),
    ]
