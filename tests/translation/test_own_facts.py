"""A translation has its own file where the model says so, and the original's everywhere else."""

from typing import NamedTuple

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from cms.content.models import CustomDocument, FileTexts
from cms.content.upgrading import keep_own_facts
from cms.delivery import publications
from cms.editorial.timeline import outlook
from cms.translation.models import Job, Status
from cms.translation.shown import presented_translation, shown_with
from press.models import PracticeReport, PressRelease
from tests.admin import context_at
from tests.colleagues import Colleague
from tests.factories import DocumentFactory, Newsroom, PracticeReportFactory
from tests.store import assert_sound, document
from tests.translation.helpers import ask
from tests.translation.test_desk import approve, desk, form

pytestmark = pytest.mark.databases


def file(name):
    return DocumentFactory(title=name, file=ContentFile(name.encode(), name=f"{name}.pdf"))


class Made(NamedTuple):
    german: int
    english: int
    report: int


@pytest.fixture(scope="module")
def made(kept) -> Made:
    """A report whose file is German, and a file in English."""
    newsroom = Newsroom()
    german, english = file("deutsch"), file("englisch")
    report = PracticeReportFactory(parent=newsroom.practice, title="Bericht", pdf=german)
    return Made(german.pk, english.pk, report.pk)


@pytest.fixture
def german(made, db):
    return CustomDocument.objects.get(pk=made.german)


@pytest.fixture
def english_file(made, db):
    return CustomDocument.objects.get(pk=made.english)


@pytest.fixture
def report(made, newsroom):
    return PracticeReport.objects.get(pk=made.report)


@pytest.fixture
def job(report, english, writer):
    return ask(report, english, writer.user)


def choose(job, pdf, action="submit"):
    """What the browser sends from a desk whose words are all written."""
    return {**form(job, action), "own-facts": "1", "own-pdf": getattr(pdf, "pk", "")}


def released(job, translator, reviewer, pdf=None):
    translator.client.post(desk(job), choose(job, pdf))
    approve(reviewer, job)
    return target(job)


def target(job):
    return PracticeReport.objects.get(translation_key=job.key, locale=job.locale)


def shown(page):
    found = next(iter(document(page)["files"]), None)
    return found and found["path"].rsplit("/", 1)[-1]


def replace(report, pdf):
    with publications.unit():
        report.refresh_from_db()
        report.pdf = pdf
        report.save_revision().publish()


class TestAtTheDesk:
    def test_nothing_chosen_is_as_in_the_original_and_follows_it(self, job, report, translator, reviewer):
        page = released(job, translator, reviewer)
        assert shown(page) == "deutsch.pdf"
        replace(report, file("neu"))
        assert shown(page) == "neu.pdf"

    def test_another_file_is_public_once_somebody_else_has_seen_and_approved_it(
        self, job, report, english_file, translator, reviewer
    ):
        page = released(job, translator, reviewer)
        translator.client.post(desk(job), choose(job, english_file, "save"))
        assert shown(page) == "deutsch.pdf"
        [fact] = context_at(translator.client, desk(job))["own_facts"]
        assert fact.chosen == [english_file] and not fact.is_public
        translator.client.post(desk(job), {"action": "submit"})
        assert shown(page) == "deutsch.pdf"
        assert "englisch.pdf" in reviewer.client.get(desk(job)).content.decode()
        approve(reviewer, job)
        assert shown(page) == "englisch.pdf"
        [fact] = context_at(translator.client, desk(job))["own_facts"]
        assert fact.is_public
        assert_sound()

    def test_what_happens_to_the_original_meanwhile_leaves_it_alone(
        self, job, report, english_file, translator, reviewer
    ):
        translator.client.post(desk(job), choose(job, english_file))
        replace(report, file("neu"))  # while it is in review
        approve(reviewer, job)
        assert shown(target(job)) == "englisch.pdf"
        replace(report, file("noch-neuer"))
        assert shown(target(job)) == "englisch.pdf"
        replace(report, None)
        assert shown(target(job)) == "englisch.pdf"
        call_command("rebuild_publications", check=True)

    def test_and_back_to_that_of_the_original(self, job, report, english_file, translator, reviewer):
        page = released(job, translator, reviewer, english_file)
        translator.client.post(desk(job), choose(job, None))
        assert shown(page) == "englisch.pdf"
        approve(reviewer, job)
        assert shown(page) == "deutsch.pdf"
        replace(report, file("neu"))
        assert shown(page) == "neu.pdf"

    def test_a_form_that_says_nothing_of_it_leaves_the_choice(self, job, english_file, translator):
        translator.client.post(desk(job), choose(job, english_file, "save"))
        translator.client.post(desk(job), form(job))
        job.refresh_from_db()
        assert job.own_facts == {"pdf": english_file.pk}

    def test_while_it_is_in_review_nothing_else_is_chosen(self, job, english_file, translator):
        translator.client.post(desk(job), choose(job, None))
        translator.client.post(desk(job), choose(job, english_file, "save"))
        job.refresh_from_db()
        assert job.own_facts == {}

    def test_who_translates_into_another_language_chooses_nothing(self, job, english_file, roles):
        Colleague("Übersetzung fr").client.post(desk(job), choose(job, english_file, "save"))
        job.refresh_from_db()
        assert job.own_facts == {}

    def test_who_chose_the_file_does_not_approve_it(self, job, english_file, translator):
        both = Colleague("Übersetzung en", "Freigabe")
        both.client.post(desk(job), {"action": "save", "own-facts": "1", "own-pdf": english_file.pk})
        translator.client.post(desk(job), form(job, "submit"))
        assert Job.objects.get(pk=job.pk).is_submitted
        assert "approve" not in context_at(both.client, desk(job))["review"]

    def test_what_is_no_file_is_refused_with_the_reason(self, job, translator):
        answer = translator.client.post(desk(job), choose(job, None, "save") | {"own-pdf": "99999"}, follow=True)
        job.refresh_from_db()
        assert job.own_facts == {} and [str(one) for one in answer.context["messages"]]

    def test_a_file_that_was_deleted_gives_way_to_the_originals(self, job, english_file, translator, reviewer):
        page = released(job, translator, reviewer, english_file)
        with publications.unit():
            page.unpublish()
        with publications.unit():
            english_file.delete()  # what the public sees is not deleted
        with publications.unit():
            page.get_latest_revision().publish()
        assert shown(page) == "deutsch.pdf"
        call_command("rebuild_publications", check=True)

    def test_attachments_are_chosen_alike(self, newsroom, german, english, english_file, writer, translator, reviewer):
        text = newsroom.release(title="Meldung", attachments=[("documents", {"files": [german]})])
        job = ask(text, english, writer.user)
        block = {"deleted": "", "order": "0", "type": "documents", "id": "", "value-files-count": "1"}
        item = {"deleted": "", "order": "0", "id": "", "value": english_file.pk}
        data = {"own-facts": "1", "own-attachments-count": "1"}
        data |= {f"own-attachments-0-{name}": value for name, value in block.items()}
        data |= {f"own-attachments-0-value-files-0-{name}": value for name, value in item.items()}
        translator.client.post(desk(job), form(job, "submit") | data)
        approve(reviewer, job)
        page = PressRelease.objects.get(translation_key=job.key, locale=english)
        [found] = document(page)["files"]
        assert found["path"].endswith("englisch.pdf")
        assert (found["locale"], found["title"]) == ("en", "englisch")
        call_command("rebuild_publications", check=True)

    def test_its_words_are_in_the_language_it_was_chosen_for(self, job, english_file, translator, reviewer, client):
        page = released(job, translator, reviewer)
        assert document(page)["files"][0]["locale"] == "de"
        translator.client.post(desk(job), choose(job, english_file))
        approve(reviewer, job)
        assert (document(page)["files"][0]["locale"], document(page)["files"][0]["title"]) == ("en", "englisch")
        assert "<bdi>englisch</bdi>" in client.get(page.url).content.decode()

    def test_nobody_is_asked_to_translate_its_title(self, job, german, english_file, translator):
        assert titles_shown(job) == [german]
        translator.client.post(desk(job), choose(job, english_file))
        job.refresh_from_db()
        assert titles_shown(job) == []


def titles_shown(job):
    """The files whose titles the desk lists."""
    found = (shown.original for shown in shown_with(job, presented_translation(job)))
    return [texts.file for texts in found if isinstance(texts, FileTexts)]


def test_it_is_told_in_panel_and_outlook(job, report, english_file, translator, reviewer, writer):
    page = released(job, translator, reviewer, english_file)
    said = writer.client.get(reverse("wagtailadmin_pages:edit", args=[report.pk])).content.decode()
    assert "Eigene Fassung: PDF" in said
    assert any("PDF" in sentence for sentence in outlook(page, writer.user))
    assert not any("PDF" in sentence for sentence in outlook(report, writer.user))


def test_what_was_written_by_hand_is_the_desks_to_begin_with(newsroom, report, english, english_file, writer):
    newsroom.translate(report, title="Report", pdf=english_file, own_fields=["pdf"])
    assert ask(report, english, writer.user).own_facts == {"pdf": english_file.pk}


def test_a_field_of_which_the_model_does_not_say_so_is_the_originals(newsroom, report, english_file):
    page = newsroom.translate(report, title="Report", date="2020-01-01", own_fields=["date"])
    assert page.date == report.date


def exchange(document, content):
    """Put another file under the same entry of the library."""
    with publications.unit():
        document.refresh_from_db()
        document.file = ContentFile(content, name="anders.pdf")
        document._set_document_file_metadata()
        document.save()


class TestOlderThanTheOriginals:
    """A translation's own file that was chosen before the original got another one is outdated."""

    @pytest.fixture
    def page(self, job, english_file, translator, reviewer):
        return released(job, translator, reviewer, english_file)

    def status(self, job):
        job = Job.objects.get(pk=job.pk)
        return job.status, list(job.outdated_files)

    def test_nothing_is_while_the_original_keeps_its_file(self, page, job, report):
        with publications.unit():
            report.refresh_from_db()
            report.date = "2020-01-01"
            report.save_revision().publish()
        assert self.status(job) == (Status.CURRENT, [])

    @pytest.mark.parametrize("how", ["exchanged", "chosen anew"])
    def test_it_is_told_in_matrix_desk_panel_and_to_readers(self, page, job, report, german, translator, writer, how):
        if how == "exchanged":
            exchange(german, b"anders")
        else:
            replace(report, file("neu"))
        assert self.status(job) == (Status.OUTDATED, ["pdf"])
        assert document(page)["translation"]["status"] == "outdated"
        at_the_desk = translator.client.get(desk(job)).content.decode()
        assert "PDF: Das Original hat seit" in at_the_desk and "eine neue Datei" in at_the_desk
        panel = writer.client.get(reverse("wagtailadmin_pages:edit", args=[report.pk])).content.decode()
        assert "PDF: Das Original hat seit" in panel
        call_command("rebuild_publications", check=True)
        call_command("rebuild_translations", check=True)

    def test_it_is_gone_when_somebody_says_that_it_holds(self, page, job, report, english_file, translator):
        replace(report, file("neu"))
        translator.client.post(desk(job), choose(job, english_file, "save") | {"own-holds": "pdf"})
        assert self.status(job) == (Status.CURRENT, [])
        assert document(page)["translation"]["status"] == "current"
        replace(report, file("noch-neuer"))
        assert self.status(job) == (Status.OUTDATED, ["pdf"])

    def test_it_is_gone_with_another_file_of_its_own_once_that_is_approved(
        self, page, job, report, translator, reviewer
    ):
        replace(report, file("neu"))
        translator.client.post(desk(job), choose(job, file("newer")))
        assert self.status(job) == (Status.IN_REVIEW, ["pdf"])
        approve(reviewer, job)
        assert self.status(job) == (Status.CURRENT, [])

    def test_it_is_gone_when_the_own_file_is_exchanged_or_the_original_has_its_old_one(
        self, page, job, report, german, english_file
    ):
        replace(report, file("neu"))
        replace(report, german)
        assert self.status(job) == (Status.CURRENT, [])
        replace(report, file("neu"))
        exchange(english_file, b"renewed")
        assert self.status(job) == (Status.CURRENT, [])

    def test_a_file_that_the_original_no_longer_has_is_told_as_that(self, page, job, report, translator):
        replace(report, None)
        assert "keine Datei mehr" in translator.client.get(desk(job)).content.decode()

    def test_one_that_was_written_by_hand_is_confirmed_where_its_words_are(
        self, newsroom, report, english_file, translator
    ):
        page = newsroom.translate(report, title="Report", pdf=english_file, own_fields=["pdf"])
        job = Job.objects.get(key=page.translation_key)
        replace(report, file("neu"))
        assert self.status(job) == (Status.OUTDATED, ["pdf"])
        url = reverse("translation_confirm", args=[job.pk])
        assert "eine neue Datei" in translator.client.get(url).content.decode()
        translator.client.post(url)
        assert self.status(job) == (Status.CURRENT, [])


class TestUpgrade:
    def by_hand(self, newsroom, report, **fields):
        page = newsroom.translate(report, title="Report")
        type(page).objects.filter(pk=page.pk).update(**fields)
        return page

    def upgraded(self, page):
        keep_own_facts(apps, PracticeReport, "pdf")
        call_command("rebuild_publications")
        page.refresh_from_db()
        return page.own_fields

    def test_keeps_translated_files(self, newsroom, report, english_file):
        page = self.by_hand(newsroom, report, pdf=english_file)
        with pytest.raises(CommandError):
            call_command("rebuild_publications", check=True)
        assert self.upgraded(page) == ["pdf"]
        assert shown(page) == "englisch.pdf"

    def test_renews_one_that_the_original_has_replaced(self, newsroom, report, german):
        replace(report, file("neu"))
        page = self.by_hand(newsroom, report, pdf=german)
        assert self.upgraded(page) == []
        assert shown(page) == "neu.pdf"

    def test_tells_the_desk(self, job, report, english_file, translator, reviewer):
        page = released(job, translator, reviewer)
        PracticeReport.objects.filter(pk=page.pk).update(pdf=english_file)
        assert self.upgraded(page) == ["pdf"]
        assert Job.objects.get(pk=job.pk).own_facts == {"pdf": english_file.pk}
