"""Links in a text lead to the reader's language as soon as that is public, and back to the original when it is not."""

import pytest

from cms.delivery import publications
from cms.delivery.fate import give_own_life
from tests.factories import DocumentFactory, locale
from tests.store import assert_sound, document


@pytest.fixture
def target(newsroom):
    return newsroom.page(title="Ziel", slug="ziel")


def linking(newsroom, target, into):
    """A text with a link to the page, in German and in another language, whose words name the German page."""
    anchor = f'<p>Mehr <a linktype="page" id="{target.pk}">hier</a>.</p>'
    text = newsroom.page(title="Text", body=[("rich_text", anchor)])
    return text, newsroom.translate(text, into, title="Words", slug="words")


def html(page):
    return document(page)["body"][0]["html"]


def test_a_link_follows_the_language_of_its_reader(newsroom, target):
    german, english = linking(newsroom, target, newsroom.en)
    assert 'href="/de/ziel/"' in html(german) and "hreflang" not in html(german)
    assert '<a href="/de/ziel/" hreflang="de">hier</a>' in html(english)
    translated = newsroom.translate(target, title="Target", slug="target")
    assert '<a href="/en/target/">hier</a>' in html(english) and 'href="/de/ziel/"' in html(german)
    assert_sound()
    with publications.unit():
        translated.slug = "goal"
        translated.save_revision().publish()
    assert '<a href="/en/goal/">hier</a>' in html(english)
    with publications.unit():
        translated.unpublish()
    assert '<a href="/de/ziel/" hreflang="de">hier</a>' in html(english)
    assert_sound()


def test_a_link_to_a_translation_leads_german_readers_to_the_original(newsroom, target):
    translated = newsroom.translate(target, title="Target", slug="target")
    german, english = linking(newsroom, translated, newsroom.en)
    assert '<a href="/de/ziel/">' in html(german) and '<a href="/en/target/">' in html(english)
    give_own_life([translated], reason="Es gilt weiter.", user=None)
    with publications.unit():
        target.unpublish()
    assert '<a href="/en/target/" hreflang="en">' in html(german)
    assert_sound()


def test_a_link_leads_back_to_the_original_rather_than_to_a_third_language(newsroom, target):
    with publications.unit():
        french = locale("fr")
    newsroom.translate(newsroom.home, french, title="Accueil", slug="accueil")
    translated = newsroom.translate(target, title="Target", slug="target")
    _german, text = linking(newsroom, translated, french)
    assert '<a href="/en/target/" hreflang="en">' in html(text)
    with publications.unit():
        translated.unpublish()
    assert '<a href="/de/ziel/" hreflang="de">' in html(text)
    assert_sound()


def test_the_title_of_a_page_that_is_not_public_is_not_told_by_a_link_to_another_language(newsroom, target):
    translated = newsroom.translate(target, title="Target", slug="target")
    give_own_life([translated], reason="Es gilt weiter.", user=None)
    anchor = f'<p><a linktype="page" id="{target.pk}">Ziel</a></p>'
    text = newsroom.page(title="Text", body=[("rich_text", anchor)])
    english = newsroom.translate(text, title="Words", slug="words")
    with publications.unit():
        target.unpublish()
    assert html(text) == '<p><a href="/en/target/" hreflang="en" lang="en">Target</a></p>'
    assert html(english) == '<p><a href="/en/target/">Target</a></p>'
    assert_sound()


def test_a_link_is_gone_while_no_language_is_public(newsroom, target):
    newsroom.translate(target, title="Target", slug="target")
    german, english = linking(newsroom, target, newsroom.en)
    with publications.unit():
        for page in (target, target.get_translation(newsroom.en)):
            page.unpublish()
    assert "<a" not in html(german) and "<a" not in html(english)
    assert_sound()


def test_a_link_to_a_file_tells_its_language_where_that_is_another(newsroom):
    file = DocumentFactory()
    body = [("rich_text", f'<p><a linktype="document" id="{file.pk}">Datei</a></p>')]
    german = newsroom.page(title="Text", slug="text", body=body)
    english = newsroom.translate(german, title="Words", slug="words")
    assert "hreflang" not in html(german) and f'<a href="{file.url}" hreflang="de">' in html(english)
    file.language = "en"
    with publications.unit():
        file.save()
    assert f'<a href="{file.url}" hreflang="en">' in html(german) and "hreflang" not in html(english)
