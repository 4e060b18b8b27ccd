"""Keeping private what is copied, converted or left behind: restrictions are given to pages that would lose them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.delivery.visibility import Visibility, line


class Restriction(NamedTuple):
    """Whom a view restriction lets in, wherever it stands."""

    type: str
    password: str
    groups: frozenset[int]


def keep_copy_private(page_id: int, copy_id: int) -> None:
    """Give the copy of a page what the page is restricted by: its own restrictions, and those that it has as an alias;
    a translation follows its original in that. Wagtail's copy drops a child's own ones and knows none of the others."""
    page, copy = (Page.objects.filter(pk=pk).first() for pk in (page_id, copy_id))
    if page is None or copy is None or page.translation_key == copy.translation_key:
        return
    restrict(copy, _said(PageViewRestriction.objects.filter(page=page)) | inherited_as_alias(page))


def inherited_as_alias(page: Page, visibility: Visibility | None = None) -> set[Restriction]:
    """The restrictions that hold for a page because of what it is an alias of."""
    held = (visibility or Visibility(timezone.now())).restrictions_of(page)
    return _said(PageViewRestriction.objects.filter(pk__in=held).exclude(page__path__in=line(page.path)))


def restrict(page: Page, restrictions: Iterable[Restriction]) -> None:
    """Restrict the page in these ways, too, where nothing on its line does so already."""
    wanted = set(restrictions)
    held = _said(PageViewRestriction.objects.filter(page__path__in=line(page.path))) if wanted else set()
    for restriction in wanted - held:
        made = PageViewRestriction.objects.create(
            page=page, restriction_type=restriction.type, password=restriction.password
        )
        made.groups.set(restriction.groups)


def _said(restrictions: QuerySet[PageViewRestriction]) -> set[Restriction]:
    return {
        Restriction(found.restriction_type, found.password, frozenset(group.pk for group in found.groups.all()))
        for found in restrictions.prefetch_related("groups")
    }
