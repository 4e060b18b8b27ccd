"""A message, from its first page to its last, and where its languages stand."""

import pytest
from django.utils import timezone

from cms.content.models import Message, OwnLife
from cms.delivery import publications
from cms.delivery.fate import follow_original, give_own_life, obstacle, own_lives
from cms.delivery.visibility import Visibility
from tests.admin import Admin
from tests.factories import EventFactory, EventSeriesFactory, locale
from tests.store import assert_sound, document, row


def test_a_message_begins_with_its_first_page_and_ends_with_its_last(newsroom):
    page = newsroom.page(title="Seite")
    translation = newsroom.translate(page, title="Page")
    assert Message.objects.get(key=page.translation_key).original_locale == newsroom.de
    with publications.unit():
        page.delete()
    assert Message.objects.filter(key=page.translation_key).exists()
    assert not row(translation) and obstacle(translation) == "Das Original gibt es nicht mehr."
    with publications.unit():
        translation.delete()
    assert not Message.objects.filter(key=page.translation_key).exists()
    assert_sound()


@pytest.fixture
def languages(newsroom):
    """A page, and it in English and in French."""
    with publications.unit():
        french = locale("fr")
    page = newsroom.page(title="Seite")
    return page, newsroom.translate(page, title="Page"), newsroom.translate(page, french, title="Page en français")


def test_the_first_language_with_a_life_of_its_own_is_the_original_once_that_is_deleted(languages):
    page, english, other = languages
    give_own_life([english], reason="Gilt weiter.", user=None)
    assert own_lives(page) == [english.page_ptr]
    with publications.unit():
        page.delete()
    # The French text follows the English one now.
    assert row(english) and row(other)
    assert Visibility(timezone.now()).deciding(other).pk == english.pk and not OwnLife.objects.exists()
    with publications.unit():
        english.unpublish()
    assert not row(other)
    assert_sound()


def test_of_several_languages_with_a_life_of_their_own_a_public_one_is_the_original_then(languages):
    page, english, other = languages
    give_own_life([english], reason="Gilt weiter.", user=None)
    give_own_life([other], reason="Gilt weiter.", user=None)
    with publications.unit():
        english.unpublish()
    with publications.unit():
        page.delete()
    assert Message.objects.get(key=page.translation_key).original_locale == other.locale and row(other)
    assert_sound()


def test_a_life_of_its_own_needs_a_reason_and_can_end(newsroom):
    page = newsroom.page(title="Seite")
    translation = newsroom.translate(page, title="Page")
    with pytest.raises(ValueError, match="reason"):
        give_own_life([translation], reason=" ", user=None)
    give_own_life([translation], reason="Gilt weiter.", user=None)
    with publications.unit():
        page.unpublish()
    assert row(translation)
    follow_original(translation, user=None)
    assert not row(translation)
    assert_sound()


def test_translations_move_with_their_original_where_its_new_place_is_translated(newsroom, admin):
    at_work = Admin(admin)
    here, there = (EventSeriesFactory(parent=newsroom.events, title=title) for title in ("Hier", "Dort"))
    event = EventFactory(parent=here, title="Treffen", number=3)
    for page, title in ((here, "Here"), (there, "There")):
        newsroom.translate(page, title=title)
    english = newsroom.translate(event, title="Meeting")
    at_work.move(event, there)
    assert document(event)["series"]["title"] == "Dort"
    assert document(english)["series"]["title"] == "There"
    assert_sound()
    untranslated = EventSeriesFactory(parent=newsroom.events, title="Nur deutsch")
    at_work.move(event, untranslated)
    assert document(english)["series"]["title"] == "There"
    assert_sound()
