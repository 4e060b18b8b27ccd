"""The matrix of pages and languages in the admin."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.translation import requesting
from cms.translation.models import Job, Status
from tests.admin import context_at
from tests.factories import locale
from tests.translation.helpers import ask, translate

pytestmark = pytest.mark.databases

TODAY = datetime.date(2031, 3, 5)


def shown(client, **query):
    response = client.get(reverse("translation_matrix"), query)
    assert response.status_code == 200
    return [row.page.title for row, _cells in response.context["table"]]


@pytest.fixture
def texts(newsroom, english):
    return [newsroom.release(title=f"Meldung {number}") for number in range(3)]


def test_the_page_takes_few_queries_however_many_languages(texts, english, admin):
    for code in ("fr", "uk", "ar"):
        locale(code)
    for text in texts:
        ask(text, english)
    admin.get(reverse("translation_matrix"))
    with CaptureQueriesContext(connection) as queries:
        assert admin.get(reverse("translation_matrix")).status_code == 200
    # Four of its own; the others are of the admin's frame: session, rights, menu.
    assert len(queries) <= 11, "\n".join(query["sql"][:200] for query in queries)


def test_it_lists_originals_and_says_how_far_each_is(texts, english, admin, translator):
    translate(ask(texts[0], english), translator.user)
    page = admin.get(reverse("translation_matrix"))
    assert {"Meldung 0", "Meldung 1", "Meldung 2"} <= {row.page.title for row, _cells in page.context["table"]}
    assert "[Meldung 0]" not in [row.page.title for row, _cells in page.context["table"]]
    counts = dict(page.context["counts"])
    assert dict(counts[Status.IN_PROGRESS])[english] == 1
    assert dict(counts[Status.NOT_REQUESTED])[english] == 5  # two releases and the lists of three types


def test_it_is_narrowed_by_words_language_status_assignee_and_delay(texts, english, admin, editor):
    first = ask(texts[0], english)
    Job.objects.filter(pk=first.pk).update(due=TODAY - datetime.timedelta(days=4000), assignee=editor)
    requesting.exclude(texts[1], english, editor)
    assert shown(admin, q="Meldung 2") == ["Meldung 2"]
    assert shown(admin, locale=english.pk, status="in_progress") == ["Meldung 0"]
    assert shown(admin, locale=english.pk, status="excluded") == ["Meldung 1"]
    assert "Meldung 2" in shown(admin, locale=english.pk, status="not_requested")
    assert "Meldung 0" not in shown(admin, locale=english.pk, status="not_requested")
    assert shown(admin, mine=1) == ["Meldung 0"]
    assert shown(admin, overdue=1) == ["Meldung 0"]


def test_a_text_lacks_no_translation_into_its_own_language(texts, english, admin, newsroom):
    german = newsroom.de
    newsroom.release(parent=newsroom.translate(newsroom.press), title="Written in English")
    lacking = dict(dict(context_at(admin, reverse("translation_matrix"))["counts"])[Status.NOT_REQUESTED])
    assert lacking == {german: 1, english: 5}
    for language, number in lacking.items():
        assert len(shown(admin, locale=language.pk, status="not_requested")) == number


@pytest.mark.parametrize(
    "query", [{"p": "x"}, {"p": "-1"}, {"type": "9" * 30}, {"type": "²"}, {"key": "nichts"}, {"status": "?"}]
)
def test_nonsense_narrows_nothing(texts, admin, query):
    everything = shown(admin)
    assert {"Meldung 0", "Meldung 1", "Meldung 2"} <= set(everything)
    assert shown(admin, **query) == everything


@pytest.mark.parametrize("words", ["\x00'\"%", "%", "_"])
def test_words_that_no_title_has_find_nothing(texts, admin, words):
    assert shown(admin, q=words) == []
