"""A search from the text that somebody typed to the hits as they are shown: the same whichever engine finds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import combinations
from math import log2

from django.utils import timezone

from cms.delivery import registry, tallies
from cms.delivery.generation import remembered
from cms.delivery.models import Publication
from cms.delivery.presenter import AGENCY_ZONE
from search import excerpts, facts, narrowing
from search.asking import Alternative, Group, Level, Question
from search.engine import MANY, TYPE, Engine, Facet, Found, Hit, Numbers, Query, Results, answered, engine
from search.models import CarriedFile, FileText
from search.promoting import led_by, promoted
from search.ranking import scores

RANKED = 100
"""So many hits, at most, are put in order by all their words; what comes behind stays as the engine gave it."""
FEW = 10
"""Where fewer texts have all words, those that lack some follow them."""
CHECKED = 20  # words of which it is asked whether any text has them
LEFT_OUT = 5
"""Of so many words, half may be left out; of more of them one, since there are too many ways."""
HALF = 0.31  # of what all words say, give or take a little
YEAR = narrowing.YEAR.name
SHOWN = ("summary", "updated_at", "modified_at", "text")


@dataclass(frozen=True)
class Hits:
    """What hits can be narrowed by, which is that of the publication that carries them where they are files: when each
    stands, its type and year, and which of them have each chosen value; and the publication of each."""

    stand_at: dict[int, datetime]
    own: dict[str, dict[int, str]]
    having: dict[str, Collection[int]]
    publications: dict[int, int]

    def remaining(self, *, but: str = "") -> list[int]:
        """Those that have all chosen values, that of one kind aside."""
        of_kinds = [having for kind, having in self.having.items() if kind != but]
        if not of_kinds:
            return list(self.stand_at)
        return [pk for pk in self.stand_at if all(pk in having for having in of_kinds)]

    def carriers(self, *, but: str = "") -> list[int]:
        """The publications of those, each as often as there are hits of it."""
        return [self.publications[id_] for id_ in self.remaining(but=but)]


def search(query: Query) -> Results:
    """What holds what was typed, publications and files: all of it, else as much as any does; the best first, but for
    what the agency recommends for it."""
    if not query.question.required:
        return Results()
    # The site's words are never forgotten: what is guessed, and what finds nothing, may be of a text that is gone.
    query = _as_anybody_says_it(_without_what_is_gone(query, {Level.TYPO}))
    meant = query.question.meant
    if meant:
        query = replace(query, text=meant)  # who is told what was searched for finds the same as who types that
    results, degraded = answered(query.locale, lambda here: _found(query, here))
    if not results.total and not query.chosen:
        other = _without_what_is_gone(query, {Level.EXACT, Level.STEM})
        if other is not query:
            results, degraded = answered(other.locale, lambda here: _found(other, here))
    return replace(results, degraded=degraded, meant=meant if meant and results.total else results.meant)


def _as_anybody_says_it(query: Query) -> Query:
    """The query without its quotes where nothing has the words in them one behind the other."""
    question = query.question
    if not question.quoted or engine().find(Question(question.quoted), _everywhere(query)).ids:
        return query
    return replace(query, as_quoted=False)


def _without_what_is_gone(query: Query, levels: Collection[Level]) -> Query:
    """The query as it is understood where what stands for its words at these levels is still on the site."""
    words = [
        one.words[0]
        for group in query.question.required
        for one in group.alternatives
        if one.level in levels and len(one.words) == 1
    ][:CHECKED]
    gone = frozenset(words) - engine().present(words, query.locale)
    return replace(query, without=query.without | gone) if gone else query


def _found(query: Query, here: Engine) -> Results:
    question = query.question
    everything = here.find(question, _everywhere(query))
    some = False
    if _may_lack_words(question, query, here, len(everything.ids)):
        more = _with_some(question, query, here, FEW - len(everything.ids))
        some = bool(more) and not everything.ids
        everything = Found(list(dict.fromkeys([*everything.ids, *more])))
    first = promoted(query)
    if everything.are_more:
        return replace(_of_many(question, query, here, everything, first), meant=question.meant, some=some)
    known = _known([*everything.ids, *(pk for pk in first if pk not in everything.ids)], query)
    ids = known.remaining()
    counts, facets = _facets(_labelled_of(known, query.chosen), query)
    return Results(
        _hits(_in_order(question, query, here, ids, known.stand_at, first), question, query, first),
        total=len(ids),
        counts=counts,
        facets=facets,
        meant=question.meant if everything.ids and ids else "",
        some=some,
        elsewhere={} if everything.ids or first else _elsewhere(query, here),
    )


def _may_lack_words(question: Question, query: Query, here: Engine, found: int) -> bool:
    """True where those that have some words are worth showing: after the few that have all, unless one of these has
    them as they were typed, one behind the other; and never for parts of one word."""
    if len(question.required) == 1 or found >= FEW or question.quoted or any(group.part for group in question.required):
        return False
    if found and any(not (group.required or group.idle) for group in question.groups):
        return False  # a sentence that asks: what has all of its nouns is about it
    return not found or not here.find(_as_typed(question), _everywhere(query)).ids


def _as_typed(question: Question) -> Question:
    """What has all words as they were typed, one behind the other."""
    words = tuple(group.alternatives[0].words[0] for group in question.groups)
    return Question((Group(" ".join(words), (Alternative(Level.EXACT, words),)),))


def _everywhere(query: Query) -> Query:
    """The query with nothing chosen."""
    return replace(query, type="", values={}, since=None, until=None)


def _of_many(question: Question, query: Query, here: Engine, everything: Found, first: Sequence[int]) -> Results:
    """Where hits are too many to be looked at, and the index itself narrows them, and counts them if it can."""
    ids, are_more = everything if query == _everywhere(query) else here.find(question, query)
    more = [pk for pk in _known(first, query).remaining() if pk not in ids] if first else []
    if more:
        are_more = are_more or len(ids) + len(more) > MANY
        ids = [*more, *ids][:MANY]
    ordered = ids if query.newest_first else ids[:RANKED]
    places = {id_: fact.sort_at for id_, fact in facts.of_hits(ordered).items()}
    hits = _hits(_in_order(question, query, here, ids, places, first), question, query, first)
    results = Results(hits, total=len(ids), total_is_exact=not are_more, counts=None, facets=None)
    if (numbers := here.numbers(question, query)) is None:
        return results
    counts, facets = _facets(_labelled_by_tallies(numbers, query), query)
    return replace(results, counts=counts, facets=facets)


def _with_some(question: Question, query: Query, here: Engine, wanted: int) -> list[int]:
    """What has as many of the words as possible, where too little has all of them; no less than half of the words, and
    of what they say, which is the more the rarer they are."""
    required = question.required
    wide = replace(_everywhere(query), offset=0, limit=MANY)  # since all of them are counted
    numbers = [len(here.find(Question((group,)), wide).ids) for group in required]
    says = {group: 1 / log2(1 + number) for group, number in zip(required, numbers, strict=True) if number}
    enough = HALF * sum(says.values())
    found: dict[int, None] = {}
    for number in range(len(required) - 1, max(1, len(required) // 2) - 1, -1):
        for kept in _saying(combinations(required, number), says, enough):
            found |= dict.fromkeys(here.find(replace(question, groups=kept), wide).ids)
        if len(found) >= wanted or len(required) > LEFT_OUT:
            break
    return list(found)[:MANY]


def _saying(
    some: Iterable[tuple[Group, ...]], says: Mapping[Group, float], enough: float
) -> Iterator[tuple[Group, ...]]:
    return (groups for groups in some if sum(says.get(group, 0.0) for group in groups) >= enough)


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
    files = CarriedFile.objects.in_bulk([-id_ for id_ in wanted if id_ < 0])
    texts = dict(
        FileText.objects.filter(sha256__in={file.sha256 for file in files.values()}).values_list("sha256", "text")
    )
    shown = {id_: files[-id_].publication_id if id_ < 0 else id_ for id_ in wanted if id_ > 0 or -id_ in files}
    rows = {row.pk: row for row in Publication.objects.visible().filter(pk__in=shown.values()).only("locale", *SHOWN)}
    found = []
    for id_ in wanted:
        if (row := rows.get(shown.get(id_, 0))) is None:
            continue
        file = files.get(-id_)
        text = texts.get(file.sha256, "") if file else row.text or row.summary.get("teaser") or ""
        found.append(Hit(row, excerpts.excerpt(text, question, query.locale), file, promoted=id_ in first))
    return found


def _known(ids: Sequence[int], query: Query) -> Hits:
    """Of the hits those that stand between the query's days, in the same order."""
    since, until = query.since or date.min, query.until or date.max
    stored = facts.of_hits(ids)
    days = {id_: stored[id_].day for id_ in ids if id_ in stored}
    of = {id_: stored[id_] for id_, day in days.items() if since <= day <= until}
    own = {TYPE: {id_: fact.type for id_, fact in of.items()}, YEAR: {id_: str(days[id_].year) for id_ in of}}
    having: dict[str, Collection[int]] = {}
    for kind, value in query.chosen.items():
        if kind in own:
            having[kind] = {id_ for id_ in of if own[kind][id_] == value}
        else:
            those = facts.having({fact.publication for fact in of.values()}, kind, value)
            having[kind] = {id_ for id_, fact in of.items() if fact.publication in those}
    stand_at = {id_: fact.sort_at for id_, fact in of.items()}
    return Hits(stand_at, own, having, {id_: fact.publication for id_, fact in of.items()})


def _facets(labelled: Mapping[str, Options], query: Query) -> tuple[dict[str, int], list[Facet]]:
    """The types with their numbers, and of each kind of filter its values with labels and numbers."""
    chosen = query.chosen
    shown = {kind: dict(options) for kind, options in labelled.items()}
    for kind, value in chosen.items():
        shown.setdefault(kind, {}).setdefault(value, (value, "", 0))
    types = {value: number for value, (_label, _locale, number) in _sorted(TYPE, shown.get(TYPE, {}))}
    return types, [
        Facet(kind, [(value, *option) for value, option in _sorted(kind, shown[kind])], chosen.get(kind, ""))
        for kind in narrowing.kinds()
        if shown.get(kind)
    ]


def _labelled_of(known: Hits, chosen: Mapping[str, str]) -> dict[str, Options]:
    """Of each kind the values that remain with what is chosen of the other kinds."""
    of_filters = [kind for kind in narrowing.kinds() if kind not in known.own]
    labelled = _labelled(known.carriers(), [kind for kind in of_filters if kind not in chosen])
    for kind in (kind for kind in of_filters if kind in chosen):
        labelled |= _labelled(known.carriers(but=kind), [kind])
    for kind, own in known.own.items():
        numbers = Counter(own[pk] for pk in known.remaining(but=kind))
        labelled[kind] = {value: (value if kind == YEAR else "", "", number) for value, number in numbers.items()}
    return labelled


def _labelled_by_tallies(numbers: Numbers, query: Query) -> dict[str, Options]:
    """The same of what the index counted: labels are in the tallies, since whatever can be found is counted there."""
    known = _labels(query.locale)
    return {
        kind: {value: (*known.get((kind, value), (value, "")), number) for value, number in values.items()}
        for kind, values in numbers.items()
    }


@remembered
def _labels(locale: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Of each value of a kind its label and the label's language."""
    known: dict[tuple[str, str], tuple[str, str]] = {}
    now = timezone.now()
    for type_ in registry.types():
        for one in tallies.visible(type_, locale, now=now):
            known.setdefault((one.kind, one.value), (one.label, one.label_locale))
    return known


Options = dict[str, tuple[str, str, int]]
"""By its value, an option's label, the label's language, and how many hits have it."""


def _labelled(publications: Sequence[int], kinds: Sequence[str]) -> dict[str, Options]:
    """The values of kinds of filters that the publications of hits have, each counted as often as it is given."""
    found: dict[str, Options] = {}
    for kind, value, label, locale, number in facts.counted(publications, kinds):
        before = found.setdefault(kind, {}).get(value, (label, locale, 0))
        found[kind][value] = (*before[:2], before[2] + number)
    return found


def _sorted(kind: str, options: Options) -> list[tuple[str, tuple[str, str, int]]]:
    """The newest year first; of all else what most hits have."""
    if kind == YEAR:
        return sorted(options.items(), reverse=True)
    return sorted(options.items(), key=lambda one: (-one[1][2], one[1][0], one[0]))


def _elsewhere(query: Query, here: Engine) -> dict[str, int]:
    """How many hits there are in other languages, where there is nothing in this one."""
    found: dict[str, int] = {}
    for locale in (
        Publication.objects.visible().exclude(locale=query.locale).values_list("locale", flat=True).distinct()
    ):
        other = Query(query.text, locale, as_quoted=query.as_quoted)
        if (
            other.question.required
            and not other.question.meant
            and (number := len(here.find(other.question, other).ids))
        ):
            found[locale] = number
    return found
