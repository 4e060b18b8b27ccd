"""Who counts as an author: who changed words or facts, and nobody for a button that they pressed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Comment

from cms.content.versions import TIMES
from cms.editorial import review
from cms.translation import editing, memory, submission
from cms.translation.models import Job
from press.models import PressRelease
from tests.colleagues import Colleague
from tests.editorial.test_answers import form_of
from tests.editorial.test_review import SUBMIT, decide, newest
from tests.translation.helpers import ask, target, translate

MOMENT = "01.07.2031 10:00"


@pytest.fixture
def both(roles):
    """Somebody who writes and approves."""
    return Colleague("Redaktion", "Freigabe")


def sent(colleague: Colleague, page: Any, action: str = "", **fields: Any) -> None:
    """Send the form of the page as it stands, but for these fields."""
    colleague.admin.edit(page, action=action, **fields)


def comments(colleague: Colleague, page: Any) -> None:
    draft = newest(page).get_latest_revision_as_object()
    draft.wagtail_admin_comments = [Comment(user=colleague.user, text="Stimmt das?", contentpath="lead")]
    assert draft.save_revision(user=colleague.user).user == colleague.user


def takes_offline_and_submits(colleague: Colleague, page: Any) -> None:
    others = Colleague("Freigabe")
    sent(colleague, page, SUBMIT)
    decide(others, page, "approve")
    assert newest(page).live
    colleague.admin.unpublish(newest(page))
    assert not newest(page).live


def takes_back(colleague: Colleague, page: Any) -> None:
    sent(colleague, page, SUBMIT)
    colleague.client.post(
        reverse("wagtailadmin_pages:edit", args=(page.pk,)), form_of(colleague, page) | {"action-cancel-workflow": "1"}
    )


def returns(colleague: Colleague, page: Any) -> None:
    sent(colleague, page, SUBMIT)
    decide(colleague, page, "reject", comment="Bitte prüfen.")


NO_WRITING: dict[str, Callable[[Colleague, Any], None]] = {
    "nothing but submitting": lambda colleague, page: None,
    "saving": sent,
    **{
        f"setting {name}": lambda colleague, page, name=name: sent(colleague, page, **{name: MOMENT})
        for name in sorted(TIMES - {"go_live_at"})
    },
    "commenting": comments,
    "taking offline": takes_offline_and_submits,
    "taking back": takes_back,
    "returning": returns,
}


@pytest.mark.parametrize("act", NO_WRITING.values(), ids=NO_WRITING)
def test_who_does_this_and_submits_the_text_has_not_written_it(newsroom, writer, both, act):
    body = [("rich_text", "<p>Ein Satz. </p><p></p>")]
    page = newsroom.release(title="Neues Netzwerk", body=body, live=False)
    sent(writer, page, lead="Von jemand anderem.")
    act(both, page)
    sent(both, page, SUBMIT)
    assert review.authorship(newest(page)).get(both.user.pk) is None
    decide(both, page, "approve")
    assert newest(page).live or newest(page).approved_schedule


@pytest.mark.parametrize("act", NO_WRITING.values(), ids=NO_WRITING)
def test_and_whoever_changes_a_word_besides_has(newsroom, writer, both, act):
    page = newsroom.release(title="Neues Netzwerk", live=False)
    sent(writer, page, lead="Von jemand anderem.")
    act(both, page)
    sent(both, page, SUBMIT, lead="Von mir.")
    assert both.user.pk in review.authorship(newest(page))
    decide(both, page, "approve")
    assert not newest(page).live


def test_a_time_set_before_there_is_a_version_is_no_writing_either(newsroom, both):
    page = newsroom.release(title="Alt")
    PressRelease.objects.filter(pk=page.pk).update(latest_revision=None, live_revision=None)
    page.revisions.all().delete()
    sent(both, page, SUBMIT, expire_at=MOMENT)
    assert both.user.pk not in review.authorship(newest(page))
    sent(both, page, "", lead="Von mir.")
    assert both.user.pk in review.authorship(newest(page))


@pytest.mark.parametrize("writes", [False, True])
def test_who_hands_over_what_others_translated_has_not_written_it(newsroom, roles, writes):
    translator, both = Colleague("Übersetzung en"), Colleague("Übersetzung en", "Freigabe")
    release = newsroom.release(title="Neues Netzwerk")
    job = ask(release, newsroom.en)
    translate(job, translator.user)
    if writes:
        translate(job, both.user, title="New network")
    submission.submit(Job.objects.get(pk=job.pk), both.user)
    page = target(release, newsroom.en)
    assert set(review.authorship(page)) == {translator.user.pk} | ({both.user.pk} if writes else set())
    decide(both, page, "reject", comment="Noch nicht.")
    submission.submit(Job.objects.get(pk=job.pk), both.user)
    decide(both, page, "approve")
    assert newest(page).live != writes


def test_for_words_from_elsewhere_that_nobody_has_read_stands_who_hands_them_over(newsroom, roles):
    translator, both = Colleague("Übersetzung en"), Colleague("Übersetzung en", "Freigabe")
    translate(ask(newsroom.release(title="Neues Netzwerk", slug="a"), newsroom.en), translator.user)
    release = newsroom.release(title="Neues Netzwerk", slug="b")
    job = ask(release, newsroom.en)
    memory.fill_in(job)
    assert not editing.missing(job)
    submission.submit(Job.objects.get(pk=job.pk), both.user)
    page = target(release, newsroom.en)
    assert set(review.authorship(page)) == {both.user.pk}
    decide(both, page, "approve")
    assert not newest(page).live
