"""What Django itself takes: a view that does nothing, under our middleware, or under none with BARE=1."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.bare_settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import include, path, re_path  # noqa: E402
from wagtail.admin import urls as wagtailadmin_urls  # noqa: E402

BODY = b'{"title": "%s"}' % (b"x" * 4_000)


def bare(request: HttpRequest, path: str = "") -> HttpResponse:
    return HttpResponse(BODY, content_type="application/json", headers={"Content-Length": str(len(BODY))})


# The middleware asks where the admin is.
urlpatterns = [path("admin/", include(wagtailadmin_urls)), re_path(r"^(?P<path>.*)$", bare)]
