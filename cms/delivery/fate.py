"""What becomes of the languages of a message: why one is not public, and how one may outlive its original."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision, WorkflowState

from cms.content.models import Message, OwnLife, embargo_in, translations_of
from cms.content.providers import Providers
from cms.delivery import registry, schedule, store
from cms.delivery.chunks import chunks
from cms.delivery.models import Publication, Tombstone
from cms.delivery.visibility import Visibility

Unapproved = Callable[[Revision], bool]
unapproved: Providers[Unapproved] = Providers()
"""Who is asked whether a page stays withheld (`cms.delivery.visibility.withholders`) though this version of it goes
live: it is not what was approved."""

NOT_APPROVED = _("Nobody has approved it yet.")
OWN_LIFE = "treffpunkt.own_life"
FOLLOW = "treffpunkt.follow_original"
NOTED = "_noted_fate"  # of an instance: whether it is public, and what that was seen from
SCHEDULER_NEEDS = datetime.timedelta(minutes=1)


def obstacle(page: Page, at: datetime.datetime | None = None) -> str | Promise:
    """What about its original keeps a translation from the public at that moment (now); empty where nothing does."""
    return _obstacle(page, Visibility(at or timezone.now()))


def obstacle_to(revision: Revision, page: Page, at: datetime.datetime) -> str | Promise:
    """What keeps the page from the public when this version of it goes live at that moment: something about its
    original, or that nobody has approved it; empty where nothing does."""
    return obstacle(page, at) or (NOT_APPROVED if is_unapproved(revision) else "")


def is_unapproved(revision: Revision) -> bool:
    """True where the page stays withheld though this version of it goes live."""
    return any(asked(revision) for asked in unapproved)


def _obstacle(page: Page, visibility: Visibility) -> str | Promise:
    if not visibility.follows(page):
        return ""
    original = visibility.deciding(page)
    if original is None:
        return _("The original is gone.")
    if visibility.is_due(original):
        private = visibility.restrictions_of(original)
        return _("The original is not public for everybody.") if private else ""
    if _goes_live(original, visibility):
        return ""
    if was_withdrawn(original):
        return _("The original was withdrawn.")
    if original.expired or (original.expire_at and original.expire_at <= visibility.now):
        return _("The original has expired.")
    if scheduled := original.scheduled_revision:
        later = {"time": _in_words(scheduled.approved_go_live_at)}
        return gettext("The original goes live later, on %(time)s.") % later
    if original.workflow_in_progress:
        return _("The original waits for its approval.")
    if original.pk in visibility.embargoed:
        return _("The original goes live later.")
    return _("The original is not public.")


def _goes_live(original: Page, visibility: Visibility) -> bool:
    """True where a version of it was approved to go live by then: its own embargo counts, not that of a later draft."""
    approved = original.revisions.filter(approved_go_live_at__lte=visibility.now).order_by("-pk").first()
    embargo = embargo_in(approved.content) if approved is not None else None
    return approved is not None and not (embargo and embargo > visibility.now)


def give_own_life(pages: Iterable[Page], *, reason: str, user: Any) -> None:
    """Let these translations be public whatever becomes of their original; raises ValueError without a reason."""
    if not reason.strip():
        raise ValueError("A language outlives its original for a reason only.")
    with store.unit():
        for page in pages:
            message, _made = Message.objects.get_or_create(key=page.translation_key)
            OwnLife.objects.update_or_create(
                message=message, locale=page.locale, defaults={"reason": reason.strip(), "said_by": user}
            )
            log(instance=page, action=OWN_LIFE, user=user, data={"reason": reason.strip()})


def follow_original(page: Page, *, user: Any) -> None:
    """Let the original decide about the translation again."""
    with store.unit():
        for own_life in OwnLife.objects.filter(message=page.translation_key, locale=page.locale_id):
            own_life.delete()
            log(instance=page, action=FOLLOW, user=user)


def own_life_of(page: Page) -> OwnLife | None:
    """Why the page may outlive its original, and who said so; None for a page that follows it, or is it."""
    found = OwnLife.objects.filter(message=page.translation_key, locale=page.locale_id)
    return found.select_related("said_by").first()


def own_lives_among(pages: Iterable[Page]) -> dict[int, OwnLife]:
    """Why those of the pages that have a life of their own do, by their ids."""
    by_language = {(page.translation_key, page.locale_id): page.pk for page in pages}
    found: dict[int, OwnLife] = {}
    for keys in chunks({key for key, _locale in by_language}):
        for own_life in OwnLife.objects.filter(message__in=keys):
            if pk := by_language.get((own_life.message_id, own_life.locale_id)):
                found[pk] = own_life
    return found


def is_public(page: Page) -> bool:
    """True while everybody can read the page."""
    if NOTED in page.__dict__:
        return bool(page.__dict__[NOTED][0])
    return Publication.objects.visible().filter(page_id=page.pk).exists()


@dataclass(frozen=True)
class Status:
    """The word for how a page stands, and why, where that is not plain; `is_public` while everybody can read it."""

    word: str
    why: str = ""
    is_public: bool = False


def status_of(page: Page) -> Status:
    """How the page stands, in one word."""
    return statuses_of([page])[page.pk]


def note(page: Page, status: Status, visibility: Visibility) -> None:
    """Let the instance know how the page stands, for those who ask it in the same request."""
    page.__dict__[NOTED] = (status.is_public, visibility)


def visibility_for(page: Page) -> Visibility:
    """The state of the site as the instance knows it already, or as it is now."""
    return page.__dict__[NOTED][1] if NOTED in page.__dict__ else Visibility(timezone.now())


def statuses_of(pages: Iterable[Page], visibility: Visibility | None = None) -> dict[int, Status]:
    """How each of the pages stands, by their ids: Wagtail's word, but where a page is live and nobody outside sees it,
    or was public once and is not any more. Asks once for all."""
    pages = list(pages)
    if len(pages) > 1:
        read_schedules(pages)
    ids = [page.pk for page in pages if page.live]
    public = set(Publication.objects.visible().filter(page_id__in=ids).values_list("page_id", flat=True))
    keys = {page.translation_key for page in pages if not page.live}
    withdrawn = withdrawn_among(keys) if keys else {}
    visibility = visibility or Visibility(timezone.now())
    visibility.public_among(page for page in pages if page.live and page.pk not in public and _is_published(page))
    return {page.pk: _status(page, page.pk in public, withdrawn, visibility) for page in pages}


def read_schedules(pages: Iterable[Page]) -> None:
    """Have those of the pages that do not know it know whether they are scheduled or in a review: Wagtail asks for each
    of them alone."""
    pages = list(pages)
    new = [page for page in pages if not hasattr(page, "_approved_schedule")]
    if new:
        scheduled = Revision.page_revisions.filter(object_id__in=[str(page.pk) for page in new])
        known = set(scheduled.exclude(approved_go_live_at=None).order_by().values_list("object_id", flat=True))
        for page in new:
            page._approved_schedule = str(page.pk) in known
    new = [page for page in pages if not hasattr(page, "_current_workflow_states")]
    if new:
        of_pages = {"base_content_type": ContentType.objects.get_for_model(Page)}
        active = WorkflowState.objects.active().filter(**of_pages, object_id__in=[str(page.pk) for page in new])
        found: dict[str, list[WorkflowState]] = defaultdict(list)
        for state in active.select_related("current_task_state__task"):
            found[state.object_id].append(state)
        for page in new:
            page._current_workflow_states = found[str(page.pk)]


def _is_published(page: Page) -> bool:
    return registry.presenter_of_content_type(page.content_type_id) is not None


def _status(page: Page, is_public: bool, withdrawn: Mapping[uuid.UUID, set[str]], visibility: Visibility) -> Status:
    if page.live:
        if is_public or not _is_published(page):
            return Status(str(page.status_string), is_public=is_public)
        why = _obstacle(page, visibility) or _own_reason(page, visibility)
        return Status(pgettext("newsroom", "not public"), str(why))
    if page.first_published_at is None or page.approved_schedule or page.workflow_in_progress:
        return Status(str(page.status_string))
    languages = withdrawn.get(page.translation_key)
    if languages and visibility.languages[page.locale_id] in languages:
        return Status(pgettext("newsroom", "withdrawn"))
    return Status(str(page.status_string) if page.expired else pgettext("newsroom", "no longer published"))


def _own_reason(page: Page, visibility: Visibility) -> str:
    """Why nobody outside sees a live page, where that is not for its original."""
    if visibility.is_withheld(page):
        return str(NOT_APPROVED)
    if page.pk in visibility.embargoed:
        return gettext("It is under embargo.")
    return gettext("Not everybody may read it.") if visibility.restrictions_of(page) else ""


def was_withdrawn(page: Page) -> bool:
    """True while the address of the page says that it was withdrawn."""
    return tombstone_of(page) is not None


def withdrawn_among(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    """The languages, by their codes, of which the address says that they were withdrawn; asks once for all keys."""
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    for key, locale in Tombstone.objects.filter(key__in=list(keys)).values_list("key", "locale"):
        found[key].add(locale)
    return found


def withdrawn_beside(page: Page) -> list[str]:
    """The other languages of the page that were withdrawn, by their names."""
    codes = withdrawn_among([page.translation_key])[page.translation_key]
    found = [other.locale for other in translations_of([page])]
    return [str(locale.get_display_name()) for locale in found if locale.language_code in codes]


def tombstone_of(page: Page) -> Tombstone | None:
    """What says at the address of the page that it was withdrawn, and why; None where nothing does."""
    return Tombstone.objects.filter(key=page.translation_key, locale=page.locale.language_code).first()


def _withdrawn(tombstone: Tombstone) -> str:
    if not tombstone.reason:
        return gettext("It was withdrawn, and comes back by an approval of its own.")
    said = gettext("It was withdrawn, and comes back by an approval of its own. The reason: “%(reason)s”")
    return said % {"reason": tombstone.reason}


def standing(page: Page) -> list[str]:
    """What there is to say of a page, one sentence each, that its translators may take for public and is not yet, or no
    more, or for other reasons than its original."""
    found = []
    scheduled = page.scheduled_revision
    if scheduled is not None:
        found.append(_when(page, scheduled))
    elif not page.live and (tombstone := tombstone_of(page)):
        found.append(_withdrawn(tombstone))
    elif not page.live and page.first_published_at is not None:
        found.append(gettext("It was public and was taken offline."))
    if page.live:
        found.append(kept_back(page))
    return [*filter(None, [*found, free(page)])]


def _when(page: Page, scheduled: Revision) -> str:
    """When a scheduled page goes live, or what it waits for beyond its time."""
    due = max(scheduled.approved_go_live_at, timezone.now())
    if is_unapproved(scheduled):
        return gettext("It is scheduled and waits: %(obstacle)s") % {"obstacle": obstacle(page, due) or NOT_APPROVED}
    waiting = schedule.waiting_for(scheduled, due)
    if waiting:
        return gettext("It is approved and waits for: %(languages)s.") % {"languages": ", ".join(waiting)}
    why = obstacle(page, due)
    if why:
        return gettext("It is approved and waits: %(obstacle)s") % {"obstacle": why}
    if is_overdue(scheduled.approved_go_live_at):
        said = gettext("It is approved and overdue: it was to go live on %(time)s.")
    elif page.live:
        said = gettext("The public text stays until what was approved replaces it on %(time)s.")
    else:
        said = gettext("It is approved and goes live on %(time)s.")
    return said % {"time": _in_words(scheduled.approved_go_live_at)}


def _in_words(moment: datetime.datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def is_overdue(moment: datetime.datetime) -> bool:
    """True of what nothing stands in the way of, where its moment passed longer ago than the scheduler ever needs."""
    return moment <= timezone.now() - SCHEDULER_NEEDS


def kept_back(page: Page) -> str:
    """The sentence that says what keeps a page from the public: something about its original, or, once it is live, that
    nobody has approved it; empty where neither does. Of a page that is approved for later it is asked for then."""
    now = timezone.now()
    scheduled = None if page.live else page.scheduled_revision
    visibility = Visibility(max(now, scheduled.approved_go_live_at) if scheduled is not None else now)
    why = _obstacle(page, visibility)
    if not why and page.live and visibility.is_withheld(page):
        why = NOT_APPROVED
    return gettext("Nobody outside sees it: %(obstacle)s") % {"obstacle": why} if why else ""


def free(page: Page) -> str:
    """The sentence that says why a page may be public without its original; empty for one that follows it, or is it."""
    own_life = own_life_of(page)
    if own_life is None:
        return ""
    return gettext("It may be public without its original: “%(reason)s”") % {"reason": own_life.reason}


def bereaved(page: Page) -> str:
    """The sentence that says that a page stands alone since its original was deleted, and why it stayed; empty for any
    other."""
    if not Message.objects.filter(key=page.translation_key, original_locale=page.locale_id).exists():
        return ""
    said = PageLogEntry.objects.filter(page=page.pk, action__in=(OWN_LIFE, FOLLOW)).order_by("timestamp", "pk").last()
    if said is None or said.action == FOLLOW:
        return ""
    words = {"reason": said.data.get("reason", "")}
    return gettext("It stands alone, since its original was deleted. It stayed, because: “%(reason)s”") % words


def own_lives(original: Page) -> list[Page]:
    """The translations of an original that do not follow it."""
    found = translations_of([original])
    own = own_lives_among(found)
    return [page for page in found if page.pk in own]
