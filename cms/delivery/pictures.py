"""Pictures are made ahead: what is published goes to the outbox with its images, and what is approved for later when it
is approved, and a worker makes their widths."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils import timezone
from wagtail.models import Revision

from cms.content.models import CustomImage
from cms.delivery import files, registry
from cms.delivery.models import Publication, PublicationSource
from cms.delivery.presenting import present
from cms.delivery.sources import Source
from cms.delivery.visibility import Visibility
from cms.outbox import outbox

log = logging.getLogger(__name__)

KIND = "pictures"


def follow(sender: Any, written: Iterable[Publication], **kwargs: Any) -> None:
    """Order the pictures that what was published shows and that nobody has made so far."""
    written = list(written)
    prefetch_related_objects(written, "sources")
    shown = _images(source for row in written for source in row.sources.all())
    for image in CustomImage.objects.filter(pk__in=shown) if shown else ():
        specs = files.pictures(image)
        if image.renditions.filter(filter_spec__in=specs).count() < len(specs):
            outbox.put(KIND, {"image": image.pk})


def follow_version(sender: Any, instance: Revision, update_fields: Any = None, **kwargs: Any) -> None:
    """Order the pictures of a version that is approved for later: they are there when it goes out."""
    if instance.approved_go_live_at is None or update_fields is None or "approved_go_live_at" not in update_fields:
        return
    if registry.presenter_of_content_type(instance.content_type_id) is not None:
        outbox.put(KIND, {"version": instance.pk})


def deliver(delivery_id: UUID, payload: Any) -> None:
    """Make the image, or all that the version shows, in all that it is offered in; nothing for what is gone or has no
    file."""
    shown = {payload["image"]} if "image" in payload else _shown_by(payload["version"])
    for image in CustomImage.objects.filter(pk__in=shown) if shown else ():
        if image.file and image.file.storage.exists(image.file.name):
            for spec in files.pictures(image):
                image.get_rendition(spec)


def _shown_by(version: int) -> set[int]:
    """The images that the version shows, if it is still approved for later and can be presented."""
    for revision in Revision.objects.filter(pk=version).exclude(approved_go_live_at=None):
        try:
            return _images(present(revision.as_object(), Visibility(timezone.now())).sources)
        except Exception:
            log.exception("Could not present what is approved for later of page %s", revision.object_id)
    return set()


def _images(sources: Iterable[Source | PublicationSource]) -> set[int]:
    return {int(source.value) for source in sources if source.kind == CustomImage._meta.label_lower}
