"""What templates need to show a document: its dates, codes and links in the reader's words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms import locales
from cms.content import phones
from cms.content.presenting import WEBP
from cms.delivery import alternates as formats
from cms.delivery import languages, pieces, registry, structured_data
from cms.delivery.presenter import AGENCY_ZONE, LAST_SECOND, PAGES, Presenter, State

register = template.Library()

SLASHES_OF_FRONT_PAGE = 2  # as in /de/
MAX_FALLBACK = 960  # pixels of width
ANY_MARK = tuple('„“”»«"‚‘’')


# Addresses


@register.simple_tag
def newsroom_name() -> str:
    """What the newsroom is called in its own rooms."""
    return str(settings.SITE_NAME)


@register.simple_tag
def absolute(path: str) -> str:
    """The public address of a path."""
    return f"{settings.PUBLIC_URL}{path}"


@register.simple_tag
def page_href(query: str, number: int) -> str:
    """The link to that page of a list whose criteria are in the query; the first page needs no number."""
    parts = [query.removeprefix("?"), f"page={number}" if number > 1 else ""]
    return "?" + "&".join(part for part in parts if part)


@register.simple_tag
def current(path: str, here: str) -> str:
    """The value of aria-current for a menu's link: `page` on the page itself, `true` on those below it, else empty."""
    if path == here:
        return "page"
    below_front_page = path.count("/") > SLASHES_OF_FRONT_PAGE
    return "true" if below_front_page and here.startswith(path) else ""


@register.simple_tag(takes_context=True)
def page_link(context: template.Context, link: Mapping[str, Any]) -> SafeString:
    """A link to another page, with its language where that is not the document's."""
    locale = link["locale"]
    language = (
        ""
        if locale == context["doc"]["locale"]
        else format_html(' lang="{0}" hreflang="{0}" dir="{1}"', locale, direction(locale))
    )
    return format_html('<a href="{}"{}>{}</a>', link["path"], language, link["title"])


@register.filter
def index_path(document: Mapping[str, Any]) -> str:
    """The path of the list that the document stands in; empty where that list is not public."""
    lists = [link["path"] for link in document["breadcrumbs"][1:] if link["type"] == PAGES]
    return lists[-1] if lists else ""


@register.filter
def web_address(url: str | None) -> str:
    """The address where it is one of the web, else nothing."""
    return url if url and url.startswith(("https://", "http://")) else ""


@register.filter
def site_name(url: str) -> str:
    """A web address as people write it: without scheme, `www.` and a closing slash."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


@register.filter
def phone_parts(phone: str) -> tuple[phones.Part, ...]:
    """What is written as a phone number, each number in it with what a `tel:` link dials."""
    return phones.parts(phone)


# Days and times


@register.filter
def iso_date(value: str) -> str:
    """The day of an ISO date or moment, in the active language."""
    return date_format(_moment(value) if "T" in value else datetime.date.fromisoformat(value), "DATE_FORMAT")


def iso_time(value: str) -> str:
    """The time of day of an ISO time, in the active language."""
    return time_format(datetime.time.fromisoformat(value), "TIME_FORMAT")


@register.filter
def iso_datetime(value: str) -> str:
    """An ISO moment as day and time in the agency's zone; as a day alone where it is the end of one."""
    return period(value)


def period(starts_at: str, ends_at: str | None = None) -> str:
    """From when to when something lasts, in the agency's zone; the second day only where it is another one, and no
    time for what ends with its day."""
    begin = _moment(starts_at)
    words = {"day": date_format(begin, "DATE_FORMAT"), "begin": date_format(begin, "TIME_FORMAT")}
    if begin.time() == LAST_SECOND:
        return words["day"]
    end = _moment(ends_at) if ends_at else None
    if end is None or (end.time() == LAST_SECOND and end.date() == begin.date()):
        return _("%(day)s, %(begin)s") % words
    words |= {"last_day": date_format(end, "DATE_FORMAT"), "end": date_format(end, "TIME_FORMAT")}
    if end.time() == LAST_SECOND:
        return _("%(day)s, %(begin)s to %(last_day)s") % words
    if begin.date() == end.date():
        return _("%(day)s, %(begin)s to %(end)s") % words
    return _("%(day)s, %(begin)s to %(last_day)s, %(end)s") % words


def days(first: str, last: str) -> str:
    """From one ISO day to another, with no month or year said twice."""
    begin, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    if begin.year != end.year:
        short = "DATE_FORMAT"
    else:
        short = "MONTH_DAY_FORMAT" if begin.month != end.month else "DAY_FORMAT"
    words = {"day": date_format(begin, short), "last_day": date_format(end, "DATE_FORMAT")}
    return _("%(day)s to %(last_day)s") % words


@register.simple_tag
def hours(starts_at: str, ends_at: str | None = None) -> str:
    """From when to when on one day, of two ISO times."""
    words = {"begin": iso_time(starts_at)}
    return _("%(begin)s to %(end)s") % (words | {"end": iso_time(ends_at)}) if ends_at else words["begin"]


def _moment(value: str) -> datetime.datetime:
    return timezone.localtime(datetime.datetime.fromisoformat(value), AGENCY_ZONE)


# Words


@register.filter
def quoted(text: str, locale: str) -> str:
    """The text in the quotation marks of a language; as it is where it brings its own."""
    if text[:1] in ANY_MARK and text[-1:] in ANY_MARK:
        return text
    opening, closing = locales.language(locale).quotation_marks
    return f"{opening}{text}{closing}"


@register.simple_tag
def in_language(locale: str | None) -> SafeString:
    """The attributes of an element whose words are in that language; none where it is the active one, that of the page
    around it, or where there are no words."""
    if not locale or locale == get_language():
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', locale, direction(locale))


@register.filter
def bdi(text: str, locale: str | None) -> SafeString:
    """The text as a part of a sentence: it leaves the order of the words around it alone, and says its language where
    that is another one."""
    return format_html("<bdi{}>{}</bdi>", in_language(locale), text)


@register.filter
def person_line(person: Mapping[str, Any]) -> SafeString:
    """A person as a byline names them: name, function, organisation, each in its language."""
    own, organisation = person.get("locale", ""), person["organisation"] or {"name": "", "locale": ""}
    parts = ((person["name"], own), (person["function"], own), (organisation["name"], organisation["locale"]))
    return SafeString(f"{escape(mark(','))} ".join(bdi(text, locale) for text, locale in parts if text))


@register.simple_tag
def mark(sign: str) -> str:
    """A punctuation mark as the active language writes it, with the space that French puts before it."""
    return locales.language(get_language() or "").punctuation.get(sign, sign)


@register.filter
def state_label(state: str, type_: str) -> str:
    """What visitors read for the state of a publication of that type."""
    known = _state(state, type_)
    return str(known.label) if known else state


@register.filter
def state_kind(state: str, type_: str) -> str:
    """The kind of badge for the state of a publication of that type."""
    known = _state(state, type_)
    return known.badge if known else "info"


def _state(state: str, type_: str) -> State | None:
    presenter = registry.presenter_of_type(type_)
    return presenter.states.get(state) if presenter else None


@register.filter
def type_label(type_: str) -> str:
    """The name of a type in the singular."""
    presenter = registry.presenter_of_type(type_)
    return capfirst(str(presenter.singular)) if presenter else type_


@register.filter
def types_label(type_: str) -> str:
    """The name of a type in the plural."""
    presenter = registry.presenter_of_type(type_)
    return capfirst(str(presenter.plural)) if presenter else type_


@register.simple_tag
def card(item: Mapping[str, Any], level: int = 2) -> SafeString:
    """What lists show of a publication, by its summary, with a heading of that level."""
    presenter = registry.presenter_of_type(item["type"])
    return pieces.piece(presenter.card if presenter else Presenter.card, {"item": item, "level": level})


@register.simple_tag
def select(name: str, label: str, options: Iterable[tuple[str, str, str]], chosen: str) -> SafeString:
    """A field with these options, each as value, text and the text's language where that is not the page's."""
    given = {"name": name, "label": label, "options": list(options), "chosen": chosen}
    return pieces.piece("includes/select.html", given)


@register.filter
def facet_label(kind: str) -> str:
    """What visitors read for a kind of filter."""
    known = registry.filter_kinds().get(kind)
    return str(known.label) if known else kind


@register.filter
def extension(filename: str) -> str:
    """The kind of a file as people call it: PDF, DOCX; empty where the name has no ending."""
    return filename.rpartition(".")[2].upper() if "." in filename else ""


@register.filter
def lookup(mapping: Mapping[str, Any], key: str) -> Any:
    """The value under a key that the template language cannot spell; None where there is none."""
    return mapping.get(key) if mapping else None


# Languages


@register.filter
def language_choice(here: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The languages to choose from, in the one order that every page has."""
    return languages.choice(here, others)


@register.filter
def direction(locale: str) -> str:
    """The writing direction of a language."""
    return locales.language(locale).direction


@register.filter
def language_name(locale: str) -> str:
    """What a language calls itself."""
    return locales.language(locale).own_name


@register.filter
def alternates(doc: dict[str, Any]) -> Iterator[formats.Alternate]:
    """The formats in which the page can be read besides HTML."""
    return formats.of(doc)


@register.simple_tag(takes_context=True)
def json_ld(context: template.Context) -> SafeString:
    """What search engines read of the page."""
    return structured_data.script(context["presenter"], context["doc"], context["site_frame"], context["changed_at"])


@register.filter
def og_locale(locale: str) -> str:
    """A language as Open Graph spells it, with a territory."""
    return locales.language(locale).open_graph


# Images


@register.filter
def licence_link(licence: Mapping[str, Any]) -> SafeString:
    """The name of a licence, which leads to its text where it has one."""
    if not licence["url"]:
        return format_html("<bdi>{}</bdi>", licence["name"])
    return format_html('<a href="{}" rel="license">{}</a>', licence["url"], licence["name"])


@register.filter
def srcset(image: Mapping[str, Any]) -> str:
    """All sizes of an image for the browser to choose from."""
    return ", ".join(f"{source['path']} {source['width']}w" for source in _shown(image))


def _shown(image: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The sizes in the format that pages show, which all browsers know."""
    return [source for source in image["sources"] if source["type"] == WEBP.media_type]


@register.filter
def fallback(image: Mapping[str, Any]) -> Mapping[str, Any]:
    """The size for browsers that cannot choose: the largest that is no wider than a column of text."""
    sources = _shown(image)
    return next((source for source in reversed(sources) if source["width"] <= MAX_FALLBACK), sources[0])
