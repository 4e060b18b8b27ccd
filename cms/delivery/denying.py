"""What is denied midway is undone: Wagtail answers for it within the unit, which would keep what came before."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from wagtail.admin import auth

from cms.delivery import store


def connect() -> None:
    """Every view of the admin asks Wagtail's module for this function, and there is no signal for it."""
    auth.permission_denied = _undoing(auth.permission_denied)


def _undoing(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def permission_denied(request: HttpRequest) -> HttpResponse:
        store.undo()
        return answer(request)

    return permission_denied
