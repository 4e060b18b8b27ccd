"""The texts, the questions, and how good an answer is; all without Django."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

import yaml

FOLDER = Path(__file__).parent
HALVES = ("tune", "held")
FIRST = 10  # hits that are looked at
WELL, WELL_ON_SERVERS, WELL_IN_EACH_GROUP = 0.90, 0.92, 0.80  # nDCG


@dataclass(frozen=True)
class Query:
    q: str
    locale: str
    group: str
    half: str
    relevant: Mapping[str, int]
    forbidden: Sequence[str]


def _read(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def texts() -> list[dict[str, Any]]:
    return [{"locale": "de"} | text for text in _read("texts.yaml")]


def queries(half: str = "all") -> list[Query]:
    found = [Query(**query) for query in _read("queries.yaml")]
    return [query for query in found if half in {"all", query.half}]


def gain(grades: Iterable[int]) -> float:
    """What a reader has of texts of these grades, in this order."""
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


@dataclass(frozen=True)
class Answer:
    """The ids of the judged texts that a query found, best first."""

    query: Query
    found: Sequence[str]

    @property
    def ndcg(self) -> float:
        best = sorted(self.query.relevant.values(), reverse=True)[:FIRST]
        return gain(self.query.relevant.get(text, 0) for text in self.found[:FIRST]) / gain(best)

    @property
    def recall(self) -> float:
        """The share of what is relevant, as far as there is room for it, that is among the first hits."""
        relevant = self.query.relevant
        return len(relevant.keys() & set(self.found[:FIRST])) / min(FIRST, len(relevant))

    @property
    def forbidden(self) -> list[str]:
        """What must not be a hit and is one, however far down."""
        return [text for text in self.found if text in self.query.forbidden]


@dataclass
class Figures:
    answers: list[Answer] = field(default_factory=list)

    @property
    def ndcg(self) -> float:
        return fmean(answer.ndcg for answer in self.answers)

    @property
    def recall(self) -> float:
        return fmean(answer.recall for answer in self.answers)

    @property
    def forbidden(self) -> int:
        return sum(len(answer.forbidden) for answer in self.answers)

    def by_group(self) -> dict[str, Figures]:
        groups: dict[str, Figures] = {}
        for answer in self.answers:
            groups.setdefault(answer.query.group, Figures()).answers.append(answer)
        return groups

    def missed(self, well: float = WELL) -> list[str]:
        """The goals that are missed, without a word about single questions."""
        found = [f"nDCG is {self.ndcg:.3f} over all, not {well:.2f}"] if self.ndcg < well else []
        for group, figures in self.by_group().items():
            if figures.ndcg < WELL_IN_EACH_GROUP:
                found.append(f"nDCG is {figures.ndcg:.3f} in {group}, not {WELL_IN_EACH_GROUP:.2f}")
        if self.forbidden:
            found.append(f"{self.forbidden} hits are forbidden")
        return found

    def table(self) -> Iterator[str]:
        yield f"{'':20}{'queries':>8}{f'nDCG@{FIRST}':>10}{f'recall@{FIRST}':>11}{'forbidden':>11}"
        for name, row in [*self.by_group().items(), ("over all", self)]:
            yield f"{name:20}{len(row.answers):8}{row.ndcg:10.3f}{row.recall:11.3f}{row.forbidden:11}"

    def failures(self) -> Iterator[str]:
        """Each question whose answer is not the best one."""
        for answer in self.answers:
            if answer.ndcg < 1 or answer.forbidden:
                shown = ", ".join(f"{text} {answer.query.relevant.get(text, 0)}" for text in answer.found[:FIRST])
                lost = [text for text in answer.query.relevant if text not in answer.found[:FIRST]]
                yield f"{answer.query.q} ({answer.query.locale}, {answer.query.group}): nDCG {answer.ndcg:.3f}"
                yield f"    found: {shown or 'nothing'}"
                if lost:
                    yield f"    not among the first {FIRST}: {', '.join(lost)}"
                if answer.forbidden:
                    yield f"    forbidden: {', '.join(answer.forbidden)}"
