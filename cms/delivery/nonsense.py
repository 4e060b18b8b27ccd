"""Parameters and forms that make no sense, where Wagtail's views trust what browsers send: a 400, not a 500.

Only what Wagtail's code, or a library of its admin, could not make sense of is answered so. An error in code of ours
stays one, whatever its kind.
"""

from __future__ import annotations

import logging
import traceback

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import FieldError, ObjectDoesNotExist, ValidationError
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from draftjs_exporter.error import ExporterException

from cms.delivery import errors

log = logging.getLogger(__name__)

# What Python, Django and databases raise for values of a wrong form, keys that are missing and rows that are not there.
KINDS = (
    ValueError, TypeError, LookupError, AttributeError, OverflowError, AssertionError,
    ValidationError, FieldError, ObjectDoesNotExist, DataError, IncorrectLookupParameters, ExporterException,
)  # fmt: skip
LIBRARIES = {
    "wagtail", "wagtail_localize", "wagtail_modeladmin", "modelcluster", "modelsearch", "taggit", "treebeard",
    "draftjs_exporter",
}  # fmt: skip
OURS = {"cms", "home", "press", "events", "search"}


def is_asked_for(error: BaseException) -> bool:
    """True where a library of the admin could not make sense of what it was sent, or no database holds its numbers."""
    return isinstance(error, OverflowError | DataError) or (isinstance(error, KINDS) and _origin(error) in LIBRARIES)


def leave_out_false_next(request: HttpRequest) -> None:
    """Take a `next` that is no path of this site for none: views redirect there, or look for a view of that name."""
    for name in ("GET", "POST"):
        sent = getattr(request, name)
        if any(not _is_path(one) for one in sent.getlist("next")):
            kept = sent.copy()
            del kept["next"]
            setattr(request, name, kept)


def _is_path(text: str) -> bool:
    return text.startswith("/") and url_has_allowed_host_and_scheme(text, allowed_hosts=None)


def refused(request: HttpRequest, error: BaseException) -> HttpResponse:
    """A 400 that says so, and a warning in the log, as it may be a fault after all."""
    log.warning("A request to the admin made no sense: %s %s", request.method, request.path, exc_info=error)
    return errors.bad_request(request)


def _origin(error: BaseException) -> str:
    """Whose code the error came up in: the innermost that is ours or such a library's, whatever it had called."""
    packages = [
        frame.f_globals.get("__name__", "").partition(".")[0] for frame, _line in traceback.walk_tb(error.__traceback__)
    ]
    return next((package for package in reversed(packages) if package in LIBRARIES | OURS), "")
