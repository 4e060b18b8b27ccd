"""Whoever sends a text out with a new expiry decides which languages expire with it; until then all of them do."""

import datetime
from urllib.parse import urlsplit

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.delivery import fate, publications
from press.models import PressRelease
from tests.admin import data_at
from tests.factories import EventFactory, Newsroom, in_days
from tests.store import assert_sound, row

REASON = "Auf Englisch gilt es länger."


def typed(moment: datetime.datetime) -> str:
    return timezone.localtime(moment).strftime("%d.%m.%Y %H:%M")


@pytest.fixture
def moment():
    return in_days(3).replace(second=0, microsecond=0)


@pytest.fixture(scope="module")
def made(kept) -> tuple[int, int]:
    newsroom = Newsroom()
    newsroom.translate(newsroom.press, title="Press", slug="press")
    german = newsroom.release(title="Meldung", slug="meldung")
    return german.pk, newsroom.translate(german, title="News", slug="news").pk


@pytest.fixture
def german(made, newsroom):
    return PressRelease.objects.get(pk=made[0])


@pytest.fixture
def english(made, newsroom):
    return PressRelease.objects.get(pk=made[1])


@pytest.fixture
def alone(made, newsroom):
    """A release in German only."""
    return newsroom.release(title="Allein")


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


def question_url(page):
    return reverse("delivery_expiry", args=(page.pk,))


def send(client, page, action="action-publish", headers=None, **fields):
    """What the admin answers to the page's form, sent with these changes."""
    data = data_at(client, edit_url(page))
    return client.post(edit_url(page), data | fields | ({action: "1"} if action else {}), headers=headers or {})


def is_asked(response, page):
    return response.status_code == 302 and urlsplit(response.url).path == question_url(page)


def ticks(client, page):
    """The languages on the question, each with whether it is ticked."""
    boxes = BeautifulSoup(client.get(question_url(page)).content, "html.parser").select('[name="languages"]')
    return {box["value"]: box.has_attr("checked") for box in boxes}


def seen(client, url):
    """What the question says that it asks about."""
    return BeautifulSoup(client.get(url).content, "html.parser").select_one('[name="asked"]')["value"]


def answer(client, page, *going, url="", **more):
    url = url or question_url(page)
    ticked = [str(found.locale_id) for found in going]
    return client.post(url, {"asked": seen(client, url), "languages": ticked} | more)


def why(page, reason=REASON):
    """What is typed into the field in which is said why that language stays."""
    return {f"reason_{page.locale_id}": reason}


def reasons(client, page):
    """What the question says of why each language stays."""
    fields = BeautifulSoup(client.get(question_url(page)).content, "html.parser").select("textarea[name^=reason_]")
    return {field["name"]: field.get_text().strip() for field in fields}


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_who_publishes_an_expiry_sees_the_languages_all_ticked(newsroom, admin, german, english, moment):
    french = newsroom.in_plain_language(german, title="Leichte Meldung")
    response = send(admin, german, expire_at=typed(moment), lead="<p>Neu getippt.</p>")
    german.refresh_from_db()
    assert (german.expire_at, german.lead) == (moment, "<p>Neu getippt.</p>")
    assert is_asked(response, german)
    assert ticks(admin, german) == {str(page.locale_id): True for page in (english, french)}
    asked = admin.get(response.url).content.decode()
    assert timezone.localtime(moment).strftime("%H:%M") in asked and "Englisch" in asked


def test_a_language_without_a_tick_outlives_the_expiry_for_its_reason(newsroom, admin, german, english, moment):
    plain = newsroom.in_plain_language(german, title="Leichte Meldung")
    asked = send(admin, german, expire_at=typed(moment))
    response = answer(admin, german, plain, url=asked.url, **why(english))
    assert response.url == reverse("wagtailadmin_explore", args=(german.get_parent().pk,))
    assert fate.own_life_of(english).reason == REASON and fate.own_life_of(plain) is None
    assert PageLogEntry.objects.filter(page=english.pk, action=fate.OWN_LIFE).exists()
    with time_machine.travel(moment + datetime.timedelta(minutes=1)):
        paths = ("/en/press/news/", "/de/presse/meldung/")
        assert [Client().get(path).status_code for path in paths] == [200, 404]
        assert not fate.is_public(plain)
    assert_sound()


def test_a_language_stays_for_a_reason_only_and_nothing_typed_is_lost(newsroom, admin, german, english, moment):
    plain = newsroom.in_plain_language(german, title="Leichte Meldung")
    asked = send(admin, german, expire_at=typed(moment))
    response = answer(admin, german, plain, url=asked.url, next="/admin/pages/")
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200 and fate.own_life_of(english) is None
    assert [box["value"] for box in page.select('[name="languages"][checked]')] == [str(plain.locale_id)]
    assert page.select_one('[name="next"]')["value"] == "/admin/pages/"
    assert ticks(admin, german)[str(english.locale_id)], "nothing was decided"


def test_a_language_that_gets_its_tick_back_follows_again(newsroom, admin, german, english, moment):
    fate.give_own_life([english], reason=REASON, user=None)
    assert is_asked(send(admin, german, expire_at=typed(moment)), german)
    assert ticks(admin, german) == {str(english.locale_id): False}
    answer(admin, german, english)
    assert fate.own_life_of(english) is None


def test_a_life_of_its_own_that_is_there_needs_no_other_reason(newsroom, admin, german, english, moment):
    fate.give_own_life([english], reason=REASON, user=None)
    send(admin, german, expire_at=typed(moment))
    assert answer(admin, german).status_code == 302
    assert fate.own_life_of(english).reason == REASON
    assert not is_asked(send(admin, german), german)


def test_each_language_stays_for_a_reason_of_its_own(newsroom, admin, german, english, moment):
    plain = newsroom.in_plain_language(german, title="Leichte Meldung")
    asked = send(admin, german, expire_at=typed(moment))
    refused = BeautifulSoup(answer(admin, german, url=asked.url, **why(english)).content, "html.parser")
    assert fate.own_life_of(english) is None and "Begründen Sie" in refused.get_text()
    answer(admin, german, url=asked.url, **why(english), **why(plain, "Leicht gilt es auch."))
    assert (fate.own_life_of(english).reason, fate.own_life_of(plain).reason) == (REASON, "Leicht gilt es auch.")


def test_at_the_next_expiry_the_reason_that_holds_is_shown_and_kept_or_replaced(
    newsroom, admin, german, english, reviewer, moment
):
    plain = newsroom.in_plain_language(german, title="Leichte Meldung")
    send(admin, german, expire_at=typed(moment))
    answer(admin, german, plain, **why(english))
    send(reviewer.client, german, expire_at=typed(moment + datetime.timedelta(days=1)))
    assert ticks(reviewer.client, german) == {str(english.locale_id): False, str(plain.locale_id): True}
    assert reasons(reviewer.client, german) == {**why(english), **why(plain, "")}
    answer(reviewer.client, german, plain, **reasons(reviewer.client, german))
    kept = fate.own_life_of(english)
    assert kept.reason == REASON and kept.said_by != reviewer.user, "nobody said it anew"
    send(reviewer.client, german, expire_at=typed(moment + datetime.timedelta(days=2)))
    answer(reviewer.client, german, plain, **why(english, ""))
    assert fate.own_life_of(english).reason == REASON, "without a reason it does not stay"
    answer(reviewer.client, german, plain, **why(english, "Nun ein anderer."))
    said = fate.own_life_of(english)
    assert (said.reason, said.said_by) == ("Nun ein anderer.", reviewer.user)


def test_what_was_decided_is_asked_again_for_another_moment_only(newsroom, admin, german, english, moment):
    send(admin, german, expire_at=typed(moment))
    answer(admin, german, english)
    assert not is_asked(send(admin, german, lead="<p>Anders.</p>"), german)
    assert not is_asked(send(admin, german, expire_at=""), german)
    assert is_asked(send(admin, german, expire_at=typed(moment + datetime.timedelta(days=1))), german)


def test_who_leaves_it_as_it_is_lets_all_expire_and_the_next_is_asked(newsroom, admin, german, english, moment):
    send(admin, german, expire_at=typed(moment))
    with time_machine.travel(moment + datetime.timedelta(minutes=1)):
        assert not fate.is_public(english)
    assert is_asked(send(admin, german), german)


def test_autosave_and_drafts_ask_nothing_and_who_publishes_them_is_asked(newsroom, admin, german, english, moment):
    saved = send(admin, german, action="", headers={"accept": "application/json"}, expire_at=typed(moment))
    assert saved.json()["success"]
    assert not is_asked(send(admin, german, action=""), german)
    assert is_asked(send(admin, german), german)


def test_a_live_text_scheduled_with_an_expiry_asks_too(newsroom, admin, german, english, moment):
    later = {"embargo_until": typed(in_days(1)), "go_live_at": typed(in_days(1))}
    assert is_asked(send(admin, german, expire_at=typed(moment), **later), german)


@pytest.mark.parametrize("live", [True, False], ids=["public", "draft"])
def test_drafts_of_translations_are_asked_for_as_well(newsroom, admin, alone, moment, live):
    with publications.unit():
        draft = alone.copy_for_translation(newsroom.en)
        if live:
            draft.save_revision().publish()
    assert is_asked(send(admin, alone, expire_at=typed(moment)), alone)
    assert ticks(admin, alone) == {str(draft.locale_id): True}


def test_nothing_is_asked_without_translations_nor_of_a_translation(newsroom, admin, alone, moment):
    assert not is_asked(send(admin, alone, expire_at=typed(moment)), alone)
    other = newsroom.release(title="Andere Meldung")
    translated = newsroom.translate(other, title="Other news")
    assert not is_asked(send(admin, translated, expire_at=typed(moment)), translated)
    assert admin.get(question_url(translated)).status_code == 302


def test_an_author_is_told_and_who_approves_in_the_form_decides(newsroom, german, english, writer, reviewer, moment):
    response = send(writer.client, german, "action-submit", expire_at=typed(moment))
    assert not is_asked(response, german)
    assert any("Englisch" in message for message in told(response))
    assert writer.client.get(question_url(german)).url == reverse("wagtailadmin_home"), "not for authors"
    approval = {"workflow-action-name": "approve"}
    assert is_asked(send(reviewer.client, german, "action-workflow-action", **approval), german)
    answer(reviewer.client, german, **why(english))
    assert fate.own_life_of(english).said_by == reviewer.user


@pytest.fixture
def event(newsroom):
    newsroom.translate(newsroom.events, title="Events", slug="events")
    return EventFactory(parent=newsroom.events, title="Treffen")


def test_who_may_not_approve_sets_no_end_that_takes_translations_along(newsroom, event, writer, reviewer, moment):
    meeting = newsroom.translate(event, title="Meeting")
    response = send(writer.client, event, expire_at=typed(moment), title="Treffen am Abend")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Dieses Ende nimmt Übersetzungen mit, die eine Freigabe brauchen (Englisch)" in page
    assert "Treffen am Abend" in page and typed(moment) in page
    assert row(event).title == "Treffen" and row(event).expires_at is None
    assert is_asked(send(reviewer.client, event, expire_at=typed(moment)), event)
    assert row(meeting).expires_at == moment


def test_nor_by_any_other_way(newsroom, event, writer, moment):
    meeting = newsroom.translate(event, title="Meeting")
    send(writer.client, event, action="", expire_at=typed(moment))
    event.refresh_from_db()
    assert event.get_latest_revision_as_object().expire_at == moment
    address = reverse("wagtailadmin_api:pages:action", args=(event.pk, "publish"))
    assert writer.client.post(address).status_code == 403
    assert row(event).expires_at is None and row(meeting).expires_at is None


def test_an_end_that_takes_nothing_along_is_set_by_who_publishes(event, writer, moment):
    assert send(writer.client, event, expire_at=typed(moment)).status_code == 302
    assert row(event).expires_at == moment


@pytest.mark.parametrize(("action", "asks"), [("approve", True), ("reject", False)])
def test_who_approves_without_the_form_is_asked_and_who_returns_is_not(
    newsroom, german, english, writer, reviewer, moment, action, asks
):
    send(writer.client, german, "action-submit", expire_at=typed(moment))
    german.refresh_from_db()
    url = reverse("wagtailadmin_pages:workflow_action", args=(german.pk, action, german.current_workflow_task_state.pk))
    response = reviewer.client.post(url, {"comment": "Gesehen."})
    assert is_asked(response, german) == asks
    german.refresh_from_db()
    assert (german.expire_at == moment) == asks


def test_who_returns_a_text_in_its_form_is_not_asked(newsroom, german, english, writer, reviewer, moment):
    send(writer.client, german, "action-submit", expire_at=typed(moment))
    returning = {"workflow-action-name": "reject", "workflow-action-extra-data": '{"comment": "Kürzer."}'}
    response = send(reviewer.client, german, "action-workflow-action", **returning)
    assert response.status_code == 302 and not is_asked(response, german)


def test_of_two_answers_the_first_counts_and_the_other_is_told(newsroom, german, english, admin, reviewer, moment):
    send(admin, german, expire_at=typed(moment))
    asked = seen(reviewer.client, question_url(german))
    answer(admin, german, **why(english))
    late = reviewer.client.post(question_url(german), {"asked": asked, "languages": [str(english.locale_id)]})
    assert late.url == edit_url(german) and told(late)
    assert fate.own_life_of(english).reason == REASON


def test_an_answer_holds_for_the_moment_that_was_seen(newsroom, german, english, admin, moment):
    send(admin, german, expire_at=typed(moment))
    asked = seen(admin, question_url(german))
    send(admin, german, expire_at=typed(moment + datetime.timedelta(days=1)))
    late = admin.post(question_url(german), {"asked": asked} | why(english))
    assert late.status_code == 200 and told(late)
    assert fate.own_life_of(english) is None
