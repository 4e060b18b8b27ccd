"""The seam through which a page is shown: whoever delivers pages says how, and pages need not know who that is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from cms.content.models import BasePage

Renderer = Callable[["BasePage", HttpRequest], HttpResponse]
_renderers: list[Renderer] = []


def render_with(renderer: Renderer) -> None:
    """Let `renderer` show every page from now on."""
    _renderers[:] = [renderer]


def render(page: "BasePage", request: HttpRequest) -> HttpResponse:
    """The page as it stands in memory, saved or not; raises LookupError where nobody renders pages."""
    if not _renderers:
        raise LookupError("No renderer is installed: an app must call cms.content.rendering.render_with().")
    return _renderers[0](page, request)
