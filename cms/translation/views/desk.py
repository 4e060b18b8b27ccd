"""The desk of a translation: written by its translators, reviewed by somebody else."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from cms.content import forms
from cms.delivery import fate, publications
from cms.translation import desk, editing, glossary, machine, minor, outdated_files, own, requesting, shown, submission
from cms.translation.editing import Conflict, Entry
from cms.translation.models import Job, Status, original_of
from cms.translation.permissions import may_request, may_translate
from cms.translation.segments import label_of, texts_of


def edit(request: HttpRequest, job_id: int) -> HttpResponse:
    """Show the desk, and do what its buttons say."""
    job = get_object_or_404(Job.objects.select_related("locale", "source_locale", "translation__source"), pk=job_id)
    if not (may_translate(request.user, job) or request.user.has_perm("editorial.approve")):
        raise PermissionDenied
    if job.translation is None:
        return by_hand(request, job)
    conflicts: list[Conflict] = []
    if request.method == "POST":
        work = ACTIONS.get(request.POST.get("action", "save"), save)
        conflicts = work(request, job)
        if not conflicts:
            return redirect("translation_edit", job.pk)
    return show(request, job, conflicts)


def show(request: HttpRequest, job: Job, conflicts: list[Conflict]) -> HttpResponse:
    target = submission.target_of(job)
    original = original_of(job)
    may_write = may_translate(request.user, job)
    presented = shown.presented_translation(job)
    blocks = desk.blocks_of(job, conflicts)
    own_form = own.form_of(job) if own.possible(job) else None
    context = {
        "job": job,
        "blocks": blocks,
        "open_places": [block for block in blocks if block.is_open],
        "unread_places": [block for block in blocks if block.is_unread],
        "withdrawn_since": desk.withdrawn_since(job),
        "has_moved_on": desk.has_moved_on(job),
        "conflicts": conflicts,
        "ask_url": reverse("translation_ask", args=[original.pk]) if _may_ask(request, original) else "",
        "shown": shown.shown_with(job, presented),
        "stays": shown.stays(presented),
        "own_facts": own.facts_of(job, own_form) if own_form is not None else [],
        "outdated_files": outdated_files.told(job),
        "hints": glossary.hints(job),
        "obstacles": submission.obstacles(job) if not job.is_submitted else [],
        "may_write": may_write and not job.is_submitted,
        "may_take_back": may_write and job.is_submitted,
        "review": review_actions(request, job, target),
        "original_url": _edit_url(original),
        "public_url": target.full_url if isinstance(target, Page) and fate.is_public(target) else "",
        "standing": fate.standing(target) if isinstance(target, Page) else [],
        "target": target if isinstance(target, Page) else None,
        "machine": machine.can_order(job) and machine.configured(),
        "media": forms.media_in(job.locale.language_code) + (own_form.media if own_form is not None else Media()),
        "formats": [("po", "PO"), ("xliff", "XLIFF")],
        "page_title": job.title,
        "header_title": job.title,
        "header_icon": "wagtail-localize-language",
        "breadcrumbs_items": [
            {"url": reverse("translation_matrix"), "label": pgettext_lazy("newsroom", "Translations")},
            {"url": "", "label": f"{job.title} – {job.locale.get_display_name()}"},
        ],
    }
    return TemplateResponse(request, "translation/desk.html", context)


def save(request: HttpRequest, job: Job) -> list[Conflict]:
    """Write what was typed; words that somebody else wrote meanwhile are shown beside it."""
    if not may_translate(request.user, job):
        raise PermissionDenied
    try:
        conflicts = editing.write(job, _entries(request, job), request.user)
    except editing.InReviewError as error:
        messages.error(request, str(error))
        return []
    problems = _write_own_facts(request, job)
    for problem in problems:
        messages.error(request, problem)
    if conflicts:
        messages.error(
            request,
            ngettext(
                "One text was changed by somebody else meanwhile: both versions are shown, nothing is lost.",
                "%(number)d texts were changed by somebody else meanwhile: both versions are shown, nothing is lost.",
                len(conflicts),
            )
            % {"number": len(conflicts)},
        )
    elif not problems:
        messages.success(request, _("Saved."))
    return conflicts


def _write_own_facts(request: HttpRequest, job: Job) -> list[str]:
    """Note the files that were chosen, where the form said any; returns what is wrong with them."""
    if "own-facts" not in request.POST or not own.possible(job):
        return []
    form = own.form_of(job, request.POST)
    if form.is_valid():
        own.write(job, form, request.user)
        outdated_files.confirm(job, request.POST.getlist("own-holds"))
    return [str(problem) for problems in form.errors.values() for problem in problems]


def submit(request: HttpRequest, job: Job) -> list[Conflict]:
    """Write what was typed and hand it over for review, where nothing stands in the way."""
    conflicts = save(request, job)
    if conflicts:
        return conflicts
    try:
        submission.submit(job, request.user)
    except submission.NotReadyError as error:
        for reason in error.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, _("Handed over for review: somebody else must approve it."))
    return []


def take_back(request: HttpRequest, job: Job) -> list[Conflict]:
    if not may_translate(request.user, job):
        raise PermissionDenied
    submission.take_back(job, request.user)
    messages.success(request, _("Taken back: you can go on."))
    return []


def translate_by_machine(request: HttpRequest, job: Job) -> list[Conflict]:
    """Write what was typed, and have a machine propose the rest."""
    conflicts = save(request, job)
    if not conflicts:
        try:
            machine.order(job, request.user)
        except machine.OrderError as error:
            messages.error(request, str(error))
            return []
        messages.success(request, _("The machine translates what is missing; reload this page in a moment."))
    return conflicts


def approve(request: HttpRequest, job: Job) -> list[Conflict]:
    """Publish what the reviewer has seen, and nothing that was handed over since."""
    if request.POST.get("submission") != job.submission:
        messages.error(request, _("Something else was handed over meanwhile: look at it before you approve."))
        return []
    target = submission.target_of(job)
    comment = request.POST.get("comment", "")
    if isinstance(target, Page):
        _act(request, target, "approve" if not request.POST.get("now") else "approve_now", comment)
        messages.success(request, " ".join([_("Approved."), *_what_became(target), *_moved_on(job)]))
    else:
        submission.approve_snippet(job, request.user)
        messages.success(request, " ".join([_("Approved."), *_moved_on(job)]))
    return []


def _moved_on(job: Job) -> list[str]:
    """Whether the original says something else by now than what was approved."""
    return desk.moved_on_as_approved(Job.objects.get(pk=job.pk))


def _what_became(target: Page) -> list[str]:
    """Whether it is public now, or what it waits for."""
    publications.settle()
    page = Page.objects.get(pk=target.pk)
    return [_("The text is public.")] if fate.is_public(page) else fate.standing(page)


def send_back(request: HttpRequest, job: Job) -> list[Conflict]:
    target = submission.target_of(job)
    comment = request.POST.get("comment", "").strip()
    if not comment:
        messages.error(request, _("Say in the comment what is to be changed."))
        return []
    if isinstance(target, Page):
        _act(request, target, "reject", comment)
    else:
        submission.return_snippet(job, request.user, comment)
    messages.success(request, _("Returned to the translator."))
    return []


ACTIONS = {
    "save": save,
    "submit": submit,
    "take_back": take_back,
    "machine": translate_by_machine,
    "approve": approve,
    "return": send_back,
}


def _act(request: HttpRequest, page: Page, action: str, comment: str) -> None:
    """What Wagtail's own button of that name does; raises PermissionDenied where it would not be offered."""
    state = page.current_workflow_task_state
    if state is None:
        raise PermissionDenied
    task = state.task.specific
    if action not in {name for name, _label, _form in task.get_actions(page, request.user)}:
        raise PermissionDenied
    task.on_action(state, request.user, action, comment=comment)


def review_actions(request: HttpRequest, job: Job, target: Any) -> set[str]:
    """What the reader may do as a reviewer: approve, approve_now, reject; nothing while the translator has the job."""
    if not job.is_submitted:
        return set()
    if isinstance(target, Page):
        task = target.current_workflow_task
        return {name for name, _label, _form in task.get_actions(target, request.user)} if task else set()
    found = {"reject"} if request.user.has_perm("editorial.approve") else set()
    return found | ({"approve"} if submission.may_approve_snippet(job, request.user) else set())


def by_hand(request: HttpRequest, job: Job) -> HttpResponse:
    """A translation that was written in the form of its own page: to where it is written."""
    model = type(original_of(job))
    target = model._default_manager.filter(translation_key=job.key, locale_id=job.locale_id).first()
    return redirect(_edit_url(target) or "translation_matrix")


def confirm(request: HttpRequest, job_id: int) -> HttpResponse:
    """Show what changed in the original of a translation written by hand, and let it count as current."""
    job = get_object_or_404(Job.objects.select_related("locale", "source_locale"), pk=job_id, translation=None)
    if not may_translate(request.user, job):
        raise PermissionDenied
    texts = texts_of(requesting.public_form(original_of(job)))
    if request.method == "POST":
        minor.confirm_current(job, texts)
        outdated_files.confirm(job, job.outdated_files)
        messages.success(request, _("The translation counts as current."))
        return by_hand(request, job)
    paths = [block["path"] for block in job.blocks if block["status"] == Status.OUTDATED]
    model = type(original_of(job))
    context = {
        "job": job,
        "blocks": [
            {"label": label_of(model, path), "changes": desk.changes_of(job, path, texts.get(path, []))}
            for path in paths
        ],
        "outdated_files": outdated_files.told(job),
        "page_title": _("Does it say what the original says now?"),
        "header_title": f"{job.title} – {job.locale.get_display_name()}",
        "header_icon": "wagtail-localize-language",
    }
    return TemplateResponse(request, "translation/confirm.html", context)


def preview(request: HttpRequest, job_id: int) -> HttpResponse:
    """The page as it would go out: what was handed over, else the words that stand so far."""
    job = get_object_or_404(Job, pk=job_id)
    if not (may_translate(request.user, job) or request.user.has_perm("editorial.approve")):
        raise PermissionDenied
    page = submission.going_out(job)
    if not isinstance(page, Page):
        raise PermissionDenied
    return page.make_preview_request(request, page.default_preview_mode)


def _entries(request: HttpRequest, job: Job) -> dict[int, Entry]:
    found = {}
    for segment in editing.segments_of(job):
        words = request.POST.get(f"words-{segment.pk}")
        if words is not None:
            found[segment.pk] = Entry(
                words=_lines(words),
                seen=_lines(request.POST.get(f"seen-{segment.pk}", "")),
                read=f"read-{segment.pk}" in request.POST,
                keep=f"keep-{segment.pk}" in request.POST,
            )
    return found


def _lines(text: str) -> str:
    """As a browser was given it: forms end lines in two characters."""
    return text.replace("\r\n", "\n")


def _may_ask(request: HttpRequest, original: Any) -> bool:
    return isinstance(original, Page) and may_request(request.user, original)


def _edit_url(instance: Any) -> str:
    if instance is None:
        return ""
    return AdminURLFinder().get_edit_url(instance) or ""
