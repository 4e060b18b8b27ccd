"""What makes a version of a page, and whom it makes an author."""

import json

import pytest
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.content.blocks import PARAGRAPHS
from cms.content.cleaning import clean_html
from cms.content.versions import says_the_same
from cms.editorial import review
from press.models import PressRelease
from tests.admin import data_at, form_data
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


def opened(colleague, page):
    """What a browser would send from the form as it now stands, with the version that it shows."""
    response = colleague.client.get(reverse("wagtailadmin_pages:edit", args=(page.pk,)))
    version = {
        "loaded_revision_id": response.context["page"].latest_revision_id,
        "loaded_revision_created_at": response.context["loaded_revision_created_at"],
    }
    return form_data(response.context["form"]) | version


def test_who_saves_over_a_newer_version_is_told_and_loses_nothing(newsroom, writer, roles):
    page = newsroom.release(title="Meldung", live=False)
    saved(writer, page, title="Neue Meldung")
    other = Colleague("Redaktion")
    theirs = opened(other, page) | {"lead": "Von nebenan."}
    second = saved(writer, page, lead="Mit Vorspann.")
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    response = other.client.post(url, theirs)
    assert response.status_code == 200 and writer.user.username in response.content.decode()
    assert response.context["form"]["lead"].value() == "Von nebenan."
    assert PressRelease.objects.get(pk=page.pk).latest_revision == second
    again = theirs | {"loaded_revision_id": second.pk, "loaded_revision_created_at": second.created_at.isoformat()}
    assert other.client.post(url, again).status_code == 302
    assert PressRelease.objects.get(pk=page.pk).get_latest_revision().content["lead"] == "Von nebenan."
