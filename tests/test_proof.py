"""What `make test` leaves out of a long walk is held by `make proof`."""

import pytest

from tests import proof

CASES = [(role, number) for role in ("writes", "reads") for number in range(20)]


def kind(case: tuple[str, int]) -> str:
    return case[0]


@pytest.mark.parametrize(("share", "proven"), [(1, 34), (0.1, 3)])
def test_every_case_is_tried_once_by_one_of_both(monkeypatch, share, proven):
    monkeypatch.setattr(proof, "LEFT_OUT_AND_TRIED", share)
    tried, left = proof.split(CASES, 3, "walk", kind)
    assert [kind(case) for case in tried] == ["writes"] * 3 + ["reads"] * 3
    assert len(left) == len(set(left)) == proven
    assert set(left) <= set(CASES) - set(tried)


def test_the_seed_of_the_proof_changes_nothing_of_what_is_always_tried(monkeypatch):
    chosen = []
    for seed in (1, 2):
        monkeypatch.setattr(proof, "SEED", seed)
        monkeypatch.setattr(proof, "LEFT_OUT_AND_TRIED", 0.2)
        chosen.append(proof.split(CASES, 3, "walk", kind))
    assert chosen[0][0] == chosen[1][0] and chosen[0][1] != chosen[1][1]
    assert proof.split(CASES, 3, "another walk", kind)[0] != chosen[0][0]


def test_of_a_kind_with_few_cases_all_are_tried():
    assert proof.split(CASES[:2], 5, "walk") == (CASES[:2], [])


def test_what_is_left_out_is_marked():
    @proof.sampled(("role", "number"), CASES, 3, by=kind)
    def test_walk(role, number):
        """Is only marked."""

    [mark] = test_walk.pytestmark
    marked = [param.values for param in mark.args[1] if param.marks]
    assert marked == proof.split(CASES, 3, "test_walk", kind)[1]
    assert not {param.values for param in mark.args[1] if not param.marks} & set(marked)
