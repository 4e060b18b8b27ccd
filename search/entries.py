"""What an engine keeps of what can be found: publications, and the files that they carry."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from cms import locales
from cms.delivery.chunks import chunks
from cms.delivery.models import Publication, PublicationFilter
from cms.delivery.presenter import AGENCY_ZONE
from search.analysis import words
from search.models import CarriedFile, FileText

MOST_TEXT = 300_000
"""So many characters of a text are searched, at most: a book."""
# Before words of the index that nobody can type: what something is, and what its title holds.
LOCALE, TYPE, VALUE, IN_TITLE = "\ue000\ue001\ue004\ue003"

Filters = Sequence[tuple[str, str]]
"""By what publications can be narrowed: kinds and values."""


@dataclass(frozen=True)
class Entry:
    """Something that can be found: a publication by its id, or a file that one carries by the negative id of its row.

    It is visible as long as the publication is. The words are those of `search.analysis`, one blank between two;
    `filters` are kinds and values by which hits are narrowed, `marks` the same and more as words that nobody can type.
    """

    id: int
    publication: int
    locale: str
    type: str
    sort_at: datetime.datetime
    title: str
    lead: str
    text: str
    filters: tuple[str, ...]
    marks: str


def of_publications(rows: Iterable[Publication]) -> list[Entry]:
    """The entries of publications, each with those of the files that it carries and that were read."""
    rows = list(rows)
    filters = _filters_of(row.pk for row in rows)
    files: dict[int, list[tuple[CarriedFile, str]]] = {}
    for file, text in read_files(row.pk for row in rows):
        files.setdefault(file.publication_id, []).append((file, text))
    found = []
    for row in rows:
        found.append(_of_publication(row, filters.get(row.pk, ())))
        found += [_of_file(file, text, row, filters.get(row.pk, ())) for file, text in files.get(row.pk, ())]
    return found


def everything() -> Iterator[Entry]:
    """All that can be found in the store."""
    for some in chunks(Publication.objects.order_by("pk").values_list("pk", flat=True)):
        yield from of_publications(Publication.objects.defer("document").filter(pk__in=some))


def visible(ids: Iterable[int], locale: str) -> set[int]:
    """Those of these entries that anybody can see now, in that language."""
    ids = list(ids)
    carriers = {pk: pk for pk in ids if pk > 0}
    for some in chunks(-pk for pk in ids if pk < 0):
        rows = CarriedFile.objects.filter(pk__in=some).values_list("pk", "publication_id")
        carriers.update({-pk: publication for pk, publication in rows})
    public: set[int] = set()
    for some in chunks(set(carriers.values())):
        found = Publication.objects.visible().filter(pk__in=some, locale=locale)
        public.update(found.values_list("pk", flat=True))
    return {pk for pk, publication in carriers.items() if publication in public}


def read_files(publications: Iterable[int]) -> Iterator[tuple[CarriedFile, str]]:
    """The files that these publications carry and in which there are words, each with its text."""
    for some in chunks(publications):
        carried = list(CarriedFile.objects.filter(publication_id__in=some).order_by("pk"))
        texts: dict[str, str] = {}
        for hashes in chunks({file.sha256 for file in carried}):
            texts.update(FileText.objects.filter(sha256__in=hashes).exclude(text="").values_list("sha256", "text"))
        yield from ((file, texts[file.sha256]) for file in carried if file.sha256 in texts)


def mark(kind: str, name: str) -> str:
    """One word for the index, whatever the name holds."""
    return kind + hashlib.blake2b(name.encode(), digest_size=8).hexdigest()


def _of_publication(row: Publication, filters: Filters) -> Entry:
    lead = row.summary.get("teaser") or ""
    return _entry(row.pk, row, filters, row.title, lead, row.text)


def _of_file(file: CarriedFile, text: str, row: Publication, filters: Filters) -> Entry:
    return _entry(-file.pk, row, filters, file.title, "", text)


def _entry(id_: int, row: Publication, filters: Filters, title: str, lead: str, text: str) -> Entry:
    """An entry with these texts that is narrowed as the publication is."""
    language = locales.base(row.locale)
    day = timezone.localdate(row.sort_at, AGENCY_ZONE)
    folded = words(title, language)
    values = sorted({f"year:{day.year}", *(f"{kind}:{value}" for kind, value in filters)})
    marks = [mark(LOCALE, row.locale), mark(TYPE, row.type), *(mark(VALUE, value) for value in values)]
    marks += sorted({IN_TITLE + word for word in folded.split()})
    return Entry(
        id=id_,
        publication=row.pk,
        locale=row.locale,
        type=row.type,
        sort_at=row.sort_at,
        title=folded,
        lead=words(lead, language),
        text=words(text[:MOST_TEXT], language, day=day),
        filters=(f"type:{row.type}", *values),
        marks=" ".join(marks),
    )


def _filters_of(publications: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for some in chunks(publications):
        rows = PublicationFilter.objects.filter(publication_id__in=some).values_list("publication_id", "kind", "value")
        for pk, kind, value in rows:
            found.setdefault(pk, []).append((kind, value))
    return found
