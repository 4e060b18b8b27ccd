"""How those who publish a release give links to accredited readers, and take them back."""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.accreditation.models import EmbargoLink, hash_of
from tests.accreditation.helpers import EmbargoLinkFactory, address_of, embargoed, member, take_back
from tests.admin import data_at
from tests.factories import in_days

pytestmark = pytest.mark.databases("cms.accreditation.issuing")

PERSON = {"person": "Mika Beispiel", "outlet": "Musterblatt"}


@pytest.fixture
def publisher(newsroom) -> Client:
    """The browser of somebody who may publish press releases and nothing more."""
    return member("change_page", "approve", on=newsroom.press)


def form_url(page) -> str:
    return reverse("accreditation_links", args=(page.pk,))


def issue(browser, page, **fields):
    url = form_url(page)
    return browser.post(url, data_at(browser, url) | PERSON | fields)


def errors(response) -> dict:
    return response.context["form"].errors


def test_the_link_is_shown_once_and_opens_the_release(newsroom, publisher, settings):
    settings.PUBLIC_URL = "https://presse.example.org"
    release = embargoed(newsroom)
    response = issue(publisher, release)
    address = re.search(r'value="https://presse\.example\.org(/vorab/[^"]+)"', response.content.decode())[1]
    assert "no-store" in response.headers["Cache-Control"]
    link = EmbargoLink.objects.get()
    assert link.token_hash == hash_of(address.removeprefix("/vorab/"))
    assert (link.page_id, link.person, link.outlet, link.email) == (release.pk, "Mika Beispiel", "Musterblatt", "")
    assert link.issued_by_id == int(publisher.session["_auth_user_id"])
    assert "Geheime Sache" in Client().get(address).content.decode()
    assert "/vorab/" not in publisher.get(form_url(release)).content.decode()


def test_without_another_moment_a_link_ends_with_the_embargo(newsroom, publisher):
    release = embargoed(newsroom)
    issue(publisher, release)
    ends = EmbargoLink.objects.get().expires_at
    # The form shows minutes.
    assert release.go_live_at - datetime.timedelta(minutes=1) < ends <= release.go_live_at


def test_times_are_entered_in_berlin(newsroom):
    moment = datetime.datetime(2031, 7, 16, 9, 30, tzinfo=datetime.UTC)
    release = newsroom.release(title="Geheim", embargo_until=moment)
    with time_machine.travel(datetime.datetime(2031, 7, 1, tzinfo=datetime.UTC)):
        publisher = member("change_page", "approve", on=newsroom.press)
        assert data_at(publisher, form_url(release))["expires_at"] == "16.07.2031 11:30"
        issue(publisher, release, expires_at="16.07.2031 12:00")
    assert EmbargoLink.objects.get().expires_at == datetime.datetime(2031, 7, 16, 10, tzinfo=datetime.UTC)


def days_from_now(days: float) -> str:
    return timezone.localtime(in_days(days)).strftime("%d.%m.%Y %H:%M")


@pytest.mark.parametrize("days", [-1, -0.01])
def test_a_moment_in_the_past_is_refused_in_words(newsroom, publisher, days):
    response = issue(publisher, embargoed(newsroom), expires_at=days_from_now(days))
    assert list(errors(response)) == ["expires_at"]
    assert errors(response)["expires_at"][0]
    assert "Mika Beispiel" in response.content.decode()
    assert not EmbargoLink.objects.exists()


def test_a_link_ends_thirty_days_after_the_embargo_at_the_latest(newsroom, publisher):
    release = embargoed(newsroom, days=5)
    assert list(errors(issue(publisher, release, expires_at=days_from_now(35.1)))) == ["expires_at"]
    assert not EmbargoLink.objects.exists()
    issue(publisher, release, expires_at=days_from_now(34.9))
    assert EmbargoLink.objects.count() == 1


@pytest.mark.parametrize("moment", ["30.03.2031 02:30", "26.10.2031 02:30", "32.01.2031 10:00", "morgen", ""])
def test_a_time_that_is_none_or_two_is_refused_in_words(newsroom, publisher, moment):
    with time_machine.travel(datetime.datetime(2031, 1, 1, tzinfo=datetime.UTC)):
        release = newsroom.release(title="Geheim", embargo_until=datetime.datetime(2031, 11, 1, tzinfo=datetime.UTC))
        browser = member("change_page", "approve", on=newsroom.press)
        response = issue(browser, release, expires_at=moment)
    assert list(errors(response)) == ["expires_at"]
    assert not EmbargoLink.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"), [("person", " "), ("outlet", ""), ("email", "keine"), ("person", "x" * 121)]
)
def test_a_form_that_says_not_for_whom_is_refused(newsroom, publisher, field, value):
    assert list(errors(issue(publisher, embargoed(newsroom), **{field: value}))) == [field]
    assert not EmbargoLink.objects.exists()


def test_a_page_without_anything_under_embargo_offers_no_form(newsroom, publisher):
    release = newsroom.release(title="Offen")
    response = publisher.post(form_url(release), PERSON | {"expires_at": days_from_now(1)})
    assert response.status_code == 200
    assert response.context["form"] is None
    assert not EmbargoLink.objects.exists()


def test_a_draft_that_nobody_approved_offers_no_form(newsroom, publisher):
    draft = newsroom.release(title="Entwurf", live=False, embargo_until=in_days(2))
    assert publisher.get(form_url(draft)).context["form"] is None


@pytest.mark.parametrize("permissions", [(), ("change_page",)])
def test_only_those_who_may_publish_a_release_give_and_take_links(newsroom, permissions):
    release = embargoed(newsroom)
    link = EmbargoLinkFactory(page=release)
    browser = member(*permissions, "view_embargolink", on=newsroom.press)
    revoke = reverse("accreditation_revoke", args=(release.pk, link.pk))
    url = form_url(release)
    # As everywhere in the admin: back to its front page, with the reason, for the browser; 403 for a script.
    for method, path in (("get", url), ("post", url), ("post", revoke)):
        assert getattr(browser, method)(path, headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403
        assert getattr(browser, method)(path).status_code == 302
    link.refresh_from_db()
    assert link.revoked_at is None
    assert EmbargoLink.objects.count() == 1


def test_nobody_else_gets_as_far(newsroom):
    release = embargoed(newsroom)
    response = Client().get(form_url(release))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("wagtailadmin_login"))


def test_pages_without_an_embargo_and_pages_that_are_none_have_no_links(newsroom, admin):
    assert admin.get(form_url(newsroom.page(title="Seite"))).status_code == 404
    assert admin.get(reverse("accreditation_links", args=(0,))).status_code == 404


def test_revoking_ends_a_link_at_once_and_once_only(newsroom, publisher):
    release = embargoed(newsroom)
    address = address_of(release)
    link = EmbargoLink.objects.get()
    url = reverse("accreditation_revoke", args=(release.pk, link.pk))
    assert publisher.get(url).status_code == 405
    assert Client().get(address).status_code == 200
    assert publisher.post(url).headers["Location"] == form_url(release)
    assert Client().get(address).status_code == 410
    link.refresh_from_db()
    first = link.revoked_at
    assert link.revoked_by_id == int(publisher.session["_auth_user_id"])
    publisher.post(url)
    link.refresh_from_db()
    assert link.revoked_at == first
    assert PageLogEntry.objects.filter(action="accreditation.revoke").count() == 1


def test_a_link_is_revoked_through_its_own_page_only(newsroom, publisher):
    other = embargoed(newsroom, title="Andere", slug="andere")
    link = EmbargoLinkFactory(page=embargoed(newsroom))
    assert publisher.post(reverse("accreditation_revoke", args=(other.pk, link.pk))).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


def test_the_history_of_the_page_tells_of_links_by_number_and_names_nobody(newsroom, publisher):
    release = embargoed(newsroom)
    issue(publisher, release)
    link = EmbargoLink.objects.get()
    publisher.post(reverse("accreditation_revoke", args=(release.pk, link.pk)))
    entries = PageLogEntry.objects.filter(page=release.pk, action__startswith="accreditation.").order_by("pk")
    assert [(entry.action, entry.data) for entry in entries] == [
        ("accreditation.issue", {"link": link.pk}),
        ("accreditation.revoke", {"link": link.pk}),
    ]
    publisher.get(form_url(release))  # says by name that the link is revoked, once
    history = publisher.get(reverse("wagtailadmin_pages:history", args=(release.pk,))).content.decode()
    assert all(str(entry.message) in history for entry in entries)
    assert "Mika" not in history


def test_the_links_of_a_release_are_listed_with_their_uses(newsroom, publisher):
    release = embargoed(newsroom)
    address = address_of(release, person="Erste Person")
    EmbargoLinkFactory(page=release, person="Zweite Person", revoked_at=timezone.now())
    EmbargoLinkFactory(page=embargoed(newsroom, title="Andere", slug="andere"), person="Fremde Person")
    for _ in range(3):
        Client().get(address)
    response = publisher.get(form_url(release))
    rows = {row["link"].person: row for row in response.context["rows"]}
    assert {name: row["link"].number_of_uses for name, row in rows.items()} == {"Erste Person": 3, "Zweite Person": 0}
    assert list(rows) == ["Zweite Person", "Erste Person"]  # the newest first
    assert [name for name, row in rows.items() if row["is_valid"]] == ["Erste Person"]
    assert response.content.decode().count("/revoke/") == 1


def has_button(browser, page, view: str = "edit") -> bool:
    name = {"edit": "wagtailadmin_pages:edit", "index": "wagtailadmin_explore"}[view]
    return form_url(page) in browser.get(reverse(name, args=(page.pk,))).content.decode()


def test_the_way_to_the_links_is_where_it_is_needed(newsroom, publisher):
    release = embargoed(newsroom)
    assert has_button(publisher, release)
    assert not has_button(publisher, newsroom.release(title="Offen"))
    assert not has_button(publisher, newsroom.release(title="Entwurf", live=False))
    assert not has_button(member("change_page", on=newsroom.press), release)
    take_back(release)
    assert not has_button(publisher, release)
    EmbargoLinkFactory(page=release)
    assert has_button(publisher, release)


def test_pages_without_an_embargo_have_no_such_button(newsroom, admin):
    page = newsroom.page(title="Seite")
    assert not has_button(admin, page)
