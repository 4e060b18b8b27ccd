"""Images and documents leave through these views only: while a public page uses them, or for people of the newsroom."""

from __future__ import annotations

import io
import logging
import mimetypes
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from wagtail.images.models import SourceImageIOError

from cms.content.models import CustomDocument, CustomImage
from cms.content.presenting import (
    IMAGE_FORMATS,
    WEBP,
    ImageFormat,
    image_path,
    image_version,
    image_widths,
    media_type,
)
from cms.delivery import ranges, redirects
from cms.delivery.models import Publication, PublicationSource
from cms.delivery.origins import open_to_all
from cms.delivery.signing import is_signed
from cms.delivery.sources import object_source
from cms.delivery.visibility import Visibility
from cms.patience import BusyError

log = logging.getLogger(__name__)


FORMATS = {format_.extension: format_ for format_ in IMAGE_FORMATS}


@require_safe
def image(request: HttpRequest, key: UUID, version: str, width: int, extension: str) -> HttpResponseBase:
    """The image in one of its widths and formats; a 410 once its rights have ended.

    One that nobody has made yet is made now, unless others are writing: who looks at a page waits for nobody.
    """
    found = CustomImage.objects.filter(key=key).first()
    format_ = FORMATS.get(extension)
    if found is None or format_ is None or (version == image_version(found) and width not in image_widths(found)):
        raise _missing(request)
    if version != image_version(found):
        return _led_to(request, found, image_path(found, _nearest(width, image_widths(found)), format_))
    public = _public_or_404(request, found)
    if found.rights_over(timezone.now()):
        # Whoever else may have it, visitors may not; people of the newsroom look after it and see it.
        if not _is_editor(request):
            return _withdrawn()
        public = False
    file = _rendition(found, width, format_)
    return _file(file, format_.media_type, public=public, etag=f"{version}-{width}-{extension}")


@require_safe
def image_of_old(request: HttpRequest, image_id: int, version: str, width: int) -> HttpResponseBase:
    """Where the image is whose address named a row of the database."""
    found = CustomImage.objects.filter(pk=image_id).first()
    if found is None:
        raise _missing(request)
    return _led_to(request, found, image_path(found, _nearest(width, image_widths(found)), WEBP))


@require_safe
def document_of_old(request: HttpRequest, document_id: int, version: str, filename: str) -> HttpResponseBase:
    """Where the document is whose address named a row of the database."""
    found = CustomDocument.objects.filter(pk=document_id).first()
    if found is None:
        raise _missing(request)
    return _led_to(request, found, found.url)


def _led_to(request: HttpRequest, file: CustomImage | CustomDocument, current: str) -> HttpResponse:
    """A redirect from an address that the file had, or could have had, while everybody may have it; else a 404."""
    if not _is_used(file):
        raise _missing(request)
    return open_to_all(redirects.moved(request, current))


def _nearest(width: int, offered: list[int]) -> int:
    """The width itself where the image is offered in it, else the next larger one, else the largest."""
    return min((one for one in offered if one >= width), default=offered[-1])


def _withdrawn() -> HttpResponse:
    """A 410 for an image whose rights have ended; asked again, since they may be extended."""
    response = HttpResponse(status=410, content_type="text/plain; charset=utf-8")
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response


def picture(width: int, format_: ImageFormat) -> str:
    """How Wagtail is asked for an image in that width and format."""
    return f"width-{width}|{format_.spec}"


def pictures(image: CustomImage) -> list[str]:
    """How Wagtail is asked for all that an image is offered in."""
    return [picture(width, format_) for format_ in IMAGE_FORMATS for width in image_widths(image)]


def _rendition(image: CustomImage, width: int, format_: ImageFormat) -> Any:
    """The file of the image in that width; made anew where a restored backup has the row but not the file."""
    spec = picture(width, format_)
    try:
        rendition = image.get_rendition(spec)
        try:
            return rendition.file.open("rb")
        except FileNotFoundError:
            rendition.delete()
            return image.get_rendition(spec).file.open("rb")
    except BusyError:
        raise
    except SourceImageIOError as error:
        log.error("The file of image %s is missing: %s", image.pk, error)
        raise Http404("There is no such image.") from error


def _opened(document: CustomDocument) -> Any:
    """The document's file; a 404 where it is missing, which an operator must hear of."""
    try:
        return document.file.open("rb")
    except FileNotFoundError as error:
        log.error("The file of document %s is missing: %s", document.pk, error)
        raise Http404("There is no such document.") from error


@require_safe
def document(request: HttpRequest, key: UUID, version: str, filename: str) -> HttpResponseBase:
    """The document, or a part of it; a PDF is shown in the browser, everything else is downloaded."""
    found = CustomDocument.objects.filter(key=key).first()
    if found is None:
        raise _missing(request)
    if (version, filename) != (found.version, found.filename):
        return _led_to(request, found, found.url)
    public = _public_or_404(request, found)
    kind = media_type(found.filename)
    file = _opened(found)
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    try:
        wanted = ranges.asked_for(request, size, quote_etag(version))
    except ranges.UnsatisfiableError:
        file.close()
        return _outside(size)
    content = file if wanted is None else ranges.Part(file, wanted)
    response = _file(content, kind, public=public, etag=version, filename=found.filename)
    response.headers["Accept-Ranges"] = "bytes"
    if wanted is not None:
        response.status_code = 206
        response.headers["Content-Length"] = str(len(wanted))
        response.headers["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
    if kind != "application/pdf":
        response.headers["Content-Disposition"] = response.headers["Content-Disposition"].replace(
            "inline", "attachment", 1
        )
    return response


def _outside(size: int) -> HttpResponse:
    """A 416, which says how long the file is to those who may have it."""
    response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
def media(request: HttpRequest, path: str) -> FileResponse:
    """A file of the media folder as the admin shows it, for people of the newsroom only."""
    if not _is_editor(request) or not default_storage.exists(path):
        raise Http404("There is no such file.")
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    try:
        file = default_storage.open(path)
    except OSError as error:  # a folder, or gone this very moment
        raise Http404("There is no such file.") from error
    return _file(file, kind, public=False, etag="")


def _is_used(file: Any) -> bool:
    """True while a visible publication was made from the file, and its collection is open."""
    if file.collection_id in Visibility(timezone.now()).private_collections:
        return False
    kind, value = object_source(file)
    users = PublicationSource.objects.filter(kind=kind, value=value, publication__in=Publication.objects.visible())
    return users.exists()


def _public_or_404(request: HttpRequest, file: Any) -> bool:
    """True where everybody may have the file, False where only this reader may: people of the newsroom, and readers of
    a private page that named this address to them. Raises Http404 for everybody else."""
    public = _is_used(file)
    if not public and not _is_editor(request) and not is_signed(request.path, request.GET.get("reader", "")):
        raise Http404("There is no such file.")
    return public


def _missing(request: HttpRequest) -> Http404:
    """The 404 where there is no such file; the same as where there is one that is not public yet."""
    # Asked in vain: the answer varies by cookie then, and its headers are those of the other.
    _is_editor(request)
    return Http404("There is no such file.")


def _is_editor(request: HttpRequest) -> bool:
    return request.user.has_perm("wagtailadmin.access_admin")


def _file(file: Any, kind: str, *, public: bool, etag: str, filename: str = "") -> FileResponse:
    """The file as an answer; the ETag is what its address says of its content."""
    response = FileResponse(file, content_type=kind, filename=filename)
    if etag:
        response.headers["ETag"] = quote_etag(etag)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    if public:
        # What everybody may have, scripts of other origins may have, too.
        open_to_all(response)
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response
