"""The form of a new page, sent again before its answer has come, makes one page."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from press.models import PressRelease
from tests.admin import data_at

pytestmark = pytest.mark.databases("cms.editorial.answering")


@pytest.fixture
def address(newsroom):
    return reverse("wagtailadmin_pages:add", args=("press", "pressrelease", newsroom.press.pk))


def test_sent_again_it_changes_the_page_that_it_has_made(address, writer):
    data = data_at(writer.client, address) | {"slug": "neues-netzwerk"}
    for title in ("Neues Netz", "Neues Netzwerk"):
        assert writer.client.post(address, data | {"title": title}).status_code == 302
    assert PressRelease.objects.get().get_latest_revision_as_object().title == "Neues Netzwerk"


def test_another_form_makes_another_page(address, writer):
    for slug in ("erste", "zweite"):
        data = data_at(writer.client, address) | {"slug": slug, "title": "Neues Netzwerk"}
        assert writer.client.post(address, data).status_code == 302
    assert PressRelease.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_it_makes_one(address, writer):
    data = data_at(writer.client, address) | {"slug": "neues-netzwerk", "title": "Neues Netzwerk"}
    start, statuses = threading.Barrier(2), []

    def send() -> None:
        try:
            client = Client()
            client.cookies = writer.client.cookies
            start.wait()
            statuses.append(client.post(address, data).status_code)
        finally:
            connection.close()

    senders = [threading.Thread(target=send) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert statuses == [302, 302]
    assert PressRelease.objects.count() == 1
