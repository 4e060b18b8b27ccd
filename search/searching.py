"""A search from the text that somebody typed to the hits as they are shown: the same whichever engine finds them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import combinations

from django.utils import timezone

from cms.delivery.chunks import chunks
from cms.delivery.models import Publication, PublicationFilter
from cms.delivery.presenter import AGENCY_ZONE
from search import excerpts, narrowing
from search.asking import Question
from search.engine import MANY, TYPE, Engine, Facet, Found, Hit, Query, Results, engine
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
class Facts:
    """What hits can be narrowed by: values with their labels, by kind."""

    stands_at: datetime
    values: dict[str, dict[str, tuple[str, str]]]

    def lacking(self, chosen: Mapping[str, str]) -> list[str]:
        """The kinds of which it has another value than the chosen one, or none."""
        return [kind for kind, value in chosen.items() if value not in self.values.get(kind, {})]


def search(query: Query) -> Results:
    """The publications that hold what was typed: all of it, else as much of it as any does; the best first."""
    question, here = query.question, engine()
    if not question.required:
        return Results()
    everything = here.find(question, replace(query, type="", values={}, since=None, until=None))
    some = False
    if _may_lack_words(question, len(everything.ids)):
        more = _with_some(question, query, here, FEW - len(everything.ids))
        some = bool(more) and not everything.ids
        everything = Found(list(dict.fromkeys([*everything.ids, *more])))
    if everything.are_more:
        return replace(_of_many(question, query, here), meant=question.meant, some=some)
    facts = _facts(everything.ids, query.since or date.min, query.until or date.max)
    chosen = query.chosen
    ids = [pk for pk in everything.ids if pk in facts and not facts[pk].lacking(chosen)]
    places = {pk: facts[pk].stands_at for pk in ids}
    facets = _facets(facts, chosen)
    counts = {value: number for value, _label, _locale, number in facets.pop(TYPE, [])}
    return Results(
        _hits(_in_order(question, query, here, ids, places), question, query),
        total=len(ids),
        counts=counts,
        facets=[Facet(kind, options, chosen.get(kind, "")) for kind, options in facets.items()],
        meant=question.meant if ids else "",
        some=some,
        elsewhere={} if everything.ids else _elsewhere(query, here),
    )


def _may_lack_words(question: Question, found: int) -> bool:
    """True where those that have some words are worth showing: after the few that have all; of two words, where nothing
    has both, and never for parts of one word."""
    words = len(question.required)
    enough = FEW if words > 2 else 1  # noqa: PLR2004
    return words > 1 and found < enough and not any(group.part for group in question.required)


def _of_many(question: Question, query: Query, here: Engine) -> Results:
    """Where hits are too many to be counted, and the index itself narrows them."""
    ids, are_more = here.find(question, query)
    places = dict(Publication.objects.filter(pk__in=ids).values_list("pk", "sort_at"))
    hits = _hits(_in_order(question, query, here, ids, places), question, query)
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
    question: Question, query: Query, here: Engine, ids: Sequence[int], places: Mapping[int, datetime]
) -> list[int]:
    """The hits as they are wanted: the newest first, or the best; what is as good as another comes by its time."""
    if query.newest_first:
        return sorted(ids, key=lambda pk: (places.get(pk, _EVER), pk), reverse=True)
    best = list(ids[:RANKED])
    known = scores(question, here.words(best))
    best.sort(key=lambda pk: (known.get(pk, 0.0), places.get(pk, _EVER), pk), reverse=True)
    return [*best, *ids[RANKED:]]


_EVER = datetime.min.replace(tzinfo=AGENCY_ZONE)


def _hits(ids: Sequence[int], question: Question, query: Query) -> list[Hit]:
    wanted = ids[query.offset : query.offset + query.limit]
    rows = {row.pk: row for row in Publication.objects.visible().filter(pk__in=wanted).only("locale", *SHOWN)}
    return [
        Hit(rows[pk], excerpts.excerpt(rows[pk].text or rows[pk].summary.get("teaser") or "", question, query.locale))
        for pk in wanted
        if pk in rows
    ]


def _facts(ids: Iterable[int], since: date, until: date) -> dict[int, Facts]:
    """What the publications that stand between these days can be narrowed by."""
    found: dict[int, Facts] = {}
    kinds = set(narrowing.kinds())
    for some in chunks(ids):
        for pk, type_, sort_at in Publication.objects.filter(pk__in=some).values_list("pk", "type", "sort_at"):
            day = timezone.localdate(sort_at, AGENCY_ZONE)
            if since <= day <= until:
                year = str(day.year)
                found[pk] = Facts(sort_at, {TYPE: {type_: ("", "")}, YEAR: {year: (year, "")}})
        filters = PublicationFilter.objects.filter(publication_id__in=some, kind__in=kinds)
        for pk, kind, value, label, locale in filters.values_list("publication_id", "kind", "value", "label", "locale"):
            if pk in found:
                found[pk].values.setdefault(kind, {})[value] = (label, locale)
    return found


def _facets(facts: Mapping[int, Facts], chosen: dict[str, str]) -> dict[str, list[tuple[str, str, str, int]]]:
    """Of each kind its values with labels and numbers, as many as remain with what is chosen of the other kinds."""
    numbers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    labels: dict[tuple[str, str], tuple[str, str]] = {}
    for of_hit in facts.values():
        lacking = of_hit.lacking(chosen)
        # What lacks one chosen value would be a hit with another of its kind.
        for kind in of_hit.values if not lacking else lacking if len(lacking) == 1 else ():
            for value, label in of_hit.values.get(kind, {}).items():
                numbers[kind][value] += 1
                labels[kind, value] = label
    for kind, value in chosen.items():
        numbers[kind].setdefault(value, 0)
    order = [TYPE, *narrowing.kinds()]
    return {
        kind: [
            (value, *labels.get((kind, value), (value, "")), number)
            for value, number in _sorted(kind, numbers[kind], labels)
        ]
        for kind in order
        if numbers.get(kind)
    }


def _sorted(kind: str, numbers: Counter[str], labels: dict[tuple[str, str], tuple[str, str]]) -> list[tuple[str, int]]:
    """The newest year first; of all else what most hits have."""
    if kind == YEAR:
        return sorted(numbers.items(), reverse=True)
    return sorted(numbers.items(), key=lambda one: (-one[1], labels.get((kind, one[0]), ("", ""))[0]))


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
