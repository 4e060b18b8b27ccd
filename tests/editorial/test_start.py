"""The admin's start page shows everybody what they can begin and what waits for them."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation

from cms.editorial import start
from cms.translation.models import Job
from press.models import PressRelease
from tests.editorial.test_review import SUBMIT, decide, local
from tests.factories import UserFactory, in_days, locale
from tests.translation.helpers import ask

pytestmark = pytest.mark.databases
HOME = "wagtailadmin_home"


def shown(user):
    """The sections that the user sees: the titles in each, and what is to be done."""
    user = get_user_model().objects.get(pk=user.pk)  # permissions are kept on the object
    with translation.override("en"):
        return {
            found.name: [(row.title, row.note.split(":")[0]) for row in found.rows] for found in start.sections(user)
        }


def test_a_text_is_shown_to_whoever_has_to_do_something_with_it(newsroom, writer, reviewer):
    release = writer.admin.create(
        newsroom.press, PressRelease, action="", title="Meldung", embargo_until=local(in_days(3))
    )
    assert shown(writer.user) == {"Your drafts": [("Meldung", shown(writer.user)["Your drafts"][0][1])]}
    assert shown(reviewer.user) == {}
    writer.admin.edit(release, action=SUBMIT)
    assert shown(reviewer.user) == {"Waiting for your review": [("Meldung", "Read and decide")]}
    assert shown(writer.user) == {"Submitted by you": [("Meldung", shown(writer.user)["Submitted by you"][0][1])]}
    decide(reviewer, release, "reject", comment="Der Ort fehlt.")
    assert shown(writer.user) == {"Returned to you": [("Meldung", "Change it and submit it again")]}
    assert shown(reviewer.user) == {}
    writer.admin.edit(release, action=SUBMIT)
    decide(reviewer, release, "approve")
    assert list(shown(writer.user)) == list(shown(reviewer.user)) == ["Approved for later"]


def test_nobody_is_asked_to_review_what_they_wrote_or_handed_over(newsroom, writer, reviewer):
    release = writer.admin.create(newsroom.press, PressRelease, action=SUBMIT, title="Meldung")
    reviewer.admin.edit(release, title="Meldung, geändert")
    assert "Waiting for your review" not in shown(reviewer.user)


def test_a_translation_is_shown_to_whom_it_is_assigned_until_it_is_done(newsroom, roles):
    job = ask(newsroom.release(title="Meldung"), locale("en"))
    translator, other = UserFactory(is_superuser=False), UserFactory(is_superuser=False)
    Job.objects.filter(pk=job.pk).update(assignee=translator, due=datetime.date(2031, 5, 4))
    assert shown(translator) == {"Translations assigned to you": [("Meldung", "In progress, due 04/05/2031")]}
    assert shown(other) == {}
    Job.objects.filter(pk=job.pk).update(status="current")
    assert shown(translator) == {}


def test_everybody_begins_what_they_may_write_in_one_click(newsroom, writer):
    stranger = UserFactory(is_superuser=False)
    assert start.beginnings(stranger) == []
    names = {one.name: one.url for one in start.beginnings(writer.user)}
    with translation.override("de"):
        page = writer.client.get(reverse(HOME)).content.decode()
    for name, url in names.items():
        assert writer.client.get(url).status_code == 200, name
        assert url in page
    assert len(names) >= 4


def test_of_many_only_the_most_urgent_are_shown_and_all_are_counted(newsroom, roles, django_assert_max_num_queries):
    user = UserFactory()
    for number in range(start.SHOWN + 3):
        page = newsroom.release(title=f"Meldung {number}")
        page.title = f"Meldung {number}, geändert"
        page.save_revision(user=user)
    with django_assert_max_num_queries(12):
        start.beginnings(user)
        (section,) = start.sections(user)
    assert len(section.rows) == start.SHOWN and section.number == start.SHOWN + 3 and section.more == 3


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_empty_start_page_says_so(roles, admin, language):
    page = admin.get(reverse(HOME))
    assert page.status_code == 200 and 'href="/admin/timeline/"' in page.content.decode()
