"""The sitemap of everything public, with the translations of each page, and what else crawlers ask for."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from cms.delivery.answers import answers_everybody, public
from cms.delivery.models import Publication


class PublicationSitemap(Sitemap):
    """Every visible publication under the site's public address, whatever host the request named."""

    limit = 10_000

    def items(self) -> QuerySet[Publication]:
        return Publication.objects.visible().order_by("pk")

    def location(self, item: Publication) -> str:
        return item.path

    def lastmod(self, item: Publication) -> Any:
        return item.updated_at

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.PUBLIC_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.PUBLIC_URL).netloc

    def _urls(self, page: Any, protocol: str, domain: str) -> list[dict[str, Any]]:
        urls = super()._urls(page, protocol, domain)  # type: ignore[misc]  # Django's own, unknown to the stubs
        for url in urls:
            url["alternates"] = alternates(url["item"].document)
        return urls


def sitemap(request: HttpRequest) -> HttpResponse:
    """The map. Without a word on it a cache may guess for how long it is good, and names what was withdrawn since."""
    answers_everybody(request)
    return public(request, sitemaps.sitemap(request, {"pages": PublicationSitemap}))


def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers are asked to leave alone, and where the sitemap is."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /login/", f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")


def alternates(document: dict[str, Any]) -> list[dict[str, str]]:
    """The languages of a document with their addresses, itself included; none where it stands alone."""
    if not document["translations"]:
        return []
    languages = [document, *document["translations"]]
    return [
        {"location": f"{settings.PUBLIC_URL}{language['path']}", "lang_code": language["locale"]}
        for language in sorted(languages, key=lambda language: language["locale"])
    ]
