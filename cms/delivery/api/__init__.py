"""The public JSON API. It lists no page types of its own: they come from the registry, once all apps are ready."""

from __future__ import annotations

from collections.abc import Mapping

from ninja import Router

from cms.delivery.api.publications import publication_routers
from cms.delivery.api.service import PublicAPI


def public_api(more: Mapping[str, Router]) -> PublicAPI:
    """Version 1 with list and detail of every registered type, and the routers of other apps by their path."""
    api = PublicAPI(
        title="Treffpunkt",
        version="1",
        urls_namespace="api-v1",
        description=(
            "Everything the newsroom has published, for reading. Details, examples and what can be relied on: "
            "docs/api/README.md."
        ),
    )
    for path, router in {**publication_routers(), **more}.items():
        api.add_router(path, router)
    return api
