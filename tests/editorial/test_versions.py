"""What makes a version of a page, and whom it makes an author."""

import json

import pytest
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.content.blocks import PARAGRAPHS
from cms.content.cleaning import clean_html
from cms.content.models import Boilerplate
from cms.content.versions import says_the_same
from cms.editorial import review
from press.models import PressRelease
from tests.admin import data_at, version_in
from tests.colleagues import Colleague
from tests.factories import BoilerplateFactory, PersonFactory


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
    assert says_the_same(PressRelease, stored, stored | {"live": False, "draft_title": "B"})
    assert not says_the_same(PressRelease, stored, stored | {"title": "B"})
    assert not says_the_same(
        PressRelease, stored, stored | {"body": '[{"type": "rich_text", "value": "<p>y</p>", "id": "1"}]'}
    )


@pytest.mark.parametrize(
    "markup", ["<p> </p>", "<p>Ein Satz. </p><p></p>", "<p>\u00a0Ein<br/>Satz</p>", "<ul> <li>a </li></ul>"]
)
def test_what_the_editor_of_rich_text_does_not_give_back_makes_no_version(markup):
    def stored(value):
        return {"body": json.dumps([{"type": "rich_text", "value": value, "id": "1"}])}

    converter = ContentstateConverter(PARAGRAPHS)
    given_back = converter.to_database_format(converter.from_database_format(markup))
    assert says_the_same(PressRelease, stored(markup), stored(given_back))
    assert says_the_same(PressRelease, stored(clean_html(markup)), stored(given_back))
    assert not says_the_same(PressRelease, stored(markup), stored(f"{markup}<p>Neu.</p>"))
    assert not says_the_same(PressRelease, stored("<p>a <b>b</b></p>"), stored("<p>a<b>b</b></p>"))


def test_nobody_writes_over_a_version_of_somebody_else(newsroom, writer, roles):
    page = newsroom.release(title="Meldung", live=False)
    first = saved(writer, page, title="Neue Meldung")
    other = Colleague("Redaktion")
    second = saved(other, page, title="Andere Meldung", overwrite_revision_id=first.pk)
    first.refresh_from_db()
    assert second.pk != first.pk and first.content["title"] == "Neue Meldung"


@pytest.mark.parametrize("says_its_version", [True, False])
def test_who_saves_over_a_newer_version_is_told_and_loses_nothing(newsroom, writer, roles, says_its_version):
    page = newsroom.release(title="Meldung", live=False)
    saved(writer, page, title="Neue Meldung")
    other = Colleague("Redaktion")
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    theirs = data_at(other.client, url) | {"lead": "Von nebenan."}
    second = saved(writer, page, lead="Mit Vorspann.")
    if not says_its_version:
        theirs = {name: value for name, value in theirs.items() if not name.startswith("loaded_revision")}
    response = other.client.post(url, theirs)
    assert response.status_code == 200 and writer.user.username in response.content.decode()
    assert response.context["form"]["lead"].value() == "Von nebenan."
    assert PressRelease.objects.get(pk=page.pk).latest_revision == second
    again = theirs | {"loaded_revision_id": second.pk, "loaded_revision_created_at": second.created_at.isoformat()}
    assert other.client.post(url, again).status_code == 302
    assert PressRelease.objects.get(pk=page.pk).get_latest_revision().content["lead"] == "Von nebenan."


def test_a_form_that_does_not_say_its_version_saves_over_one_s_own(newsroom, writer):
    page = newsroom.release(title="Meldung", live=False)
    saved(writer, page, title="Neue Meldung")
    data = data_at(writer.client, reverse("wagtailadmin_pages:edit", args=(page.pk,)))
    assert "loaded_revision_id" in data
    assert saved(writer, page, loaded_revision_id="", title="Andere Meldung").content["title"] == "Andere Meldung"


def test_a_form_that_saves_by_itself_saves_over_nobody_either(newsroom, writer, roles):
    page = newsroom.release(title="Meldung", live=False)
    second = saved(writer, page, title="Neue Meldung")
    other, url = Colleague("Redaktion"), reverse("wagtailadmin_pages:edit", args=(page.pk,))
    data = data_at(other.client, url) | {"loaded_revision_id": "", "title": "Von nebenan"}
    assert other.client.post(url, data, headers={"accept": "application/json"}).status_code == 400
    assert PressRelease.objects.get(pk=page.pk).latest_revision == second


@pytest.mark.parametrize("says_its_version", [True, False])
def test_nobody_saves_over_the_newer_version_of_a_snippet_either(writer, roles, says_its_version):
    found = BoilerplateFactory(title="Hintergrund")
    url = reverse(Boilerplate.snippet_viewset.get_url_name("edit"), args=(found.pk,))
    other = Colleague("Redaktion")
    writer.admin.edit_snippet(found, title="Neuer Hintergrund")
    theirs = data_at(other.client, url) | {"title": "Von nebenan"}
    writer.admin.edit_snippet(found, title="Dritter Hintergrund")
    if not says_its_version:
        theirs = {name: value for name, value in theirs.items() if not name.startswith("loaded_revision")}
    response = other.client.post(url, theirs)
    assert response.status_code == 200 and writer.user.username in response.content.decode()
    assert response.context["form"]["title"].value() == "Von nebenan"
    found.refresh_from_db()
    assert found.get_latest_revision().content["title"] == "Dritter Hintergrund"
    assert other.client.post(url, theirs | version_in(response.context)).status_code == 302
    found.refresh_from_db()
    assert found.get_latest_revision().content["title"] == "Von nebenan"
