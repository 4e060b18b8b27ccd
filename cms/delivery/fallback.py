"""What readers get who ask for a page that does not exist in their language: decided per site setting, the same in
HTML and API."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Locale

from cms.content.models import MissingPages
from cms.delivery.languages import best_of
from cms.delivery.models import MAX_PATH, Publication
from cms.delivery.site_frame import texts_for


def shows_originals(language: str) -> bool:
    """True where readers of the language get the original of what it lacks, and no notice instead; False for a language
    that the site does not have at all."""
    locales = {locale.language_code: locale for locale in Locale.all_objects.all()}
    own, first = locales.get(language), locales.get(settings.LANGUAGE_CODE)
    if own is None:
        return False
    texts = texts_for(own, first)
    return texts is None or texts.missing_pages == MissingPages.ORIGINAL


def translations_at(path: str) -> list[Publication]:
    """The publications at the same place of another language's tree as `/<language>/<place>`, and all their
    translations; empty where there are none, and for other paths."""
    language, place = split(path)
    if not language or not Locale.all_objects.filter(language_code=language).exists():
        return []
    paths = [f"/{code}/{place}" for code, _name in settings.LANGUAGES if code != language]
    found = best_of(Publication.objects.visible().filter(path__in=paths))
    return list(Publication.objects.visible().filter(key=found.key, type=found.type)) if found else []


def split(path: str) -> tuple[str, str]:
    """The language that a public path begins with and the rest of it; both empty for other paths."""
    first, _slash, place = path.removeprefix("/").partition("/")
    known = {code for code, _name in settings.LANGUAGES}
    return (first, place) if first in known and len(path) <= MAX_PATH and "\x00" not in path else ("", "")
