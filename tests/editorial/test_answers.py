"""What an answer to a submitted text does and says: never green where nothing was approved, and nothing is lost."""

import pytest
from django.contrib.messages import SUCCESS, WARNING, get_messages
from django.urls import reverse
from django.utils import translation

from cms.editorial import review, timeline
from press.models import PressRelease
from tests.admin import data_at
from tests.colleagues import Colleague
from tests.editorial.test_review import SUBMIT, decide, local, newest
from tests.factories import UserFactory, in_days
from tests.translation.helpers import ask, release


@pytest.fixture
def submitted(newsroom, writer):
    return writer.admin.create(newsroom.press, PressRelease, action=SUBMIT, title="Neues Netzwerk")


def answer(colleague, page, action="approve", data=None, **fields):
    """The level and text of what the admin says after an answer from the page's form, as fetched or as given."""
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    data = data or data_at(colleague.client, url)
    response = colleague.client.post(
        url, data | fields | {"action-workflow-action": "true", "workflow-action-name": action}
    )
    assert response.status_code == 302
    return told(response)


def told(response):
    """The last of what the admin says next, of whatever it has not said yet."""
    *_earlier, last = get_messages(response.wsgi_request)
    return last.level, str(last)


def form_of(colleague, page):
    return data_at(colleague.client, reverse("wagtailadmin_pages:edit", args=(page.pk,)))


def reason(user, page):
    return review.authorship(newest(page)).get(user.pk)


def test_an_approval_says_that_the_text_is_public(submitted, reviewer):
    level, text = answer(reviewer, submitted)
    assert level == SUCCESS and "Neues Netzwerk" in text
    assert newest(submitted).live and not newest(submitted).has_unpublished_changes


def test_an_approval_under_embargo_names_its_moment(newsroom, writer, reviewer):
    page = writer.admin.create(
        newsroom.press, PressRelease, action=SUBMIT, title="Später", embargo_until="01.07.2031 10:00"
    )
    level, text = answer(reviewer, page)
    assert level == SUCCESS and "2031" in text
    assert not newest(page).live


def test_who_moves_the_embargo_of_an_approved_set_forward_waits_for_none_of_its_languages(newsroom, writer, reviewer):
    together = {"title": "Satz", "release_together": "on", "embargo_until": local(in_days(5))}
    page = writer.admin.create(newsroom.press, PressRelease, action=SUBMIT, **together)
    answer(reviewer, page)
    english = release(ask(page, newsroom.en, writer.user), writer.user, reviewer.user)
    writer.admin.edit(newest(page), action=SUBMIT, embargo_until=local(in_days(2)))
    assert answer(reviewer, page)[1].strip() == "„Satz“ wurde freigegeben. " + goes_live(page)
    assert goes_live(page) == goes_live(english)


def goes_live(page):
    with translation.override("de"):
        [sentence] = timeline.publicity(newest(page))
    assert "wartet" not in sentence
    return sentence


def test_who_sets_a_time_is_no_author_and_approves_with_it(submitted, writer, reviewer):
    times = {"embargo_until": "01.07.2031 10:00", "expire_at": "01.07.2032 10:00"}
    level, text = answer(reviewer, submitted, **times)
    assert level == SUCCESS and "2031" in text
    page = newest(submitted)
    assert page.scheduled_revision == page.get_latest_revision() and not page.live
    writer.admin.edit(page, action=SUBMIT, lead="Anders gesagt.")
    assert reason(reviewer.user, page) is None
    level, _text = answer(reviewer, page, embargo_until="", expire_at="", lead="Auch das.")
    assert level == WARNING and reason(reviewer.user, page) is not None


def test_returning_is_no_saving(submitted, reviewer):
    level, _text = answer(reviewer, submitted, "reject")
    assert level == SUCCESS
    assert newest(submitted).current_workflow_state.status == "needs_changes"
    assert not submitted.revisions.filter(user=reviewer.user).exists()


def test_a_reviewer_s_own_edit_is_kept_and_needs_somebody_else(submitted, reviewer):
    other = Colleague("Freigabe")
    level, text = answer(reviewer, submitted, lead="Besser gesagt.")
    assert level == WARNING and other.user.username in text
    page = newest(submitted)
    assert not page.live and page.get_latest_revision().content["lead"] == "Besser gesagt."
    assert page.get_latest_revision().user == reviewer.user
    assert page.current_workflow_task_state.revision == page.get_latest_revision()
    answer(other, submitted)
    assert newest(submitted).lead == "Besser gesagt."


def test_an_edit_that_was_saved_by_itself_before_the_click_is_no_approval_either(submitted, reviewer):
    seen = form_of(reviewer, submitted)
    reviewer.admin.edit(submitted, action="", lead="Besser gesagt.")
    level, text = answer(reviewer, submitted, data=seen | {"lead": "Besser gesagt."})
    assert level == WARNING and reason(reviewer.user, submitted) in text
    assert not newest(submitted).live


def test_who_answers_after_somebody_else_is_told_so(submitted, reviewer):
    other = Colleague("Freigabe")
    seen = form_of(reviewer, submitted)
    answer(other, submitted)
    assert answer(reviewer, submitted, data=seen)[0] == WARNING
    assert newest(submitted).live and not newest(submitted).has_unpublished_changes


def test_an_answer_from_a_list_is_told_and_refused_in_words(submitted, reviewer):
    seen = submitted.current_workflow_task_state
    other = Colleague("Freigabe")
    other.admin.edit(submitted, action="", title="Ungesehen")
    url = reverse("wagtailadmin_pages:workflow_action", args=(submitted.pk, "approve", seen.pk))
    assert told(reviewer.client.post(url))[0] == WARNING
    level, text = told(decide(other, submitted, "approve"))
    assert level == WARNING and reviewer.user.username in text
    assert told(decide(reviewer, submitted, "approve"))[0] == SUCCESS
    assert newest(submitted).live


def test_who_wrote_before_the_text_was_last_public_is_no_author_of_the_changes_since(submitted, reviewer):
    first = Colleague("Redaktion", "Freigabe")
    first.admin.edit(submitted, action="", lead="Von mir.")
    answer(reviewer, submitted)
    assert reason(first.user, submitted) is None
    reviewer.admin.unpublish(newest(submitted))
    second = Colleague("Redaktion")
    second.admin.edit(newest(submitted), action=SUBMIT, lead="Anders.")
    assert reason(first.user, submitted) is None
    assert reason(second.user, submitted)
    draft = newest(submitted).get_latest_revision_as_object()
    assert set(review.authorship(draft)) == {second.user.pk}


def test_the_form_says_beside_the_answers_who_may_approve_and_why(submitted, reviewer):
    reviewer.admin.edit(submitted, action="", lead="Besser gesagt.")
    other = Colleague("Freigabe")
    url = reverse("wagtailadmin_pages:edit", args=(submitted.pk,))
    shown = reviewer.client.get(url).content.decode()
    menu = shown[shown.index('data-workflow-action-name="reject"') :]
    assert 'data-workflow-action-name="approve"' not in shown
    assert other.user.username in menu and 'role="note"' in menu
    assert 'role="note"' not in other.client.get(url).content.decode()


def test_where_all_reviewers_have_written_the_submission_warns_and_names_whom_to_ask(newsroom, roles):
    alone = Colleague("Redaktion", "Freigabe")
    boss = UserFactory(username="leitung", is_superuser=True)
    page = newsroom.release(title="Allein", live=False)
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    level, text = told(alone.client.post(url, form_of(alone, page) | {"lead": "Neu.", SUBMIT: "1"}))
    assert level == WARNING and boss.username in text
    assert review.approvers(newest(page)) == [boss]
    assert any("leitung" in sentence for sentence in timeline.outlook(newest(page), alone.user))
    Colleague("Freigabe")
    assert [sentence for sentence in timeline.outlook(newest(page), alone.user) if "leitung" in sentence] == []


def test_where_nobody_reviews_it_says_so_and_not_that_all_have_written(newsroom, writer):
    UserFactory(username="leitung", is_superuser=True)
    page = newsroom.release(title="Allein", live=False)
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    level, text = told(writer.client.post(url, form_of(writer, page) | {"lead": "Neu.", SUBMIT: "1"}))
    assert level == WARNING and "leitung" in text and "geschrieben" not in text
    Colleague("Freigabe").user.delete()
    assert "geschrieben" not in timeline.nobody_left(newest(page))
