"""The URL table."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.views import LoginView
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import conditional_page
from wagtail.admin import urls as wagtailadmin_urls

from cms.accreditation.views import embargo_link
from cms.delivery import calendars, embedding, feeds, files, twins, views
from cms.delivery.api import public_api, start_of
from cms.delivery.api.docs import docs_of
from cms.delivery.origins import answering_options, for_every_origin
from cms.delivery.sitemaps import robots, sitemap, sitemap_part
from cms.webhooks.events import DESCRIBED
from search import api as search_api
from search.clicks import clicked
from search.views import open_search, search, suggest_as_list

handler400 = "cms.delivery.errors.bad_request"
handler404 = "cms.delivery.errors.not_found"
handler500 = "cms.delivery.errors.server_error"

api = public_api({"search": search_api.router, "suggest": search_api.suggestions}, DESCRIBED)
calendar, calendar_of_one = calendars.views()

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path(
        "files/images/<uuid:key>/<str:version>/<int:width>.<slug:extension>",
        answering_options(files.image),
        name="image",
    ),
    path(
        "files/documents/<uuid:key>/<str:version>/<str:filename>",
        answering_options(files.document),
        name="document",
    ),
    # As they were before: what leads on to where they are now.
    path(
        "files/images/<int:image_id>/<str:version>/<int:width>.webp",
        answering_options(files.image_of_old),
        name="image_of_old",
    ),
    path(
        "files/documents/<int:document_id>/<str:version>/<str:filename>",
        answering_options(files.document_of_old),
        name="document_of_old",
    ),
    re_path(rf"^{settings.MEDIA_URL.strip('/')}/(?P<path>.+)$", files.media, name="media"),
    path("api/v1/docs", docs_of(api), name="api_docs"),
    path("api/v1/", api.urls),
    path("api/v1", start_of(api), name="api_start"),
    re_path(
        rf"^feeds/(?P<locale>[a-z-]+)/(?P<type_>[a-z0-9-]+)\.(?P<format_>{'|'.join(feeds.FORMATS)})$",
        for_every_origin(feeds.feed),
        name="feed",
    ),
    re_path(r"^calendar/(?P<locale>[a-z-]+)\.ics$", calendar, name="calendar"),
    re_path(
        r"^calendar/(?P<locale>[a-z-]+)/(?P<key>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.ics$",
        calendar_of_one,
        name="calendar_of_one",
    ),
    path("embed/newsroom.js", for_every_origin(embedding.component), name="embedded_list"),
    path("sitemap.xml", for_every_origin(sitemap), name="sitemap"),
    path("sitemap-<int:number>.xml", for_every_origin(sitemap_part), name="sitemap_part"),
    path("robots.txt", for_every_origin(robots), name="robots"),
    path("clicks/", clicked, name="search_clicked"),
    path("llms.txt", for_every_origin(twins.llms), name="llms"),
    # Named as Wagtail names its own: where readers of private pages log in, who need not be editors.
    path("login/", LoginView.as_view(template_name="login.html"), name="wagtailcore_login"),
    # One address with and without a closing slash, in no language: what it leads to says in which it is.
    re_path(r"^vorab/(?P<token>[A-Za-z0-9_-]{43})/?$", embargo_link, name="embargo_link"),
    path("", views.root_redirect, name="root_redirect"),
    *i18n_patterns(
        path(_("search/"), conditional_page(search), name="search"),
        path("suggestions.json", conditional_page(suggest_as_list), name="suggest_as_list"),
        path("opensearch.xml", conditional_page(open_search), name="open_search"),
        re_path(r"^(?P<path>(?:[\w\-]+/)*)index\.md$", for_every_origin(twins.markdown), name="markdown"),
        # Named as Wagtail names its own, so that the admin's “view live” links lead here.
        re_path(r"^((?:[\w\-]+/)*[\w\-]*)$", conditional_page(views.page), name="wagtail_serve"),
    ),
    # Last: what is nowhere may have a redirect.
    re_path(r"^(?P<path>.+)$", views.resolve_missing, name="resolve_missing"),
]
