"""Pictures are made ahead: what is published goes to the outbox with its images, and a worker makes their widths."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects

from cms.content.models import CustomImage
from cms.delivery import files
from cms.delivery.models import Publication
from cms.outbox import outbox

KIND = "pictures"


def follow(sender: Any, written: Iterable[Publication], **kwargs: Any) -> None:
    """Order the pictures that what was published shows and that nobody has made so far."""
    written = list(written)
    prefetch_related_objects(written, "sources")
    sources = (source for row in written for source in row.sources.all())
    shown = {int(source.value) for source in sources if source.kind == CustomImage._meta.label_lower}
    for image in CustomImage.objects.filter(pk__in=shown) if shown else ():
        specs = files.pictures(image)
        if image.renditions.filter(filter_spec__in=specs).count() < len(specs):
            outbox.put(KIND, {"image": image.pk})


def deliver(delivery_id: UUID, payload: Any) -> None:
    """Make the image in all that it is offered in; nothing for one that is gone or has no file."""
    image = CustomImage.objects.filter(pk=payload["image"]).first()
    if image is None or not image.file or not image.file.storage.exists(image.file.name):
        return
    for spec in files.pictures(image):
        image.get_rendition(spec)
