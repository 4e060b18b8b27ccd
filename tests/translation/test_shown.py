"""What a page shows besides its own words: asked for with it, said where it stays, and marked wherever it is read."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db.models import CharField
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex

from cms.content.models import (
    Boilerplate,
    ContactPoint,
    CustomImage,
    FileTexts,
    ImageTexts,
    Menu,
    Organisation,
    Person,
    SiteTexts,
    Venue,
)
from cms.content.plain_text import plain_text
from cms.delivery import publications
from cms.delivery.receivers import parental_key
from cms.translation import facts, localize, requesting, shown, submission
from cms.translation.models import Job, Status
from press.models import (
    FrozenWording,
    PracticeReportAudience,
    PressReleaseBoilerplate,
    PressReleaseEvent,
    PressReleaseTopic,
)
from tests.factories import (
    AudienceFactory,
    BoilerplateFactory,
    BoilerplateWordingFactory,
    ContactPointFactory,
    DocumentFactory,
    EventFactory,
    EventSeriesFactory,
    ImageFactory,
    OrganisationFactory,
    PersonFactory,
    PersonFunctionFactory,
    PracticeReportFactory,
    TopicFactory,
    VenueFactory,
    locale,
    picture,
)
from tests.store import assert_sound, document, row
from tests.translation.helpers import ask, release, translate

# Not shown by a page itself: what stands around every page (cms.delivery.site_frame), and pages.
AROUND = {SiteTexts, Menu}


class Everything:
    """Pages that show one of everything that is translated and no page; each text of it begins with `de-`."""

    def __init__(self, newsroom):
        self.issuer = OrganisationFactory(name="de-issuer")
        office = OrganisationFactory(name="de-office")
        speaker = PersonFactory(name="de-speaker")
        PersonFunctionFactory(person=speaker, function="de-function", organisation=office)
        asked = PersonFactory(name="de-asked")
        contact = ContactPointFactory(name="", person=asked, role="de-role", organisation=office)
        self.background = BoilerplateFactory(title="de-title", live=True, organisation=self.issuer)
        BoilerplateWordingFactory(boilerplate=self.background, text="<p>de-background</p>")
        self.image = ImageFactory(title="Bild", alt_text="de-alt", caption="de-caption", credit="de-credit")
        file = DocumentFactory(title="de-file")
        self.release = newsroom.release(
            title="Meldung",
            place="Ort",
            issuer=self.issuer,
            press_contact=contact,
            body=[
                {"type": "quote", "value": {"text": "Zitat", "person": speaker.pk}},
                {"type": "image", "value": {"image": self.image.pk}},
                {"type": "documents", "value": {"files": [file.pk]}},
            ],
            boilerplates=[PressReleaseBoilerplate(boilerplate=self.background)],
            topics=[PressReleaseTopic(topic=TopicFactory(title="de-topic"))],
        )
        self.report = PracticeReportFactory(
            parent=newsroom.practice,
            title="Bericht",
            audiences=[PracticeReportAudience(audience=AudienceFactory(title="de-audience"))],
        )
        self.event = EventFactory(
            parent=newsroom.events,
            title="Treffen",
            venue=VenueFactory(name="de-venue", city="", directions="de-directions"),
        )
        self.series = EventSeriesFactory(parent=newsroom.events, title="Reihe", organiser=self.issuer)

    @property
    def pages(self):
        return [self.release, self.report, self.event, self.series]


WORDS = {
    *("de-issuer", "de-office", "de-speaker", "de-function", "de-asked", "de-role", "de-background", "de-alt"),
    *("de-caption", "de-credit", "de-file", "de-topic", "de-audience", "de-venue", "de-directions"),
}


@pytest.fixture
def everything(newsroom):
    return Everything(newsroom)


def languages_in(value, locale, field=""):
    """Every text in a JSON document that begins with `de-`, with the language that it says it is in."""
    if isinstance(value, dict):
        own = value.get("locale", locale)
        for name, inner in value.items():
            yield from languages_in(inner, value.get(f"{name}_locale", own), name)
    elif isinstance(value, list):
        for inner in value:
            yield from languages_in(inner, locale, field)
    elif isinstance(value, str) and (text := plain_text(value)).startswith("de-"):
        yield text, locale


def marked(tag):
    return next(above["lang"] for above in [tag, *tag.parents] if above.get("lang"))


def languages_on(page):
    """The same of an HTML page: with the nearest `lang` around."""
    for text in page.find_all(string=lambda words: "de-" in words):
        yield text.strip(), marked(text.parent)
    for image in page.find_all("img", alt=lambda words: words and "de-" in words):
        yield image["alt"], marked(image)


def test_whatever_stays_in_the_originals_language_says_so_in_html_and_in_the_api(newsroom, everything):
    said_in_api, said_in_html = set(), set()
    for page in everything.pages:
        english = newsroom.translate(page, title="English")
        published = row(english)
        said_in_api |= set(languages_in(published.document, "en"))
        labels = published.filters.filter(label__startswith="de-")
        assert set(labels.values_list("locale", flat=True)) <= {"de"}
        answer = BeautifulSoup(Client().get(published.path).content, "html.parser")
        said_in_html |= set(languages_on(answer.main))
    assert {words for words, _language in said_in_api} == WORDS
    assert {language for _words, language in said_in_api | said_in_html} == {"de"}
    assert {words for words, _language in said_in_html} == WORDS


def with_facts(newsroom):
    """Pages that show one of each that holds facts with words, each fact beginning with `de-`: all facts of snippets
    that are texts, whatever they are called."""
    agency = OrganisationFactory(name="Agentur", **facts_in(Organisation))
    person = PersonFactory(name="Kim", **facts_in(Person))
    office = ContactPointFactory(name="Amt", person=None, **facts_in(ContactPoint))
    asked = ContactPointFactory(name="", person=person, phone="", email="")
    shows = [
        newsroom.release(title="Eins", issuer=agency, press_contact=office),
        newsroom.release(title="Zwei", issuer=agency, press_contact=asked),
        EventFactory(parent=newsroom.events, title="Drei", town="", venue=VenueFactory(**facts_in(Venue)), hosts=[]),
        EventSeriesFactory(parent=newsroom.events, title="Vier", organiser=agency),
    ]
    return shows, [agency, person, office, asked, *Venue.objects.all()]


def facts_in(model):
    """A value for each fact of the model that people write as a text."""
    texts = (field for field in facts.facts_of(model._meta.label).fields if type(field) is CharField)
    free = (field for field in texts if not field.choices and field.name != "postal_code")
    return {field.name: f"de-{field.name} 0361 1234" for field in free}


def test_words_in_facts_are_the_originals_whatever_language_their_owner_speaks(newsroom):
    pages, owners = with_facts(newsroom)
    with publications.unit():
        for owner in owners:
            owner.copy_for_translation(newsroom.en).save()
    said_in_api, said_in_html = set(), set()
    for page in pages:
        published = row(newsroom.translate(page, title="English"))
        said_in_api |= set(languages_in(published.document, "en"))
        labels = published.filters.filter(label__startswith="de-")
        assert set(labels.values_list("locale", flat=True)) <= {"de"}
        said_in_html |= set(languages_on(BeautifulSoup(Client().get(published.path).content, "html.parser").main))
    # Numbers stand apart from what is said beside them, in the links that dial them.
    assert {words.split()[0] for words, _language in said_in_html} == {"de-phone", "de-street", "de-city"}
    assert {words.split()[0] for words, _language in said_in_api} == {"de-phone", "de-street", "de-city"}
    assert {language for _words, language in said_in_api | said_in_html} == {"de"}


def test_a_number_with_hours_that_stays_is_called_a_number_wherever_it_is_shown(newsroom):
    agency = OrganisationFactory(name="Agentur", phone="0361 1234-0 (Mo–Fr 9–12)")
    background = BoilerplateFactory(title="Hintergrund", live=True, organisation=agency)
    BoilerplateWordingFactory(boilerplate=background, text="<p>Wir beraten.</p>")
    contact = ContactPointFactory(name="Amt", person=None, phone="0361 99 (nachmittags)")
    links = [PressReleaseBoilerplate(boilerplate=background)]
    page = newsroom.release(title="Meldung", press_contact=contact, boilerplates=links)
    found = {stay.place: stay.words for stay in shown.stays(shown.presented_translation(ask(page, newsroom.en)))}
    assert found["Hintergrund: Telefon"] == [agency.phone] and agency.phone not in found["Hintergrund"]
    assert found["Presse-Kontakt: Telefon"] == [contact.phone]


def test_a_number_without_words_has_no_language_and_its_digits_are_not_marked(newsroom):
    plain = ContactPointFactory(name="Amt", phone="0361 1234-0 / 0361 1234-1")
    hours = ContactPointFactory(name="Büro", phone="0361 1234-5 (Mo–Fr 9–12)")
    english = newsroom.translate(newsroom.release(title="Meldung", press_contact=plain), title="English")
    assert document(english)["press_contact"]["phone_locale"] is None
    english = newsroom.translate(newsroom.release(title="Andere", press_contact=hours), title="Other")
    assert document(english)["press_contact"]["phone_locale"] == "de"
    page = BeautifulSoup(Client().get(row(english).path).content, "html.parser")
    link = page.select_one("a[href^='tel:']")
    assert (marked(link), link.get_text()) == ("en", "0361 1234-5")
    beside = link.find_next_sibling("span")
    assert (beside["lang"], beside.get_text(), link.next_sibling) == ("de", "(Mo–Fr 9–12)", " ")


def test_a_fact_written_first_in_another_language_than_the_sites_is_in_that_one(newsroom, english):
    desk = ContactPointFactory(name="Desk", phone="0361 1234 (weekdays)", locale=english)
    german = desk.copy_for_translation(newsroom.de)
    with publications.unit():
        german.save()
    model = "content.contactpoint"
    Job.objects.create(key=desk.translation_key, model=model, source_locale=english, locale=newsroom.de)
    shown_by = newsroom.release(title="Meldung", press_contact=german)
    assert document(shown_by)["press_contact"]["phone_locale"] == "en"


def test_asking_for_a_page_asks_for_all_that_it_shows_whatever_holds_words(newsroom, english, everything):
    asked = set()
    for page in everything.pages:
        requesting.request(page, [english], requesting.Order())
    asked = {job.model for job in Job.objects.filter(locale=english)}
    models = [model for model in localize.translatable_models() if not hasattr(model, "url_path")]
    alone = {model for model in models if parental_key(model) is None}
    assert {model._meta.label_lower for model in alone - AROUND} <= asked
    titles = set(Job.objects.values_list("title", flat=True))
    assert {"de-issuer", "de-office", "de-speaker", "de-asked", "de-title", "Bild", "de-file"} <= titles


def test_what_is_not_shown_is_not_asked_for(newsroom, english):
    held = PersonFactory(name="Kim")
    before = OrganisationFactory(name="Früher")
    PersonFunctionFactory(person=held, organisation=before, valid_to=datetime.date(2001, 1, 1))
    decoration = {"image": ImageFactory(alt_text="Muster").pk, "decorative": True}
    page = newsroom.release(
        title="Meldung",
        body=[
            {"type": "quote", "value": {"text": "Zitat", "person": held.pk}},
            {"type": "image", "value": decoration},
        ],
    )
    job = ask(page, english)
    assert [one.original for one in shown.shown_with(job, shown.presented_translation(job))] == [held]


def test_a_translator_finds_what_is_shown_and_the_reviewer_what_stays(
    newsroom, english, everything, translator, reviewer
):
    job = ask(everything.release, english)
    desk = reverse("translation_edit", args=[job.pk])
    page = BeautifulSoup(translator.client.get(desk).content, "html.parser")
    listed = page.select_one(".desk-shown")
    for one in Job.objects.filter(locale=english).exclude(model="press.pressrelease"):
        if one.model != "home.homepage" and one.model != "press.pressindexpage":
            assert listed.find("a", href=reverse("translation_edit", args=[one.pk])), one
    translate(job, translator.user)
    submission.submit(Job.objects.get(pk=job.pk), translator.user)
    page = BeautifulSoup(reviewer.client.get(desk).content, "html.parser")
    stays = {item.span.get_text() for item in page.select(".desk-stays li")}
    assert {"de-issuer", "de-background · de-issuer"} <= stays
    assert {item.span["lang"] for item in page.select(".desk-stays li")} == {"de"}
    places = page.select_one(".desk-stays").get_text()
    assert "Absender (Deutsch)" in places and "Hintergrund (Deutsch)" in places


def test_the_reviewer_finds_the_titles_of_pages_that_stay(newsroom, english, translator, reviewer):
    fair = EventFactory(parent=newsroom.events, title="de-fair")
    job = ask(newsroom.release(title="Meldung", related_events=[PressReleaseEvent(event=fair)]), english)
    translate(job, translator.user)
    submission.submit(Job.objects.get(pk=job.pk), translator.user)
    desk = reverse("translation_edit", args=[job.pk])
    [item] = BeautifulSoup(reviewer.client.get(desk).content, "html.parser").select(".desk-stays li")
    assert (item.span.get_text(), item.span["lang"]) == ("de-fair", "de")
    assert item.get_text().startswith("Passende Veranstaltungen (Deutsch)")
    newsroom.translate(fair, title="Fair")
    assert BeautifulSoup(reviewer.client.get(desk).content, "html.parser").select(".desk-stays") == []


def test_the_desk_of_a_page_that_shows_nothing_else_lists_nothing(newsroom, english, translator):
    job = ask(newsroom.page(title="Seite"), english)
    page = BeautifulSoup(translator.client.get(reverse("translation_edit", args=[job.pk])).content, "html.parser")
    assert page.select(".desk-shown, .desk-stays") == []


class TestImages:
    @pytest.fixture
    def page(self, newsroom):
        self.image = ImageFactory(alt_text="Ein Haus", caption="Das Rathaus", credit="Foto: Kim")
        body = [{"type": "image", "value": {"image": self.image.pk}}]
        return newsroom.release(title="Meldung", body=body)

    def translated(self, english, translator, reviewer, **words):
        texts = ImageTexts.objects.get(file=self.image, locale__language_code="de")
        job = ask(texts, english)
        translate(job, translator.user, **words)
        submission.submit(Job.objects.get(pk=job.pk), translator.user)
        submission.approve_snippet(Job.objects.get(pk=job.pk), reviewer.user)
        return job

    def test_of_the_library_have_their_texts_in_each_language(self, newsroom, page, english, translator, reviewer):
        english_page = newsroom.translate(page, title="News")
        self.translated(english, translator, reviewer, alt_text="A house")
        shape = document(english_page)["body"][0]["image"]
        assert (shape["alt"], shape["alt_locale"]) == ("A house", "en")
        assert document(page)["body"][0]["image"]["alt"] == "Ein Haus"
        assert_sound()

    def test_other_words_of_the_image_outdate_its_translations(self, newsroom, page, english, translator, reviewer):
        job = self.translated(english, translator, reviewer)
        with publications.unit():
            image = CustomImage.objects.get(pk=self.image.pk)
            image.alt_text = "Ein großes Haus"
            image.save()
        job.refresh_from_db()
        assert job.status == Status.OUTDATED
        assert document(page)["body"][0]["image"]["alt"] == "Ein großes Haus"
        assert_sound()

    def test_a_text_that_came_later_stays_in_the_first_language(self, newsroom, english, translator, reviewer):
        self.image = ImageFactory(alt_text="Ein Haus")
        page = newsroom.release(body=[{"type": "image", "value": {"image": self.image.pk}}])
        english_page = newsroom.translate(page, title="News")
        self.translated(english, translator, reviewer)
        with publications.unit():
            image = CustomImage.objects.get(pk=self.image.pk)
            image.credit = "Foto: Kim"
            image.save()
        shape = document(english_page)["body"][0]["image"]
        assert (shape["alt_locale"], shape["credit"], shape["credit_locale"]) == ("en", "Foto: Kim", "de")

    def test_without_words_need_no_translation(self, newsroom):
        image = ImageFactory(alt_text="")
        assert not ImageTexts.objects.filter(file=image).exists()
        image.delete()

    def test_the_texts_go_with_the_file(self, newsroom):
        file = DocumentFactory(title="Datei")
        key = FileTexts.objects.get(file=file).translation_key
        with publications.unit():
            file.delete()
        assert not FileTexts.objects.filter(translation_key=key).exists()

    def test_are_no_use_of_the_image(self, page):
        unused = ImageFactory(alt_text="Nirgends")
        assert ReferenceIndex.get_grouped_references_to(unused).count() == 0

    def test_another_file_is_no_other_words(self, page):
        before = ImageTexts.objects.get(file=self.image)
        with publications.unit():
            self.image.file = ContentFile(picture("red").read(), name="red.png")
            self.image.save()
        assert ImageTexts.objects.get(file=self.image).pk == before.pk


class TestBackground:
    @pytest.fixture
    def page(self, newsroom):
        self.background = BoilerplateFactory(title="Über uns", live=True)
        BoilerplateWordingFactory(boilerplate=self.background, text="<p>Wir beraten.</p>")
        return newsroom.release(title="Meldung", boilerplates=[PressReleaseBoilerplate(boilerplate=self.background)])

    def translated(self, english, translator, reviewer, said):
        job = ask(Boilerplate.objects.get(pk=self.background.pk), english, with_shown=False)
        translate(job, translator.user)
        wording = Job.objects.get(pk=job.pk)
        submission.submit(wording, translator.user)
        submission.approve_snippet(Job.objects.get(pk=job.pk), reviewer.user)
        with publications.unit():
            for one in Boilerplate.objects.get(locale=english).wordings.all():
                one.text = said
                one.save()

    def said(self, page):
        [one] = document(page)["boilerplates"]
        return one["html"], one["locale"]

    def test_in_the_language_of_the_page_is_frozen_with_it(self, newsroom, page, english, translator, reviewer):
        self.translated(english, translator, reviewer, "<p>We advise.</p>")
        english_page = release(ask(page, english), translator.user, reviewer.user)
        assert self.said(english_page) == ("<p>We advise.</p>", "en")
        with publications.unit():
            for one in Boilerplate.objects.get(locale=english).wordings.all():
                one.text = "<p>We help.</p>"
                one.save()
        assert self.said(english_page) == ("<p>We advise.</p>", "en")
        assert self.said(page) == ("<p>Wir beraten.</p>", "de")
        assert_sound()

    def test_that_nobody_has_translated_is_the_originals_and_gives_way_once(
        self, newsroom, page, english, translator, reviewer
    ):
        with publications.unit():
            for one in self.background.wordings.all():
                one.text = "<p>Neu gesagt.</p>"
                one.save()
        english_page = release(ask(page, english), translator.user, reviewer.user)
        assert self.said(english_page) == ("<p>Wir beraten.</p>", "de")
        job = Job.objects.get(key=page.translation_key, locale=english)
        assert [one.original for one in shown.shown_with(job, shown.presented_translation(job))] == [self.background]
        self.translated(english, translator, reviewer, "<p>We advise.</p>")
        html, language = self.said(english_page)
        assert language == "en"
        kept = FrozenWording.objects.get(page=english_page)
        assert kept.locale == english and kept.text == html
        assert_sound()

    def test_renewed_in_the_original_is_renewed_where_it_is_borrowed(self, newsroom, page, english, admin):
        english_page = newsroom.translate(page, title="News")
        with publications.unit():
            for one in self.background.wordings.all():
                one.text = "<p>Neu gesagt.</p>"
                one.save()
        assert self.said(english_page) == ("<p>Wir beraten.</p>", "de")
        admin.post(reverse("press_renew_wording", args=[page.pk]))
        assert self.said(english_page) == self.said(page) == ("<p>Neu gesagt.</p>", "de")
        assert_sound()


def test_what_a_text_shows_and_is_current_by_hand_stays_current_and_public(newsroom, writer):
    """In whatever language it was written by hand; only what is missing is opened."""
    topic, other = TopicFactory(title="Teilhabe"), TopicFactory(title="Bildung")
    page = newsroom.release(title="Meldung", topics=[PressReleaseTopic(topic=one) for one in (topic, other)])
    with publications.unit():
        by_hand = topic.copy_for_translation(newsroom.en)
        by_hand.title = "Participation"
        by_hand.save()
    english = newsroom.translate(
        newsroom.release(title="Andere", topics=[PressReleaseTopic(topic=topic)]), title="Other"
    )
    assert "Participation" in str(document(english))
    order = requesting.Order(user=writer.user, assignee=writer.user)
    requested = requesting.request(page, [newsroom.en, locale("fr")], order)
    status = {
        (job.key, job.locale.language_code): (job.status, job.assignee)
        for job in Job.objects.filter(key__in=[topic.translation_key, other.translation_key])
    }
    assert status == {
        (topic.translation_key, "en"): (Status.CURRENT, None),
        (topic.translation_key, "fr"): (Status.IN_PROGRESS, writer.user),
        (other.translation_key, "en"): (Status.IN_PROGRESS, writer.user),
        (other.translation_key, "fr"): (Status.IN_PROGRESS, writer.user),
    }
    assert (topic.translation_key, newsroom.en.pk) not in {(job.key, job.locale_id) for job in requested}
    assert "Participation" in str(document(english))
    with publications.unit():
        topic.title = "Teilhabe für alle"
        topic.save()
    assert Job.objects.get(key=topic.translation_key, locale=newsroom.en).status == Status.OUTDATED
    requesting.request(page, [newsroom.en], order)
    assert Job.objects.get(key=topic.translation_key, locale=newsroom.en).assignee == writer.user


def test_what_a_text_shows_and_is_excluded_on_purpose_stays_excluded(newsroom, writer):
    topic = TopicFactory(title="Teilhabe")
    requesting.exclude(topic, newsroom.en, writer.user)
    page = newsroom.release(title="Meldung", topics=[PressReleaseTopic(topic=topic)])
    requesting.request(page, [newsroom.en], requesting.Order(user=writer.user))
    assert Job.objects.get(key=topic.translation_key).status == Status.EXCLUDED
