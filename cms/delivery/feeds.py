"""What was published last, for feed readers: RSS 2.0, Atom and JSON Feed 1.1, of each type in each language.

A feed may be narrowed as lists are, `?topic=` among others. What it says of a publication follows from the store.
"""

from __future__ import annotations

import datetime
import json
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import feedgenerator, translation
from django.views.decorators.http import require_safe

from cms.content.filters import FilterKind
from cms.delivery import registry
from cms.delivery.answers import answers_everybody, keepable, public
from cms.delivery.api.service import refused
from cms.delivery.exchange import name_of
from cms.delivery.listing import Criteria, CriteriaError, checked, rows
from cms.delivery.models import EPOCH
from cms.delivery.once_published import missing, status_of
from cms.delivery.site_frame import public_languages, site_frame_for

ITEMS = 30


class Dated:
    """Tells when its newest item was changed; of a feed without any, the moment of the request is no moment of ours."""

    items: list[dict[str, Any]]

    def latest_post_date(self) -> datetime.datetime:
        return max((item["updateddate"] for item in self.items), default=EPOCH)


class RSSFeed(Dated, feedgenerator.Rss201rev2Feed):
    pass


class AtomFeed(Dated, feedgenerator.Atom1Feed):
    pass


class JSONFeed(Dated, feedgenerator.SyndicationFeed):
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), written as Django's other feeds are."""

    content_type = "application/feed+json"

    def write(self, outfile: Any, encoding: str) -> None:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"], "url": self.feed["author_link"]}],
            "items": [_json_item(item) for item in self.items],
        }
        json.dump(feed, outfile, ensure_ascii=False)


def _json_item(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": item["unique_id"],
        "url": item["link"],
        "title": item["title"],
        "content_text": item["description"],
        "date_published": item["pubdate"].isoformat(),
        "date_modified": item["updateddate"].isoformat(),
    }


FORMATS: dict[str, Any] = {
    "rss": RSSFeed,
    "atom": AtomFeed,
    "json": JSONFeed,
}


@require_safe
def feed(request: HttpRequest, locale: str, type_: str, format_: str) -> HttpResponse:
    """The newest of the type in the language; 404 for what the site has not, 400 and 422 for what no list is narrowed
    by, 410 for what is gone for good."""
    answers_everybody(request)
    if locale not in public_languages() or type_ not in registry.types():
        raise Http404("There is no such feed.")
    kinds = registry.filter_kinds([type_])
    if unknown := {name: "not known here" for name in request.GET if name not in kinds}:
        return keepable(request, refused(400, unknown))
    if doubled := {name: "given more than once" for name, values in request.GET.lists() if len(values) > 1}:
        return keepable(request, refused(400, doubled))
    try:
        criteria = Criteria((type_,), locale, _values(request, kinds))
    except CriteriaError as error:
        return keepable(request, refused(422, {str(error): "cannot be"}))
    columns = ("key", "summary", "published_at", "updated_at")
    found = rows(criteria, columns, count=ITEMS)
    if not found and (status := status_of(criteria.values)) is not HTTPStatus.OK:
        return keepable(request, missing(status))
    with translation.override(locale):
        written = _feed(request, locale, type_, FORMATS[format_])
    for row in found:
        written.add_item(
            title=row.summary["title"],
            link=f"{settings.PUBLIC_URL}{row.summary['path']}",
            description=row.summary["teaser"] or "",
            unique_id=name_of(row.key, locale),
            unique_id_is_permalink=False,
            pubdate=row.published_at or row.updated_at,
            updateddate=row.updated_at,
        )
    response = HttpResponse(written.writeString("utf-8"), content_type=FORMATS[format_].content_type)
    response["Content-Language"] = locale
    return public(request, response)


def _feed(request: HttpRequest, locale: str, type_: str, kind: Any) -> Any:
    """The feed without its items."""
    presenter = registry.presenter_of_type(type_)
    site_frame = site_frame_for(locale)
    name = site_frame.name or settings.SITE_NAME
    title = f"{presenter.plural if presenter else type_} – {name}"
    return kind(
        title=title,
        link=f"{settings.PUBLIC_URL}/{locale}/",
        description=title,
        language=locale,
        feed_url=f"{settings.PUBLIC_URL}{request.get_full_path()}",
        # Of Atom a must: RFC 4287, 4.1.1.
        author_name=site_frame.publisher or name,
        author_link=f"{settings.PUBLIC_URL}/{locale}/",
    )


def _values(request: HttpRequest, kinds: dict[str, FilterKind]) -> dict[str, tuple[str, ...]]:
    """What the feed is narrowed by; raises CriteriaError for what it cannot be."""
    return {name: (checked(kinds[name], str(value)),) for name, value in request.GET.items()}


def links(type_: str, locale: str) -> list[tuple[str, str]]:
    """The media types of the feeds of a type in a language, and their addresses."""
    return [
        (found.content_type.partition(";")[0], f"{settings.PUBLIC_URL}{reverse('feed', args=(locale, type_, name))}")
        for name, found in FORMATS.items()
    ]
