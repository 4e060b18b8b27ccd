"""What somebody may be about to type, while the last word is not yet whole: titles, topics,
organisations and people that are to be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from cms import locales
from cms.content.cleaning import clean_text
from cms.content.filters import ORGANISATION, TOPIC
from cms.content.models.snippets import Person
from cms.delivery import registry, tallies
from cms.delivery.generation import remembered
from cms.delivery.models import Publication
from cms.delivery.sources import object_source
from search.analysis import tokens
from search.engine import MAX_CHARACTERS, MAX_TERMS, answered
from search.models import CarriedFile

MOST = 8
OF_A_KIND = 3  # so that titles do not leave out topics
LEAST = 2  # letters
TITLE, PERSON = "title", "person"


@dataclass(frozen=True)
class Suggestion:
    """A text to search for, which is the title of a publication or of a file that one carries, a topic, an
    organisation or a person; the page at `path` is it, where that is not empty."""

    kind: str
    text: str
    path: str = ""


def suggest(text: str, locale: str) -> list[Suggestion]:
    """No more than MOST suggestions, of which all are public."""
    typed = _words(clean_text(text[:MAX_CHARACTERS]), locale)[:MAX_TERMS]
    if not typed or len(typed[-1]) < LEAST:
        return []
    terms = list(_terms(typed, locale))[:OF_A_KIND]
    people = list(_people(typed, locale))[:OF_A_KIND]
    titles = list(_titles(typed, locale))[: MOST - len(terms) - len(people)]
    return [*terms, *people, *titles]


def _terms(typed: Sequence[str], locale: str) -> Iterator[Suggestion]:
    return (Suggestion(kind, label) for kind, label, words in _known_terms(locale) if _has(words, typed))


@remembered
def _known_terms(locale: str) -> list[tuple[str, str, list[str]]]:
    """The topics and organisations of what is visible: each with its kind, its label, and the words of that."""
    now, found = timezone.now(), dict[str, str]()
    for type_ in registry.types():
        for what in tallies.visible(type_, locale, now=now):
            if what.kind in {TOPIC.name, ORGANISATION.name} and not what.label_locale:
                found.setdefault(what.label, what.kind)
    return [(kind, label, _words(label, locale)) for label, kind in found.items()]


def _people(typed: Sequence[str], locale: str) -> Iterator[Suggestion]:
    visible = Publication.objects.visible().filter(locale=locale)
    known = set()
    for person in Person.objects.all():
        if person.name not in known and _has(_words(person.name, locale), typed):
            source = object_source(person)
            if visible.filter(sources__kind=source.kind, sources__value=source.value).exists():
                known.add(person.name)
                yield Suggestion(PERSON, person.name)


def _titles(typed: Sequence[str], locale: str) -> Iterator[Suggestion]:
    ids, _degraded = answered(locale, lambda here: here.titled(typed, locale, MOST))
    files = CarriedFile.objects.in_bulk([-id_ for id_ in ids if id_ < 0])
    carriers = {file.publication_id for file in files.values()}
    visible = Publication.objects.visible().filter(pk__in=[*carriers, *(id_ for id_ in ids if id_ > 0)])
    rows = {row.pk: row for row in visible.only("title", "path")}
    known = set()
    for id_ in ids:
        row, file = rows.get(id_), files.get(-id_)
        if row:
            known.add(row.title)
            yield Suggestion(TITLE, row.title, row.path)
        elif file and file.publication_id in rows and file.title not in known:
            known.add(file.title)
            yield Suggestion(TITLE, file.title)


def _words(label: str, locale: str) -> list[str]:
    return [token.key for token in tokens(label, locales.base(locale))]


def _has(words: Sequence[str], typed: Sequence[str]) -> bool:
    """True where these are all words that were typed, the last one as a beginning."""
    *whole, last = typed
    return set(whole) <= set(words) and any(word.startswith(last) for word in words)
