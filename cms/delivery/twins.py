"""What machines read in place of pages: the Markdown twin of each, and `llms.txt`, which says where everything is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bs4 import BeautifulSoup, SoupStrainer
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms import locales
from cms.content.markdown import escaped, link, markdown_of
from cms.delivery import errors, redirects, registry, tombstones
from cms.delivery.answers import answers_everybody, public
from cms.delivery.api.schemas import root
from cms.delivery.exchange import MARKDOWN, TWIN, absolute, twin_of
from cms.delivery.listing import Criteria, rows
from cms.delivery.site_frame import public_languages, site_frame_for
from cms.delivery.views import indexes, publication_at, show

NEWEST = 10  # of each type
TEASER = 200  # characters


@require_safe
def markdown(request: HttpRequest, path: str) -> HttpResponse:
    """The public page at the address that `index.md` stands at, with its lists, in Markdown; else where a redirect
    leads, a 410 or a 404, as for the page itself."""
    answers_everybody(request)
    address = request.path.removesuffix(TWIN)
    row = publication_at(address)
    html = main_part(request, row.model, row.document) if row else ""
    if not html:
        return _elsewhere(request, address)
    page = absolute(address)
    response = HttpResponse(f"{markdown_of(html, page)}\n", content_type=f"{MARKDOWN}; charset=utf-8")
    response["Link"] = f'<{page}>; rel="canonical"'
    return public(request, response)


def main_part(request: HttpRequest, model: str, document: dict[str, Any]) -> str:
    """The HTML of the document without the site frame; empty where pages of the model are not shown any more."""
    presenter = registry.presenter_of_label(model)
    if presenter is None:
        return ""
    shown = show(request, presenter, document).render()
    return str(BeautifulSoup(shown.content, "html.parser", parse_only=SoupStrainer("main"), from_encoding="utf-8"))


def _elsewhere(request: HttpRequest, address: str) -> HttpResponse:
    """Where a page has moved, its twin has; where it was withdrawn, so was its twin."""
    found = redirects.destination(address, address)
    if found is not None:
        to = twin_of(found.address) if publication_at(found.address) else found.address
        return public(request, redirects.moved(request, to, permanent=found.permanent))
    tombstone = tombstones.at(address)
    if tombstone is None:
        raise Http404("There is no such page.")
    return public(request, errors.gone(request, tombstone))


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """What the site is, and where its texts, lists, feeds and API are, in the site's first language
    (https://llmstxt.org)."""
    answers_everybody(request)
    locale = settings.LANGUAGE_CODE
    response = HttpResponse("\n".join([*_lines(locale), ""]), content_type="text/plain; charset=utf-8")
    response["Content-Language"] = locale
    return public(request, response)


def _lines(locale: str) -> Iterator[str]:
    site_frame = site_frame_for(locale)
    yield f"# {escaped(site_frame.name or settings.SITE_NAME)}"
    if site_frame.motto:
        yield from ("", f"> {escaped(site_frame.motto)}")
    yield from ("", _("Everything published here can be read as HTML, Markdown and JSON."))
    yield _("A page is in Markdown at its own address with “index.md” behind it.")
    yield from _section(_("Interfaces"), _interfaces(locale))
    front_pages = [(locales.language(code).own_name, twin_of(f"/{code}/")) for code in public_languages()]
    yield from _section(_("Languages"), front_pages)
    lists = indexes(locale)
    for type_ in registry.types():
        found = rows(Criteria((type_,), locale), ("summary",), count=NEWEST)
        presenter = registry.presenter_of_type(type_)
        if found and presenter is not None:
            of_list = [(_("The whole list"), twin_of(lists[type_]))] if type_ in lists else []
            feed = (_("Feed"), reverse("feed", args=(locale, type_, "rss")))
            yield from _section(capfirst(str(presenter.plural)), [*of_list, feed])
            yield from (_item(row.summary) for row in found)


def _interfaces(locale: str) -> list[tuple[str, str]]:
    return [
        (_("JSON API"), root()),
        (_("Description of the API (OpenAPI)"), f"{root()}openapi.json"),
        (_("All changes, in their order"), f"{root()}changes"),
        (_("Sitemap"), reverse("sitemap")),
        (_("Calendar of all events (iCalendar)"), reverse("calendar", args=(locale,))),
    ]


def _section(title: str, links: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield from ("", f"## {escaped(title)}", "")
    yield from (f"- {link(text, absolute(path))}" for text, path in links)


def _item(summary: Mapping[str, Any]) -> str:
    """The Markdown twin of a publication, and what it is about, on one line."""
    teaser = Truncator(" ".join((summary["teaser"] or "").split())).chars(TEASER)
    said = f": {escaped(teaser)}" if teaser else ""
    return f"- {link(summary['title'], absolute(twin_of(summary['path'])))}{said}"
