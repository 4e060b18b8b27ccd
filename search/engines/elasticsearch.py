"""The index in Elasticsearch, asked: of the words that `search.analysis` makes, as the embedded one has them; of the
cluster's own analysis nothing is used but where words end. How it follows the store: `search.following`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from search import cluster, facts, narrowing
from search.asking import Group, Level, Question
from search.engine import MANY, TYPE, Found, Numbers, Query, engine
from search.engines.embedded import UNSEEN

MANY_VALUES = 5_000  # of filters that are counted, at most
_SORTED_BY = {"newest": [{"sort_at": "desc"}, {"id": "desc"}], "best": ["_score", {"sort_at": "desc"}, {"id": "desc"}]}


class ElasticsearchEngine:
    """Finds in the cluster what is visible in the store; raises UnavailableError where the cluster does not answer."""

    def find(self, question: Question, query: Query) -> Found:
        worth = [(3, _in_title(group)) for group in question.conditions]
        worth += [(1, _group(group, Level.EXACT)) for group in question.conditions]
        ids = _first(
            query.locale,
            {
                "filter": [*_required(question), *_within(query), *_chosen(query.chosen)],
                "should": [{"constant_score": {"filter": one, "boost": boost}} for boost, one in worth if one],
            },
            "newest" if query.newest_first else "best",
            MANY + 1,
        )
        there = facts.visible(ids, query.locale)
        return Found([pk for pk in ids if pk in there][:MANY], len(ids) > MANY)

    def titled(self, words: Sequence[str], locale: str, limit: int) -> list[int]:
        *whole, last = words
        required = [{"term": {"in_title": word}} for word in whole]
        return _first(locale, {"filter": [*required, {"prefix": {"in_title": last}}]}, "newest", limit)

    def words(self, ids: Iterable[int]) -> dict[int, tuple[str, str, str]]:
        return engine().words(ids)

    def numbers(self, question: Question, query: Query) -> Numbers | None:
        chosen = query.chosen
        counted = {"": {"filter": {"bool": {"filter": _chosen(chosen)}}, "aggs": {"values": _values()}}}
        for kind in chosen:
            others = {other: value for other, value in chosen.items() if other != kind}
            counted[kind] = {"filter": {"bool": {"filter": _chosen(others)}}, "aggs": {"values": _values(kind)}}
        found = _asked(
            query.locale,
            {"filter": [*_required(question), *_within(query)]},
            size=0,
            aggs={kind or "all": one for kind, one in counted.items()},
        )["aggregations"]
        numbers: dict[str, dict[str, int]] = {}
        wanted = {"all": {TYPE, *narrowing.kinds()} - chosen.keys(), **{kind: {kind} for kind in chosen}}
        for name, kinds in wanted.items():
            for bucket in found[name]["values"]["buckets"]:
                kind, _colon, value = bucket["key"].partition(":")
                if kind in kinds:
                    numbers.setdefault(kind, {})[value] = bucket["doc_count"]
        return numbers


def _first(locale: str, condition: dict[str, Any], order: str, number: int) -> list[int]:
    """The ids of so many entries, of which nothing else is sent."""
    answer = _asked(locale, condition, sort=_SORTED_BY[order], size=number, filter_path=["hits.hits.sort"])
    return [hit["sort"][-1] for hit in answer.get("hits", {}).get("hits", ())]


def _asked(locale: str, condition: dict[str, Any], **body: Any) -> Any:
    """What the language's index answers of what is visible; all of it, or UnavailableError is raised."""
    condition = {**condition, "must_not": [{"terms": {"publication": _unseen()}}]}
    return cluster.asked(
        lambda client: client.search(
            index=cluster.alias(locale),
            query={"bool": condition},
            allow_partial_search_results=False,
            track_total_hits=False,
            stored_fields="_none_",
            **body,
        )
    )


def _unseen() -> list[int]:
    """The publications that nobody sees, though they are in the store."""
    with connection.cursor() as cursor:
        cursor.execute(UNSEEN, [connection.ops.adapt_datetimefield_value(timezone.now())])
        return [pk for (pk,) in cursor.fetchall()]


def _required(question: Question) -> list[dict[str, Any]]:
    return [_group(group) for group in question.conditions]


def _within(query: Query) -> list[dict[str, Any]]:
    begin, end = query.period.begin, query.period.end
    between = {**({"gte": begin.isoformat()} if begin else {}), **({"lt": end.isoformat()} if end else {})}
    return [{"range": {"sort_at": between}}] if between else []


def _chosen(values: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"term": {"filters": f"{kind}:{value}"}} for kind, value in values.items()]


def _values(kind: str = "") -> dict[str, Any]:
    only = {"include": f"{re.escape(kind)}:.*"} if kind else {}
    return {"terms": {"field": "filters", "size": MANY_VALUES, **only}}


def _group(group: Group, level: Level | None = None) -> dict[str, Any]:
    """What stands for the group, or does so at that level; empty where nothing does."""
    chosen = group.alternatives if level is None else group.of_level(level)
    single = [one.words[0] for one in chosen if len(one.words) == 1 and not one.beginning]
    found: list[dict[str, Any]] = [{"terms": {"words": single}}] if single else []
    for one in chosen:
        if one.beginning:
            kind = "match_phrase_prefix" if len(one.words) > 1 else "prefix"
            found.append({kind: {"words": " ".join(one.words)}})
        elif len(one.words) > 1:
            found.append({"match_phrase": {"words": " ".join(one.words)}})
    return {"bool": {"should": found}} if found else {}


def _in_title(group: Group) -> dict[str, Any]:
    """The same in titles, where words may stand in any order."""
    single = [one.words[0] for one in group.alternatives if len(one.words) == 1 and not one.beginning]
    found: list[dict[str, Any]] = [{"terms": {"title": single}}] if single else []
    for one in group.alternatives:
        kind = "prefix" if one.beginning else "term"
        if one.beginning or len(one.words) > 1:
            found.append({"bool": {"filter": [{kind: {"title": word}} for word in one.words]}})
    return {"bool": {"should": found}}
