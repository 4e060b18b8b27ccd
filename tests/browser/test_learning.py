"""What readers search for comes back to editors, and a synonym is two clicks away."""

from urllib.parse import parse_qs

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from cms.delivery import publications
from search import learning
from search.models import Asked, Synonym
from tests.search.counting import waiting  # noqa: F401  # as a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("waiting")]


def test_a_hit_that_is_opened_is_told_and_the_link_stays_a_link(live_server, newsroom, page):
    release = newsroom.release(title="Bürgergeld steigt")
    page.goto(f"{live_server.url}/de/suche/?q=B%C3%BCrgergeld")
    link = page.get_by_role("link", name="Bürgergeld steigt")
    assert link.get_attribute("href") == release.url
    with page.expect_request("**/clicks/") as told:
        link.click()
    assert parse_qs(told.value.post_data or "") == {"q": ["Bürgergeld"], "path": [release.url]}
    expect(page.get_by_role("heading", level=1)).to_have_text("Bürgergeld steigt")
    assert not page.context.cookies()
    assert list(learning.waiting.clicks.values()) == [1]


def test_from_the_report_a_synonym_is_made_in_two_clicks(live_server, newsroom, login):
    with publications.unit():
        newsroom.release(title="Bürgergeld steigt")
    for _ in range(3):
        learning.waiting.add(learning.search_of("Stütze", "de", found=False))
    learning.write_down()
    assert Asked.objects.exists()
    page = login("Redaktion")
    page.goto(live_server.url + reverse("search_report"))
    violations = Axe().run(page).response["violations"]
    assert not [one["id"] for one in violations if one["impact"] in {"serious", "critical"}]
    page.locator("td a").first.click()
    expect(page.locator("[name=words]")).to_have_value("Stütze")
    page.fill("[name=also]", "Bürgergeld")
    page.locator("form [type=submit].button").last.click()
    expect(page.locator(".messages .success")).to_be_visible()
    assert Synonym.objects.get().also == "Bürgergeld"
    page.goto(f"{live_server.url}/de/suche/?q=St%C3%BCtze")
    expect(page.get_by_role("link", name="Bürgergeld steigt")).to_be_visible()
