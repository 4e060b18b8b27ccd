"""Files by the addresses that they had."""

from typing import Any

from django.urls import reverse

from cms.content.models import CustomImage
from cms.content.presenting import image_version


def addresses_of_old(file: Any) -> list[str]:
    """The addresses that named a row of the database, which lead on."""
    if isinstance(file, CustomImage):
        return [reverse("image_of_old", args=(file.pk, image_version(file), 480))]
    return [reverse("document_of_old", args=(file.pk, file.version, file.filename))]
