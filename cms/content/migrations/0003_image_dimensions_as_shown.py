"""Width and height of images are those after the rotation that their files ask for."""

from contextlib import suppress

from django.db import migrations
from PIL import ExifTags, Image

LYING = {5, 6, 7, 8}  # orientations of pictures that are to be turned by a quarter


def measure(apps, schema_editor):
    """Measure each picture anew whose file is there; the others keep what is known of them."""
    images = apps.get_model("content", "CustomImage").objects.using(schema_editor.connection.alias)
    for image in images.order_by("pk").iterator():
        with suppress(OSError), image.file.storage.open(image.file.name) as file, Image.open(file) as picture:
            width, height = picture.size
            if picture.getexif().get(ExifTags.Base.Orientation) in LYING:
                images.filter(pk=image.pk).update(width=height, height=width)


class Migration(migrations.Migration):
    dependencies = [("content", "0002_message")]
    operations = [migrations.RunPython(measure, migrations.RunPython.noop, elidable=True)]
