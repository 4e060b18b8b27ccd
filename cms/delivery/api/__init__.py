"""The public JSON API. It lists no page types of its own: they come from the registry, once all apps are ready."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpResponse
from ninja import Router

from cms.delivery.api import changes, ninjs
from cms.delivery.api.describing import Webhook
from cms.delivery.api.publications import ALL, publication_routers
from cms.delivery.api.service import PublicAPI
from cms.delivery.api.start import start_router
from cms.delivery.api.vocabularies import vocabulary_routers


def start_of(api: PublicAPI) -> Callable[..., HttpResponse]:
    """The view of the API's start page, which stands at its address without the last slash, too."""
    (found,) = [found for found in api.urls[0] if getattr(found, "name", "") == "start"]
    view: Callable[..., HttpResponse] = found.callback  # type: ignore[assignment]
    return view


def public_api(more: Mapping[str, Router], webhooks: Mapping[str, Webhook]) -> PublicAPI:
    """Version 1 with list and detail of every registered type, the routers of other apps by their path, and what other
    apps send to receivers by its name."""
    api = PublicAPI(
        webhooks,
        title="Treffpunkt",
        version="1",
        urls_namespace="api-v1",
        docs_url="/docs/try",
        description=(
            "Everything the newsroom has published, for reading. Details, examples and what can be relied on: "
            "docs/api/README.md."
        ),
    )
    vocabularies = vocabulary_routers()
    ours = {**publication_routers(), "changes": changes.router, **vocabularies, "": start_router([*vocabularies])}
    for path, router in [*ours.items(), (ALL, ninjs.router), *more.items()]:
        api.add_router(path, router)
    return api
