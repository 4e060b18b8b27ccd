"""What accredited readers may see of a page: what is approved for later, and nothing else."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from wagtail.models import Page

from cms.content.models import BasePage, EmbargoedPage
from cms.delivery.visibility import Visibility


@dataclass(frozen=True)
class Advance:
    """A page as it will be published, and the moment before which it is under embargo."""

    page: BasePage
    until: datetime.datetime


def has_embargo(page: Page) -> bool:
    """True for pages of a type that knows an embargo."""
    return issubclass(page.specific_class or Page, EmbargoedPage)


def advance_of(page: Page, visibility: Visibility) -> Advance | None:
    """The page as approved and not yet public: its scheduled revision, else its live text while that is under embargo.

    None where neither is, where the text will have expired, where not everybody will be let in when it is public, and
    for a translation whose original is neither public nor approved for later.
    """
    if visibility.restrictions_of(page) or visibility.home_of(page) is None:
        return None
    original = visibility.deciding(page)
    if original is None or not (
        original.pk == page.pk or visibility.is_due(original) or advance_of(original, visibility)
    ):
        return None
    revision = page.scheduled_revision
    if revision is not None:
        shown = revision.as_object()
        until = max(filter(None, [revision.approved_go_live_at, shown.embargo_until]))
    elif page.live and page.pk in visibility.embargoed:
        shown = page.specific
        until = shown.embargo_until
    else:
        return None
    if shown.expire_at and shown.expire_at <= visibility.now:
        return None
    return Advance(shown, until)
