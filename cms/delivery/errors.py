"""Error pages in the site's own frame."""

import errno
import shutil
import sys
from pathlib import Path
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from wagtail.admin.auth import permission_denied

from cms.delivery import problems
from cms.delivery.answers import keepable, public
from cms.delivery.models import Tombstone
from cms.delivery.site_frame import public_languages, site_frame_for

LEAST_ROOM = 64 * 1024  # bytes that the file takes which all who have a database on SQLite open share


def problem(status: int, title: str, detail: str = "", **more: Any) -> JsonResponse:
    """An error as RFC 9457 gives it, with members of one's own: `application/problem+json`. A title of
    `cms.delivery.problems` brings along where it is explained."""
    content = {"type": problems.type_of(title), "title": title, "status": status, **more}
    if detail:
        content["detail"] = detail
    response = JsonResponse(content, status=status, content_type="application/problem+json")
    patch_cache_control(response, max_age=0)
    return response


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The 404 page; under the API, a problem document. It tells nothing about what might be there another day."""
    if request.path.startswith("/api/"):
        return problem(404, "Not found")
    language = get_language() or ""
    context = {"site_frame": site_frame_for(language), **_front_pages(language)}
    response = render(request, "404.html", context, status=404)
    patch_cache_control(response, max_age=0)
    return keepable(request, response)


def not_in_language(request: HttpRequest, language: str, others: list[dict[str, Any]]) -> HttpResponse:
    """The 404 page for what exists in other languages only: it links them."""
    context = {"site_frame": site_frame_for(language), "others": others, **_front_pages(language)}
    response = render(request, "404.html", context, status=404)
    patch_cache_control(response, max_age=0)
    return keepable(request, response)


def _front_pages(language: str) -> dict[str, Any]:
    """What the choice of languages offers where there is no page: the front pages."""
    links = [{"locale": code, "path": f"/{code}/"} for code in public_languages() if code != language]
    return {"here": {"locale": language, "path": f"/{language}/"}, "translations": links}


def gone(request: HttpRequest, tombstone: Tombstone) -> HttpResponse:
    """The 410 page where something was withdrawn: the day and the reason, and nothing of what stood there."""
    context = {
        "site_frame": site_frame_for(tombstone.locale),
        "tombstone": tombstone,
        **_front_pages(tombstone.locale),
    }
    with translation.override(tombstone.locale):
        response = render(request, "410.html", context, status=410)
    response.headers["X-Robots-Tag"] = "noindex"
    return public(request, response)


def busy(request: HttpRequest) -> HttpResponse:
    """The 409 page for who wrote while others did for too long; what was sent can be sent again."""
    response = render(request, "409.html", status=409)
    response.headers["Retry-After"] = "2"
    patch_cache_control(response, private=True, no_store=True)
    return response


def unavailable(request: HttpRequest) -> HttpResponse:
    """The 503 page for who would have to wait for those who are writing; asks nothing of the database."""
    if request.path.startswith("/api/"):
        response: HttpResponse = problem(503, "Service unavailable")
    else:
        response = render(request, "503.html", status=503)
    response.headers["Retry-After"] = "1"
    patch_cache_control(response, private=True, no_store=True)
    return response


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The 400 page for what nobody can make sense of; it asks nothing of the database."""
    return _without_frame(request, 400, "Bad request")


def denied(request: HttpRequest) -> HttpResponse:
    """What Wagtail answers in the admin to who may not do it; a bare 403 to scripts."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return HttpResponseForbidden()
    return permission_denied(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 page, the 507 page where the disk is full, or 503 where the database is away; it asks nothing of the
    database."""
    error = sys.exc_info()[1]
    if is_disk_full(error):
        return _without_frame(request, 507, "Insufficient storage")
    if is_database_away(error):
        return without_database(request)
    return _without_frame(request, 500, "Internal server error")


def without_database(request: HttpRequest) -> HttpResponse:
    """The answer while the database is away: 503, and when to come again."""
    response = _without_frame(request, 503, "Service unavailable", template="500.html")
    response.headers["Retry-After"] = "5"
    return response


# Of SQLSTATE, what PostgreSQL says whose connections fail, are too many, or which is stopping or starting.
AWAY = ("08", "53300", "57P0")


def is_database_away(error: BaseException | None) -> bool:
    """True for what is raised where the database is not to be reached at all."""
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    if connection.vendor == "sqlite":
        return "unable to open database file" in str(error)
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(AWAY)


def is_disk_full(error: BaseException | None) -> bool:
    """True for what files and databases raise where there is no room left for what was to be written."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    if not isinstance(error, DatabaseError):
        return False
    if "disk I/O error" in str(error):
        return _lacks_room()
    return getattr(error.__cause__, "sqlstate", None) == "53100" or "disk is full" in str(error)


def _lacks_room() -> bool:
    """True where SQLite cannot make the file beside its database that it needs to open it, even for reading."""
    return shutil.disk_usage(Path(connection.settings_dict["NAME"]).parent).free < LEAST_ROOM


def _without_frame(request: HttpRequest, status: int, title: str, *, template: str = "") -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem(status, title)
    response = render(request, template or f"{status}.html", status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response
