"""What the tests of embargo links begin with."""

from typing import Any

import factory
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from factory.django import DjangoModelFactory
from wagtail.models import GroupPagePermission, Page

from cms.accreditation.models import EmbargoLink, EmbargoLinkUse
from cms.delivery import publications
from tests.factories import UserFactory, in_days


class EmbargoLinkFactory(DjangoModelFactory):
    class Meta:
        model = EmbargoLink

    person = "Mika Beispiel"
    outlet = "Musterblatt"
    expires_at = factory.LazyFunction(lambda: in_days(5))
    token_hash = factory.Sequence(lambda number: f"{number:064}")


def address_of(page: Page, **fields: Any) -> str:
    """The path of a new link to the page."""
    link = EmbargoLinkFactory.build(page=page, **fields)
    token = link.renew_token()
    link.save()
    return reverse("embargo_link", args=(token,))


def embargoed(newsroom: Any, *, days: float = 5, **fields: Any) -> Any:
    """A release that goes live when its embargo ends, in so many days."""
    return newsroom.release(**{"title": "Geheime Sache", "slug": "geheim"} | fields, embargo_until=in_days(days))


def take_back(page: Page) -> None:
    """Cancel the schedule, as the editor's button does."""
    with publications.unit():
        page.revisions.update(approved_go_live_at=None)


def outcomes() -> list[str]:
    """What the requests with links came to, those of one kind together."""
    return [use.outcome for use in EmbargoLinkUse.objects.order_by("pk") for _time in range(use.number)]


def member(*permissions: str, on: Page | None = None) -> Client:
    """The browser of somebody who may enter the admin and has these permissions there, on pages those of `on`."""
    group = Group.objects.create(name=f"Gruppe {Group.objects.count()}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in permissions:
        permission = Permission.objects.get(codename=codename)
        if on is None or not codename.endswith("_page"):
            group.permissions.add(permission)
        else:
            GroupPagePermission.objects.create(group=group, page=on, permission=permission)
    user = UserFactory(is_superuser=False)
    user.groups.add(group)
    browser = Client()
    browser.force_login(user)
    return browser
