"""What search engines read in a page: schema.org as JSON-LD 1.1, made from its document and the site frame alone."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.delivery.exchange import absolute
from cms.delivery.presenter import Presenter
from cms.delivery.site_frame import SiteFrame

Node = dict[str, Any]

PUBLISHER = "#publisher"
NO_WORKS = {"Event", "EventSeries"}  # of what is described: all else is a creative work
# What ends a script, opens a comment in it, or is a line's end to JavaScript alone.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script(
    presenter: Presenter[Any], document: Mapping[str, Any], site_frame: SiteFrame, changed_at: datetime.datetime
) -> SafeString:
    """The data block for the page's head: no browser executes it, so that no content policy asks for a nonce."""
    try:
        found = graph(presenter, document, site_frame, changed_at)
    except LookupError:  # a document that an earlier version wrote, until it is presented anew
        return SafeString("")
    written = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return format_html('<script type="application/ld+json">{}</script>', SafeString(written.translate(ESCAPES)))


def graph(
    presenter: Presenter[Any], document: Mapping[str, Any], site_frame: SiteFrame, changed_at: datetime.datetime
) -> Node:
    """What the page is about, who publishes it, and where it stands."""
    nodes = [_main(presenter.structured_data(document), document, changed_at), _publisher(site_frame)]
    if document["breadcrumbs"]:
        nodes.append(_breadcrumbs(document))
    return {"@context": "https://schema.org", "@graph": nodes}


def _main(own: Mapping[str, Any], document: Mapping[str, Any], changed_at: datetime.datetime) -> Node:
    """What all have, and what its type has of its own, which counts more."""
    address = absolute(document["path"])
    found: Node = {
        "@id": f"{address}#main",
        "name": document["title"],
        "url": address,
        "inLanguage": document["locale"],
        "description": document["description"] or document["teaser"],
        "image": _image(document.get("image")),
    }
    if own["@type"] not in NO_WORKS:
        found |= {
            "headline": document["title"],
            "datePublished": document["published_at"],
            "dateModified": changed_at.isoformat(timespec="seconds"),
            "publisher": {"@id": absolute(PUBLISHER)},
            "mainEntityOfPage": address,
        }
    return {name: value for name, value in {**found, **own}.items() if value not in (None, "", [])}


def _image(image: Mapping[str, Any] | None) -> Node | None:
    """The largest size of an image, with whom it is by."""
    if not image or not image["sources"]:
        return None
    largest = image["sources"][-1]
    found = {"@type": "ImageObject", "url": absolute(largest["path"])}
    found |= {"width": largest["width"], "height": largest["height"]}
    return {**found, "creditText": image["credit"]} if image["credit"] else found


def _publisher(site_frame: SiteFrame) -> Node:
    name = site_frame.publisher or site_frame.name or settings.SITE_NAME
    return {"@type": "Organization", "@id": absolute(PUBLISHER), "name": name, "url": absolute("/")}


def _breadcrumbs(document: Mapping[str, Any]) -> Node:
    """The way from the front page to the page itself."""
    links = [*document["breadcrumbs"], document]
    items = [
        {"@type": "ListItem", "position": number, "name": link["title"], "item": absolute(link["path"])}
        for number, link in enumerate(links, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
