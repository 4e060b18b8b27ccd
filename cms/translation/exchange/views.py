"""A translation as a file, down and up again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cms.content.addresses import slug_of
from cms.translation.editing import InReviewError
from cms.translation.exchange import FORMATS, MAX_BYTES, Format, Report, UnreadableError, take
from cms.translation.models import Job
from cms.translation.permissions import may_translate


@require_safe
def download(request: HttpRequest, job_id: int, format: str) -> HttpResponse:
    """The translation as a file for those who may translate it."""
    job, written_as = _job(request, job_id), _format(format)
    name = f"{slug_of(job.title)[:80] or 'text'}-{job.locale.language_code}.{written_as.SUFFIX}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(written_as.write(job), content_type=written_as.MEDIA_TYPE, headers=headers)


@require_POST
def upload(request: HttpRequest, job_id: int, format: str) -> HttpResponse:
    """Take the file of the form's field `file` over, say what became of it, and go to `next`."""
    job, read_as = _job(request, job_id), _format(format)
    try:
        report = _take(request, job, read_as)
    except (UnreadableError, InReviewError) as refused:
        messages.error(request, str(refused))
    else:
        _tell(request, report)
    return HttpResponseRedirect(_next(request))


def _take(request: HttpRequest, job: Job, read_as: Format) -> Report:
    file = request.FILES.get("file")
    if file is None:
        raise UnreadableError(_("Choose a file first."))
    # One byte more tells a file that is too long from one that is just as long as it may be.
    return take(job, read_as.read(file.read(MAX_BYTES + 1)), request.user)


def _tell(request: HttpRequest, report: Report) -> None:
    if report.refused:
        messages.error(request, report.refused)
        return
    numbers, *problems = report.sentences()
    messages.success(request, numbers)
    for problem in problems:
        messages.warning(request, problem)


def _job(request: HttpRequest, job_id: int) -> Job:
    jobs = Job.objects.select_related("locale", "source_locale", "translation__source")
    job = get_object_or_404(jobs, pk=job_id, translation__isnull=False)
    if not may_translate(request.user, job):
        raise PermissionDenied("Somebody else translates this text.")
    return job


def _format(name: str) -> Format:
    try:
        return FORMATS[name]
    except KeyError:
        raise Http404("There is no such format.") from None


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("wagtailadmin_home")
