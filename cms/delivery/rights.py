"""Images whose rights end by the day: their files are refused at once, and documents drop them at the next step."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils import timezone

from cms.content.models import CustomImage
from cms.content.models.media import agency_day
from cms.delivery.sources import object_source
from cms.delivery.store import touch


def lapsed() -> Iterator[tuple[str, Callable[[], None]]]:
    """Every image whose rights have ended since it was last looked at, as a description and what is to be done."""
    today = agency_day(timezone.now())
    for image in CustomImage.objects.filter(rights_until__lt=today, rights_ended=False).order_by("rights_until", "pk"):
        yield f"withdraw image {image}", _withdraw(image.pk)


def _withdraw(pk: int) -> Callable[[], None]:
    def action() -> None:
        # Read anew: somebody may have extended the rights since it was listed, or another scheduler done it.
        today = agency_day(timezone.now())
        for image in CustomImage.objects.select_for_update(of=("self",)).filter(
            pk=pk, rights_until__lt=today, rights_ended=False
        ):
            CustomImage.objects.filter(pk=image.pk).update(rights_ended=True)
            touch(object_source(image))

    return action
