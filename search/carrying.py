"""Which files publications carry, as their documents say: those of their download blocks, and those to which their
texts lead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, NamedTuple

from django.urls import reverse

from cms.content.models import CustomDocument
from cms.content.plain_text import plain_text
from cms.content.presenting import media_type
from cms.content.schemas import FileShape
from cms.delivery.chunks import chunks
from cms.delivery.models import Publication
from cms.outbox import outbox
from cms.outbox.models import Delivery
from search.models import CarriedFile, FileText

KIND = "file text"
FILE = FileShape.model_fields.keys()
TITLE = CarriedFile._meta.get_field("title").max_length
AS_SAID = ("title", "locale", "type", "path", "size")


class Followed(NamedTuple):
    """What publications carry now, and the ids of the rows that are gone."""

    rows: list[CarriedFile]
    gone: list[int]


def follow(publications: Iterable[Publication]) -> Followed:
    """Write down what these publications carry. Files that nobody has read are ordered to be read."""
    kept: list[CarriedFile] = []
    gone: list[CarriedFile] = []
    new: list[CarriedFile] = []
    for some in chunks(publications):
        known = {(row.publication_id, row.sha256): row for row in of(row.pk for row in some)}
        for found in (found for publication in some for found in carried_by(publication)):
            row = known.pop((found.publication_id, found.sha256), None)
            if row is None:
                new.append(found)
                continue
            if said(row) != said(found):
                found.pk, found.indexed = row.pk, row.indexed
                found.save()
                row = found
            kept.append(row)
        gone += known.values()
    CarriedFile.objects.bulk_create(new)
    _delete(gone)
    order({row.sha256 for row in new})
    return Followed([*kept, *new], [row.pk for row in gone])


def forget(publications: Iterable[int]) -> list[int]:
    """Forget what publications with these ids carried; returns the ids of the rows."""
    gone = of(publications)
    _delete(gone)
    return [row.pk for row in gone]


def differing() -> Iterator[Publication]:
    """The publications whose files are written down otherwise than their documents say."""
    for some in chunks(Publication.objects.order_by("pk").values_list("pk", flat=True)):
        rows = {pk: set[tuple[Any, ...]]() for pk in some}
        for row in of(some):
            rows[row.publication_id].add((row.sha256, *said(row)))
        for publication in Publication.objects.filter(pk__in=some).only("page_id", "path", "document"):
            if rows[publication.pk] != {(file.sha256, *said(file)) for file in carried_by(publication)}:
                yield publication


def prune() -> None:
    """Forget what nothing in the store carries."""
    here = Publication.objects.values("pk")
    CarriedFile.objects.exclude(publication_id__in=here).delete()
    FileText.objects.exclude(sha256__in=CarriedFile.objects.values("sha256")).delete()


def of(publications: Iterable[int]) -> list[CarriedFile]:
    """What publications with these ids carry."""
    found: list[CarriedFile] = []
    for some in chunks(publications):
        found += CarriedFile.objects.filter(publication_id__in=some).order_by("pk")
    return found


def carried_by(publication: Publication) -> list[CarriedFile]:
    """What the document of a publication says that it carries, each content once."""
    found: dict[str, CarriedFile] = {}
    for file in (*_files(publication.document), *_linked(publication)):
        if file["sha256"] and file["sha256"] not in found:
            found[file["sha256"]] = CarriedFile(
                publication_id=publication.pk,
                sha256=file["sha256"],
                title=file["title"] or file["filename"],
                **{name: file[name] for name in AS_SAID if name != "title"},
            )
    return list(found.values())


def said(row: CarriedFile) -> tuple[Any, ...]:
    """What its document says of a file."""
    return tuple(getattr(row, name) for name in AS_SAID)


def order(hashes: Iterable[str]) -> None:
    """Have a worker read the files with these contents that nobody has read."""
    put(hash_ for some in chunks(hashes) for hash_ in sorted({*some} - _read(some)))


def order_all() -> None:
    """The same for all that are carried, but for those that a worker is to read anyway."""
    waiting = Delivery.objects.filter(kind=KIND, state=Delivery.State.WAITING).values_list("payload", flat=True)
    order({*CarriedFile.objects.values_list("sha256", flat=True)} - {payload["sha256"] for payload in waiting})


def put(hashes: Iterable[str]) -> None:
    """Have a worker bring these contents into the index, after reading them where nobody has."""
    outbox.put_all(Delivery(kind=KIND, payload={"sha256": hash_}) for hash_ in hashes)


def _read(hashes: list[str]) -> set[str]:
    return set(FileText.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))


def _files(value: Any) -> Iterator[dict[str, Any]]:
    """Everything in a document that has the shape of a file."""
    if isinstance(value, dict):
        if value.keys() >= FILE:
            yield value
        else:
            for one in value.values():
                yield from _files(one)
    elif isinstance(value, list):
        for one in value:
            yield from _files(one)


_ANCHOR = re.compile(r"<a ([^>]*)>(.*?)</a>", re.DOTALL)
_ATTRIBUTE = re.compile(r'(href|hreflang)="([^"]*)"')
_KEY = re.compile(r"[0-9a-f-]{36}")
NO_KEY = "00000000-0000-0000-0000-000000000000"


def _linked(publication: Publication) -> Iterator[dict[str, Any]]:
    """The files to which links in its texts lead, called as the links are, in the shape of files."""
    links = list(_links(publication.document))
    files = {str(file.key): file for file in CustomDocument.objects.filter(key__in={key for key, *_ in links})}
    for key, path, locale, words in links:
        if file := files.get(key):
            yield {
                "locale": locale or publication.locale,
                "title": words[:TITLE],
                "filename": file.filename,
                "type": media_type(file.filename),
                "path": path,
                "size": file.file_size,
                "sha256": file.sha256,
            }


def _links(document: Any) -> Iterator[tuple[str, str, str, str]]:
    """Of each link to a file in the texts of a document: the file's key, the address, its language and its words."""
    begin = reverse("document", args=(NO_KEY, "-", "-")).split(NO_KEY)[0]
    for html in (text for text in _texts(document) if begin in text):
        for attributes, words in _ANCHOR.findall(html):
            said = {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
            path = said.get("href", "")
            if path.startswith(begin) and (key := _KEY.match(path, len(begin))):
                yield key[0], path, said.get("hreflang", ""), plain_text(words)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _delete(rows: Iterable[CarriedFile]) -> None:
    """Delete rows, and texts that nothing carries any more."""
    for some in chunks(rows):
        CarriedFile.objects.filter(pk__in=[row.pk for row in some]).delete()
        hashes = {row.sha256 for row in some}
        still = CarriedFile.objects.filter(sha256__in=hashes).values("sha256")
        FileText.objects.filter(sha256__in=hashes).exclude(sha256__in=still).delete()
