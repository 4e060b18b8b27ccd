"""Who may do what with a text under four eyes, asked of its permissions and of its review."""

import pytest

from cms.editorial.models import PUBLISH_NOW, FourEyesTask
from press.models import PressIndexPage, PressRelease
from tests.editorial.test_review import SUBMIT, newest
from tests.factories import UserFactory, in_days
from tests.translation.helpers import ask, target


def asked_for(newsroom, page):
    """The translation of the page that somebody has asked for."""
    ask(page, newsroom.en)
    return target(page, newsroom.en)


def test_a_list_is_published_by_an_editor_its_translation_and_what_is_below_are_not(newsroom, writer):
    translation = asked_for(newsroom, newsroom.press)
    of_list, of_translation = (page.permissions_for_user(writer.user) for page in (newsroom.press, translation))
    assert (of_list.can_publish(), of_list.can_publish_subpage()) == (True, False)
    assert (of_translation.can_publish(), of_translation.can_publish_subpage()) == (False, False)
    assert PressIndexPage.objects.get(pk=translation.pk).get_workflow() == FourEyesTask.workflow()


def test_a_page_is_published_by_an_editor_and_its_translation_by_the_review(newsroom, writer):
    page = newsroom.page(title="Impressum")
    translation = asked_for(newsroom, page)
    assert page.permissions_for_user(writer.user).can_publish() and page.get_workflow() is None
    assert not translation.permissions_for_user(writer.user).can_publish()
    assert translation.get_workflow() == FourEyesTask.workflow()


@pytest.mark.parametrize(
    ("user", "fields", "may"),
    [
        ({}, {}, True),
        ({}, {"release_together": True}, False),
        ({"is_active": False}, {}, False),
        ({"is_superuser": False}, {}, False),
    ],
)
def test_only_a_superuser_publishes_past_the_review_and_no_part_of_a_set(newsroom, roles, user, fields, may):
    release = newsroom.release(title="Entwurf", live=False, **fields)
    assert release.permissions_for_user(UserFactory(**user)).can_publish() is may


def test_what_was_public_is_taken_away_by_those_who_approve_and_a_draft_by_its_editors(newsroom, writer, reviewer):
    public, draft = newsroom.release(title="Öffentlich"), newsroom.release(title="Entwurf", live=False)
    by_writer = [page.permissions_for_user(writer.user) for page in (public, draft)]
    by_reviewer = public.permissions_for_user(reviewer.user)
    assert [may.can_delete() for may in by_writer] == [False, True]
    assert (by_writer[0].can_unpublish(), by_writer[0].can_unschedule()) == (False, False)
    assert (by_reviewer.can_delete(), by_reviewer.can_unpublish(), by_reviewer.can_unschedule()) == (True, True, True)


def offered(page, user) -> list[tuple[str, bool]]:
    page = newest(page)
    return [(name, asks) for name, _label, asks in page.current_workflow_task.get_actions(page, user)]


def test_a_review_offers_an_author_less_than_a_reviewer_and_others_nothing(newsroom, writer, reviewer):
    submitted = writer.admin.create(newsroom.press, PressRelease, action=SUBMIT, title="Neues Netzwerk")
    assert offered(submitted, reviewer.user) == [("reject", True), ("approve", False), ("approve", True)]
    assert offered(submitted, UserFactory(is_superuser=False)) == []
    submitted.lead = "Mit anderen Worten."
    submitted.save_revision(user=reviewer.user)
    assert offered(submitted, reviewer.user) == [("reject", True)]


def test_a_review_offers_to_let_a_passed_embargo_go_and_nothing_else(newsroom, writer, reviewer):
    submitted = writer.admin.create(newsroom.press, PressRelease, action=SUBMIT, title="Gesperrt")
    revision = newest(submitted).latest_revision
    revision.content["embargo_until"] = in_days(-1).isoformat()
    revision.save()
    assert offered(submitted, reviewer.user) == [("reject", True), (PUBLISH_NOW, False)]
