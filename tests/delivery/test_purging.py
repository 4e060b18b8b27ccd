"""Caches before the site are told what changed: of all that did, of nothing else, and once it is committed."""

import pytest
from django.conf import settings as the_settings
from wagtail.signals import page_published, page_unpublished

from cms.delivery import publications, sitemaps
from cms.delivery.models import Publication
from cms.outbox.models import Delivery
from cms.outbox.worker import Worker
from tests.admin import Admin
from tests.receivers import Cache, listening_cache


@pytest.fixture
def cache(newsroom, settings):
    with listening_cache() as running:
        settings.PUBLIC_URL = "https://www.example.org"
        settings.WAGTAILFRONTENDCACHE = running.configuration
        yield running


def purged(cache: Cache) -> set[str]:
    """The paths that the cache is told to forget when the outbox is worked off now."""
    cache.purged.clear()
    Worker().deliver_due()
    assert {(method, host) for method, host, _path in cache.purged} <= {("PURGE", "www.example.org")}
    return {path for _method, _host, path in cache.purged}


def test_a_publication_is_purged_with_the_lists_that_name_it(newsroom, cache):
    press = newsroom.press
    purged(cache)
    release = newsroom.release(title="Neue Beratung", slug="neue-beratung")
    found = purged(cache)
    key = Publication.objects.get(page_id=release.pk).key
    assert found >= {
        "/de/presse/neue-beratung/",
        f"/api/v1/press-releases/{key}?locale=de",
        "/api/v1/press-releases?locale=de",
        Publication.objects.get(page_id=press.pk).path,
        "/de/",  # the front page shows the newest
        *sitemaps.addresses(),
    }
    assert "/en/" not in found
    assert purged(cache) == set()


def test_a_move_purges_the_old_address_and_the_new_one(newsroom, cache, admin):
    page = newsroom.page(title="Seite", slug="alt")
    purged(cache)
    Admin(admin).edit(page, slug="neu")
    assert purged(cache) >= {"/de/alt/", "/de/neu/"}


def test_what_is_taken_away_is_purged(newsroom, cache, admin):
    page = newsroom.page(title="Seite", slug="seite")
    purged(cache)
    Admin(admin).unpublish(page)
    assert "/de/seite/" in purged(cache)


def test_a_draft_purges_nothing(newsroom, cache, admin):
    page = newsroom.page(title="Seite", slug="seite")
    purged(cache)
    Admin(admin).edit(page, action="", title="Entwurf")
    assert purged(cache) == set()


def test_what_is_rolled_back_purges_nothing(newsroom, cache):
    newsroom.press  # noqa: B018
    purged(cache)
    with pytest.raises(RuntimeError), publications.unit():
        newsroom.release(title="Nie geschehen")
        raise RuntimeError
    assert purged(cache) == set()


@pytest.mark.parametrize(("status", "state"), [(404, "delivered"), (405, "waiting"), (503, "waiting")])
def test_a_cache_that_refuses_is_asked_again_unless_it_never_had_it(newsroom, cache, status, state):
    purged(cache)
    cache.status = status
    newsroom.page(title="Seite")
    purged(cache)
    delivery = Delivery.objects.order_by("created_at").last()
    assert delivery.state == state
    assert (str(status) in delivery.last_error) is (state == "waiting")
    cache.status = 200
    Worker(lambda: delivery.due_at).deliver_due()
    assert not Delivery.objects.exclude(state="delivered").exists()


def test_a_cache_that_is_not_there_is_asked_later(newsroom, settings, cache):
    purged(cache)
    settings.WAGTAILFRONTENDCACHE["default"]["LOCATION"] = "http://127.0.0.1:1"
    newsroom.page(title="Seite")
    Worker().deliver_due()
    assert "refused" in Delivery.objects.get(state="waiting").last_error


def test_many_addresses_are_spread_over_deliveries_that_end_within_the_lease(newsroom, cache):
    purged(cache)
    Delivery.objects.all().delete()
    with publications.unit():
        for number in range(12):
            newsroom.page(title=f"Seite {number}")
    sizes = [len(delivery.payload["urls"]) for delivery in Delivery.objects.all()]
    assert len(sizes) > 1
    assert max(sizes) <= 20


def test_nothing_is_written_where_no_cache_is_configured(newsroom):
    assert the_settings.WAGTAILFRONTENDCACHE == {}
    newsroom.page(title="Seite")
    assert not Delivery.objects.exists()


def test_wagtail_s_own_purging_outside_of_the_transaction_is_off():
    receivers = [receiver for signal in (page_published, page_unpublished) for receiver in signal.receivers]
    assert not [receiver for receiver in receivers if "frontend_cache" in repr(receiver)]
    assert "wagtail.contrib.frontend_cache" not in the_settings.INSTALLED_APPS
