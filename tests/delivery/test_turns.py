"""Who changes the same thing at the same time does it one after the other."""

import threading
import time
from contextlib import suppress

import pytest
from django.db import connection
from django.db.models import Model
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from cms.content.models import Boilerplate
from cms.delivery import turns
from press.models import PressRelease
from tests.admin import data_at
from tests.factories import BoilerplateFactory
from tests.urls import patterns

pytestmark = pytest.mark.databases("cms.delivery.turns")


@pytest.fixture
def meet():
    """Who saves a version waits a moment for somebody else who does."""
    both = threading.Barrier(2)

    def wait(**kwargs):
        with suppress(threading.BrokenBarrierError):  # nobody else came so far: their turn comes later
            both.wait(timeout=0.5)

    pre_save.connect(wait, sender=Revision)
    yield
    pre_save.disconnect(wait, sender=Revision)


def form_of(kind, newsroom):
    if kind == "page":
        return reverse("wagtailadmin_pages:edit", args=(newsroom.release(title="Meldung", live=False).pk,))
    text = BoilerplateFactory(title="Meldung")
    text.save_revision()
    return reverse(Boilerplate.snippet_viewset.get_url_name("edit"), args=(text.pk,))


def save(admin_client, address, data, statuses, headers=None):
    """In a thread, which has a connection of its own."""
    try:
        client = Client()
        client.cookies = admin_client.cookies
        statuses.append(client.post(address, data, headers=headers).status_code)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["page", "snippet"])
def test_of_two_saves_at_once_the_second_is_out_of_date(kind, newsroom, admin_client, meet):
    address = form_of(kind, newsroom)
    data, statuses = data_at(admin_client, address), []
    by_itself = {"accept": "application/json"}
    savers = [
        threading.Thread(target=save, args=(admin_client, address, data | {"title": title}, statuses, by_itself))
        for title in ("Erste", "Zweite")
    ]
    for saver in savers:
        saver.start()
    for saver in savers:
        saver.join()
    assert sorted(statuses) == [200, 400]


def test_every_view_of_a_record_names_a_row_of_its_model():
    views = [found.callback for _whole, found in patterns()]
    views = [view for view in views if getattr(view, "view_initkwargs", {}).get("model")]
    assert views
    for view in views:
        for model, key in turns._changed(view, {"pk": "1"}):
            assert issubclass(model, Model) and model._meta.pk.to_python(key) == key


@pytest.mark.django_db(transaction=True)
def test_who_saves_waits_for_a_slow_save_of_the_same_page(newsroom, admin_client):
    address, slowly = form_of("page", newsroom), threading.Event()
    data, statuses = data_at(admin_client, address), []

    def take_long(**kwargs):
        if not slowly.is_set():
            slowly.set()
            time.sleep(2.5)  # longer than a statement waits for a lock elsewhere

    pre_save.connect(take_long, sender=Revision)
    first = threading.Thread(target=save, args=(admin_client, address, data | {"title": "Erste"}, statuses))
    first.start()
    slowly.wait(timeout=20)
    save(admin_client, address, data | {"title": "Zweite"}, statuses)
    first.join()
    pre_save.disconnect(take_long, sender=Revision)
    assert statuses == [302, 302]
    assert PressRelease.objects.get().get_latest_revision().content["title"] == "Zweite"
