"""A translation that was written by hand has no desk: each address of one leads elsewhere, and none fails."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from cms.delivery import fate, publications, schedule
from cms.editorial import review, timeline
from cms.translation.models import Job, Status
from press.models import PressRelease
from tests.editorial.test_review import SUBMIT, decide, local, newest
from tests.factories import in_days
from tests.fuzzing.routes import admin_routes

DESKS = [route.pattern for route in admin_routes() if route.pattern.count("<") == 1 and "job_id" in route.pattern]


@pytest.fixture
def by_hand(newsroom):
    """The job of an English page that somebody wrote."""
    page = newsroom.translate(newsroom.page(title="Impressum"), title="Imprint")
    return Job.objects.get(key=page.translation_key, translation=None)


def test_its_preview_shows_what_stands_in_it(by_hand, admin):
    response = admin.get(reverse("translation_preview", args=[by_hand.pk]))
    assert response.status_code == 200 and "Imprint" in response.content.decode()


@pytest.mark.parametrize("pattern", DESKS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_of_a_desk_fails(by_hand, admin, pattern, method):
    admin.raise_request_exception = False
    path = pattern.replace("<int:job_id>", str(by_hand.pk))
    assert path != pattern
    assert getattr(admin, method)(path).status_code < 500


class TestWhatWasApprovedForLater:
    """A release under embargo, and its translation, written in the form of its own page and approved."""

    soon, later = (in_days(days).replace(second=0, microsecond=0) for days in (2, 4))

    @pytest.fixture
    def english(self, newsroom, writer, reviewer):
        release = writer.admin.create(
            newsroom.press, PressRelease, action=SUBMIT, title="Gesperrt", embargo_until=local(self.soon)
        )
        decide(reviewer, release, "approve")
        english = release.copy_for_translation(newsroom.en, copy_parents=True)
        with publications.unit():
            english.title, english.embargo_until = "Embargoed", self.soon
            english.save_revision()
            review.publish(newest(english).latest_revision, reviewer.user)
        return english

    def said(self, english, reviewer):
        """What its panel, its original's, the outlook and the overview say of it."""
        pages = type(english).objects.filter(translation_key=english.translation_key)
        urls = [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in pages]
        return [reviewer.client.get(url).content.decode() for url in [*urls, reverse("translation_matrix")]]

    def test_is_said_to_be_approved_everywhere_and_when_it_comes_out(self, english, writer, reviewer):
        job = Job.objects.get(key=english.translation_key)
        assert (job.status, job.is_approved) == (Status.IN_REVIEW, True)
        original = PressRelease.objects.get(title="Gesperrt")
        writer.admin.edit(original, action=SUBMIT, embargo_until=local(self.later))
        decide(reviewer, original, "approve")
        pages = self.said(english, reviewer)
        time = f"{timezone.localtime(self.later):%d.%m.%Y}"
        assert all("translation-status--in_progress" not in page.split("matrix-scroll")[-1] for page in pages[2:])
        for page in pages[:2]:
            assert "Freigegeben" in page and time in page
            assert "In Arbeit" not in page and "noch der Text des Originals" not in page
        with translation.override("de"):
            [standing] = fate.standing(newest(english))
            assert time in standing
            assert not any("Original" in one for one in timeline.outlook(newest(english), reviewer.user))

    def test_is_not_said_to_be_so_once_it_is_taken_off_the_schedule(self, english, reviewer):
        page = newest(english)
        url = reverse("wagtailadmin_pages:revisions_unschedule", args=(page.pk, page.scheduled_revision.pk))
        reviewer.admin.confirm(url)
        assert newest(english).scheduled_revision is None
        assert Job.objects.get(key=english.translation_key).status == Status.IN_PROGRESS

    def test_counts_as_current_once_it_is_out(self, english):
        with time_machine.travel(self.soon + datetime.timedelta(minutes=1)):
            for transition in schedule.transitions(timezone.now()):
                assert transition.perform()
        assert Job.objects.get(key=english.translation_key).status == Status.CURRENT

    def test_is_not_approved_where_nobody_has_written_a_word(self, newsroom, writer, reviewer):
        release = newsroom.release(title="Gesperrt", embargo_until=self.soon)
        english = release.copy_for_translation(newsroom.en, copy_parents=True)
        with publications.unit():
            english.save_revision()
            review.publish(newest(english).latest_revision, reviewer.user)
        assert Job.objects.get(key=english.translation_key).status == Status.IN_PROGRESS
        url = reverse("wagtailadmin_pages:edit", args=[english.pk])
        assert "noch der Text des Originals" in reviewer.client.get(url).content.decode()
