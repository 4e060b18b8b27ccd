"""Caches before the site forget what changed: addresses go to the outbox with the change, and to the cache after it.

The signal handlers of `wagtail.contrib.frontend_cache` purge outside of the transaction and know pages only, so that
app is not installed; its backends are used as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from wagtail.contrib.frontend_cache.backends import HTTPBackend
from wagtail.contrib.frontend_cache.utils import get_backends

from cms.delivery import registry, sitemaps
from cms.delivery.api.schemas import addresses
from cms.delivery.models import Change, Publication
from cms.outbox import outbox

KIND = "purge"
# A cache that does not answer keeps a delivery busy for 40 seconds: less than the outbox's lease.
URLS_EACH, TIMEOUT = 20, 2
# The cache is a neighbour: a proxy that the machine uses to go out is not asked for it.
_directly = build_opener(ProxyHandler({}))


class Proxy(HTTPBackend):
    """A proxy that is told by PURGE. Unlike Wagtail's backend it raises what goes wrong, so that it is tried again."""

    def purge(self, url: str) -> None:
        parts = urlsplit(url)
        where = parts._replace(scheme=self.cache_scheme, netloc=self.cache_netloc).geturl()
        request = Request(where, headers={"Host": parts.netloc}, method="PURGE")  # noqa: S310 # the settings' scheme
        try:
            _directly.open(request, timeout=TIMEOUT).close()
        except HTTPError as error:
            with error:
                if error.code != HTTPStatus.NOT_FOUND:  # what is not in the cache need not leave it
                    raise


def follow(sender: Any, written: Iterable[Publication], changes: Iterable[Change], **kwargs: Any) -> None:
    """Write down which addresses show something else once this transaction is committed."""
    if not settings.WAGTAILFRONTENDCACHE:
        return
    urls = sorted(changed_urls(written, changes))
    for start in range(0, len(urls), URLS_EACH):
        outbox.put(KIND, {"urls": urls[start : start + URLS_EACH]})


def deliver(delivery_id: UUID, payload: Any) -> None:
    """Let every cache that is configured forget the addresses."""
    for backend in get_backends().values():
        backend.purge_batch([url for url in payload["urls"] if backend.invalidates_hostname(urlsplit(url).hostname)])


def changed_urls(written: Iterable[Publication], changes: Iterable[Change]) -> set[str]:
    """The pages and documents that changed or went, and the lists, feeds and maps that may name them.

    Lists that were narrowed or turned over have addresses without number; caches ask for those anew each time.
    """
    urls: set[str] = set()
    lists: set[tuple[str, str]] = set()
    entries: list[Publication | Change] = [*written, *changes]
    for one in entries:
        urls |= set(addresses({"type": one.type, "id": one.key, "locale": one.locale, "path": one.path}).values())
        lists.add((one.type, one.locale))
        if isinstance(one, Change) and one.previous_path:
            urls.add(f"{settings.PUBLIC_URL}{one.previous_path}")
    api = f"{settings.PUBLIC_URL}{reverse('api-v1:api-root')}"
    urls |= {f"{api}{type_}?locale={locale}" for type_, locale in lists}
    urls |= {f"{settings.PUBLIC_URL}{path}" for path in [*list_paths(lists), *sitemaps.addresses()]}
    return urls


def list_paths(lists: set[tuple[str, str]]) -> set[str]:
    """The paths of the public pages that list any of these types in these locales."""
    listed = {
        (presenter.model._meta.label_lower, locale)
        for presenter in registry.presenters()
        for type_, locale in lists
        if type_ == presenter.lists or (presenter.shows_latest and type_ in registry.front_page_types())
    }
    rows = Publication.objects.visible().filter(model__in={model for model, _locale in listed})
    return {path for model, locale, path in rows.values_list("model", "locale", "path") if (model, locale) in listed}
