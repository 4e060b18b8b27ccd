"""Every unsafe request of somebody logged into the admin is one unit of work; what is nonsense there is refused."""

from collections.abc import Callable
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cms.delivery import errors, keeping, nonsense, store, unpresentable
from cms.delivery.rehearsal import UnpresentableError

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


class UnitOfWorkMiddleware:
    """Run the view of a writing admin request in one transaction with what it publishes.

    It must be the last middleware, so that sessions and messages are stored outside of it. Documents beyond the
    unit's bound are renewed when the answer has gone out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _writes(request):
            return self.get_response(request)
        with store.drained_later() as wanted:
            response = self.get_response(request)
        if wanted:
            response._resource_closers.append(store.drain)  # type: ignore[attr-defined]  # as Django's own closers
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        # Who is not logged in changes no page, and hashing a password would hold up everybody who writes.
        if not _writes(request) or not request.user.is_authenticated:
            return None

        def in_unit() -> HttpResponse:
            with store.unit():
                return view(request, *args, **kwargs)

        try:
            return in_unit()
        except UnpresentableError as error:
            return unpresentable.answer(request, error, in_unit)
        except keeping.StillShownError as error:
            return keeping.refused(request, error)
        except OperationalError as error:
            if not is_lock_timeout(error):
                raise
            return errors.busy(request)
        except nonsense.KINDS as error:
            if not nonsense.is_asked_for(error):
                raise
            return nonsense.refused(request, error)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not _is_admin(request) or not nonsense.is_asked_for(error):
            return None
        return nonsense.refused(request, error)


# PostgreSQL: lock_not_available, query_canceled, deadlock_detected, serialization_failure.
BUSY = {"55P03", "57014", "40P01", "40001"}


def is_lock_timeout(error: OperationalError) -> bool:
    """True where others were writing for longer than anybody waits: nothing is wrong, and nothing was saved."""
    return getattr(error.__cause__, "sqlstate", None) in BUSY or "database is locked" in str(error)


def _writes(request: HttpRequest) -> bool:
    return request.method not in SAFE_METHODS and _is_admin(request)


def _is_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(reverse("wagtailadmin_home"))
