"""Words that are sent when the session has ended come back, to be sent again."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.admin import form_data

WORDS = "Ein <b>langer</b> Text & mehr\n\nnoch ein Absatz"


@pytest.fixture
def edit(newsroom):
    return reverse("wagtailadmin_pages:edit", args=(newsroom.release(title="Eine Meldung", live=False).pk,))


def test_words_sent_without_a_session_come_back_and_can_be_sent_again(edit, admin, client):
    data = form_data(admin.get(edit).context["form"]) | {"lead": WORDS}
    answer = Client().post(edit, data)
    assert answer.status_code == 403
    assert "no-store" in answer.headers["Cache-Control"]
    page = answer.content.decode()
    assert "Ihre Sitzung ist beendet" in page
    assert "<b>langer" not in page
    kept = re.findall(r'<textarea name="([^"]*)" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    kept = {html.unescape(name): html.unescape(value) for name, value in kept}
    assert kept == {name: str(value) for name, value in data.items()}
    assert f'action="{edit}"' in page
    again = admin.post(edit, kept)
    assert again.status_code == 302


def test_files_are_asked_for_once_more(db):
    from django.core.files.uploadedfile import SimpleUploadedFile

    data = {"title": "Bild", "file": SimpleUploadedFile("bild.png", b"x")}
    assert "Dateien wählen Sie" in Client().post(reverse("wagtailimages:add"), data).content.decode()
    assert "Dateien wählen Sie" not in Client().post(reverse("wagtailimages:add"), {"title": "Bild"}).content.decode()


@pytest.mark.parametrize(
    ("data", "headers", "status"),
    [
        ({}, {}, 302),
        ({"csrfmiddlewaretoken": "x"}, {}, 302),
        ({"title": "Neu"}, {"X-Requested-With": "XMLHttpRequest"}, 403),
        ({"title": "Neu"}, {"Accept": "application/json"}, 302),
    ],
)
def test_without_words_and_for_scripts_it_is_as_ever(edit, data, headers, status):
    answer = Client().post(edit, data, headers=headers)
    assert answer.status_code == status
    assert "textarea" not in answer.content.decode()


def test_logging_in_is_not_taken_for_words(db):
    answer = Client().post(reverse("wagtailadmin_login"), {"username": "x", "password": "geheim"})
    assert "geheim" not in answer.content.decode()


def test_the_browser_is_told_who_is_logged_in_and_nobody_else(admin, editor):
    where = reverse("session_state")
    assert admin.get(where).json()["user"] == str(editor.pk)
    assert Client().get(where, headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403


def test_every_page_of_the_admin_asks(admin):
    assert "data-session" in admin.get(reverse("wagtailadmin_home")).content.decode()
