"""A search from the text that somebody typed to the hits as they are shown: the same whichever engine finds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import combinations

from django.db.models import Count
from django.utils import timezone

from cms.delivery.chunks import chunks
from cms.delivery.models import Publication, PublicationFilter
from cms.delivery.presenter import AGENCY_ZONE
from search import excerpts, narrowing
from search.asking import Question
from search.engine import MANY, TYPE, Engine, Facet, Found, Hit, Query, Results, engine
from search.promoting import led_by, promoted
from search.ranking import scores

RANKED = 100
"""So many hits, at most, are put in order by all their words; what comes behind stays as the engine gave it."""
FEW = 10
"""Where fewer texts have all words, those that lack some follow them."""
LEFT_OUT = 5
"""Of so many words, half may be left out; of more of them one, since there are too many ways."""
YEAR = narrowing.YEAR.name
SHOWN = ("summary", "updated_at", "modified_at", "text")


@dataclass(frozen=True)
class Hits:
    """What hits can be narrowed by: when each stands, its type and year, and which of them have each chosen value."""

    stand_at: dict[int, datetime]
    own: dict[str, dict[int, str]]
    having: dict[str, Collection[int]]

    def remaining(self, *, but: str = "") -> list[int]:
        """Those that have all chosen values, that of one kind aside."""
        of_kinds = [having for kind, having in self.having.items() if kind != but]
        return [pk for pk in self.stand_at if all(pk in having for having in of_kinds)]


def search(query: Query) -> Results:
    """The publications that hold what was typed: all of it, else as much of it as any does; the best first, but for
    those that the agency recommends for it."""
    question, here = query.question, engine()
    if not question.required:
        return Results()
    everything = here.find(question, replace(query, type="", values={}, since=None, until=None))
    some = False
    if _may_lack_words(question, len(everything.ids)):
        more = _with_some(question, query, here, FEW - len(everything.ids))
        some = bool(more) and not everything.ids
        everything = Found(list(dict.fromkeys([*everything.ids, *more])))
    first = promoted(query)
    if everything.are_more:
        return replace(_of_many(question, query, here, first), meant=question.meant, some=some)
    known = _known([*everything.ids, *(pk for pk in first if pk not in everything.ids)], query)
    ids = known.remaining()
    facets = _facets(known, query.chosen)
    counts = {value: number for value, _label, _locale, number in facets.pop(TYPE, [])}
    return Results(
        _hits(_in_order(question, query, here, ids, known.stand_at, first), question, query, first),
        total=len(ids),
        counts=counts,
        facets=[Facet(kind, options, query.chosen.get(kind, "")) for kind, options in facets.items()],
        meant=question.meant if everything.ids and ids else "",
        some=some,
        elsewhere={} if everything.ids or first else _elsewhere(query, here),
    )


def _may_lack_words(question: Question, found: int) -> bool:
    """True where those that have some words are worth showing: after the few that have all; of two words, where nothing
    has both, and never for parts of one word."""
    words = len(question.required)
    enough = FEW if words > 2 else 1  # noqa: PLR2004
    return words > 1 and found < enough and not any(group.part for group in question.required)


def _of_many(question: Question, query: Query, here: Engine, first: Sequence[int]) -> Results:
    """Where hits are too many to be counted, and the index itself narrows them."""
    ids, are_more = here.find(question, query)
    more = [pk for pk in _known(first, query).remaining() if pk not in ids] if first else []
    if more:
        are_more = are_more or len(ids) + len(more) > MANY
        ids = [*more, *ids][:MANY]
    places = dict(Publication.objects.filter(pk__in=ids).values_list("pk", "sort_at"))
    hits = _hits(_in_order(question, query, here, ids, places, first), question, query, first)
    return Results(hits, total=len(ids), total_is_exact=not are_more, counts=None, facets=None)


def _with_some(question: Question, query: Query, here: Engine, wanted: int) -> list[int]:
    """What has as many of the words as possible, where too little has all of them; no less than half of the words."""
    required = question.required
    wide = replace(query, type="", values={}, since=None, until=None)
    found: dict[int, None] = {}
    for number in range(len(required) - 1, max(1, len(required) // 2) - 1, -1):
        for kept in combinations(required, number):
            found |= dict.fromkeys(here.find(replace(question, groups=kept), wide).ids)
        if len(found) >= wanted or len(required) > LEFT_OUT:
            break
    return list(found)[:MANY]


def _in_order(
    question: Question,
    query: Query,
    here: Engine,
    ids: Sequence[int],
    places: Mapping[int, datetime],
    first: Sequence[int],
) -> list[int]:
    """The hits as they are wanted: the newest first, or what is recommended and then the best; what is as good as
    another comes by its time."""
    if query.newest_first:
        return sorted(ids, key=lambda pk: (places.get(pk, _EVER), pk), reverse=True)
    best = list(ids[:RANKED])
    known = scores(question, here.words(best))
    best.sort(key=lambda pk: (known.get(pk, 0.0), places.get(pk, _EVER), pk), reverse=True)
    return led_by(first, [*best, *ids[RANKED:]])


_EVER = datetime.min.replace(tzinfo=AGENCY_ZONE)


def _hits(ids: Sequence[int], question: Question, query: Query, first: Sequence[int]) -> list[Hit]:
    wanted = ids[query.offset : query.offset + query.limit]
    rows = {row.pk: row for row in Publication.objects.visible().filter(pk__in=wanted).only("locale", *SHOWN)}
    return [
        Hit(
            rows[pk],
            excerpts.excerpt(rows[pk].text or rows[pk].summary.get("teaser") or "", question, query.locale),
            promoted=pk in first,
        )
        for pk in wanted
        if pk in rows
    ]


def _known(ids: Sequence[int], query: Query) -> Hits:
    """Of the publications those that stand between the query's days, in the same order."""
    since, until = query.since or date.min, query.until or date.max
    rows = {
        pk: (type_, sort_at, timezone.localdate(sort_at, AGENCY_ZONE))
        for some in chunks(ids)
        for pk, type_, sort_at in Publication.objects.filter(pk__in=some).values_list("pk", "type", "sort_at")
    }
    within = [pk for pk in ids if pk in rows and since <= rows[pk][2] <= until]
    own = {TYPE: {pk: rows[pk][0] for pk in within}, YEAR: {pk: str(rows[pk][2].year) for pk in within}}
    having: dict[str, Collection[int]] = {}
    for kind, value in query.chosen.items():
        if kind in own:
            having[kind] = {pk for pk in within if own[kind][pk] == value}
        else:
            filters = PublicationFilter.objects.filter(kind=kind, value=value)
            having[kind] = {
                pk
                for some in chunks(within)
                for pk in filters.filter(publication_id__in=some).values_list("publication_id", flat=True)
            }
    return Hits({pk: rows[pk][1] for pk in within}, own, having)


def _facets(known: Hits, chosen: Mapping[str, str]) -> dict[str, list[tuple[str, str, str, int]]]:
    """Of each kind its values with labels and numbers, as many as remain with what is chosen of the other kinds."""
    of_filters = [kind for kind in narrowing.kinds() if kind not in known.own]
    labelled = _labelled(known.remaining(), [kind for kind in of_filters if kind not in chosen])
    for kind in (kind for kind in of_filters if kind in chosen):
        labelled |= _labelled(known.remaining(but=kind), [kind])
    for kind, own in known.own.items():
        numbers = Counter(own[pk] for pk in known.remaining(but=kind))
        labelled[kind] = {value: (value if kind == YEAR else "", "", number) for value, number in numbers.items()}
    for kind, value in chosen.items():
        labelled.setdefault(kind, {}).setdefault(value, (value, "", 0))
    return {
        kind: [(value, *option) for value, option in _sorted(kind, labelled[kind])]
        for kind in [TYPE, *narrowing.kinds()]
        if labelled.get(kind)
    }


Options = dict[str, tuple[str, str, int]]
"""By its value, an option's label, the label's language, and how many hits have it."""


def _labelled(ids: Sequence[int], kinds: Sequence[str]) -> dict[str, Options]:
    """The values of kinds of filters that these publications have."""
    found: dict[str, Options] = {}
    for some in chunks(ids):
        rows = PublicationFilter.objects.filter(publication_id__in=some, kind__in=kinds)
        counted = rows.values_list("kind", "value", "label", "locale").annotate(number=Count("pk"))
        for kind, value, label, locale, number in counted:
            before = found.setdefault(kind, {}).get(value, (label, locale, 0))
            found[kind][value] = (*before[:2], before[2] + number)
    return found


def _sorted(kind: str, options: Options) -> list[tuple[str, tuple[str, str, int]]]:
    """The newest year first; of all else what most hits have."""
    if kind == YEAR:
        return sorted(options.items(), reverse=True)
    return sorted(options.items(), key=lambda one: (-one[1][2], one[1][0]))


def _elsewhere(query: Query, here: Engine) -> dict[str, int]:
    """How many hits there are in other languages, where there is nothing in this one."""
    found: dict[str, int] = {}
    for locale in (
        Publication.objects.visible().exclude(locale=query.locale).values_list("locale", flat=True).distinct()
    ):
        other = Query(query.text, locale)
        if (
            other.question.required
            and not other.question.meant
            and (number := len(here.find(other.question, other).ids))
        ):
            found[locale] = number
    return found
