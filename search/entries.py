"""What an engine keeps of what can be found: publications, and the files that they carry."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from cms import locales
from cms.delivery.chunks import chunks
from cms.delivery.models import Publication
from cms.delivery.presenter import AGENCY_ZONE
from search.analysis import keys, words, words_of_day
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

    def with_text(self, folded: str) -> Entry:
        """The same with these words, and the day at which it stands, by which it is found as well."""
        return replace(self, text=" ".join(filter(None, [folded, words_of_day(_day(self.sort_at))])))

    @property
    def fingerprint(self) -> str:
        """By what it is told from the same with other words in its title, or narrowed otherwise."""
        said = (self.publication, self.locale, self.type, self.sort_at.timestamp(), self.title, self.marks)
        return hashlib.blake2b(repr(said).encode(), digest_size=16).hexdigest()


def of_publications(rows: Iterable[Publication]) -> list[Entry]:
    """The entries of publications, without those of the files that they carry."""
    rows = list(rows)
    prefetch_related_objects(rows, "filters")
    return [
        _entry(row.pk, row, _filters_of(row), row.title, row.summary.get("teaser") or "").with_text(
            words(row.text[:MOST_TEXT], locales.base(row.locale), _day(row.sort_at))
        )
        for row in rows
    ]


def of_files(files: Iterable[CarriedFile]) -> list[tuple[CarriedFile, Entry]]:
    """Files whose publications are in the store, each with its entry, without what is written in it."""
    files = list(files)
    rows: dict[int, Publication] = {}
    for some in chunks({file.publication_id for file in files}):
        rows.update(Publication.objects.only("locale", "type", "sort_at").in_bulk(some))
    prefetch_related_objects(list(rows.values()), "filters")
    return [
        (file, _entry(-file.pk, row, _filters_of(row), file.title, ""))
        for file in files
        if (row := rows.get(file.publication_id)) is not None
    ]


def everything() -> Iterator[Entry]:
    """All that can be found in the store."""
    for some in chunks(Publication.objects.order_by("pk").values_list("pk", flat=True)):
        yield from of_publications(Publication.objects.defer("document").filter(pk__in=some))
    yield from of_indexed_files(CarriedFile.objects.all())


def of_indexed_files(files: QuerySet[CarriedFile]) -> Iterator[Entry]:
    """Those of the files that the index knows, with what is written in them."""
    indexed = files.exclude(indexed="").order_by("sha256", "pk")
    for sha256, same in groupby(indexed.iterator(), key=lambda file: file.sha256):
        folded = Folded(sha256)
        yield from (entry.with_text(folded.words(entry.locale)) for _file, entry in of_files(same))


class Folded:
    """The words of a file as the index knows them, made once for all that carry it."""

    def __init__(self, sha256: str) -> None:
        self.text = FileText.objects.filter(sha256=sha256).values_list("text", flat=True).first() or ""
        self._words: dict[str, str] = {}

    def words(self, locale: str) -> str:
        """The words for those who search in that language."""
        language = locales.base(locale)
        if language not in self._words:
            self._words[language] = words(self.text[:MOST_TEXT], language)
        return self._words[language]


def mark(kind: str, name: str) -> str:
    """One word for the index, whatever the name holds."""
    return kind + hashlib.blake2b(name.encode(), digest_size=8).hexdigest()


def _entry(id_: int, row: Publication, filters: Filters, title: str, lead: str) -> Entry:
    """An entry with these words that is narrowed as the publication is; what else is written in it is to come."""
    language = locales.base(row.locale)
    day = _day(row.sort_at)
    folded = words(title, language, day)
    in_title = {IN_TITLE + word for word in keys(title, language).split()}
    values = sorted({f"year:{day.year}", *(f"{kind}:{value}" for kind, value in filters)})
    marks = [mark(LOCALE, row.locale), mark(TYPE, row.type), *(mark(VALUE, value) for value in values)]
    marks += sorted(in_title)
    return Entry(
        id=id_,
        publication=row.pk,
        locale=row.locale,
        type=row.type,
        sort_at=row.sort_at,
        title=folded,
        lead=words(lead, language, day),
        text="",
        filters=(f"type:{row.type}", *values),
        marks=" ".join(marks),
    )


def _day(moment: datetime.datetime) -> datetime.date:
    return timezone.localdate(moment, AGENCY_ZONE)


def _filters_of(row: Publication) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in row.filters.all()]
