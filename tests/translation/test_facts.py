"""Facts are held once: whatever is not words is the original's in every language, changed and public in all at once."""

import datetime
import threading
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.models import Locale, Page

from cms.content.models import Message, MissingPages, SiteTexts
from cms.delivery import publications
from cms.delivery.fate import follow_original, give_own_life
from cms.delivery.sources import page_source
from cms.translation import facts, localize
from press.models import PressRelease, PressReleaseTopic
from tests.admin import Admin
from tests.factories import (
    BoilerplateFactory,
    EventFactory,
    EventSeriesFactory,
    OrganisationFactory,
    PersonFactory,
    PersonFunctionFactory,
    TopicFactory,
)
from tests.store import assert_sound, document
from tests.translation.helpers import ask, release

pytestmark = pytest.mark.databases("cms.translation.facts")

DAY = datetime.date(2026, 3, 1)
# What is written in each language anew. All other fields are facts: who adds one decides here which it is.
OF_EVERY_PAGE = {"title", "slug", "seo_title", "search_description"}
WORDS = {
    "content.Audience": {"title"},
    "content.Boilerplate": {"title", "wordings"},
    "content.BoilerplateWording": {"text"},
    "content.ContactPoint": {"name", "role"},
    "content.FileTexts": {"title"},
    "content.ImageTexts": {"alt_text", "caption", "credit"},
    "content.Menu": {"items"},
    "content.MenuItem": {"label"},
    "content.Organisation": {"name", "short_name"},
    "content.Person": {"functions", "name"},
    "content.PersonFunction": {"function"},
    "content.SiteTexts": {"motto", "name"},
    "content.Topic": {"title"},
    "content.Venue": {"accessibility", "directions", "name"},
    "events.EventIndexPage": {"intro"},
    "events.EventPage": {"body", "image", "intro", "programme", "town"},
    "events.EventSeriesPage": {"body", "intro"},
    "events.MeetingDocumentationPage": {"body", "downloads", "feedback", "gallery", "intro", "rounds"},
    "home.ContactDirectory": {"intro"},
    "home.HomePage": {"body", "image", "intro"},
    "home.SectionPage": {"body", "intro"},
    "home.StandardPage": {"body", "intro"},
    "press.PracticeIndexPage": {"intro"},
    "press.PracticeReport": {
        *("teaser", "image", "starting_point", "implementation", "conclusion", "format_title", "format_description"),
        *("key_figures", "interview", "project", "programme"),
    },
    "press.PressIndexPage": {"intro"},
    "press.PressRelease": {
        *("attachments", "body", "corrections", "image", "kicker", "lead", "place", "subheadline"),
    },
    "press.PressReleaseCorrection": {"text"},
    "throwaway.Notice": {"body", "place", "street", "words"},
    "throwaway.NoticeIndexPage": {"intro"},
}  # fmt: skip
# What is neither: by what a text is known, and the order in which a language lists its own.
NEITHER = {"id", "translation_key", "locale", "sort_order"}
MODELS = [model for model in localize.translatable_models() if model is not Page]
MAX_MORE = 2  # times the statements of a flush of one language


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_is_words_or_a_fact(model):
    held = facts.facts_of(model._meta.label)
    found = {field.name for field in (*held.fields, *held.children)}
    common = OF_EVERY_PAGE if issubclass(model, Page) else set()
    words = WORDS[model._meta.label] | common
    assert not found & words
    written = {field.name for field in model._meta.fields if field.editable and not isinstance(field, ParentalKey)}
    known = found | words | NEITHER | facts._KEPT_BY_WAGTAIL | set(getattr(model, "of_language", ()))
    assert {name for name in written if not name.endswith("_ptr")} - known == set()
    _shared, translated = localize.fields_of(model)
    assert {field.name for field in translated} - found == words
    assert {field.name for field in (*held.streams, *held.translated_children)} <= words


def test_a_setting_of_a_language_is_its_own(newsroom):
    with publications.unit():
        german = SiteTexts.objects.create(locale=newsroom.de, name="Presse")
        english = german.copy_for_translation(newsroom.en)
        english.missing_pages = MissingPages.NOT_FOUND
        english.save()
    english.refresh_from_db()
    assert english.missing_pages == MissingPages.NOT_FOUND


@pytest.fixture
def languages(newsroom):
    """Five languages with a front page each."""
    found = []
    for code in ("en", "fr", "uk", "ar", "de-simple"):
        with publications.unit():
            locale = Locale.objects.get_or_create(language_code=code)[0]
        if not newsroom.home.has_translation(locale):
            newsroom.translate(newsroom.home, locale, title=f"Home {code}", slug=f"home-{code}")
        found.append(locale)
    return found


def changed(page, **fields):
    with publications.unit():
        page = type(page).objects.get(pk=page.pk)
        for name, value in fields.items():
            setattr(page, name, value)
        page.save_revision().publish()


def test_a_fact_changes_in_all_languages_in_one_transaction(newsroom, languages):
    text = newsroom.release(title="Meldung", date=DAY)
    others = [newsroom.translate(text, locale, title=f"In {locale}") for locale in languages]
    topic = TopicFactory(title="Thema")
    changed(text, date=DAY.replace(day=2), topics=[PressReleaseTopic(topic=topic)])
    for page in others:
        assert document(page)["date"] == "2026-03-02"
        assert [one["title"] for one in document(page)["topics"]] == ["Thema"]
        assert document(page)["title"].startswith("In ")
    assert_sound()


def test_what_undoes_the_change_undoes_it_in_all_languages(newsroom):
    text = newsroom.release(title="Meldung", date=DAY)
    english = newsroom.translate(text, title="Release")
    with pytest.raises(RuntimeError), publications.unit():
        changed(text, date=DAY.replace(day=2))
        raise RuntimeError
    assert {document(page)["date"] for page in (text, english)} == {"2026-03-01"}


def test_a_fact_of_a_draft_is_nobodys_yet(newsroom):
    text = newsroom.release(title="Meldung", date=DAY)
    english = newsroom.translate(text, title="Release")
    with publications.unit():
        text.date = DAY.replace(day=2)
        text.save_revision()
    assert document(english)["date"] == "2026-03-01"


def test_a_fact_changed_in_a_translation_is_the_originals_again(newsroom):
    text = newsroom.release(title="Meldung", date=DAY)
    english = newsroom.translate(text, title="Release")
    changed(english, date=DAY.replace(day=9), title="New title")
    assert document(english)["date"] == "2026-03-01" and document(english)["title"] == "New title"


def test_what_waits_for_approval_goes_out_with_the_facts_of_then(newsroom, english, writer, translator, reviewer):
    text = newsroom.release(title="Meldung", date=DAY)
    job = ask(text, english, writer.user)
    page = release(job, translator.user, reviewer.user)
    with publications.unit():
        page.title = "Second"
        page.save_revision()
    changed(text, date=DAY.replace(day=2))
    assert page.latest_revision_id != type(page).objects.get(pk=page.pk).live_revision_id
    assert type(page).objects.get(pk=page.pk).get_latest_revision_as_object().date == DAY.replace(day=2)


def test_the_check_reports_a_fact_that_differs_and_the_command_restores_it(newsroom, capsys):
    text = newsroom.release(title="Meldung", date=DAY)
    english = newsroom.translate(text, title="Release")
    PressRelease.objects.filter(pk=english.pk).update(date=DAY.replace(day=9))
    with pytest.raises(CommandError):
        call_command("rebuild_publications", check=True)
    assert f"page {english.pk} {english.url_path}: another date than its original" in capsys.readouterr().out
    call_command("rebuild_publications")
    call_command("rebuild_publications", check=True)
    english.refresh_from_db()
    assert english.date == DAY


class TestSnippets:
    def test_have_the_facts_of_the_original(self, newsroom, capsys):
        german = OrganisationFactory(name="Agentur", email="a@example.org", city="Kiel")
        with publications.unit():
            english = german.copy_for_translation(newsroom.en)
            english.name = "Agency"
            english.save()
            german.email, german.website, german.city = "b@example.org", "https://b.example", "Bonn"
            german.save()
        english.refresh_from_db()
        assert (english.name, english.email, english.website, english.city) == (
            *("Agency", "b@example.org", "https://b.example", "Bonn"),
        )
        type(english).objects.filter(pk=english.pk).update(phone="1")
        with pytest.raises(CommandError):
            call_command("rebuild_publications", check=True)
        assert "another phone than its original" in capsys.readouterr().out

    def test_a_draft_is_not_published_with_its_original(self, newsroom):
        german = BoilerplateFactory(title="Wir", live=True)
        with publications.unit():
            english = german.copy_for_translation(newsroom.en)
            english.live = False
            english.save()
            german.save()
        english.refresh_from_db()
        assert not english.live

    def test_a_child_that_was_written_by_hand_is_known_by_its_facts(self, newsroom):
        person = PersonFactory(name="Kim")
        PersonFunctionFactory(person=person, function="Leitung", valid_to=DAY)
        PersonFunctionFactory(person=person, function="Beirat", valid_from=DAY)
        with publications.unit():
            english = person.copy_for_translation(newsroom.en)
            english.functions = []
            english.save()
        PersonFunctionFactory(person=english, locale=newsroom.en, function="Board", valid_from=DAY)
        with publications.unit():
            person.save()
        [held] = type(person).objects.get(pk=english.pk).functions.all()
        assert held.function == "Board"
        assert held.translation_key == person.functions.get(function="Beirat").translation_key


class TestMoments:
    """The embargo of the original is that of its approved translations."""

    @pytest.fixture
    def approved(self, newsroom, english, writer, translator, reviewer):
        self.text = newsroom.release(title="Meldung", live=False)
        self.until(timezone.now() + datetime.timedelta(days=2))
        job = ask(PressRelease.objects.get(pk=self.text.pk), english, writer.user)
        return release(job, translator.user, reviewer.user)

    def until(self, moment):
        with publications.unit():
            page = PressRelease.objects.get(pk=self.text.pk)
            page.embargo_until = page.go_live_at = moment
            page.save_revision().publish()

    def goes_live(self, page):
        return page.revisions.exclude(approved_go_live_at=None).values_list("approved_go_live_at", flat=True).get()

    @pytest.mark.parametrize("days", [1, 5])
    def test_moved_forward_or_back(self, approved, days):
        moment = timezone.now() + datetime.timedelta(days=days)
        self.until(moment)
        assert abs(self.goes_live(approved) - moment) < datetime.timedelta(milliseconds=1)  # as JSON keeps it

    def test_not_those_of_a_language_with_a_life_of_its_own(self, approved):
        before = self.goes_live(approved)
        give_own_life([approved], reason="Die englische Presse hat ihn schon.", user=None)
        self.until(timezone.now() + datetime.timedelta(days=5))
        assert self.goes_live(approved) == before


def statements(page):
    with CaptureQueriesContext(connection) as asked, publications.unit():
        publications.touch(page_source(page.pk))
    return len(asked)


def test_the_check_reports_a_translation_that_stands_below_another_page_than_its_original(newsroom):
    first, second = (EventSeriesFactory(parent=newsroom.events, title=title) for title in ("Treffen", "Gespräche"))
    event = EventFactory(parent=first, title="Auftakt")
    english = newsroom.translate(event, title="Start")
    with publications.unit():
        Page.objects.get(pk=event.pk).move(Page.objects.get(pk=second.pk), pos="last-child")
    [found] = facts.differences()
    assert (found.page_id, found.what) == (english.pk, "below another page than its original")
    give_own_life([english], reason="Bleibt, wo sie ist.", user=None)
    assert list(facts.differences()) == []
    follow_original(english, user=None)
    newsroom.translate(second, title="Talks")
    with publications.unit():
        Page.objects.get(pk=english.pk).move(second.get_translation(newsroom.en), pos="last-child")
    assert_sound()


def test_five_translations_cost_about_as_much_as_the_original(newsroom, languages):
    text = newsroom.release(title="Meldung", topics=[PressReleaseTopic(topic=TopicFactory())])
    alone = statements(text)
    for locale in languages:
        newsroom.translate(text, locale, title=f"In {locale}")
    assert statements(text) <= MAX_MORE * alone, (statements(text), alone)


@pytest.mark.django_db(transaction=True)
def test_who_writes_at_a_message_waits_for_others_who_do(newsroom):
    text = newsroom.release(title="Meldung", date=DAY)
    english = newsroom.translate(text, title="Release")
    held, failures = threading.Event(), []

    def write_in_english():
        try:
            held.wait()
            changed(english, title="New title", date=DAY.replace(day=9))
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    other = threading.Thread(target=write_in_english)
    other.start()
    with publications.unit():
        list(Message.objects.select_for_update().filter(key=text.translation_key))
        held.set()
        time.sleep(0.3)
        page = PressRelease.objects.get(pk=text.pk)
        page.date = DAY.replace(day=2)
        page.save_revision().publish()
    other.join()
    assert failures == []
    assert {document(page)["date"] for page in (text, english)} == {"2026-03-02"}
    assert document(english)["title"] == "New title"


def test_the_form_of_a_draft_translation_still_opens_when_its_original_has_other_children(newsroom, admin):
    first, second = TopicFactory(), TopicFactory()
    text = newsroom.release(title="Meldung", topics=[PressReleaseTopic(topic=first)])
    with publications.unit():
        draft = text.copy_for_translation(newsroom.en, copy_parents=True)
    text.refresh_from_db()
    text.topics = [PressReleaseTopic(topic=second), PressReleaseTopic(topic=first)]
    with publications.unit():
        text.save_revision().publish()
    Admin(admin).edit(draft, action="", title="Words")
    newest = PressRelease.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert (newest.title, [link.topic for link in newest.topics.all()]) == ("Words", [second, first])
    assert_sound()
