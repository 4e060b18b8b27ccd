"""What the index takes in and forgets, with the site's words that come of it; always under the store's lock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cms import locales
from cms.delivery.models import Publication
from search import cluster, entries, lexicon, noting
from search.engine import engine
from search.entries import MOST_TEXT


def take_in(publications: Iterable[Publication], *, tell: bool = True) -> None:
    """Index the publications, in place of what was known of them, and learn their words; to `tell` is to note it for
    the cluster."""
    publications = list(publications)
    engine().index(entries.of_publications(publications))
    lexicon.learn(_texts(publications))
    if tell:
        _tell(row.pk for row in publications)


def forget(publications: Iterable[int]) -> None:
    """Let the publications with these ids be found no more."""
    publications = list(publications)
    engine().remove(publications)
    _tell(publications)


def _tell(publications: Iterable[int]) -> None:
    """Note what the cluster has to be told, or, without one, that none is told."""
    if cluster.is_set_up():
        noting.note(publications)
    else:
        noting.forget_the_cluster()


def _texts(publications: Iterable[Publication]) -> Iterator[tuple[str, str]]:
    """What publications say, each text after its language."""
    for row in publications:
        for text in (row.title, row.summary.get("teaser") or "", row.text[:MOST_TEXT]):
            if text:
                yield locales.base(row.locale), text
