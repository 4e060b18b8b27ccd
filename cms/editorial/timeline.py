"""What will happen, when, and what stands in the way: for one page in words, for all in one list."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision, WorkflowState

from cms.content import completeness
from cms.content.models import CustomImage, EmbargoedPage, embargo_in, followers
from cms.content.providers import Providers
from cms.delivery import fate, registry, schedule
from cms.delivery.models import Tombstone
from cms.delivery.presenter import AGENCY_ZONE, midnight
from cms.editorial import review
from cms.editorial.four_eyes import is_under_four_eyes
from cms.translation import own
from cms.translation.desk import moved_on
from cms.translation.models import OPEN, Job, job_for

WEEKS = 8


@dataclass(frozen=True)
class Entry:
    """Something that happens at a moment: to which page, where it is edited, and what stands in the way of it. What has
    no time ends with its `day`, which alone is shown then."""

    at: datetime.datetime
    what: str | Promise
    title: str
    language: str
    url: str
    obstacle: str | Promise = ""
    day: datetime.date | None = None


Adviser = Callable[[Page], Iterable[str]]
advisers: Providers[Adviser] = Providers()
"""Who finds something in the newest version of a page that its outlook says."""

Deadlines = Callable[[datetime.datetime, datetime.datetime], Iterator[Entry]]
deadlines: Providers[Deadlines] = Providers()
"""Who knows of something that falls due between two moments."""


def entries(start: datetime.datetime, end: datetime.datetime) -> list[Entry]:
    """All that happens between the two moments, in its order."""
    found = [*_going_live(start, end), *_not_approved(start, end), *_ending(start, end), *_lapsing(start, end)]
    found += _translations_due(start, end)
    for falling_due in deadlines:
        found += falling_due(start, end)
    return sorted(found, key=lambda entry: (entry.at, entry.title))


def in_words(moment: datetime.datetime) -> str:
    """The moment in the agency's zone, with the zone named."""
    local = moment.astimezone(AGENCY_ZONE)
    return f"{formats.date_format(local, 'DATETIME_FORMAT')} ({local:%Z}, {settings.TIME_ZONE})"


def entry(page: Page, at: datetime.datetime, what: str | Promise, obstacle: str | Promise = "") -> Entry:
    return Entry(at, what, page.draft_title or page.title, _languages([page]), _edit_url(page), obstacle)


def entry_of_day(page: Page, day: datetime.date, what: str | Promise) -> Entry:
    """Something that falls due with the end of a day."""
    return Entry(end_of(day), what, page.draft_title or page.title, _languages([page]), _edit_url(page), day=day)


def end_of(day: datetime.date) -> datetime.datetime:
    return midnight(day + datetime.timedelta(days=1))


def _edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _languages(pages: Iterable[Page]) -> str:
    return ", ".join(str(page.locale.get_display_name()) for page in pages)


def outlook(page: Page, user: Any) -> list[str]:
    """What will happen to the page, one sentence each; the reader is the user where it is about who may."""
    now = timezone.now()
    newest = page.get_latest_revision_as_object()
    advice = [sentence for adviser in advisers for sentence in adviser(newest)]
    return [*_state(page), *_review(page, user), *_time(page, now), *_lacking(newest), *advice]


def _lacking(newest: Page) -> list[str]:
    """What keeps a draft from going out."""
    if newest.live and not newest.has_unpublished_changes:
        return []
    return [_("Before it may go out: %(problem)s") % {"problem": problem} for problem in completeness.lacking(newest)]


def publicity(page: Page) -> Iterator[str]:
    """Since when or from when on an approved page is public, and what stands in the way."""
    yield from _time(page, timezone.now()) if page.scheduled_revision else _presence(page)


def _presence(page: Page) -> Iterator[str]:
    if kept_back := fate.kept_back(page):
        yield kept_back
    elif page.live and not (page.expire_at and page.expire_at <= timezone.now()):
        yield _("The text is public.")


def _state(page: Page) -> Iterator[str]:
    yield from _presence(page)
    if free := fate.free(page):
        yield free
    if staying := [str(other.locale.get_display_name()) for other in fate.own_lives(page)]:
        yield _("Whatever becomes of it, these may be public: %(languages)s.") % {"languages": ", ".join(staying)}
    if files := own.named(page):
        yield _("It has its own version of: %(files)s. All other facts are those of its original.") % {"files": files}
    if going := [str(follower.locale.get_display_name()) for follower in followers(page)]:
        yield _("Its translations are public only while it is: %(languages)s.") % {"languages": ", ".join(going)}
    if page.live and page.has_unpublished_changes:
        yield _("The public text is an older version: the changes since then are a draft.")
    if not page.live and page.scheduled_revision is None:
        yield _not_public(page)


def _not_public(page: Page) -> str:
    """Why a page that waits for no moment is not public."""
    tombstone = Tombstone.objects.filter(page_id=page.pk).first()
    if tombstone is not None:
        said = {"time": in_words(tombstone.withdrawn_at), "reason": tombstone.reason}
        if tombstone.reason:
            return _("It was withdrawn on %(time)s: “%(reason)s” Its address says so.") % said
        return _("It was withdrawn on %(time)s. Its address says so.") % said
    if page.expired and page.expire_at:
        return _("Its time is over: it was taken away on %(time)s.") % {"time": in_words(page.expire_at)}
    if page.first_published_at is not None:
        return _("It was public and was taken offline.")
    return _("The text is a draft; nobody outside sees it.")


def _review(page: Page, user: Any) -> Iterator[str]:
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
        yield _("It waits for its review since %(time)s.") % {"time": in_words(state.created_at)}
        yield from may_approve(page, user) if is_under_four_eyes(page) else ()
        if review.embargo_has_passed(page):
            yield _("Its embargo has passed meanwhile: who approves it publishes it at once.")
    elif state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        yield _("It was returned: “%(comment)s”") % {"comment": state.current_task_state.comment}
    elif is_under_four_eyes(page) and (page.has_unpublished_changes or not page.live) and not _is_approved(page):
        yield _("It must be submitted and be approved by somebody else before it goes live.")


def may_approve(page: Page, user: Any) -> Iterator[str]:
    """Whether the user may approve the text and why not, and who may otherwise, or whom to ask where nobody is left."""
    approvers = review.approvers(page)
    if user in approvers:
        yield _("You may approve it.")
        return
    if reason := review.authorship(page).get(user.pk):
        yield _("You may not approve it: %(reason)s") % {"reason": reason}
    if approvers:
        yield _("It may be approved by: %(names)s.") % {"names": _names(approvers)}
    else:
        yield nobody_left(page)


def nobody_left(page: Page) -> str:
    """What to do where all reviewers have written at a text."""
    if superusers := review.approvers(page):
        names = {"names": _names(superusers)}
        return _("All reviewers have written at it. It may be approved by: %(names)s.") % names
    sentence = _("Nobody is left who may approve it: all who may have written at it.")
    helpers = review.helpers()
    ask = _("Ask: %(names)s.") % {"names": _names(helpers)}
    return f"{sentence} {ask}" if helpers else sentence


def _names(users: Iterable[Any]) -> str:
    return ", ".join(user.get_full_name() or user.get_username() for user in users)


def _is_approved(page: Page) -> bool:
    scheduled = page.scheduled_revision
    return scheduled is not None and scheduled.pk == page.latest_revision_id


def _time(page: Page, now: datetime.datetime) -> Iterator[str]:
    scheduled = page.scheduled_revision
    if scheduled is not None:
        time = in_words(scheduled.approved_go_live_at)
        if scheduled.approved_go_live_at > now:
            yield _("It goes live on %(time)s.") % {"time": time}
        else:
            yield _("It was to go live on %(time)s.") % {"time": time}
        if scheduled.pk != page.latest_revision_id:
            yield _("What was approved goes live; the newer draft is not approved yet.")
        waiting = schedule.waiting_for(scheduled, now)
        if waiting:
            yield _("It waits for its other languages: %(languages)s.") % {"languages": ", ".join(waiting)}
    elif isinstance(page, EmbargoedPage) and page.embargo_until and page.embargo_until > now:
        yield _("Its embargo ends on %(time)s.") % {"time": in_words(page.embargo_until)}
    if page.expire_at and page.expire_at > now:
        yield _("It is taken away on %(time)s.") % {"time": in_words(page.expire_at)}


def _going_live(start: datetime.datetime, end: datetime.datetime) -> Iterator[Entry]:
    # Those whose moment has passed wait for something.
    approved = list(Revision.page_revisions.filter(approved_go_live_at__lte=end))
    pages = _pages(revision.object_id for revision in approved)
    for revision in approved:
        page = pages.get(int(revision.object_id))
        if page is None:
            continue
        waiting = schedule.waiting_for(revision, start)
        obstacle = fate.obstacle(page, max(start, revision.approved_go_live_at))
        if waiting:
            obstacle = _("Not approved yet: %(languages)s") % {"languages": ", ".join(waiting)}
        if revision.approved_go_live_at <= start and not obstacle:
            continue
        obstacle = obstacle or " ".join(moved_on(job_for(page)))
        what = gettext_lazy("Embargo ends, goes live") if embargo_in(revision.content) else gettext_lazy("Goes live")
        yield entry(page, revision.approved_go_live_at, what, obstacle)


def _not_approved(start: datetime.datetime, end: datetime.datetime) -> Iterator[Entry]:
    """Embargoes of drafts that nobody has approved: the moment comes, and the text would not go out."""
    for model in registry.models_of(EmbargoedPage):
        drafts = model._default_manager.filter(has_unpublished_changes=True).select_related("latest_revision")
        for page in drafts.exclude(latest_revision=None).select_related("locale", "latest_revision"):
            moment = embargo_in(page.latest_revision.content)
            if moment is None or not start < moment <= end or page.latest_revision.approved_go_live_at:
                continue
            in_review = page.workflow_in_progress
            obstacle = _("Waits for its review") if in_review else _("Not submitted for review")
            yield entry(page, moment, gettext_lazy("Embargo ends"), obstacle)


def _ending(start: datetime.datetime, end: datetime.datetime) -> Iterator[Entry]:
    """Texts that expire, each once with all languages that end with it."""
    expiring = Page.objects.filter(live=True, expire_at__gt=start, expire_at__lte=end).select_related("locale")
    with_original: set[int] = set()
    for page in sorted(expiring, key=lambda page: page.expire_at):
        if page.pk in with_original:
            continue
        going = [found for found in followers(page).filter(live=True) if not _ends_before(found, page)]
        with_original.update(found.pk for found in going)
        title, languages = page.draft_title or page.title, _languages([page, *going])
        day = _day_that_ends(page.expire_at)
        yield Entry(page.expire_at, gettext_lazy("Is taken away"), title, languages, _edit_url(page), day=day)


def _ends_before(follower: Page, original: Page) -> bool:
    return follower.expire_at is not None and follower.expire_at < original.expire_at


def _day_that_ends(moment: datetime.datetime) -> datetime.date | None:
    """The day whose end the moment is; None for another one."""
    day = moment.astimezone(AGENCY_ZONE).date() - datetime.timedelta(days=1)
    return day if end_of(day) == moment else None


def _lapsing(start: datetime.datetime, end: datetime.datetime) -> Iterator[Entry]:
    """Images whose rights end."""
    for image in CustomImage.objects.filter(rights_ended=False, rights_until__gte=start.astimezone(AGENCY_ZONE).date()):
        moment = end_of(image.rights_until)
        if start < moment <= end:
            url = reverse("wagtailimages:edit", args=[image.pk])
            yield Entry(moment, gettext_lazy("Rights of the image end"), image.title, "", url, day=image.rights_until)


def _translations_due(start: datetime.datetime, end: datetime.datetime) -> Iterator[Entry]:
    """The days with which translations fall due that are not done."""
    days = (start.astimezone(AGENCY_ZONE).date(), end.astimezone(AGENCY_ZONE).date())
    what = gettext_lazy("Translation is due")
    for job in Job.objects.filter(due__range=days, status__in=OPEN).select_related("locale"):
        moment = end_of(job.due) if job.due else start
        if start < moment <= end:
            url = reverse("translation_edit", args=[job.pk])
            language, status = str(job.locale.get_display_name()), job.get_status_display()
            yield Entry(moment, what, job.title, language, url, status, day=job.due)


def _pages(ids: Any) -> dict[int, Page]:
    return {page.pk: page for page in Page.objects.filter(pk__in=list(ids)).select_related("locale")}
