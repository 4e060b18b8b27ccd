"""No redirect is made from an address at which something public stands."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.views import create_redirects_from_dataset

ELSEWHERE = "https://elsewhere.example/"


def sent(address):
    return {"old_path": address, "redirect_link": ELSEWHERE, "is_permanent": "on"}


@pytest.mark.parametrize(
    "address",
    [
        "/de/presse/", "/de/presse", "de/presse", "/DE/Presse/", "/de/%70resse/", "/de%2Fpresse", "/de/presse/?seite=2",
        "http://testserver/de/presse/", "/de/", "/de", "/", "/de/suche/", "/sitemap.xml",
    ],
)  # fmt: skip
def test_it_is_refused_at_add_edit_and_import(newsroom, admin, address):
    there = Redirect.objects.create(old_path="/alt", redirect_link=ELSEWHERE)
    for url in (reverse("wagtailredirects:add"), reverse("wagtailredirects:edit", args=(there.pk,))):
        assert "old_path" in admin.post(url, sent(address)).context["form"].errors
    said = {"from_index": 0, "to_index": 1, "permanent": True, "site": None}
    assert create_redirects_from_dataset([[address, ELSEWHERE]], said)["errors_count"] == 1
    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/alt"]


@pytest.mark.parametrize("address", ["/de/nichts/", "/alt.html?id=1", "/presse"])
def test_where_nothing_public_stands_it_is_made(newsroom, admin, address):
    assert admin.post(reverse("wagtailredirects:add"), sent(address)).status_code == 302
    assert Redirect.objects.get().redirect_link == ELSEWHERE
