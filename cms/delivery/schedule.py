"""What time brings about: texts go live, embargoes lift, texts expire, each language set at once; what falls due
together goes out together."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from cms.content.models import CustomImage, EmbargoedPage, goes_together
from cms.content.models.media import agency_day
from cms.delivery import publications, registry
from cms.delivery.models import Publication
from cms.delivery.presenter import midnight
from cms.delivery.sources import object_source, page_source
from cms.patience import waiting_long

log = logging.getLogger(__name__)

TOGETHER = 10  # transitions in one unit: what holds up nobody who writes for longer than a second
PATIENCE = 20  # seconds that one waits for others who have in hand what it is about


@dataclass(frozen=True)
class Transition:
    """Something that falls due: when, what logs call it, and what is to be done then. The key tells it from others."""

    due: datetime.datetime
    key: str
    description: str
    action: Callable[[], None]

    def perform(self) -> bool:
        """Do it in a unit of its own, if it is still to be done; False where it failed, which is logged."""
        try:
            with publications.unit():
                self.action()
        except Exception:
            log.exception("Failed: %s", self.description)
            return False
        return True


def perform(due: Sequence[Transition]) -> set[str]:
    """Do all that is due, some of it in each unit; where one fails of these, the others follow in units of their own,
    so that it holds up none. Returns the keys of what failed, which is logged."""
    return {key for start in range(0, len(due), TOGETHER) for key in _perform(due[start : start + TOGETHER])}


def _perform(due: Sequence[Transition]) -> set[str]:
    doing = None
    try:
        with publications.unit():
            with waiting_long(PATIENCE):  # another scheduler may have all of it in hand
                for doing in due:
                    doing.action()
            doing = None
    except Exception:
        failed = [doing] if doing is not None else [*due] if len(due) == 1 else []
        for one in failed:
            log.exception("Failed: %s", one.description)
        failed += [one for one in due if one not in failed and not one.perform()]
        return {one.key for one in failed}
    return set()


def transitions(until: datetime.datetime) -> list[Transition]:
    """Everything that falls due until then, in its order."""
    found = [*_expiring(until), *_going_live(until), *_lifting(until), *_lapsing(until)]
    return sorted(found, key=lambda transition: transition.due)


def _expiring(until: datetime.datetime) -> Iterator[Transition]:
    """Everything live whose time is over."""
    stateful = [model for model in apps.get_models() if issubclass(model, DraftStateMixin)]
    for model in [Page, *(model for model in stateful if not issubclass(model, Page))]:
        for found in model.objects.filter(live=True, expire_at__lte=until):
            key = f"expire {model._meta.label_lower} {found.pk} {found.expire_at}"
            name = f"unpublish {found._meta.model_name} {found.pk}"
            yield Transition(found.expire_at, key, name, _unpublish(model, found.pk))


def _going_live(until: datetime.datetime) -> Iterator[Transition]:
    """Every revision approved for a moment; those of a language set together, once the last of them may."""
    sets: set[str] = set()
    approved = Revision.objects.filter(approved_go_live_at__lte=until).order_by("approved_go_live_at", "pk")
    for revision in approved:
        moment = revision.approved_go_live_at
        key = set_of(revision)
        if key is None:
            name = f"publish {_named(revision)}"
            yield Transition(moment, f"publish {revision.pk} {moment}", name, _publish(revision.pk))
        elif key not in sets:
            sets.add(key)
            members = set_members(key)
            if all(member.is_ready(until) for member in members):
                due = max((member.due for member in members if member.due), default=moment)
                name = f"publish {_named(revision)} in all languages"
                yield Transition(due, f"publish set {key} {due}", name, _publish_set(key))


def _lifting(until: datetime.datetime) -> Iterator[Transition]:
    """Every live page whose embargo has passed and that nobody has shown since: no schedule of Wagtail's says so."""
    shown = Publication.objects.values("page_id")
    for model in registry.models_of(EmbargoedPage):
        over = model._default_manager.filter(live=True, embargo_until__lte=until)
        for page in over.exclude(pk__in=shown):
            moment = page.embargo_until
            yield Transition(moment, f"show {page.pk} {moment}", f"show page {page.pk}", _show(page.pk))


def _lapsing(until: datetime.datetime) -> Iterator[Transition]:
    """Every image whose rights end: its file is refused at once by itself, and documents drop it now."""
    day = agency_day(until)
    for image in CustomImage.objects.filter(rights_until__lt=day, rights_ended=False):
        moment = midnight(image.rights_until + datetime.timedelta(days=1))
        yield Transition(
            moment, f"withdraw image {image.pk} {moment}", f"withdraw image {image.pk}", _withdraw(image.pk)
        )


def _named(revision: Revision) -> str:
    """What the revision is of: in logs by its number, as its title is nobody's business before it goes live."""
    return f"{ContentType.objects.get_for_id(revision.content_type_id).model} {revision.object_id}"


@dataclass(frozen=True)
class Member:
    """A page of a language set, and the revision of it that was approved; None where none was."""

    page: Page
    revision: Revision | None

    @property
    def due(self) -> datetime.datetime | None:
        return self.revision.approved_go_live_at if self.revision else None

    def is_ready(self, until: datetime.datetime) -> bool:
        """True where nothing of this member stands in the way of the set."""
        return self.page.live or (self.due is not None and self.due <= until)


def waiting_for(revision: Revision, now: datetime.datetime) -> list[str]:
    """The other languages of its set, as they are called, that are not approved yet."""
    key = set_of(revision)
    return waiting_among(set_members(key), revision, now) if key is not None else []


def waiting_among(members: list[Member], revision: Revision, now: datetime.datetime) -> list[str]:
    """The same of a set that is read already."""
    until = max(now, revision.approved_go_live_at or now)
    others = (member for member in members if str(member.page.pk) != revision.object_id)
    return [str(member.page.locale.get_display_name()) for member in others if not member.is_ready(until)]


def set_of(revision: Revision) -> str | None:
    """The key of the language set that the revision's page goes live with; None where it goes alone.

    A set is released together once; what is changed in a text that is live already goes its own way.
    """
    content = revision.content
    if not goes_together(content) or content.get("alias_of"):
        return None
    is_live = Page.objects.filter(pk=revision.object_id, live=True).exists()
    return None if is_live else str(content["translation_key"])


def set_members(key: str) -> list[Member]:
    """The page and its translations, but for aliases, with what was approved of each."""
    pages = Page.objects.filter(translation_key=key, alias_of=None).select_related("locale").order_by("pk")
    return [Member(page, page.revisions.exclude(approved_go_live_at=None).first()) for page in pages]


def release_set(key: str) -> None:
    """Publish the language set now, in the unit that is open, where every member may."""
    now = timezone.now()
    of_set = Page.objects.filter(translation_key=key)
    if connection.features.has_select_for_update:
        list(of_set.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    members = set_members(key)
    if not all(member.is_ready(now) for member in members):
        return
    for member in members:
        if member.revision is not None and not member.page.live:
            member.revision.publish(log_action="wagtail.publish.scheduled", skip_permission_checks=True)


def _publish_set(key: str) -> Callable[[], None]:
    return lambda: release_set(key)


def _withdraw(pk: int) -> Callable[[], None]:
    def action() -> None:
        # Read anew: somebody may have extended the rights since it was listed, or another scheduler done it.
        still = CustomImage.objects.select_for_update(of=("self",)).filter(pk=pk, rights_ended=False)
        for image in still.filter(rights_until__lt=agency_day(timezone.now())):
            CustomImage.objects.filter(pk=image.pk).update(rights_ended=True)
            publications.touch(object_source(image))

    return action


def _show(pk: int) -> Callable[[], None]:
    return lambda: publications.touch(page_source(pk))


def _unpublish(model: type[models.Model], pk: Any) -> Callable[[], None]:
    def action() -> None:
        # Read anew and locked: an editor may have changed it since it was listed, another scheduler done it.
        still: Any = model._default_manager.select_for_update(of=("self",))
        for found in still.filter(pk=pk, live=True, expire_at__lte=timezone.now()):
            found.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")

    return action


def _publish(pk: int) -> Callable[[], None]:
    def action() -> None:
        still = Revision.objects.select_for_update(of=("self",)).filter(pk=pk, approved_go_live_at__lte=timezone.now())
        for revision in still:
            revision.publish(log_action="wagtail.publish.scheduled")

    return action
