from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accreditation", "0003_uses_counted_by_day")]

    operations = [
        migrations.AlterField("embargolinkuse", "day", models.DateField(verbose_name="day")),
        migrations.AddConstraint(
            "embargolinkuse",
            models.UniqueConstraint(fields=["link", "day", "outcome"], name="one_row_a_day"),
        ),
    ]
