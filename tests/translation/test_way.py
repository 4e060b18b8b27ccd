"""The way of a text: asked for, translated, handed over, reviewed by somebody else, published."""

import pytest
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.delivery import publications
from cms.translation import handing_over, requesting, working
from cms.translation.models import Job, Status
from tests.store import assert_sound, row


@pytest.fixture(autouse=True)
def never_save_target(monkeypatch):
    def refused(self, *args, **kwargs):
        raise AssertionError("save_target puts unreviewed words live")

    monkeypatch.setattr(Translation, "save_target", refused)


def ask(page, locale, user=None, **more):
    [job, *_others] = requesting.request(page, [locale], requesting.Order(user=user), **more)
    return Job.objects.get(pk=job.pk)


def translate(job, user, **words):
    """Write English for every string: `[…]` around the original unless given by path."""
    entries = {
        segment.pk: working.Entry(words.get(segment.context.path, f"[{segment.string.data}]"))
        for segment in working.segments_of(job)
    }
    assert working.write(job, entries, user) == []
    job.refresh_from_db()


def approve(page, user):
    page = Page.objects.get(pk=page.pk).specific
    state = page.current_workflow_task_state
    with publications.unit():
        state.task.specific.on_action(state, user, "approve")


def target(page, locale):
    return type(page).objects.get(translation_key=page.translation_key, locale=locale)


def test_a_text_goes_public_in_another_language_only_when_somebody_else_has_approved_it(
    newsroom, english, writer, translator, reviewer
):
    release = newsroom.release(title="Neue Beratung", slug="neue-beratung", lead="Es gibt sie.")
    job = ask(release, english, writer.user)
    twin = target(release, english)
    assert not twin.live and job.status == Status.IN_PROGRESS and not row(twin)
    translate(job, translator.user, title="New advice")
    assert not row(twin)
    handing_over.submit(job, translator.user)
    assert job.status == Status.IN_REVIEW and not row(twin)
    approve(twin, reviewer.user)
    job.refresh_from_db()
    assert job.status == Status.CURRENT
    found = row(twin)
    assert found.title == "New advice" and found.path == "/en/presse/new-advice/"
    assert found.document["lead"] == "[Es gibt sie.]"
    assert_sound()


def test_only_other_words_in_the_public_original_outdate_a_translation(newsroom, english, writer, translator, reviewer):
    release = newsroom.release(title="Neue Beratung", lead="Es gibt sie.")
    job = ask(release, english, writer.user)
    translate(job, translator.user)
    handing_over.submit(job, translator.user)
    twin = target(release, english)
    approve(twin, reviewer.user)
    release.refresh_from_db()
    release.lead = "Es gibt sie seit heute."
    revision = release.save_revision()
    job.refresh_from_db()
    assert job.status == Status.CURRENT
    with publications.unit():
        revision.publish()
    job.refresh_from_db()
    assert job.status == Status.OUTDATED
    assert {block["path"] for block in job.blocks if block["status"] == Status.OUTDATED} == {"lead"}
    translate(job, translator.user, lead="It exists since today.")
    handing_over.submit(job, translator.user)
    approve(twin, reviewer.user)
    job.refresh_from_db()
    assert job.status == Status.CURRENT
    assert row(twin).document["lead"] == "It exists since today."
