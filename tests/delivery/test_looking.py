"""Looking at something writes nothing, and waits for nobody who writes: asked of every address there is."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Locale, Page, PageSubscription

from cms.content.presenting import WEBP, image_path, image_widths
from cms.delivery import files, pictures, schedule, sitemaps
from cms.delivery.housekeeping import forget_editing_sessions
from cms.delivery.models import Publication
from cms.outbox.models import Delivery
from cms.outbox.worker import Worker
from tests.factories import ImageFactory, PersonFactory, in_days
from tests.processes import somebody_writing
from tests.proof import split
from tests.store import row
from tests.translation.desk import ask

# Tables that a GET may write to, and why it need not wait then.
ALLOWED = {
    "content_customrendition": "a picture that nobody has made yet; 503 while others write",
    "accreditation_embargolinkuse": "counted when the answer has gone out, while others write",
    "throttling_attempts": "not counted while others write",
    "django_session": "saved by Django when the view is done, for who logs in or out",
}
# Needs a small picture, which is made as its file comes in: while that lacks and others write, it is a 503 after 2 s.
WRITING = "/admin/images/chooser/chosen/1/"
# Of the admin's addresses the test finds what to ask for; at least so many of them answer with a page.
LEAST_PAGES = 60


def written(client: Client, address: str) -> tuple[int, set[str]]:
    """The status of a GET, and the tables that it has written to."""
    with CaptureQueriesContext(connection) as asked:
        status = client.get(address).status_code
    found = (re.match(r'(?:INSERT.*? INTO|UPDATE|DELETE FROM) "(\w+)"', query["sql"]) for query in asked)
    return status, {match[1] for match in found if match}


def admin_routes(resolver: Any = None, prefix: str = "", names: str = "") -> Iterator[tuple[str, str]]:
    """The namespace and the route of every address of the admin."""
    for one in (resolver or get_resolver()).url_patterns:
        route = prefix + str(one.pattern)
        if not (route.startswith("admin/") or "admin/".startswith(route)):
            continue
        if isinstance(one, URLResolver):
            yield from admin_routes(one, route, one.namespace or names)
        elif isinstance(one, URLPattern):
            yield names, route


def objects(newsroom: Any) -> dict[str, Any]:
    """What to ask the admin for: the first object of each model, by its label."""
    found = {}
    for model in apps.get_models():
        first = model._default_manager.order_by("pk").first()
        if first is not None:
            found[model._meta.label_lower.replace(".", "_")] = first.pk
    return found


def filled(namespace: str, route: str, known: dict[str, Any], page: Page) -> str:
    """The address of a route, with what there is to look at."""
    model = namespace.removeprefix("wagtailsnippets_")
    own = known.get(model) or known.get(f"content_custom{namespace.removeprefix('wagtail')[:-1]}")
    named = {"app_label": "content", "content_type_app_name": "press", "model_name": "person"}
    named |= {"content_type_model_name": "pressrelease", "parent_page_id": page.get_parent().pk}
    named |= {"revision_id": page.latest_revision_id}

    def value(match: re.Match[str]) -> str:
        name = match[2]
        if "page" in name or (namespace.startswith("wagtailadmin_pages")):
            return str(named.get(name, page.pk))
        return str(named.get(name, own or known.get(f"wagtailcore_{name.removesuffix('_id')}", 1)))

    return "/" + re.sub(r"<(?:(\w+):)?(\w+)>", value, route)


ROUTES = sorted(one for one in set(admin_routes()) if "(?P" not in one[1] and "logout" not in one[1])
TRIED, LEFT = split(ROUTES, len(ROUTES) // 3, "looking")


def test_the_admin_has_addresses():
    assert len(ROUTES) > 250


@pytest.mark.parametrize("routes", [TRIED, pytest.param(LEFT, marks=pytest.mark.matrix)], ids=["tried", "left"])
def test_no_address_of_the_admin_writes_when_it_is_looked_at(newsroom, admin, routes):
    admin.raise_request_exception = False
    PersonFactory(name="Ada")
    page = newsroom.release(title="Eine Meldung")
    known = objects(newsroom)
    pages, wrong = 0, []
    for namespace, route in routes:
        address = filled(namespace, route, known, page)
        status, tables = written(admin, address)
        pages += status == 200
        wrong += [f"{address} writes to {table}" for table in sorted(tables - ALLOWED.keys())]
    assert wrong == []
    assert pages >= LEAST_PAGES * len(routes) // len(ROUTES)


@pytest.mark.matrix
@pytest.mark.django_db(transaction=True)
@pytest.mark.databases("cms.patience")
def test_every_page_of_the_admin_is_shown_while_somebody_else_saves(newsroom, admin, editor):
    """Also where something would be written down for the first time, or Wagtail begins a transaction to show it."""
    admin.raise_request_exception = False
    PersonFactory(name="Ada")
    image = ImageFactory()
    page = newsroom.release(title="Eine Meldung", image=[("image", {"image": image, "alt_text": "Ein Bild"})])
    job = ask(page, Locale.objects.get(language_code="en"))
    alias = page.create_alias(parent=page.get_parent(), update_slug="anderswo")
    begun = [
        reverse("wagtailadmin_pages:edit", args=(page.pk,)),
        reverse("wagtailadmin_pages:convert_alias", args=(alias.pk,)),
        reverse("translation_edit", args=(job.pk,)),
        f"/admin/localize/update/{job.translation.source_id}/",
    ]
    known, refused, asked = objects(newsroom), [], 0
    addresses = [filled(namespace, route, known, page) for namespace, route in ROUTES]
    with somebody_writing():
        assert {address: admin.get(address).status_code for address in begun} == dict.fromkeys(begun, 200)
        for address in addresses:
            status = admin.get(address).status_code
            if status == HTTPStatus.SERVICE_UNAVAILABLE and address != WRITING:
                refused.append(address)
            asked += status == HTTPStatus.OK
    assert refused == []
    assert asked > LEAST_PAGES
    assert not PageSubscription.objects.filter(page=page, user=editor).exists()


def test_no_public_address_writes_when_it_is_looked_at(newsroom, client):
    image = ImageFactory()
    newsroom.release(title="Mit Bild", image=[("image", {"image": image, "alt_text": "Ein Bild"})])
    paths = [*Publication.objects.values_list("path", flat=True), "/api/v1/press-releases?locale=de"]
    paths += ["/robots.txt", "/de/suche/?q=Bild", "/api/v1/search?locale=de&q=Bild", "/login/", "/nirgends/", "/"]
    paths += ["/api/v1/docs", "/api/v1/openapi.json", *sitemaps.addresses()]
    assert {path: tables for path in paths if (tables := written(client, path)[1])} == {}


@pytest.fixture
def shown(newsroom):
    """An image that a public text shows."""
    image = ImageFactory()
    newsroom.release(title="Mit Bild", image=[("image", {"image": image, "alt_text": "Ein Bild"})])
    return image


def test_pictures_are_made_ahead_when_a_text_becomes_public(shown, client):
    assert not shown.renditions.exists()
    Worker().deliver_due()
    for width in image_widths(shown):
        status, tables = written(client, image_path(shown, width, WEBP))
        assert (status, tables) == (200, set())


def test_pictures_of_what_is_approved_for_later_are_made_before_it_is_public(newsroom, client):
    image, moment = ImageFactory(), in_days(1)
    shown = [("image", {"image": image, "alt_text": "Ein Bild"})]
    release = newsroom.release(title="Morgen", image=shown, embargo_until=moment)
    assert not image.renditions.exists()
    Worker().deliver_due()
    assert image.renditions.count() == len(files.pictures(image))
    assert client.get(image_path(image, image_widths(image)[0], WEBP)).status_code == 404
    before = Delivery.objects.count()
    with time_machine.travel(moment, tick=False):
        schedule.perform(schedule.transitions(timezone.now()))
        assert row(release)
    assert Delivery.objects.count() == before


def test_a_version_that_is_no_longer_approved_orders_no_pictures(newsroom):
    image = ImageFactory()
    shown = [("image", {"image": image, "alt_text": "Ein Bild"})]
    release = newsroom.release(title="Morgen", image=shown, embargo_until=in_days(1))
    release.revisions.update(approved_go_live_at=None)
    assert Worker().deliver_due() == 0
    assert not image.renditions.exists()


def test_pictures_are_ordered_once(shown, newsroom):
    Worker().deliver_due()
    before = Delivery.objects.count()
    newsroom.release(title="Noch eine", image=[("image", {"image": shown, "alt_text": "Ein Bild"})])
    assert Delivery.objects.count() == before


def test_an_image_that_is_gone_by_then_or_has_lost_its_file_is_no_failure(shown):
    shown.file.storage.delete(shown.file.name)
    assert Worker().deliver_due() == 0
    pictures.deliver(uuid4(), {"image": 0})
    assert not shown.renditions.exists()


@pytest.mark.django_db(transaction=True)
def test_a_picture_that_nobody_has_made_yet_waits_for_nobody(shown, client):
    address = image_path(shown, image_widths(shown)[0], WEBP)
    with somebody_writing():
        began = time.monotonic()
        response = client.get(address)
        assert time.monotonic() - began < 2
        if connection.vendor == "sqlite":
            assert response.status_code == 503
            assert response.headers["Retry-After"] == "1"
            assert "no-store" in response.headers["Cache-Control"]
    assert client.get(address).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_form_is_opened_while_somebody_else_saves(newsroom, admin):
    page = newsroom.release(title="Eine Meldung")
    person = PersonFactory()
    forms = [
        reverse("wagtailadmin_pages:edit", args=(page.pk,)),
        reverse("wagtailsnippets_content_person:edit", args=(person.pk,)),
    ]
    with somebody_writing():
        for address in forms:
            began = time.monotonic()
            assert admin.get(address).status_code == 200
            assert time.monotonic() - began < 5  # of which most is drawing the form


def test_who_edits_is_known_from_the_first_word_of_the_browser_on(newsroom, admin, editor):
    page = newsroom.release(title="Eine Meldung")
    form = admin.get(reverse("wagtailadmin_pages:edit", args=(page.pk,)))
    ping = form.context["editing_sessions"].ping_url
    assert not EditingSession.objects.exists()
    answer = admin.post(ping).json()
    session = EditingSession.objects.get()
    assert (session.user, session.object_id) == (editor, str(page.pk))
    admin.post(answer["ping_url"])
    assert EditingSession.objects.count() == 1


def test_who_edited_is_forgotten_with_time(newsroom, admin, editor):
    page = newsroom.release(title="Eine Meldung")
    admin.post(admin.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).context["editing_sessions"].ping_url)
    forget_editing_sessions()
    assert EditingSession.objects.exists()
    EditingSession.objects.update(last_seen_at=in_days(-1))
    Worker().sweep()
    assert not EditingSession.objects.exists()
