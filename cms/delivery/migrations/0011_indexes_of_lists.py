from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0010_order_of_lists'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='publication',
            name='publication_lists',
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(fields=['type', 'locale', '-sort_at', '-tie_break'], name='publication_lists'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(fields=['locale', '-sort_at', '-tie_break'], name='publication_lists_of_all'),
        ),
    ]
