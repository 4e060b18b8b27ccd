"""A draft is always saved: what it lacks keeps it from going out, and is said beside its form."""

import pytest
from django.urls import reverse

from cms.content.blocks import ImageBlock
from cms.editorial import timeline
from tests.admin import data_at
from tests.factories import EventFactory, ImageFactory

SUBMIT = "action-submit"


@pytest.fixture
def release(newsroom):
    return newsroom.release(title="Meldung", live=False, body=[("image", {"image": ImageFactory(alt_text="Ein Haus")})])


def sent(colleague, page, **fields):
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    response = colleague.client.post(url, data_at(colleague.client, url) | fields)
    page = type(page).objects.get(pk=page.pk)
    return response.status_code, page, page.get_latest_revision_as_object()


def without_description(release):
    image = release.body[0].value["image"]
    image.alt_text = ""
    image.save()


def test_an_image_without_alternative_text_is_saved_and_not_submitted(release, writer):
    without_description(release)
    status, page, draft = sent(writer, release, lead="Neu.")
    assert status == 302 and draft.lead == "Neu."
    assert any("Bild" in sentence for sentence in timeline.outlook(page, writer.user))
    status, page, _draft = sent(writer, release, **{SUBMIT: "1"})
    assert status == 200 and not page.workflow_in_progress


def test_an_embargo_in_the_past_is_kept_in_a_draft_alone(newsroom, writer):
    release = newsroom.release(title="Meldung", live=False)
    status, page, draft = sent(writer, release, embargo_until="01.02.2024 10:00")
    assert status == 302 and draft.embargo_until.year == 2024
    other = newsroom.release(title="Andere", live=False)
    status, page, _draft = sent(writer, other, embargo_until="01.02.2024 10:00", **{SUBMIT: "1"})
    assert status == 200 and not page.workflow_in_progress


def test_an_end_before_the_embargo_is_kept_in_a_draft_alone(newsroom, writer):
    release = newsroom.release(title="Meldung", live=False)
    times = {"embargo_until": "01.02.2032 10:00", "expire_at": "01.02.2031 10:00"}
    status, _page, draft = sent(writer, release, **times)
    assert status == 302 and draft.expire_at < draft.embargo_until
    status, page, _draft = sent(writer, release, **{SUBMIT: "1"})
    assert status == 200 and not page.workflow_in_progress


def test_an_event_that_ends_before_it_begins_is_kept_in_a_draft_alone(newsroom, writer):
    event = EventFactory(parent=newsroom.events, title="Treffen", live=False)
    times = {"starts_at": "12.12.2031 10:00", "ends_at": "11.12.2031 10:00"}
    status, _page, draft = sent(writer, event, **times)
    assert status == 302 and draft.ends_at < draft.starts_at
    status, page, _draft = sent(writer, event, **times, **{"action-publish": "1"})
    assert status == 200 and not page.live


def test_a_block_s_own_demand_returns_after_a_draft(release):
    block = ImageBlock()
    without_description(release)
    value = release.body[0].value
    block.clean_deferred(value)
    with pytest.raises(Exception, match="StructBlock"):
        block.clean(value)
