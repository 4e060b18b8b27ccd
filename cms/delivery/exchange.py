"""What all formats of others have in common: how a publication is called in them, and the row they are made from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, DateTimeField, UUIDField
from django.urls import reverse
from django.utils import timezone

from cms.delivery import registry
from cms.delivery.models import Publication, PublicationQuerySet
from cms.delivery.statements import Parameter, statement

COLUMNS = (
    *("key", "locale", "type", "model", "document", "sequence"),
    *("published_at", "updated_at", "modified_at", "over_at"),
)

MARKDOWN = "text/markdown"
TWIN = "index.md"  # behind the address of a page


def name_of(key: UUID | str, locale: str) -> str:
    """What a publication is called in the formats of others: never its address, which may change."""
    return f"urn:x-newsroom:{key}:{locale}"


def absolute(path: str) -> str:
    """The public address of a path."""
    return f"{settings.PUBLIC_URL}{path}"


def row_of(key: UUID, locale: str) -> Any:
    """These columns of the visible publication; None where there is none."""
    found = _rows(key=key, locale=locale, now=timezone.now())
    return found[0] if found else None


@statement
def _rows() -> PublicationQuerySet:
    now, locale = Parameter("now", DateTimeField()), Parameter("locale", CharField())
    found = Publication.objects.visible(at=now).filter(key=Parameter("key", UUIDField()), locale=locale)
    return found.values_list(*COLUMNS)  # type: ignore[return-value]


def twin_of(page_path: str) -> str:
    """The path of the Markdown twin of the page with that path."""
    return f"{page_path}{TWIN}"


def path_of_ninjs(document: dict[str, Any]) -> str:
    """The path of the news item of a document, with its language."""
    return f"{reverse('api-v1:get_ninjs', args=(document['id'],))}?locale={document['locale']}"


def _calendar_of(document: dict[str, Any]) -> str | None:
    """The path of the calendar in which the document, what belongs to it or what it lists stands."""
    presenter = registry.presenter_of_type(document["type"])
    if presenter is None:
        return None
    of_all = reverse("calendar", args=(document["locale"],))
    if presenter.in_calendar and document["date"]:
        return reverse("calendar_of_one", args=(document["locale"], document["id"]))
    if presenter.calendar_of:
        return f"{of_all}?{presenter.calendar_of}={document['id']}"
    return of_all if document.get("lists") in registry.calendar_types() else None


def formats_of(document: dict[str, Any]) -> dict[str, str | None]:
    """The addresses at which the document stands in other formats, by their names; `pdf` is that of a file of its
    own."""
    pdfs = (file["path"] for file in document.get("files", ()) if file["type"] == "application/pdf")
    paths = {
        "html": document["path"],
        "markdown": twin_of(document["path"]),
        "ninjs": path_of_ninjs(document),
        "ics": _calendar_of(document),
        "pdf": next(pdfs, None),
    }
    return {name: absolute(path) if path else None for name, path in paths.items()}
