"""What is asked for at the admin's doors without sense or right is refused as Wagtail refuses, and leaves no trace."""

import json
import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import Page

from home.models import StandardPage
from tests.admin import form_data
from tests.colleagues import Colleague
from tests.urls import patterns


class TestNext:
    @pytest.mark.parametrize(
        "address", ["-1", "[1,2", "wagtailadmin_home", "//elsewhere.example/", "https://a.example"]
    )
    @pytest.mark.parametrize("view", ["delete", "unpublish"])
    def test_one_that_is_no_path_is_as_none(self, newsroom, admin, view, address):
        page = newsroom.page(title="Geht")
        response = admin.post(reverse(f"wagtailadmin_pages:{view}", args=(page.pk,)), {"next": address})
        assert response.status_code == 302 and response.url.startswith("/admin/pages/")

    def test_one_in_the_address_is_as_none(self, newsroom, admin):
        page = newsroom.page(title="Bleibt")
        edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
        response = admin.get(reverse("delivery_expiry", args=(page.pk,)), {"next": "-1"})
        assert response.status_code == 302 and response.url == edit

    def test_a_path_is_followed(self, newsroom, admin):
        page = newsroom.page(title="Geht")
        response = admin.post(reverse("wagtailadmin_pages:delete", args=(page.pk,)), {"next": "/admin/reports/"})
        assert response.url == "/admin/reports/"


def test_below_a_page_that_is_not_there_nothing_is_added(newsroom, admin):
    url = reverse("wagtailadmin_pages:add", args=("home", "standardpage", 0))
    assert admin.get(url).status_code == admin.post(url, {"title": "x"}).status_code == 404


def test_rich_text_that_refers_to_nothing_is_refused(newsroom, admin):
    page = newsroom.page(title="Heil", body=[("rich_text", "<p>Text</p>")])
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    data = form_data(admin.get(url).context["form"]) | {"title": "Anders"}
    block = {
        "key": "a", "text": "Text", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 4, "key": 9}],
    }  # fmt: skip
    data["body-0-value"] = json.dumps({"blocks": [block], "entityMap": {}})
    response = admin.post(url, data)
    assert response.status_code == 400 and "<h1>" in response.content.decode()
    assert StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Heil"


class TestRefused:
    def test_going_on_with_a_copy_that_is_none(self, newsroom, admin, caplog):
        page = newsroom.page(title="Da")
        with caplog.at_level(logging.DEBUG):
            response = admin.post(
                reverse("wagtailadmin_pages:copy", args=(page.pk,)), {"copy": page.pk, "slices_left": ""}
            )
        assert response.status_code == 302 and response.url == reverse("wagtailadmin_home")
        assert not [record for record in caplog.records if record.exc_info]
        assert Page.objects.filter(title="Da").count() == 1

    def test_by_whatever_view_a_script_asks(self, newsroom, admin, caplog, monkeypatch):
        def refuses(*args, **kwargs):
            raise PermissionDenied

        monkeypatch.setattr("cms.editorial.wagtail_hooks.timeline.entries", refuses)
        url = reverse("editorial_timeline")
        for method in (admin.get, admin.post):
            assert method(url, headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403
            assert method(url).url == reverse("wagtailadmin_home")
        assert not [record for record in caplog.records if record.exc_info]

    @pytest.mark.parametrize("view", ["delivery_withdraw", "delivery_own_life", "delivery_expiry"])
    def test_by_our_own_views(self, newsroom, caplog, view):
        stranger = Colleague("Übersetzung en").client
        url = reverse(view, args=(newsroom.home.pk,))
        for method in (stranger.get, stranger.post):
            with caplog.at_level(logging.DEBUG):
                response = method(url, headers={"x-requested-with": "XMLHttpRequest"})
            assert response.status_code == (302 if view == "delivery_expiry" else 403)
        assert not [record for record in caplog.records if record.exc_info]


def test_wagtail_s_own_api_is_open_to_nobody(client, db):
    views = [found.callback for whole, found in patterns() if not whole.startswith("admin/")]
    outside = {getattr(view, "view_class", getattr(view, "cls", view)).__module__ for view in views}
    assert outside and not any(module.startswith(("wagtail.api", "wagtail.admin")) for module in outside)
    for address in ("/api/", "/api/v2/pages/", "/api/v3/", "/api/v3/pages/", "/api/v3/docs", "/api/main/pages/"):
        assert client.get(address).status_code == 404
