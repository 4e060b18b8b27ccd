"""Children of a text are rows of its form: a row is made once, however often and from wherever the form is sent."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from modelcluster.models import get_all_child_relations
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import get_page_models

from cms.content.kinds import is_tracked
from cms.content.models import Boilerplate
from cms.editorial import review
from press.models import PressRelease, PressReleaseCorrection, PressReleaseTopic
from tests.admin import data_at
from tests.colleagues import Colleague
from tests.editorial.test_answers import SUCCESS, answer, form_of
from tests.editorial.test_review import SUBMIT, newest
from tests.extremes.values import fields_of
from tests.factories import (
    AudienceFactory,
    BoilerplateFactory,
    BoilerplateWordingFactory,
    ContactPointFactory,
    EventFactory,
    OrganisationFactory,
    TopicFactory,
)
from tests.page_types import made
from tests.proof import sampled
from tests.store import assert_sound, document

RELATIONS = [
    (model, relation.get_accessor_name())
    for model in get_page_models()
    for relation in get_all_child_relations(model)
    if is_tracked(relation.related_model)
]
SHOWN = {
    "content.Audience": lambda newsroom: AudienceFactory(),
    "content.Boilerplate": lambda newsroom: BoilerplateFactory(live=True),
    "content.ContactPoint": lambda newsroom: ContactPointFactory(),
    "content.Organisation": lambda newsroom: OrganisationFactory(),
    "content.Topic": lambda newsroom: TopicFactory(),
    "events.EventPage": lambda newsroom: EventFactory(parent=newsroom.events),
}
WORDS = {"DateField": "24.11.2026"}
AUTOSAVE = {"accept": "application/json"}


def new_row(newsroom: Any, model: Any) -> dict[str, Any]:
    """What somebody fills in of a new row, whatever it asks for."""
    return {
        field.name: SHOWN[field.related_model._meta.label](newsroom).pk
        if field.related_model
        else WORDS.get(field.get_internal_type(), "Es waren zehn.")
        for field in fields_of(model)
    }


def with_row(data: dict[str, Any], name: str, row: dict[str, Any]) -> dict[str, Any]:
    """The form with one more row below that name, as the browser adds it."""
    index = int(data[f"{name}-TOTAL_FORMS"])
    added = {f"{name}-{index}-{field}": value for field, value in row.items()}
    more = {f"{name}-{index}-id": "", f"{name}-{index}-ORDER": index + 1, f"{name}-{index}-DELETE": ""}
    return data | added | more | {f"{name}-TOTAL_FORMS": index + 1}


def send(colleague: Colleague, page: Any, data: dict[str, Any], **headers: str) -> None:
    response = colleague.client.post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), data, headers=headers)
    assert response.status_code == (200 if headers else 302)


def approve(colleague: Colleague, page: Any, data: dict[str, Any]) -> None:
    """Approve the text from its form, or publish it where it needs no approval; nothing else is said than that."""
    if newest(page).current_workflow_state:
        level, text = answer(colleague, page, data=data)
        assert level == SUCCESS, text
    else:
        send(colleague, page, data | {"action-publish": "1"})


def shown_in_form(page: Any, name: str) -> int:
    """How many rows somebody who opens the form sees there."""
    return int(form_of(Colleague("Freigabe"), page)[f"{name}-TOTAL_FORMS"])


@pytest.fixture
def added(newsroom, writer, roles, request):
    """A public page to which somebody has added a row and handed it in, the name of the rows, and what the row says."""
    model, name = getattr(request, "param", (PressRelease, "topics"))
    page = made(newsroom, model)
    row = new_row(newsroom, model._meta.get_field(name).related_model)
    send(writer, page, with_row(form_of(writer, page), name, row) | {SUBMIT: "1"})
    assert newest(page).has_unpublished_changes and shown_in_form(page, name) == 1
    return newest(page), name, row


@sampled("added", [[*relation] for relation in RELATIONS], 3, ids=lambda it: f"{it[0].__name__}.{it[1]}", indirect=True)
def test_a_new_row_is_approved_from_the_form_and_made_once(added, reviewer):
    page, name, _row = added
    version, shown = page.latest_revision_id, form_of(reviewer, page)
    approve(reviewer, page, shown)
    # The browser saves by itself after the click, and somebody else has the form open still.
    send(reviewer, page, shown, **AUTOSAVE)
    send(Colleague("Freigabe"), page, shown)
    page = newest(page)
    assert page.live_revision_id == page.latest_revision_id == version and not page.has_unpublished_changes
    assert not review.is_author(reviewer.user, page)
    assert getattr(page, name).count() == shown_in_form(page, name) == 1
    assert_sound()


def test_a_form_from_before_the_approval_makes_no_row_again_with_other_words_either(added, writer, reviewer):
    page, name, _row = added
    seen = form_of(writer, page)
    approve(reviewer, page, form_of(reviewer, page))
    send(writer, page, seen | {"lead": "Besser gesagt.", SUBMIT: "1"})
    assert shown_in_form(page, name) == 1
    approve(reviewer, page, form_of(reviewer, page))
    assert newest(page).lead == "Besser gesagt." and len(document(page)["topics"]) == 1


def test_nor_where_the_row_itself_was_changed_or_taken_out(added, writer, reviewer):
    page, name, _row = added
    seen, other = form_of(writer, page), TopicFactory()
    approve(reviewer, page, form_of(reviewer, page))
    send(writer, page, seen | {f"{name}-0-topic": other.pk})
    assert [link.topic for link in newest(page).get_latest_revision_as_object().topics.all()] == [other]
    send(writer, page, seen | {f"{name}-0-DELETE": "1"})
    assert shown_in_form(page, name) == 0


def test_a_reviewer_s_own_edit_doubles_no_row(added, reviewer):
    page, name, _row = added
    answer(reviewer, page, lead="Besser gesagt.")
    assert shown_in_form(page, name) == 1
    approve(Colleague("Freigabe"), page, form_of(Colleague("Freigabe"), page))
    assert len(document(page)["topics"]) == 1 and newest(page).topics.count() == 1


def test_the_form_of_a_new_page_sent_again_makes_its_rows_once(newsroom, writer):
    url = reverse("wagtailadmin_pages:add", args=("press", "pressrelease", newsroom.press.pk))
    data = data_at(writer.client, url) | {"slug": "neues-netzwerk", "title": "Neues Netzwerk"}
    data = with_row(data, "topics", {"topic": TopicFactory().pk})
    for words in ("Es waren", "Es waren zehn."):
        form = with_row(data, "corrections", {"date": "24.11.2026", "text": words})
        assert writer.client.post(url, form).status_code == 302
    page = PressRelease.objects.get()
    assert page.topics.count() == page.corrections.count() == 1
    assert page.get_latest_revision_as_object().corrections.get().text == "Es waren zehn."


def test_a_row_keeps_its_identity_from_version_to_version(newsroom, writer):
    page = newsroom.release(title="Meldung")
    row = {"date": "24.11.2026", "text": "Es waren zehn."}
    send(writer, page, with_row(form_of(writer, page), "corrections", row))
    send(writer, page, form_of(writer, page) | {"corrections-0-text": "Es waren elf."})
    keys = {revision.content["corrections"][0]["translation_key"] for revision in page.revisions.order_by("-pk")[:2]}
    assert len(keys) == 1


def test_rows_without_an_id_beside_others_are_added(newsroom, writer):
    page = newsroom.release(title="Meldung", topics=[PressReleaseTopic(topic=TopicFactory())])
    data = form_of(writer, page)
    for _time in range(2):
        data = with_row(data, "topics", {"topic": TopicFactory().pk})
    send(writer, page, data)
    assert shown_in_form(page, "topics") == 3


def test_what_is_chosen_twice_stands_there_once(newsroom, writer, reviewer):
    topic = TopicFactory()
    page = newsroom.release(title="Meldung", topics=[PressReleaseTopic(topic=topic)])
    send(writer, page, with_row(form_of(writer, page), "topics", {"topic": topic.pk}) | {"lead": "Neu.", SUBMIT: "1"})
    assert shown_in_form(page, "topics") == 1
    approve(reviewer, page, form_of(reviewer, page))
    assert len(document(page)["topics"]) == 1 and newest(page).topics.count() == 1


def test_a_version_that_says_a_row_twice_is_approved_as_it_is_and_published_with_it_once(added, reviewer):
    page, name, _row = added
    double = page.get_latest_revision()
    double.content[name] *= 2
    double.save(update_fields=["content"])
    approve(reviewer, page, form_of(reviewer, page))
    assert newest(page).live_revision_id == double.pk and newest(page).topics.count() == 1


def test_notes_that_differ_are_all_kept(newsroom):
    notes = [PressReleaseCorrection(text=text) for text in ("Es waren zehn.", "Es waren elf.")]
    assert newsroom.release(corrections=notes).corrections.count() == 2


def test_the_wordings_of_a_background_are_made_once_too(admin):
    found = BoilerplateWordingFactory(boilerplate=BoilerplateFactory(title="Hintergrund", live=True)).boilerplate
    url = reverse(Boilerplate.snippet_viewset.get_url_name("edit"), args=(found.pk,))
    words = ContentstateConverter(["bold"]).from_database_format("<p>Wir beraten.</p>")
    assert admin.post(url, with_row(data_at(admin, url), "wordings", {"text": words})).status_code == 302
    seen = data_at(admin, url)
    for more in ({"action-publish": "1"}, {"title": "Anders"}, {"action-publish": "1"}):
        assert admin.post(url, seen | more).status_code == 302
        assert int(data_at(admin, url)["wordings-TOTAL_FORMS"]) == found.wordings.count() == 2
