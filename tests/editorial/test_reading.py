"""Whoever decides on a text reads it as its readers will, and answers beside it."""

import pytest
from django.urls import reverse

from press.models import PressRelease
from tests.editorial.test_review import SUBMIT, newest
from tests.store import row


@pytest.fixture
def submitted(newsroom, writer):
    return writer.admin.create(
        newsroom.press, PressRelease, action=SUBMIT, title="Neues Netzwerk", lead="Der Vorspann."
    )


def reading(page):
    return reverse("editorial_reading", args=(page.pk,))


def answers(response):
    return {name: address for name, _label, address in response.context["answers"]}


def test_the_text_is_shown_as_it_was_submitted_and_the_answer_publishes_it(submitted, reviewer):
    frame = reviewer.client.get(reverse("editorial_reading_text", args=(submitted.pk,)))
    assert "Der Vorspann." in frame.content.decode() and frame["X-Frame-Options"] == "SAMEORIGIN"
    response = reviewer.client.get(reading(submitted))
    assert response.context["sentences"] and set(answers(response)) == {"approve", "reject"}
    answer = {"comment": "Gut so.", "next": reverse("wagtailadmin_home")}
    done = reviewer.client.post(answers(response)["approve"], answer, follow=True)
    assert done.redirect_chain[-1][0] == reverse("wagtailadmin_home")
    assert "Neues Netzwerk" in str(next(iter(done.context["messages"]))), "it is said what was done"
    assert row(newest(submitted)).title == "Neues Netzwerk"
    assert newest(submitted).current_workflow_state is None


def test_a_text_goes_back_with_its_comment(submitted, writer, reviewer):
    address = answers(reviewer.client.get(reading(submitted)))["reject"]
    reviewer.client.post(address, {"comment": "Der Ort fehlt."})
    state = newest(submitted).current_workflow_state
    assert state.status == "needs_changes" and state.current_task_state.comment == "Der Ort fehlt."
    assert not row(newest(submitted))


def test_who_has_no_say_does_not_read_it_there(submitted, writer, newsroom):
    assert writer.client.get(reading(submitted)).status_code == 302, "Wagtail says so on its start page"
    assert writer.client.get(reverse("editorial_reading_text", args=(submitted.pk,))).status_code == 302


def test_where_the_review_is_over_the_form_is_shown(submitted, writer, reviewer):
    address = answers(reviewer.client.get(reading(submitted)))["approve"]
    newest(submitted).current_workflow_state.cancel(user=writer.user)
    over = reviewer.client.get(reading(submitted))
    assert over.status_code == 302 and over.url == reverse("wagtailadmin_pages:edit", args=(submitted.pk,))
    reviewer.client.post(address, {})
    assert not newest(submitted).live


def test_who_has_changed_the_text_may_only_return_it(submitted, reviewer):
    reviewer.admin.edit(submitted, title="Neues Netzwerk, geändert")
    assert set(answers(reviewer.client.get(reading(submitted)))) == {"reject"}


def test_what_is_public_already_is_compared_with_what_was_submitted(newsroom, writer, reviewer):
    release = newsroom.release(title="Öffentlich")
    writer.admin.edit(release, action=SUBMIT, title="Öffentlich, geändert")
    compared = reviewer.client.get(reading(release)).context["changes"]
    assert reviewer.client.get(compared).status_code == 200


def test_the_mail_to_reviewers_names_sender_text_and_embargo_and_leads_here(newsroom, writer, reviewer, mailoutbox):
    writer.user.first_name, writer.user.last_name = "Maike", "O'Hara"
    writer.user.save()
    release = writer.admin.create(
        newsroom.press, PressRelease, action=SUBMIT, title="Netz & mehr", embargo_until="04.12.2031 10:00"
    )
    (told,) = [message for message in mailoutbox if reviewer.user.email in message.to]
    assert "Maike O'Hara" in told.body and "„Netz & mehr“ (Deutsch)" in told.body
    assert "4. Dezember 2031 10:00" in told.body and reading(release) in told.body
