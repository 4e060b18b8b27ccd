"""The seam through which a page is shown: whoever delivers pages says how, and pages need not know who that is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from cms.content.providers import Providers

if TYPE_CHECKING:
    from cms.content.models import BasePage

Renderer = Callable[["BasePage", HttpRequest], HttpResponse]
renderers: Providers[Renderer] = Providers()
"""Who shows pages: the first one shows all of them."""


def render(page: "BasePage", request: HttpRequest) -> HttpResponse:
    """The page as it stands in memory, saved or not; raises LookupError where nobody renders pages."""
    for renderer in renderers:
        return renderer(page, request)
    raise LookupError("No renderer is registered with cms.content.rendering.renderers.")
