"""The explorer of the admin takes as long for many pages as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.delivery import publications
from tests.colleagues import Colleague

GROUPS = ["Redaktion", "Freigabe"]


def pages_of_all_kinds(newsroom, number):
    """Live pages and drafts, some of them translations, of types with a review and without."""
    for one in range(number):
        page = newsroom.page(parent=newsroom.press, title=f"Seite {number}.{one}")
        newsroom.translate(page, title=f"Page {number}.{one}")
        newsroom.release(title=f"Meldung {number}.{one}")
        newsroom.release(title=f"Entwurf {number}.{one}", live=False)


def asked(client, page):
    """The number of statements for the list of what lies below the page."""
    address = reverse("wagtailadmin_explore", args=(page.pk,))
    client.get(address)  # what is remembered afterwards
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("group", GROUPS)
def test_it_asks_as_often_for_many_pages_as_for_few(newsroom, group):
    client = Colleague(group).client
    with publications.unit():
        pages_of_all_kinds(newsroom, 2)
    lists = [newsroom.press, newsroom.press.get_translation(newsroom.en)]
    few = [asked(client, page) for page in lists]
    with publications.unit():
        pages_of_all_kinds(newsroom, 8)
    assert [asked(client, page) for page in lists] == few
