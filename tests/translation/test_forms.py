"""The forms of translations that are written by hand show what the original decides, and do not change it."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from cms.content.forms import decided_elsewhere
from cms.delivery import publications
from press.models import PracticeReport, PressRelease, PressReleaseTopic
from tests.admin import Admin, block_data, data_at
from tests.factories import (
    DocumentFactory,
    EventFactory,
    OrganisationFactory,
    PracticeReportFactory,
    TopicFactory,
    VenueFactory,
)
from tests.store import document

DAY = datetime.date(2026, 3, 1)


@pytest.fixture
def original(newsroom):
    topics = [PressReleaseTopic(topic=TopicFactory(title="Wohnen"))]
    return newsroom.release(title="Meldung", date=DAY, issuer=OrganisationFactory(name="Agentur"), topics=topics)


@pytest.fixture
def translation(newsroom, original):
    return newsroom.translate(original, title="Release", slug="release")


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def problems(response):
    return " ".join(response.context["form"].non_field_errors())


class TestPages:
    def test_show_the_facts_and_where_they_are_changed(self, original, translation, writer):
        answer = writer.client.get(edit_url(translation))
        page, form = answer.content.decode(), answer.context["form"]
        assert not {"date", "issuer"} & form.fields.keys() and "topics" not in form.formsets
        assert {"title", "lead", "body", "attachments"} <= form.fields.keys()
        assert "Gilt für alle Sprachen" in page and f'href="{edit_url(original)}"' in page
        facts = BeautifulSoup(page, "html.parser").select_one(".facts-of-original")
        said = {row.dt.get_text(strip=True): row.dd.get_text(strip=True) for row in facts.find_all("div")}
        assert said | {"Absender": "Agentur", "Themen": "Wohnen", "Datum": "1. März 2026"} == said

    def test_stand_behind_the_words_in_the_order_of_the_original_s_form(self, newsroom, writer):
        original = EventFactory(parent=newsroom.events, title="Treffen")
        page = newsroom.translate(original, title="Meeting")
        soup = BeautifulSoup(writer.client.get(edit_url(page)).content, "html.parser")
        labels = [term.get_text(strip=True) for term in soup.select(".facts-of-original dt")]
        assert labels.index("Beginn") < labels.index("Ende") < labels.index("Ausrichtende Organisationen")
        facts = soup.select_one(".facts-of-original")
        tab = facts.find_parent(attrs={"role": "tabpanel"})
        assert tab.find(attrs={"name": "title"})
        assert [field for field in facts.find_all_next(attrs={"name": True}) if tab in field.parents] == []
        assert "collapsed" in facts.find_parent("section")["class"]

    def test_an_original_has_them_in_its_form(self, original, translation, writer):
        answer = writer.client.get(edit_url(original))
        assert "date" in answer.context["form"].fields and "topics" in answer.context["form"].formsets
        assert "Gilt für alle Sprachen" not in answer.content.decode()

    def test_are_saved_with_their_words(self, translation, writer):
        writer.admin.edit(translation, action="", title="New title")
        saved = PressRelease.objects.get(pk=translation.pk).get_latest_revision_as_object()
        assert (saved.title, saved.date, saved.topics.count()) == ("New title", DAY, 1)

    def test_an_old_form_that_says_the_same_is_taken(self, old_form, translation, writer):
        assert writer.client.post(edit_url(translation), old_form).status_code == 302
        assert PressRelease.objects.get(pk=translation.pk).get_latest_revision_as_object().title == "Old tab"

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("date", "2026-03-09"),
            ("issuer", ""),
            ("topics-0-DELETE", "1"),
            ("topics-0-id", "99999"),
        ],
    )
    def test_an_old_form_that_changes_a_fact_is_refused_with_the_reason(
        self, old_form, translation, writer, name, value
    ):
        answer = writer.client.post(edit_url(translation), old_form | {name: value})
        assert answer.status_code == 200 and "gilt für alle Sprachen" in problems(answer)
        assert PressRelease.objects.get(pk=translation.pk).get_latest_revision_as_object().title == "Release"

    @pytest.fixture
    def old_form(self, translation, writer, monkeypatch):
        """A form with the facts in it, as it was opened when the page had no original yet."""
        with monkeypatch.context() as then:
            then.setattr(decided_elsewhere, "_known", [])
            data = data_at(writer.client, edit_url(translation))
        assert {"date", "topics-0-topic"} <= data.keys()
        return {name: value for name, value in data.items() if value is not None} | {"title": "Old tab"}

    def test_a_picture_that_the_original_does_not_have_is_told_to_give_way(self, translation, writer):
        body = [("documents", {"files": [DocumentFactory(title="Eigene")]})]
        translation.body = body
        stream = block_data(translation.body.stream_block, translation.body, "body")
        data = data_at(writer.client, edit_url(translation)) | stream
        data = {name: value for name, value in data.items() if value is not None}
        answer = writer.client.post(edit_url(translation), data, follow=True)
        assert any("zählt das Original" in str(said) for said in answer.context["messages"])

    def test_have_their_own_file_where_the_model_says_so(self, newsroom, writer, admin_client):
        german, english = DocumentFactory(title="deutsch"), DocumentFactory(title="englisch")
        report = PracticeReportFactory(parent=newsroom.practice, title="Bericht", pdf=german)
        page = newsroom.translate(report, title="Report")
        admin = Admin(admin_client)
        admin.edit(page, pdf=english.pk, action="")
        assert PracticeReport.objects.get(pk=page.pk).get_latest_revision_as_object().own_fields == ["pdf"]
        with publications.unit():
            PracticeReport.objects.get(pk=page.pk).get_latest_revision().publish()
        assert document(page)["files"][0]["title"] == "englisch"
        admin.edit(page, pdf="", action="")
        assert PracticeReport.objects.get(pk=page.pk).get_latest_revision_as_object().own_fields == []


class TestSnippets:
    @pytest.fixture
    def venue(self, newsroom):
        german = VenueFactory(name="Haus", city="Kiel", street="Am Markt 1")
        with publications.unit():
            english = german.copy_for_translation(newsroom.en)
            english.name = "House"
            english.save()
        return english

    def url(self, snippet):
        return reverse(type(snippet).snippet_viewset.get_url_name("edit"), args=[snippet.pk])

    def test_show_the_facts_and_where_they_are_changed(self, venue, writer):
        answer = writer.client.get(self.url(venue))
        german = type(venue).objects.get(locale__language_code="de", translation_key=venue.translation_key)
        assert answer.context["form"].fields.keys() == {"name", "directions", "accessibility"}
        assert "Am Markt 1" in answer.content.decode() and self.url(german) in answer.content.decode()

    def test_keep_their_facts_and_refuse_others(self, venue, writer):
        data = {"name": "The house", "directions": "", "accessibility": ""}
        assert writer.client.post(self.url(venue), data).status_code == 302
        answer = writer.client.post(self.url(venue), data | {"name": "Villa", "city": "Bonn"})
        assert "gilt für alle Sprachen" in problems(answer)
        venue.refresh_from_db()
        assert (venue.name, venue.city) == ("The house", "Kiel")

    def test_originals_decide_everything_themselves(self, newsroom, writer):
        german = TopicFactory(title="Wohnen")
        answer = writer.client.get(self.url(german))
        assert "Gilt für alle Sprachen" not in answer.content.decode()
