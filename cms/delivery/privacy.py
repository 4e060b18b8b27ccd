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


def keep_copies_private(page: Page, copy: Page) -> None:
    """Give each page of a copied tree what its original is restricted by: its own restrictions, and those that it has
    as an alias. Wagtail's copy drops a child's own ones below a restricted parent, and knows nothing of the others."""
    visibility = Visibility(timezone.now())
    originals = Page.objects.descendant_of(page, inclusive=True).order_by("path")
    copies = Page.objects.descendant_of(copy, inclusive=True).order_by("path")
    for original, copied in zip(originals, copies, strict=False):
        if copied.alias_of_id is None:
            own = _said(PageViewRestriction.objects.filter(page=original))
            restrict(copied, own | inherited_as_alias(original, visibility))


def inherited_as_alias(page: Page, visibility: Visibility | None = None) -> set[Restriction]:
    """The restrictions that hold for a page because of what it is an alias of."""
    held = (visibility or Visibility(timezone.now())).restrictions_of(page)
    return _said(PageViewRestriction.objects.filter(pk__in=held).exclude(page__path__in=line(page.path)))


def restrict(page: Page, restrictions: Iterable[Restriction]) -> None:
    """Restrict the page in these ways, too, where nothing on its line does so already."""
    held = _said(PageViewRestriction.objects.filter(page__path__in=line(page.path)))
    for restriction in set(restrictions) - held:
        made = PageViewRestriction.objects.create(
            page=page, restriction_type=restriction.type, password=restriction.password
        )
        made.groups.set(restriction.groups)


def _said(restrictions: QuerySet[PageViewRestriction]) -> set[Restriction]:
    return {
        Restriction(found.restriction_type, found.password, frozenset(group.pk for group in found.groups.all()))
        for found in restrictions.prefetch_related("groups")
    }
