"""Publications as news agencies exchange them: ninjs 3.1 (https://iptc.org/standards/ninjs/)."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

import nh3
from bs4 import BeautifulSoup, Tag
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from cms.content.markdown import markdown_of, resolved
from cms.delivery import registry
from cms.delivery.api.parameters import Localised
from cms.delivery.api.schemas import timestamp
from cms.delivery.api.service import answer
from cms.delivery.exchange import absolute, name_of, row_of, twin_of
from cms.delivery.models import Tombstone
from cms.delivery.twins import main_part

STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}
# Of a page, the text itself: its heading stands in `headlines`.
TEXT, HEADING = "main > article, main > .with-aside > article", ".page-header"
TAGS = {
    *("a", "b", "strong", "i", "em", "p", "br", "ul", "ol", "li", "h2", "h3", "h4", "h5", "hr", "sub", "sup"),
    *("blockquote", "figure", "figcaption", "img", "dl", "dt", "dd", "section", "address", "time", "bdi"),
}
ATTRIBUTES = {"a": {"href", "hreflang"}, "img": {"src", "alt", "width", "height"}, "time": {"datetime"}, "*": {"lang"}}

router = Router(tags=["publications"])


class Standard(BaseModel):
    """The standard that the item follows."""

    name: str = Field(description="Its name.", examples=["ninjs"])
    version: str = Field(description="Its version.", examples=["3.1"])
    schema_: str = Field(alias="schema", description="The address of its JSON Schema.", examples=[STANDARD["schema"]])


class NewsItem(BaseModel):
    """A news item of ninjs 3.1; its standard says what else there may be."""

    standard: Standard = Field(description="The standard that the item follows.")
    uri: str = Field(
        description="Its name, which stays the same.",
        examples=["urn:x-newsroom:8105e912-7aa8-5123-abf8-fd773b187452:de"],
    )
    type: Literal["text", "event"] = Field(description="What the item is.")
    # As the standard spells them.
    pubStatus: Literal["usable", "canceled"] = Field(description="`canceled` once it was withdrawn.")  # noqa: N815
    versionCreated: str = Field(  # noqa: N815
        description="When it became what it is.", examples=["2026-11-29T09:30:00Z"]
    )
    language: str = Field(description="The language of the words.", examples=["de"])
    title: str | None = None
    edNote: str | None = Field(  # noqa: N815
        None,
        description="Of what was withdrawn: that it was, and why.",
        examples=["Zurückgezogen: Die Zahlen waren falsch."],
    )


@router.get(
    "{uuid:id}/ninjs",
    operation_id="get_ninjs",
    summary="Read a publication as ninjs 3.1",
    description="`id` is the same in every language. What was withdrawn has `pubStatus` `canceled` and says why.",
    response=NewsItem,
    by_alias=True,
)
def ninjs(request: HttpRequest, id: UUID, parameters: Query[Localised]) -> HttpResponse:
    locale = parameters.locale
    row = row_of(id, locale)
    if row is not None:
        with translation.override(locale):
            return answer(_usable(request, row), language=locale)
    tombstone = Tombstone.objects.filter(key=id, locale=locale).first()
    if tombstone is None:
        raise Http404
    return answer(_canceled(tombstone), language=locale)


def _usable(request: HttpRequest, row: Any) -> dict[str, Any]:
    presenter = registry.presenter_of_label(row.model)
    if presenter is None:
        raise Http404
    document = presenter.as_of(row.document, timezone.now())
    html = _text(main_part(request, row.model, row.document), absolute(document["path"]))
    found = {
        "standard": STANDARD,
        "uri": name_of(row.key, row.locale),
        "type": "text",
        "representationType": "full",
        "profile": row.type,
        "version": str(row.sequence),
        "firstCreated": timestamp(row.published_at or row.updated_at),
        "versionCreated": timestamp(row.modified_at),
        "pubStatus": "usable",
        "language": row.locale,
        "title": document["title"],
        "headlines": [{"role": "main", "value": document["title"]}],
        "descriptions": _values(document["teaser"]),
        "bodies": [
            {"role": "main", "contentType": "text/html", "value": html},
            {"role": "main", "contentType": "text/markdown", "value": markdown_of(html)},
        ],
        "renditions": [
            {"name": "web", "href": absolute(document["path"]), "contentType": "text/html"},
            {"name": "markdown", "href": absolute(twin_of(document["path"])), "contentType": "text/markdown"},
        ],
        "associations": [*_pictures(document), *map(_translation, document["translations"])],
        **presenter.ninjs(document),
    }
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def _canceled(tombstone: Tombstone) -> dict[str, Any]:
    """What is left of what was withdrawn: its name, so that receivers find what they are to take back, and the note."""
    with translation.override(tombstone.reason_locale or tombstone.locale):
        note = ": ".join(part for part in (_("Withdrawn"), tombstone.reason) if part)
    return {
        "standard": STANDARD,
        "uri": name_of(tombstone.key, tombstone.locale),
        "type": "text",
        "profile": tombstone.type,
        "versionCreated": timestamp(tombstone.withdrawn_at),
        "pubStatus": "canceled",
        "language": tombstone.locale,
        "edNote": note,
    }


def _text(main: str, address: str) -> str:
    """The text of a page as HTML without what only the page's own styles and scripts need, with absolute links."""
    soup = BeautifulSoup(main, "html.parser")
    text = soup.select_one(TEXT) or soup
    for part in text.select(f"{HEADING}, form, [aria-hidden=true]"):
        part.decompose()
    for element, name in [(found, "href") for found in text("a")] + [(found, "src") for found in text("img")]:
        _make_absolute(element, name, address)
    clean: str = nh3.clean(str(text), tags=TAGS, attributes=ATTRIBUTES, link_rel=None)
    return "\n".join(line.strip() for line in clean.splitlines() if line.strip())


def _make_absolute(element: Tag, name: str, address: str) -> None:
    if element.get(name):
        element[name] = resolved(str(element[name]), address)


def _pictures(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The image of a publication in all its sizes, with its words and its rights."""
    image = document.get("image")
    if not image or not image["sources"]:
        return []
    found = {
        "name": image["caption"] or image["alt"] or document["title"],
        "rel": "featured",
        "uri": absolute(image["sources"][-1]["path"]),
        "type": "picture",
        "descriptions": [*_values(image["caption"], "caption"), *_values(image["alt"], "alt")],
        "by": image["credit"],
        "usageTerms": image["licence"]["name"] if image["licence"] else image["licence_note"],
        "renditions": [
            {
                "name": f"w{source['width']}-{source['type'].partition('/')[2]}",
                "href": absolute(source["path"]),
                "contentType": source["type"],
                "width": source["width"],
                "height": source["height"],
            }
            for source in image["sources"]
        ],
    }
    return [{name: value for name, value in found.items() if value}]


def _translation(link: dict[str, Any]) -> dict[str, Any]:
    uri = name_of(link["id"], link["locale"])
    return {"name": link["title"], "rel": "translation", "uri": uri, "type": "text", "language": link["locale"]}


def _values(text: str | None, role: str = "") -> list[dict[str, str]]:
    return [{**({"role": role} if role else {}), "value": text}] if text else []
