"""The sitemap of everything public, in parts, with the translations of each page, and what else crawlers ask for.

A part holds the rows of so many numbers in succession: it is found without counting those before it, and nothing moves
from one part to another when something comes or goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import CharField, F, Max
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from cms.delivery.answers import answers_everybody, public
from cms.delivery.models import Publication, PublicationQuerySet

NUMBERS_EACH = 5_000  # numbers of rows in one part, so that it has no more addresses
ROWS_AT_ONCE = 500  # read from the database

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
QUOTES = {'"': "&quot;"}


def sitemap(request: HttpRequest) -> HttpResponse:
    """The index: all parts that hold anything, each with the moment of the newest change in it."""
    return _xml(request, _index())


def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """One part, counted from 1; raises Http404 where it would be empty."""
    answers_everybody(request)
    if not _in_part(number).exists():
        raise Http404
    return _xml(request, _part(number))


def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers are asked to leave alone, and where the sitemap is."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /login/", f"Sitemap: {_absolute(reverse('sitemap'))}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")


def addresses() -> list[str]:
    """The paths of the index and of all parts that there may be."""
    newest = Publication.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return [reverse("sitemap"), *(_path(number) for number in range(1, -(-newest // NUMBERS_EACH) + 1))]


def _index() -> Iterator[str]:
    yield f'{DECLARATION}<sitemapindex xmlns="{NAMESPACE}">\n'
    rows = Publication.objects.visible().annotate(part=(F("pk") - 1) / NUMBERS_EACH + 1).order_by("part")
    for number, newest in rows.values_list("part").annotate(newest=Max("modified_at")):
        lastmod = newest.isoformat(timespec="seconds")
        yield f"<sitemap><loc>{escape(_absolute(_path(number)))}</loc><lastmod>{lastmod}</lastmod></sitemap>\n"
    yield "</sitemapindex>\n"


def _part(number: int) -> Iterator[str]:
    """A message with a language in the part is read as a whole, as each language names all of them."""
    yield f'{DECLARATION}<urlset xmlns="{NAMESPACE}" xmlns:xhtml="{XHTML}">\n'
    first, last = _numbers(number)
    languages = Publication.objects.visible().filter(key__in=_in_part(number).values("key")).order_by("key", "locale")
    # As text, as the database keeps it: five thousand of each are not made into objects and back.
    group, moment_as_text = Cast("key", CharField()), Cast("modified_at", CharField())
    rows = languages.values_list(group, "pk", "locale", "path", moment_as_text).iterator(ROWS_AT_ONCE)
    for _group, found in groupby(rows, key=itemgetter(0)):
        message = [(pk, locale, escape(_absolute(path), QUOTES), moment) for _group, pk, locale, path, moment in found]
        links = "".join(_alternate(locale, address) for _pk, locale, address, _moment in message)
        for pk, _locale, address, moment in message:
            if first <= pk <= last:
                day, time = moment[:10], moment[11:19]
                lastmod = f"<lastmod>{day}T{time}+00:00</lastmod>"
                yield f"<url><loc>{address}</loc>{lastmod}{links if len(message) > 1 else ''}</url>\n"
    yield "</urlset>\n"


def _numbers(part: int) -> tuple[int, int]:
    """The first and the last number of a row that belong to the part."""
    return (part - 1) * NUMBERS_EACH + 1, part * NUMBERS_EACH


def _in_part(part: int) -> PublicationQuerySet:
    first, last = _numbers(part)
    return Publication.objects.visible().filter(pk__gte=first, pk__lte=last)


def _path(part: int) -> str:
    return reverse("sitemap_part", args=(part,))


def _absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


def _alternate(locale: str, address: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{locale}" href="{address}"/>'


def _xml(request: HttpRequest, pieces: Iterable[str]) -> HttpResponse:
    """The answer to everybody, with one copy of it in memory. Without a word on it a cache may guess for how long it
    is good, and names what was withdrawn since."""
    answers_everybody(request)
    body = BytesIO()
    body.writelines(piece.encode() for piece in pieces)
    response = HttpResponse(body.getvalue(), content_type="application/xml", headers={"X-Robots-Tag": "noindex"})
    return public(request, response)
