"""Every unsafe request of somebody logged into the admin is one unit of work; no other waits for those who write. What
is nonsense in the admin is refused."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin.views.generic import CreateView
from wagtail.admin.views.generic.chooser import CreateViewMixin
from wagtail.admin.views.generic.multiple_upload import AddView, CreateFromUploadView

from cms.content import uploads
from cms.content.sessions import is_about_oneself
from cms.delivery import errors, keeping, nonsense, objecting, slices, store, trees, turns, unpresentable
from cms.delivery.rehearsal import UnpresentableError
from cms.patience import BusyError, patience

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
# The kinds of Wagtail's views that add something: by a form, several at once, what lacked something, in a chooser.
ADDING = (CreateView, AddView, CreateFromUploadView, CreateViewMixin)
# Seconds that who only looks at something waits for those who are writing, where it has to be written down.
OF_READERS, OF_EDITORS = 0, 2


class UnitOfWorkMiddleware:
    """Run the view of a writing admin request in one transaction with what it publishes; who only reads never waits.

    It must be the last middleware, so that sessions and messages are stored outside of it. Documents beyond the
    unit's bound are left to who presents what waits: no request does.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with store.answering():
            if request.method not in SAFE_METHODS:
                return self.get_response(request)
            with patience(OF_EDITORS if _is_in_admin(request) else OF_READERS):
                return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not _is_in_admin(request):
            return None
        is_writing = request.method not in SAFE_METHODS and request.user.is_authenticated
        if is_writing:
            uploads.receive(request)
        nonsense.leave_out_false_next(request)
        if not is_writing:
            return None
        # What people change of their own account touches no page, nor does a file that is added; hashing a password or
        # making small pictures in a unit would hold up everybody who writes.
        if is_about_oneself(view):
            return None
        act = partial(view, request, *args, **kwargs)
        in_unit = partial(_in_unit, request, partial(turns.wait_for_turn, view, kwargs))
        try:
            if _adds_file(view):
                with uploads.undone_with_rows():
                    return act()
            answer = (trees.bulk if slices.is_bulk(view) else trees.one)(request, in_unit, act, kwargs)
            return answer or in_unit(act)
        except PermissionDenied:
            return errors.denied(request)
        except nonsense.KINDS as error:
            if not nonsense.is_asked_for(error):
                raise
            return nonsense.refused(request, error)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, BusyError):
            return errors.unavailable(request)
        if not _is_in_admin(request):
            return None
        if isinstance(error, PermissionDenied):
            return errors.denied(request)
        if not nonsense.is_asked_for(error):
            return None
        return nonsense.refused(request, error)


def _in_unit(request: HttpRequest, wait: Callable[[], None], act: Callable[[], HttpResponse]) -> HttpResponse:
    """What is done in a unit when its turn has come, or why nothing was."""

    def attempt() -> HttpResponse:
        with uploads.undone_with_rows(), store.unit(by=request.user):
            wait()
            return act()

    try:
        return attempt()
    except UnpresentableError as error:
        return unpresentable.answer(request, error, attempt)
    except objecting.NotTheirsError as error:
        return objecting.refused(request, error)
    except keeping.StillShownError as error:
        return keeping.refused(request, error)
    except OperationalError as error:
        if not is_lock_timeout(error):
            raise
        return errors.busy(request)


# PostgreSQL: lock_not_available, query_canceled, deadlock_detected, serialization_failure.
BUSY = {"55P03", "57014", "40P01", "40001"}


def is_lock_timeout(error: OperationalError) -> bool:
    """True where others were writing for longer than anybody waits: nothing is wrong, and nothing was saved."""
    return getattr(error.__cause__, "sqlstate", None) in BUSY or "database is locked" in str(error)


def _adds_file(view: Any) -> bool:
    """True for Wagtail's views that add images and documents, of which nothing can be public yet."""
    kind = getattr(view, "view_class", object)
    return kind.__module__.startswith(("wagtail.images.", "wagtail.documents.")) and issubclass(kind, ADDING)


def _is_in_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(reverse("wagtailadmin_home"))
