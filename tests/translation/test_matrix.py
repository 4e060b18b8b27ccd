"""The matrix of pages and languages in the admin."""

import datetime
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from cms.content.models import Person
from cms.content.models.site import Menu
from cms.delivery import fate, publications, withdrawal
from cms.translation import matrix, requesting
from cms.translation.models import Job, Status
from press.models import PressRelease
from tests.admin import context_at
from tests.factories import (
    PersonFactory,
    TopicFactory,
    in_days,
    locale,
)
from tests.translation.helpers import ask, release, translate
from tests.translation.test_renewal import SNIPPETS, original

pytestmark = pytest.mark.databases

TODAY = datetime.date(2031, 3, 5)


def shown(client, **query):
    response = client.get(reverse("translation_matrix"), query)
    assert response.status_code == 200
    return [row.page.title for row, _cells in response.context["table"]]


def shown_snippets(client, **query):
    found = context_at(client, f"{reverse('translation_matrix')}?{urlencode(query)}")["matrix"]
    assert found.snippets_found == len(found.snippets)
    return {row.job for row in found.snippets}


def pages_in(counted):
    return {language: pages for language, pages, _snippets in counted}


@pytest.fixture
def texts(newsroom, english):
    return [newsroom.release(title=f"Meldung {number}") for number in range(3)]


def test_the_page_takes_few_queries_however_many_languages(newsroom, texts, english, admin):
    for code in ("fr", "uk", "ar"):
        locale(code)
    for text in texts:
        ask(text, english)
    for kind in SNIPPETS:
        ask(original(newsroom, kind), english)
    admin.get(reverse("translation_matrix"))
    with CaptureQueriesContext(connection) as queries:
        assert admin.get(reverse("translation_matrix")).status_code == 200
    # Ten of its own; the others are of the admin's frame: session, rights, menu.
    assert len(queries) <= 16, "\n".join(query["sql"][:200] for query in queries)


def test_it_lists_originals_and_says_how_far_each_is(texts, english, admin, translator):
    translate(ask(texts[0], english), translator.user)
    page = admin.get(reverse("translation_matrix"))
    assert {"Meldung 0", "Meldung 1", "Meldung 2"} <= {row.page.title for row, _cells in page.context["table"]}
    assert "[Meldung 0]" not in [row.page.title for row, _cells in page.context["table"]]
    counts = dict(page.context["counts"])
    assert pages_in(counts[Status.IN_PROGRESS])[english] == 1
    assert pages_in(counts[Status.NOT_REQUESTED])[english] == 5  # two releases and the lists of three types


def test_it_says_which_originals_are_not_public_and_how_they_stand(texts, newsroom, admin):
    withdrawal.withdraw(texts[0], reason="Falsch.", user=None)
    with publications.unit():
        newsroom.release(title="Bald", live=False, go_live_at=in_days(1)).save_revision().publish()
    lines = BeautifulSoup(admin.get(reverse("translation_matrix")).content, "html.parser").select("tbody tr th")
    found = {line.a.get_text(): line.small.get_text().partition(", ")[2].strip() for line in lines if line.small}
    assert found["Meldung 0"] == "zurückgezogen"
    assert found["Meldung 1"] == ""
    assert found["Bald"] == "geplant"


def test_it_says_which_translations_were_withdrawn(texts, english, admin, newsroom, translator, reviewer):
    page = release(ask(texts[0], english), translator.user, reviewer.user)
    assert "zurückgezogen" not in admin.get(reverse("translation_matrix")).content.decode()
    withdrawal.withdraw(page, reason="", user=None)
    (line,) = [
        line
        for line in BeautifulSoup(admin.get(reverse("translation_matrix")).content, "html.parser").select("tbody tr")
        if "Meldung 0" in line.th.get_text()
    ]
    assert [cell.small.get_text() for cell in line.select("td") if cell.small] == ["zurückgezogen"]


def test_it_marks_the_language_that_stays_public_whatever_becomes_of_its_original(
    texts, english, admin, translator, reviewer
):
    page = release(ask(texts[0], english), translator.user, reviewer.user)
    fate.give_own_life([page], reason="Für Gäste.", user=None)
    found = BeautifulSoup(admin.get(reverse("translation_matrix")).content, "html.parser")
    assert [line.th.a.get_text() for line in found.select("tr:has(small[title='Für Gäste.'])")] == ["Meldung 0"]


def test_what_stayed_when_its_original_was_deleted_says_that_it_stands_alone(
    texts, english, admin, translator, reviewer
):
    page = release(ask(texts[0], english), translator.user, reviewer.user)
    fate.give_own_life([page], reason="Für Gäste.", user=None)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not fate.bereaved(page) and not fate.bereaved(texts[0])
    with publications.unit():
        type(page).objects.get(pk=texts[0].pk).delete()
    with override("en"):
        assert "its original was deleted" in fate.bereaved(page)
    assert "„Für Gäste.“" in fate.bereaved(page) or "“Für Gäste.”" in fate.bereaved(page)
    assert "Für Gäste." in admin.get(url).content.decode()


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
    lacking = pages_in(dict(context_at(admin, reverse("translation_matrix"))["counts"])[Status.NOT_REQUESTED])
    assert lacking == {german: 1, english: 5}
    for language, number in lacking.items():
        assert len(shown(admin, locale=language.pk, status="not_requested")) == number


def test_it_lists_what_is_to_be_done_for_snippets_of_every_kind(newsroom, english, admin):
    # A menu without links has no words.
    jobs = {ask(original(newsroom, kind), english) for kind in SNIPPETS if kind is not Menu}
    assert shown_snippets(admin) == jobs
    page = admin.get(reverse("translation_matrix")).content.decode()
    assert all(reverse("translation_edit", args=(job.pk,)) in page for job in jobs)
    counts = dict(context_at(admin, reverse("translation_matrix"))["counts"])
    assert (english, 0, len(jobs)) in counts[Status.IN_PROGRESS]


def test_snippets_are_narrowed_as_pages_are(newsroom, english, admin, editor):
    one, other = (ask(PersonFactory(name=name), english) for name in ("Anna", "Berta"))
    Job.objects.filter(pk=one.pk).update(due=TODAY - datetime.timedelta(days=4000), assignee=editor)
    done = ask(TopicFactory(title="Klima"), english)
    Job.objects.filter(pk=done.pk).update(status=Status.CURRENT)
    assert shown_snippets(admin) == {one, other}
    assert shown_snippets(admin, q="nna") == {one}
    assert shown_snippets(admin, mine=1) == shown_snippets(admin, overdue=1) == {one}
    assert shown_snippets(admin, status="current") == {done}
    assert shown_snippets(admin, status="not_requested") == shown_snippets(admin, locale=newsroom.de.pk) == set()
    assert shown_snippets(admin, locale=english.pk, key=str(other.key)) == {other}
    person, page = (ContentType.objects.get_for_model(model).pk for model in (Person, PressRelease))
    assert shown_snippets(admin, type=person) == {one, other}
    assert shown(admin, type=person) == []
    assert shown_snippets(admin, type=page) == set()


def test_the_list_goes_on_as_long_as_there_are_snippets(newsroom, english, admin, monkeypatch):
    monkeypatch.setattr(matrix, "ROWS", 4)
    jobs = {ask(TopicFactory(title=f"Thema {number}"), english) for number in range(9)}
    parts = [context_at(admin, f"{reverse('translation_matrix')}?p={number}")["matrix"] for number in (1, 2, 3)]
    assert {part.parts for part in parts} == {3}
    assert [len(part.snippets) for part in parts] == [4, 4, 1]
    assert {row.job for part in parts for row in part.snippets} == jobs


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
