"""What texts show can be retired; nothing is so far."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0004_image_and_file_texts'),
    ]

    operations = [
        migrations.AddField(
            model_name='audience',
            name='retired',
            field=models.BooleanField(default=False, help_text='It stays where it is shown, and is not offered for other texts any more.', verbose_name='no longer offered'),
        ),
        migrations.AddField(
            model_name='boilerplate',
            name='retired',
            field=models.BooleanField(default=False, help_text='It stays where it is shown, and is not offered for other texts any more.', verbose_name='no longer offered'),
        ),
        migrations.AddField(
            model_name='contactpoint',
            name='retired',
            field=models.BooleanField(default=False, help_text='It stays where it is shown, and is not offered for other texts any more.', verbose_name='no longer offered'),
        ),
        migrations.AddField(
            model_name='customdocument',
            name='retired',
            field=models.BooleanField(default=False, help_text='It stays where it is shown, and is not offered for other texts any more.', verbose_name='no longer offered'),
        ),
        migrations.AddField(
            model_name='customimage',
            name='retired',
            field=models.BooleanField(default=False, help_text='It stays where it is shown, and is not offered for other texts any more.', verbose_name='no longer offered'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='retired',
            field=models.BooleanField(default=False, help_text='It stays where it is shown, and is not offered for other texts any more.', verbose_name='no longer offered'),
        ),
        migrations.AddField(
            model_name='person',
            name='retired',
            field=models.BooleanField(default=False, help_text='It stays where it is shown, and is not offered for other texts any more.', verbose_name='no longer offered'),
        ),
        migrations.AddField(
            model_name='topic',
            name='retired',
            field=models.BooleanField(default=False, help_text='It stays where it is shown, and is not offered for other texts any more.', verbose_name='no longer offered'),
        ),
        migrations.AddField(
            model_name='venue',
            name='retired',
            field=models.BooleanField(default=False, help_text='It stays where it is shown, and is not offered for other texts any more.', verbose_name='no longer offered'),
        ),
    ]
