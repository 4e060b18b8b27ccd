"""What makes a version of a page, and whom it makes an author."""

from django.urls import reverse

from cms.content.models.pages import says_the_same
from cms.editorial import review
from press.models import PressRelease
from tests.admin import data_at
from tests.colleagues import Colleague
from tests.factories import PersonFactory


def saved(colleague, page, **fields):
    """The newest version after somebody sent the form as it stands, as saving by itself does, but for these fields."""
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    data = data_at(colleague.client, url) | fields
    assert colleague.client.post(url, data).status_code == 302
    return PressRelease.objects.get(pk=page.pk).get_latest_revision()


def test_saving_without_a_change_makes_no_version_and_nobody_an_author(newsroom, writer, reviewer):
    body = [
        ("rich_text", "<p>Ein Satz mit <b>Nachdruck</b>.</p>"),
        ("quote", {"text": "Ja.", "person": PersonFactory()}),
    ]
    page = newsroom.release(title="Meldung", body=body, live=False)
    first = saved(writer, page, title="Neue Meldung")
    assert first.user == writer.user
    assert saved(reviewer, page).pk == first.pk
    found = PressRelease.objects.get(pk=page.pk)
    assert not review.is_author(reviewer.user, found)
    second = saved(reviewer, page, lead="Mit Vorspann.")
    assert second.pk != first.pk and second.user == reviewer.user


def test_a_public_text_saved_without_a_change_has_no_draft(newsroom, reviewer):
    page = newsroom.release(title="Meldung", body=[("rich_text", "<p>Ein Satz.</p>")])
    saved(reviewer, page)
    assert not PressRelease.objects.get(pk=page.pk).has_unpublished_changes


def test_what_counts_are_words_and_facts():
    stored = {"title": "A", "live": True, "body": '[{"type": "rich_text", "value": "<p>x</p>", "id": "1"}]'}
    assert says_the_same(stored, stored | {"live": False, "draft_title": "B"})
    assert not says_the_same(stored, stored | {"title": "B"})
    assert not says_the_same(stored, stored | {"body": '[{"type": "rich_text", "value": "<p>y</p>", "id": "1"}]'})


def test_nobody_writes_over_a_version_of_somebody_else(newsroom, writer, roles):
    page = newsroom.release(title="Meldung", live=False)
    first = saved(writer, page, title="Neue Meldung")
    other = Colleague("Redaktion")
    second = saved(other, page, title="Andere Meldung", overwrite_revision_id=first.pk)
    first.refresh_from_db()
    assert second.pk != first.pk and first.content["title"] == "Neue Meldung"
