"""Snippets follow the locale: asked for with the text that names them, made only once their words are approved."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cms.content.models import Boilerplate, ContactPoint, Menu, MenuItem, Organisation, Person, SiteTexts
from cms.delivery import publications
from cms.delivery.models import Publication
from cms.delivery.site_frame import MenuLink, site_frame_for
from cms.translation import editing, requesting, submission
from cms.translation.models import Job, Status
from tests.factories import (
    BoilerplateFactory,
    BoilerplateWordingFactory,
    ContactPointFactory,
    OrganisationFactory,
    PersonFactory,
    PersonFunctionFactory,
    locale,
)
from tests.store import assert_sound, document, row
from tests.translation.helpers import approve, target, translate


@pytest.fixture
def contact():
    return ContactPointFactory(name="Pressestelle", role="Ansprechperson")


def snippet_job(newsroom, english, contact, user):
    text = newsroom.release(title="Meldung", press_contact=contact)
    jobs = requesting.request(text, [english], requesting.Order(user=user))
    return next(job for job in jobs if job.key == contact.translation_key)


def test_a_snippet_exists_in_the_language_only_once_it_is_approved(
    newsroom, english, contact, writer, translator, reviewer
):
    job = snippet_job(newsroom, english, contact, writer.user)
    assert not ContactPoint.objects.filter(locale=english).exists()
    translate(job, translator.user, name="Press office", role="Contact")
    job.refresh_from_db()
    submission.submit(job, translator.user)
    assert not ContactPoint.objects.filter(locale=english).exists()
    for somebody in (translator, writer):
        with pytest.raises(PermissionDenied):
            submission.approve_snippet(job, somebody.user)
    desk = reverse("translation_edit", args=[job.pk])
    job.refresh_from_db()
    reviewer.client.post(desk, {"action": "approve", "submission": job.submission})
    made = ContactPoint.objects.get(locale=english)
    assert (made.name, made.translation_key) == ("Press office", contact.translation_key)
    job.refresh_from_db()
    assert job.status == Status.CURRENT


def test_a_returned_snippet_is_the_translators_again(newsroom, english, contact, writer, translator, reviewer):
    job = snippet_job(newsroom, english, contact, writer.user)
    translate(job, translator.user)
    job.refresh_from_db()
    submission.submit(job, translator.user)
    reviewer.client.post(reverse("translation_edit", args=[job.pk]), {"action": "return", "comment": "Anders, bitte."})
    job.refresh_from_db()
    assert (job.status, job.comment) == (Status.IN_PROGRESS, "Anders, bitte.")


def test_a_snippet_changed_in_the_original_is_outdated(newsroom, english, contact, writer, translator, reviewer):
    job = snippet_job(newsroom, english, contact, writer.user)
    translate(job, translator.user)
    job.refresh_from_db()
    submission.submit(job, translator.user)
    submission.approve_snippet(Job.objects.get(pk=job.pk), reviewer.user)
    contact.role = "Leitung der Pressestelle"
    with publications.unit():
        contact.save()
    job.refresh_from_db()
    assert job.status == Status.OUTDATED


def test_a_boilerplate_goes_with_its_wordings(newsroom, english, translator, reviewer):
    boilerplate = BoilerplateFactory(title="Über uns", live=True)
    BoilerplateWordingFactory(boilerplate=boilerplate, text="<p>Wir <b>beraten</b>.</p>")
    [job] = requesting.request(Boilerplate.objects.get(), [english], requesting.Order(), with_shown=False)
    translate(job, translator.user)
    job.refresh_from_db()
    submission.submit(job, translator.user)
    submission.approve_snippet(job, reviewer.user)
    made = Boilerplate.objects.get(locale=english)
    assert made.live and [wording.text for wording in made.wordings.all()] == ["<p>[Wir <b>beraten</b>.]</p>"]
    assert all(wording.locale_id == english.pk for wording in made.wordings.all())


def test_documents_take_the_snippet_of_their_language(newsroom, english, writer, translator, reviewer):
    issuer = OrganisationFactory(name="Agentur", short_name="AG")
    text = newsroom.release(title="Meldung", issuer=issuer)
    english_page = newsroom.translate(text, title="News")
    assert row(english_page).document["issuer"]["name"] == "Agentur"
    with publications.unit():
        translation = issuer.copy_for_translation(english)
        translation.name = "Agency"
        translation.save()
    assert row(english_page).document["issuer"]["name"] == "Agency"
    assert Organisation.objects.filter(translation_key=issuer.translation_key).count() == 2
    assert_sound()


def test_menus_lead_to_pages_of_the_language_or_to_the_originals_and_what_is_not_written_is_the_sites(newsroom):
    french = locale("fr")
    with publications.unit():
        home = newsroom.home.copy_for_translation(french)
        home.title = "Accueil"
        home.save_revision().publish()
        SiteTexts.objects.create(name="Agentur", motto="Für alle", locale=newsroom.de)
        menu = Menu(place=Menu.Place.HEADER, locale=newsroom.de)
        menu.items = [
            MenuItem(page=newsroom.home.page_ptr, locale=newsroom.de, sort_order=0, label="Start"),
            MenuItem(page=newsroom.press.page_ptr, locale=newsroom.de, sort_order=1),
        ]
        menu.save()
    site_frame = site_frame_for("fr")
    assert site_frame.name == "Agentur" and site_frame.motto == ""
    assert site_frame.header == [MenuLink("Accueil", "/fr/"), MenuLink("Presse", "/de/presse/", "de", "de")]
    assert [link.title for link in site_frame_for("de").header] == ["Start", "Presse"]


def test_who_is_to_translate_is_told_by_mail_and_once(newsroom, english, writer, translator, mailoutbox, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    text = newsroom.release(title="Meldung", press_contact=ContactPointFactory(name="Pressestelle"))
    requesting.request(text, [english], requesting.Order(user=writer.user, assignee=translator.user))
    [mail] = mailoutbox
    assert mail.to == [translator.user.email] and "Meldung" in mail.subject
    assert mail.body.count("http") == 2


def test_with_a_text_its_translations_are_gone(newsroom, english, writer):
    text = newsroom.release(title="Meldung")
    requesting.request(text, [english, locale("fr")], requesting.Order())
    with publications.unit():
        type(text).objects.get(translation_key=text.translation_key, locale=english).delete()
    assert [job.locale.language_code for job in Job.objects.filter(key=text.translation_key)] == ["fr"]
    with publications.unit():
        type(text).objects.get(pk=text.pk).delete()
    assert not Job.objects.filter(key=text.translation_key).exists()


@pytest.fixture
def quoted(newsroom, english, translator, reviewer):
    """Somebody who is quoted in public, in German and in English, with the name left as it is."""
    person = PersonFunctionFactory(person=PersonFactory(name="Kim Muster"), function="Leitung").person
    text = newsroom.release(title="Meldung", body=[("quote", {"text": "Ja.", "person": person})])
    for job in requesting.request(text, [english], requesting.Order()):
        words = {"name": "Kim Muster"} if job.key == person.translation_key else {}
        translate(job, translator.user, **words)
        submission.submit(Job.objects.get(pk=job.pk), translator.user)
        if job.key == text.translation_key:
            approve(submission.target_of(job), reviewer.user)
        else:
            submission.approve_snippet(Job.objects.get(pk=job.pk), reviewer.user)
    return person, target(text, english)


def said(page):
    document = row(page).document
    [of_original] = Publication.objects.filter(key=row(page).key).exclude(locale=document["locale"])
    told = [(link["locale"], link["status"]) for link in of_original.document["translations"]]
    assert told == [(document["locale"], document["translation"]["status"])]
    assert [link["status"] for link in document["translations"]] == ["original"]
    return document["translation"]["status"], document["body"][0]["person"]


def test_a_translation_says_so_where_words_that_it_shows_are_older_than_the_original_s(
    quoted, english, translator, reviewer
):
    person, page = quoted
    assert said(page)[0] == "current" and said(page)[1]["function"] == "[Leitung]"
    with publications.unit():
        function = person.functions.get()
        function.function = "Vorsitz"
        function.save()
    assert said(page)[0] == "outdated" and said(page)[1]["function"] == "[Leitung]"
    assert_sound()
    job = Job.objects.get(key=person.translation_key, locale=english)
    translate(job, translator.user)
    submission.submit(Job.objects.get(pk=job.pk), translator.user)
    submission.approve_snippet(Job.objects.get(pk=job.pk), reviewer.user)
    assert said(page)[0] == "current" and said(page)[1]["function"] == "[Vorsitz]"
    assert_sound()


@pytest.mark.parametrize(("theirs", "follows"), [("Kim Muster", True), ("Kim Mustermann, MD", False)])
def test_a_proper_name_that_was_left_as_it_was_follows_its_original(quoted, english, theirs, follows):
    person, page = quoted
    with publications.unit():
        translation = Person.objects.get(translation_key=person.translation_key, locale=english)
        translation.name = theirs
        translation.save()
    with publications.unit():
        person = Person.objects.get(pk=person.pk)
        person.name = "Kim Neu"
        person.save()
    status, shown = said(page)
    assert (shown["name"], status) == (("Kim Neu", "current") if follows else (theirs, "outdated"))
    job = Job.objects.get(key=person.translation_key, locale=english)
    assert (job.status == Status.CURRENT) is follows
    assert bool(editing.missing(job)) is not follows
    assert_sound()


def test_a_name_in_common_follows_into_a_translation_written_by_hand(newsroom):
    person = PersonFactory(name="Dr. Kim Muster")
    english = person.copy_for_translation(newsroom.en)
    english.save()
    other = PersonFactory(name="Robin Beispiel").copy_for_translation(newsroom.en)
    other.name = "Robin Example"
    other.save()
    german = type(other).objects.get(translation_key=other.translation_key, locale=newsroom.de)
    page = newsroom.translate(newsroom.release(title="Meldung"), title="Release")
    page.body = [("quote", {"text": "Yes.", "person": english})]
    with publications.unit():
        page.save_revision().publish()
    for found, name in ((person, "Dr. Kim Muster-Neu"), (german, "Robin Neu")):
        found.name = name
        with publications.unit():
            found.save()
    assert type(other).objects.get(pk=english.pk).name == "Dr. Kim Muster-Neu"
    assert type(other).objects.get(pk=other.pk).name == "Robin Example"
    assert "Muster-Neu" in str(document(page))
