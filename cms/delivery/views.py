"""The HTML of documents: from the store for everybody, presented on the fly for those allowed and for previews."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db.models import CharField, DateTimeField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import resolve
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe
from wagtail.models import Page, PageViewRestriction
from wagtail.wagtail_hooks import require_wagtail_login

from cms.content.models import BasePage
from cms.delivery import errors, fallback, languages, redirects, registry, tombstones
from cms.delivery.answers import answers_everybody, keepable, public
from cms.delivery.generation import remembered
from cms.delivery.listing import CriteriaError, latest, listing
from cms.delivery.models import MAX_PATH, Publication, PublicationQuerySet
from cms.delivery.presenter import PAGES, Presenter
from cms.delivery.presenting import present
from cms.delivery.site_frame import public_languages, site_frame_for
from cms.delivery.statements import Parameter, statement
from cms.delivery.visibility import Visibility


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponse:
    """The page at the path: from the store, else presented for those who may read it, else where a redirect leads."""
    answers_everybody(request)
    if not request.path.endswith("/") and publication_at(f"{request.path}/"):
        return redirects.moved(request, f"{request.path}/")
    publication = publication_at(request.path)
    presenter = registry.presenter_of_label(publication.model) if publication else None
    if publication is None or presenter is None:
        return _private_page(request) or _missing(request)
    return public(request, show(request, presenter, publication.document, changed_at=publication.updated_at))


def publication_at(path: str) -> Any:
    """Model, document and last change of the visible publication with that path, None where there is none; of two
    during a move, those of the one written last."""
    if "\x00" in path or len(path) > MAX_PATH:
        return None
    found = _publications(path=path, now=timezone.now())
    return found[0] if found else None


@statement
def _publications() -> PublicationQuerySet:
    now, path = Parameter("now", DateTimeField()), Parameter("path", CharField())
    found = Publication.objects.visible(at=now).filter(path=path).order_by("-sequence")
    return found.values_list("model", "document", "updated_at")[:1]  # type: ignore[return-value]


def show(
    request: HttpRequest,
    presenter: Presenter[Any],
    document: dict[str, Any],
    *,
    language: str = "",
    changed_at: datetime.datetime | None = None,
) -> TemplateResponse:
    """The document in its type's template, with the lists that stand beside it and the site frame around it,
    which is in the document's language, or in the one given for readers who asked for another.

    `changed_at` is when what stands in the store was last changed by editors: what everybody may read tells machines of
    its other formats."""
    now = timezone.now()
    context = {
        "doc": presenter.as_of(document, now),
        "site_frame": site_frame_for(language or document["locale"]),
        "is_preview": False,
        "changed_at": changed_at,
        "presenter": presenter,
    }
    context["fallback_from"] = language
    if presenter.lists:
        try:
            context["listing"] = listing(
                presenter.lists, document["locale"], request.GET, now=now, upcoming_first=presenter.upcoming_first
            )
        except CriteriaError as error:
            raise Http404(f"No list by this {error}.") from error
    if presenter.shows_latest:
        context["latest"] = latest(registry.front_page_types(), document["locale"], now=now)
        context["indexes"] = indexes(document["locale"])
    return TemplateResponse(request, presenter.template, context)


@remembered
def indexes(locale: str) -> dict[str, str]:
    """The path of the page that lists each type."""
    lists = {found.model._meta.label_lower: found.lists for found in registry.presenters() if found.lists}
    rows = Publication.objects.visible().filter(type=PAGES, locale=locale, model__in=lists)
    return {lists[model]: path for model, path in rows.order_by("-pk").values_list("model", "path")}


def render_page(page: BasePage, request: HttpRequest, **more: Any) -> HttpResponse:
    """The page as it stands in memory, for a preview or for those who may read it before others; never cached.

    What is given by name is told to the template beside the document.
    """
    presenter = registry.presenter_for(type(page))
    if presenter is None:
        raise Http404("Pages of this type are not shown.")
    response = show(request, presenter, present(page, Visibility(timezone.now()), private=True).document)
    is_preview = getattr(request, "is_preview", False)
    response.context_data = {**(response.context_data or {}), **more, "is_preview": is_preview}
    # A preview is asked for under the admin's path, in the language of the editor.
    with translation.override(page.locale.language_code):
        response.render()
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
def resolve_missing(request: HttpRequest, path: str = "") -> HttpResponse:
    """Where a redirect leads from an address at which nothing is; else a 410 where something was withdrawn, else a
    404."""
    answers_everybody(request)
    return _missing(request)


def _missing(request: HttpRequest) -> HttpResponse:
    response = redirects.resolve(request)
    if response is not None:
        return response
    tombstone = tombstones.at(request.path)
    if tombstone is not None:
        return errors.gone(request, tombstone)
    response = in_another_language(request)
    if response is not None:
        return response
    if not request.path.endswith("/") and _is_somewhere(f"{request.path_info}/"):
        return redirects.moved(request, f"{request.path}/")
    raise Http404("There is no such page.")


def in_another_language(request: HttpRequest) -> HttpResponse | None:
    """For an address at which another language has a page: where its translation is, or else the original, marked as
    such, or a notice that names the languages; None where no language has one."""
    language, _place = fallback.split(request.path)
    translations = fallback.translations_at(request.path if request.path.endswith("/") else f"{request.path}/")
    here = next((translation for translation in translations if translation.locale == language), None)
    if here is not None:
        response: HttpResponse = HttpResponseRedirect(here.path)
        patch_cache_control(response, max_age=0)
        return keepable(request, response)
    original = languages.best_of(translations)
    presenter = registry.presenter_of_label(original.model) if original else None
    if original is None or presenter is None:
        return None
    if not fallback.shows_originals(language):
        return errors.not_in_language(request, language, [translation.summary for translation in translations])
    shown = show(request, presenter, original.document, language=language, changed_at=original.updated_at)
    shown.headers["Content-Language"] = original.locale
    return public(request, shown)


def _is_somewhere(path: str) -> bool:
    """True where the path leads to a public page or to a view of its own, such as the admin."""
    name = resolve(path).url_name
    return name != "resolve_missing" if name != "wagtail_serve" else publication_at(path) is not None


def _private_page(request: HttpRequest) -> HttpResponse | None:
    """A page that only some may read: they get it, the others the login; None where there is none."""
    visibility = Visibility(timezone.now())
    found = _page_at(request.path, visibility)
    answers_everybody(request, alike=found is None)
    if found is None or not visibility.is_due(found):
        return None
    for restriction in PageViewRestriction.objects.filter(pk__in=visibility.restrictions_of(found)):
        if not restriction.accept_request(request):
            if restriction.restriction_type == PageViewRestriction.PASSWORD:
                raise Http404("Shared passwords are not offered.")
            response = require_wagtail_login(next=request.get_full_path())
            patch_cache_control(response, private=True, no_store=True)
            return response
    return render_page(found.specific, request)


def _page_at(path: str, visibility: Visibility) -> Page | None:
    if "\x00" in path:
        return None
    for home in visibility.homes:
        prefix = f"/{home.language}/"
        if path.startswith(prefix):
            url_path = home.url_path + path.removeprefix(prefix)
            return Page.objects.filter(url_path=url_path, path__startswith=home.path).select_related("locale").first()
    return None


@require_safe
def root_redirect(request: HttpRequest) -> HttpResponse:
    """From `/` to the front page in the language the browser prefers of those that have a public one."""
    public = public_languages() or [settings.LANGUAGE_CODE]
    language = next((code for code in _wanted_languages(request) if code in public), public[0])
    response = HttpResponseRedirect(f"/{language}/")
    patch_vary_headers(response, ["Accept-Language"])
    patch_cache_control(response, max_age=0)
    return response


def _wanted_languages(request: HttpRequest) -> Iterator[str]:
    """The site's languages in the order in which the browser prefers them: `de-AT` is German here."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        with suppress(LookupError):
            yield get_supported_language_variant(code)
