"""What the index takes in and forgets, with the site's words that come of it; always under the store's lock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.db.models.functions import Length

from cms import locales
from cms.delivery import generation
from cms.delivery.chunks import chunks
from cms.delivery.flush import lock_counter
from cms.delivery.models import Publication
from search import carrying, cluster, entries, lexicon, noting
from search.engine import engine
from search.entries import MOST_TEXT, Entry, Folded
from search.models import CarriedFile, FileText

AT_ONCE = 100_000
"""So many characters of files are indexed with the publications that carry them, about a quarter of a second; a worker
does the rest."""
FEW = 10
"""Files that are indexed in one transaction, which hold up whoever publishes for about a second at most."""


def take_in(publications: Iterable[Publication], *, tell: bool = True) -> None:
    """Index publications, in place of what was known of them, and learn their words; likewise the files that they carry
    and that were read. To `tell` is to note it for the cluster."""
    if not (publications := list(publications)):
        return
    here = engine()
    carried, gone = carrying.follow(publications)
    here.remove([-pk for pk in gone])
    here.index(entries.of_publications(publications))
    lexicon.learn(_texts(publications))
    _follow_files(carried)
    if tell:
        _tell(row.pk for row in publications)


def forget(publications: Iterable[int]) -> None:
    """Let the publications with these ids, and what they carried, be found no more."""
    if not (publications := list(publications)):
        return
    engine().remove([*publications, *(-pk for pk in carrying.forget(publications))])
    _tell(publications)


def _tell(publications: Iterable[int]) -> None:
    """Note what the cluster has to be told, or, without one, that none is told."""
    if cluster.is_set_up():
        noting.note(publications)
    else:
        noting.forget_the_cluster()


def take_in_files(sha256: str, *, anew: bool = False) -> Iterator[int]:
    """Index what is written in a file for all that carry it, or for those that the index does not know it of, in
    transactions that each hold the lock for a moment; after each, how many are to come."""
    folded = Folded(sha256)
    if not folded.text:
        return
    rows = CarriedFile.objects.filter(sha256=sha256, **({} if anew else {"indexed": ""}))
    for locale in Publication.objects.filter(pk__in=rows.values("publication_id")).values_list("locale").distinct():
        folded.words(*locale)  # made before anybody has to wait
    todo = list(rows.order_by("pk").values_list("pk", flat=True))
    while some := todo[:FEW]:
        del todo[:FEW]
        with transaction.atomic():
            lock_counter()
            # Only now: what nobody carries any more was forgotten meanwhile, also what is written in it.
            if still := entries.of_files(rows.filter(pk__in=some)):
                _index(still, folded)
                _tell(file.publication_id for file, _entry in still)
                generation.raise_now()
        yield len(todo)


def _follow_files(carried: list[CarriedFile]) -> None:
    """Bring those files up to date in the index whose publication is narrowed otherwise now, or which are new; where
    they are too long, they are taken out, and a worker takes them in again."""
    changed = [(file, entry) for file, entry in entries.of_files(carried) if file.indexed != entry.fingerprint]
    lengths: dict[str, int] = {}
    for some in chunks({file.sha256 for file, _entry in changed}):
        lengths.update(FileText.objects.filter(sha256__in=some).exclude(text="").values_list("sha256", Length("text")))
    room, later = AT_ONCE, []
    for file, entry in changed:
        if file.sha256 not in lengths:
            continue
        room -= min(lengths[file.sha256], MOST_TEXT)
        if room >= 0:
            _index([(file, entry)], Folded(file.sha256))
        else:
            later.append(file)
    engine().remove([-file.pk for file in later])
    CarriedFile.objects.filter(pk__in=[file.pk for file in later]).update(indexed="")
    carrying.put({file.sha256 for file in later})


def _index(files: Sequence[tuple[CarriedFile, Entry]], folded: Folded) -> None:
    """Index files of one content."""
    engine().index([entry.with_text(folded.words(entry.locale)) for _file, entry in files])
    languages = {locales.base(entry.locale) for file, entry in files if not file.indexed}
    lexicon.learn((language, folded.text) for language in sorted(languages))
    lexicon.learn((locales.base(entry.locale), file.title) for file, entry in files)
    for file, entry in files:
        file.indexed = entry.fingerprint
    CarriedFile.objects.bulk_update([file for file, _entry in files], ["indexed"])


def _texts(publications: Iterable[Publication]) -> Iterator[tuple[str, str]]:
    """What publications say, each text after its language."""
    for row in publications:
        for text in (row.title, row.summary.get("teaser") or "", row.text[:MOST_TEXT]):
            if text:
                yield locales.base(row.locale), text
