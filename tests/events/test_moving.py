"""An event says its series, so it is moved only where its public translations can go along."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Page

from cms.delivery import publications
from tests.admin import Admin
from tests.factories import EventFactory, EventSeriesFactory
from tests.store import assert_sound, document


@pytest.fixture
def series(newsroom):
    """Two series, the first in English, too."""
    found = [EventSeriesFactory(parent=newsroom.events, title=title) for title in ("Treffen", "Gespräche")]
    newsroom.translate(found[0], title="Meetings")
    return found


@pytest.fixture
def event(newsroom, series):
    found = EventFactory(parent=series[0], title="Auftakt")
    newsroom.translate(found, title="Start")
    return found


def doors(client, event, there):
    """Each way to move it, in the admin."""
    bulk = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "move")) + f"?id={event.pk}"
    api = reverse("wagtailadmin_api:pages:action", args=(event.pk, "move"))
    confirm = reverse("wagtailadmin_pages:move_confirm", args=(event.pk, there.pk))
    yield lambda: client.post(confirm)
    yield lambda: client.post(bulk, {"chooser": there.pk, "asked": "1"})
    yield lambda: client.post(api, {"destination_page_id": there.pk, "position": "last-child"})


def test_it_is_not_moved_to_where_a_public_language_cannot_follow(series, event, admin):
    for move in doors(admin, event, series[1]):
        move()
        assert Page.objects.get(pk=event.pk).get_parent().pk == series[0].pk
    answer = admin.get(reverse("wagtailadmin_pages:move_confirm", args=(event.pk, series[1].pk)))
    assert any("Englisch" in str(message) for message in get_messages(answer.wsgi_request))
    assert_sound()


def test_once_the_place_is_there_in_that_language_both_move(newsroom, series, event, admin):
    newsroom.translate(series[1], title="Talks")
    Admin(admin).confirm(reverse("wagtailadmin_pages:move_confirm", args=(event.pk, series[1].pk)), {})
    english = type(event).objects.get(translation_key=event.translation_key, locale=newsroom.en)
    assert [document(page)["series"]["title"] for page in (event, english)] == ["Gespräche", "Talks"]
    assert_sound()


def test_a_draft_holds_nothing_back(newsroom, series, event, admin):
    english = type(event).objects.get(translation_key=event.translation_key, locale=newsroom.en)
    with publications.unit():
        english.unpublish()
    Admin(admin).confirm(reverse("wagtailadmin_pages:move_confirm", args=(event.pk, series[1].pk)), {})
    assert Page.objects.get(pk=event.pk).get_parent().pk == series[1].pk
