"""How much the proofs try: everything, or with PROOF_SIZE=ci as much as fits into a few minutes.

PROOF_EXAMPLES says how many sequences of work the property tests try, PROOF_SEED makes another choice of them.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

IN_FULL = os.environ.get("PROOF_SIZE", "full") != "ci"

KILLS_AT_EACH_POINT = 25 if IN_FULL else 3
SECONDS_AROUND_AN_EMBARGO = 60 if IN_FULL else 15
SEQUENCES = int(os.environ.get("PROOF_EXAMPLES", "4"))
SEED = int(os.environ.get("PROOF_SEED", "2026"))
LEFT_OUT_AND_TRIED = 1 if IN_FULL else 0.1  # of what `make test` leaves out of a long walk


def sequences(number: int, **more: Any) -> settings:
    """So many sequences of a property, always the same by its seed: nothing is remembered, and none is too slow."""
    said = {"phases": [Phase.generate], "suppress_health_check": list(HealthCheck)} | more
    return settings(max_examples=number, deadline=None, database=None, **said)


def split(
    cases: Sequence[Any], number: int, walk: str, by: Callable[[Any], Hashable] = lambda _case: None
) -> tuple[list[Any], list[Any]]:
    """What `make test` tries of a walk, always the same: that many cases of each kind; and what `make proof` tries."""
    chance = Random(walk)  # noqa: S311  # guards nothing
    kinds = defaultdict(list)
    for index, case in enumerate(cases):
        kinds[by(case)].append(index)
    tried = {index for kind in kinds.values() for index in chance.sample(kind, min(number, len(kind)))}
    left = [index for index in range(len(cases)) if index not in tried]
    proven = Random(SEED).sample(left, round(len(left) * LEFT_OUT_AND_TRIED))  # noqa: S311
    return [cases[index] for index in sorted(tried)], [cases[index] for index in sorted(proven)]


def sampled(
    names: str | tuple[str, ...],
    cases: Sequence[Any],
    number: int,
    *,
    by: Callable[[Any], Hashable] = lambda _case: None,
    **options: Any,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`parametrize` for a long walk: `make test` tries that many cases of each kind, `make proof` the others."""

    def parametrized(test: Callable[..., Any]) -> Callable[..., Any]:
        tried, proven = split(cases, number, test.__name__, by)
        params = [*map(_param, tried), *(_param(case, marks=pytest.mark.matrix) for case in proven)]
        return pytest.mark.parametrize(names, params, **options)(test)

    return parametrized


def _param(case: Any, **marks: Any) -> Any:
    return pytest.param(*(case if isinstance(case, tuple) else (case,)), **marks)
