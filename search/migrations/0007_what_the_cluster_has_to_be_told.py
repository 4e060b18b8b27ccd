"""What Elasticsearch has to be told, and of which languages it was told everything."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("search", "0006_admin_search"),
    ]

    operations = [
        migrations.CreateModel(
            name='Followed',
            fields=[
                ('locale', models.CharField(max_length=100, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='Noted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('publication', models.BigIntegerField()),
            ],
        ),
    ]
