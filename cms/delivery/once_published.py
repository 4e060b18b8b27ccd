"""By what publications could ever be narrowed: so feeds tell what is gone for good from what never was.

What nobody has published with is as what never was: that a topic is there already may betray what it is for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from wagtail.models import Page

from cms.delivery.chunks import chunks
from cms.delivery.errors import problem
from cms.delivery.models import OncePublished, Publication
from cms.delivery.tallies import MONTH, Counted


def remember(tallied: Iterable[tuple[Counted, int]]) -> None:
    """Note what more publications are counted as by now. Whoever calls this holds the counter, so that none is noted
    twice."""
    total = Counter[tuple[str, str]]()
    for what, number in tallied:
        if what.kind != MONTH:
            total[what.kind, what.value] += number
    found = set(+total)
    if not found:
        return
    known = _among(found)
    OncePublished.objects.bulk_create(
        OncePublished(kind=kind, value=value) for kind, value in sorted(found - known.keys())
    )
    for some in chunks(one.pk for one in known.values() if one.gone):
        OncePublished.objects.filter(pk__in=some).update(gone=False)


def on_post_delete(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Note that something is gone with its last language."""
    key = getattr(instance, "translation_key", None)
    # A page is told of twice, by its type and as a page: its base goes last.
    if key is None or (isinstance(instance, Page) and sender is not Page):
        return
    if not sender._default_manager.filter(translation_key=key).exists():
        OncePublished.objects.filter(value=str(key), gone=False).update(gone=True)


def status_of(values: Mapping[str, tuple[str, ...]]) -> HTTPStatus:
    """404 where nothing was ever published with one of these values, by kind; 410 where one is gone for good; else
    200, as of what is public itself, such as a series of which no event is announced yet."""
    wanted = {(kind, value) for kind, some in values.items() for value in some}
    known = _among(wanted)
    if any(not _is_public(value) for _kind, value in wanted - known.keys()):
        return HTTPStatus.NOT_FOUND
    return HTTPStatus.GONE if any(one.gone for one in known.values()) else HTTPStatus.OK


def _is_public(value: str) -> bool:
    """True for the id of something that can be read in any language."""
    try:
        key = UUID(value)
    except ValueError:
        return False
    return Publication.objects.visible().filter(key=key).exists()


def missing(status: HTTPStatus) -> HttpResponse:
    """The answer where nothing was published with what was asked for, or where that is gone for good."""
    is_gone = status is HTTPStatus.GONE
    detail = "What this was narrowed by was deleted." if is_gone else "Nothing was ever published with this."
    return problem(status, "Gone" if is_gone else "Not found", detail)


def _among(wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], OncePublished]:
    """Those of these kinds and values that are noted."""
    found = {}
    for some in chunks(value for _kind, value in wanted):
        found.update({(one.kind, one.value): one for one in OncePublished.objects.filter(value__in=some)})
    return {name: one for name, one in found.items() if name in wanted}
