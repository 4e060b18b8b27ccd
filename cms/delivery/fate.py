"""What becomes of the languages of a message: why one is not public, and how one may outlive its original."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from cms.content.models import Message, OwnLife
from cms.delivery import registry, schedule, store
from cms.delivery.models import Publication, Tombstone
from cms.delivery.visibility import Visibility

OWN_LIFE = "treffpunkt.own_life"
FOLLOW = "treffpunkt.follow_original"


def obstacle(page: Page, at: datetime.datetime | None = None) -> str | Promise:
    """What about its original keeps a translation from the public at that moment (now); empty where nothing does."""
    return _obstacle(page, Visibility(at or timezone.now()))


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
    if original.revisions.exclude(approved_go_live_at=None).exists():
        return _("The original goes live later.")
    if original.workflow_in_progress:
        return _("The original waits for its approval.")
    if original.pk in visibility.embargoed:
        return _("The original goes live later.")
    return _("The original is not public.")


def _goes_live(original: Page, visibility: Visibility) -> bool:
    approved = original.revisions.filter(approved_go_live_at__lte=visibility.now).exists()
    return approved and original.pk not in visibility.embargoed


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


def is_public(page: Page) -> bool:
    """True while everybody can read the page."""
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


def statuses_of(pages: Iterable[Page]) -> dict[int, Status]:
    """How each of the pages stands, by their ids: Wagtail's word, but where a page is live and nobody outside sees it,
    or was public once and is not any more. Asks once for all."""
    pages = list(pages)
    ids = [page.pk for page in pages if page.live]
    public = set(Publication.objects.visible().filter(page_id__in=ids).values_list("page_id", flat=True))
    keys = {page.translation_key for page in pages if not page.live}
    withdrawn = set(Tombstone.objects.filter(key__in=keys).values_list("key", "locale")) if keys else set()
    visibility = Visibility(timezone.now())
    visibility.public_among(page for page in pages if page.live and page.pk not in public and _is_published(page))
    return {page.pk: _status(page, page.pk in public, withdrawn, visibility) for page in pages}


def _is_published(page: Page) -> bool:
    return registry.presenter_of_content_type(page.content_type_id) is not None


def _status(page: Page, is_public: bool, withdrawn: set[tuple[uuid.UUID, str]], visibility: Visibility) -> Status:
    if page.live:
        if is_public or not _is_published(page):
            return Status(str(page.status_string), is_public=is_public)
        why = _obstacle(page, visibility) or _own_reason(page, visibility)
        return Status(pgettext("newsroom", "not public"), str(why))
    if page.first_published_at is None or page.approved_schedule or page.workflow_in_progress:
        return Status(str(page.status_string))
    if (page.translation_key, page.locale.language_code) in withdrawn:
        return Status(pgettext("newsroom", "withdrawn"))
    return Status(str(page.status_string) if page.expired else pgettext("newsroom", "no longer published"))


def _own_reason(page: Page, visibility: Visibility) -> str:
    """Why nobody outside sees a live page, where that is not for its original."""
    if visibility.is_withheld(page):
        return gettext("Nobody has approved it yet.")
    if page.pk in visibility.embargoed:
        return gettext("It is under embargo.")
    return gettext("Not everybody may read it.") if visibility.restrictions_of(page) else ""


def was_withdrawn(page: Page) -> bool:
    """True while the address of the page says that it was withdrawn."""
    return Tombstone.objects.filter(key=page.translation_key, locale=page.locale.language_code).exists()


def standing(page: Page) -> list[str]:
    """What there is to say of a page, one sentence each, that its translators may take for public and is not yet, or no
    more, or for other reasons than its original."""
    found = []
    scheduled = page.scheduled_revision
    if scheduled is not None:
        found.append(_when(page, scheduled))
    elif not page.live and page.first_published_at is not None:
        found.append(gettext("It was public and was taken offline."))
    if page.live:
        found.append(kept_back(page))
    return [*filter(None, [*found, free(page)])]


def _when(page: Page, scheduled: Revision) -> str:
    """When an approved page goes live, or what it waits for beyond its time."""
    due = max(scheduled.approved_go_live_at, timezone.now())
    waiting = schedule.waiting_for(scheduled, due)
    if waiting:
        return gettext("It is approved and waits for: %(languages)s.") % {"languages": ", ".join(waiting)}
    why = obstacle(page, due)
    if why:
        return gettext("It is approved and waits: %(obstacle)s") % {"obstacle": why}
    moment = formats.date_format(timezone.localtime(due), "SHORT_DATETIME_FORMAT")
    return gettext("It is approved and goes live on %(time)s.") % {"time": moment}


def kept_back(page: Page) -> str:
    """The sentence that says why its original keeps a page from the public; empty where it does not."""
    why = obstacle(page)
    return gettext("Nobody outside sees it: %(obstacle)s") % {"obstacle": why} if why else ""


def free(page: Page) -> str:
    """The sentence that says why a page may be public without its original; empty for one that follows it, or is it."""
    own_life = own_life_of(page)
    if own_life is None:
        return ""
    return gettext("It may be public without its original: “%(reason)s”") % {"reason": own_life.reason}


def own_lives(original: Page) -> list[Page]:
    """The translations of an original that do not follow it."""
    own = OwnLife.objects.filter(message=original.translation_key).values("locale")
    if not Message.objects.filter(key=original.translation_key, original_locale=original.locale_id).exists():
        return []
    found = Page.objects.filter(translation_key=original.translation_key, locale__in=own).exclude(pk=original.pk)
    return list(found.select_related("locale").order_by("pk"))
