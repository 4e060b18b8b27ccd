"""What will happen, when, and what stands in the way: for one page in words, for all in one list."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision, WorkflowState

from cms.content import completeness
from cms.content.editing import user_name
from cms.content.models import BasePage, CustomImage, EmbargoedPage, embargo_in, followers
from cms.content.providers import Providers
from cms.delivery import fate, registry, schedule
from cms.delivery.presenter import AGENCY_ZONE, midnight
from cms.editorial import review
from cms.editorial.four_eyes import is_under_four_eyes
from cms.translation import own
from cms.translation.desk import moved_on
from cms.translation.models import OPEN, Job, job_for

WEEKS = 8
SECOND = datetime.timedelta(seconds=1)
REPLACES = gettext_lazy("Replaces the public text")


@dataclass(frozen=True)
class Entry:
    """Something that happens at a moment: to which page, where it is edited, and what stands in the way of it. What has
    no time ends with its `day`, which alone is shown then. What should have happened by itself and has not
    `is_overdue`."""

    at: datetime.datetime
    what: str | Promise
    title: str
    language: str
    url: str
    obstacle: str | Promise = ""
    day: datetime.date | None = None
    is_overdue: bool = False


Adviser = Callable[[Page], Iterable[str]]
advisers: Providers[Adviser] = Providers()
"""Who finds something in the newest version of a page that its outlook says."""

Deadlines = Callable[[datetime.datetime, datetime.datetime], Iterator[Entry]]
deadlines: Providers[Deadlines] = Providers()
"""Who knows of something that falls due between two moments."""


def entries(start: datetime.datetime, end: datetime.datetime) -> list[Entry]:
    """All that happens between the two moments, in its order, and before it what was approved, is due and not out."""
    found = [
        *_going_live(start, end),
        *_withheld(end),
        *_not_approved(start, end),
        *_ending(start, end),
        *_lapsing(start, end),
    ]
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
        yield fate.status_of(page).why or _("The text is public.")
        if others := fate.withdrawn_beside(page):
            yield _("Still withdrawn, each until an approval of its own: %(languages)s.") % {
                "languages": ", ".join(others)
            }


def _state(page: Page) -> Iterator[str]:
    yield from _presence(page)
    if free := fate.free(page):
        yield free
    if staying := [str(other.locale.get_display_name()) for other in fate.own_lives(page)]:
        yield _("Whatever becomes of it, these may be public: %(languages)s.") % {"languages": ", ".join(staying)}
    if files := own.named(page):
        yield _("It has its own version of: %(files)s. All other facts are those of its original.") % {"files": files}
    coming = followers(page) if page.live or page.approved_schedule else []
    if going := [str(other.locale.get_display_name()) for other in coming if other.live or other.approved_schedule]:
        yield _("Its translations are public only while it is: %(languages)s.") % {"languages": ", ".join(going)}
    if page.live and page.has_unpublished_changes and not _is_approved(page):
        yield _("The public text is an older version: the changes since then are a draft.")
    if not page.live and (page.scheduled_revision is None or fate.was_withdrawn(page)):
        yield _not_public(page)


def _not_public(page: Page) -> str:
    """Why a page that waits for no moment is not public."""
    if tombstone := fate.tombstone_of(page):
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
        if page.live:
            yield _("Its changes must be submitted and be approved by somebody else before they go live.")
        else:
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
    """What to do where no reviewer is left: all have written at the text, or there is none."""
    superusers, there_are_some = review.approvers(page), review.members(page).exists()
    may = {"names": _names(superusers)}
    if superusers and there_are_some:
        return _("All reviewers have written at it. It may be approved by: %(names)s.") % may
    sentence = _("Nobody is left who may approve it: all who may have written at it.")
    if not there_are_some:
        sentence = _("Nobody reviews texts: the group for that has no active member.")
    if superusers:
        return " ".join([sentence, _("It may be approved by: %(names)s.") % may])
    helpers = review.helpers()
    ask = _("Ask: %(names)s.") % {"names": _names(helpers)}
    return f"{sentence} {ask}" if helpers else sentence


def _names(users: Iterable[Any]) -> str:
    return ", ".join(map(user_name, users))


def _is_approved(page: Page) -> bool:
    scheduled = page.scheduled_revision
    return scheduled is not None and scheduled.pk == page.latest_revision_id


def _time(page: Page, now: datetime.datetime) -> Iterator[str]:
    scheduled = page.scheduled_revision
    if scheduled is not None:
        waiting = schedule.waiting_for(scheduled, now)
        yield from _moment(page, scheduled, waiting)
        if scheduled.pk != page.latest_revision_id:
            yield _("What was approved goes live; the newer draft is not approved yet.")
        if fate.is_unapproved(scheduled):
            yield str(fate.NOT_APPROVED)
        elif waiting:
            yield _("It waits for its other languages: %(languages)s.") % {"languages": ", ".join(waiting)}
    elif isinstance(page, EmbargoedPage) and page.embargo_until and page.embargo_until > now:
        yield _("Its embargo ends on %(time)s.") % {"time": in_words(page.embargo_until)}
    if page.expire_at and page.expire_at > now:
        yield _("It is taken away on %(time)s.") % {"time": in_words(page.expire_at)}


def _moment(page: Page, scheduled: Revision, waiting: Sequence[str]) -> Iterator[str]:
    """When what was approved of the page goes live, or was to."""
    now, moment = timezone.now(), scheduled.approved_go_live_at
    time = {"time": in_words(moment)}
    if moment > now:
        if page.live:
            yield _("What was approved replaces it on %(time)s.") % time
        elif fate.obstacle(page, moment):
            yield _("It is approved for %(time)s, and is not public before its original.") % time
        else:
            yield _("It goes live on %(time)s.") % time
        return
    is_overdue = fate.is_overdue(moment) and not waiting and not fate.obstacle_to(scheduled, page, now)
    if is_overdue or embargo_in(scheduled.content) == moment:
        yield _("It was to go live on %(time)s.") % time
    if is_overdue:
        yield overdue()


def overdue() -> str:
    """What is said of a text that should have gone out by itself, and whom to tell."""
    said = _("Overdue: it should have gone out by itself. The scheduler may not be running.")
    helpers = review.helpers()
    return " ".join([said, _("Tell: %(names)s.") % {"names": _names(helpers)}]) if helpers else said


def _going_live(start: datetime.datetime, end: datetime.datetime) -> Iterator[Entry]:
    # Those whose moment has passed wait for something.
    approved = list(Revision.page_revisions.filter(approved_go_live_at__lte=end))
    pages = _pages(revision.object_id for revision in approved)
    sets: set[str] = set()
    for revision in approved:
        page = pages.get(int(revision.object_id))
        if page is None:
            continue
        key = schedule.set_of(revision)
        if key is None:
            yield from _going(revision, page, revision.approved_go_live_at, start)
        elif key not in sets:
            sets.add(key)
            yield from _going_together(schedule.set_members(key), start)


def _going(
    revision: Revision, page: Page, at: datetime.datetime, start: datetime.datetime, waiting: Sequence[str] = ()
) -> Iterator[Entry]:
    """What was approved of a page, at its moment, and what stands in its way, such as the languages it waits for."""
    obstacle = fate.obstacle_to(revision, page, max(start, at))
    if waiting and not fate.is_unapproved(revision):
        obstacle = _("Not approved yet: %(languages)s") % {"languages": ", ".join(waiting)}
    is_overdue = not obstacle and fate.is_overdue(at)
    if at <= start and not obstacle and at > timezone.now():
        return
    ends = embargo_in(revision.content) == revision.approved_go_live_at
    what = gettext_lazy("Embargo ends, goes live") if ends else gettext_lazy("Goes live")
    told = obstacle or " ".join([*([overdue()] if is_overdue else ()), *moved_on(job_for(page))])
    yield replace(entry(page, at, REPLACES if page.live else what, told), is_overdue=is_overdue)


def _going_together(members: list[schedule.Member], start: datetime.datetime) -> Iterator[Entry]:
    """A language set at its one moment, also the languages that nobody has approved; but for those whose drafts say
    themselves that their embargo ends (`_not_approved`)."""
    at = max(member.due for member in members if member.due)
    for member in members:
        if member.revision is not None:
            waiting = schedule.waiting_among(members, member.revision, start)
            yield from _going(member.revision, member.page, at, start, waiting)
        elif not member.page.live and not _is_embargoed_draft(member.page, start):
            yield entry(member.page, at, gettext_lazy("Goes live"), _why_not_approved(member.page))


def _is_embargoed_draft(page: Page, start: datetime.datetime) -> bool:
    moment = embargo_in(page.latest_revision.content) if page.latest_revision else None
    return moment is not None and moment > start


def _why_not_approved(page: Page) -> str:
    return _("Waits for its review") if page.workflow_in_progress else _("Not submitted for review")


def _withheld(end: datetime.datetime) -> Iterator[Entry]:
    """Translations whose moment has come before anybody approved them: they are live, and wait for that."""
    job = Job.objects.filter(
        key=OuterRef("translation_key"), locale=OuterRef("locale"), released_at=None, excluded=False
    )
    pages = Page.objects.filter(Exists(job), live=True, alias_of=None, go_live_at__lte=end)
    for page in pages.select_related("locale"):
        if page.scheduled_revision is None:
            yield entry(page, page.go_live_at, gettext_lazy("Goes live"), fate.obstacle(page) or fate.NOT_APPROVED)


def _not_approved(start: datetime.datetime, end: datetime.datetime) -> Iterator[Entry]:
    """Times of drafts that nobody has approved: the moment comes, and the text would neither go out nor end."""
    for model in registry.models_of(BasePage):
        drafts = model._default_manager.filter(has_unpublished_changes=True)
        for page in drafts.exclude(latest_revision=None).select_related("locale", "latest_revision"):
            if page.latest_revision.approved_go_live_at is None:
                for moment, what in _times_of_draft(page):
                    if start < moment <= end:
                        yield entry(page, moment, what, _why_not_approved(page))


def _times_of_draft(page: Page) -> Iterator[tuple[datetime.datetime, Promise]]:
    """When a draft is to go live and to end, where the page itself says nothing of it."""
    content = page.latest_revision.content
    goes_live = parse_datetime(content.get("go_live_at") or "")
    if goes_live is not None:
        what = gettext_lazy("Embargo ends") if embargo_in(content) else gettext_lazy("Goes live")
        yield goes_live, REPLACES if page.live else what
    ends = parse_datetime(content.get("expire_at") or "")
    if ends is not None and (not page.live or page.expire_at is None or abs(ends - page.expire_at) >= SECOND):
        yield ends, gettext_lazy("Is taken away")


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
