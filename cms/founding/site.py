"""The one site: what Wagtail brings along gives way to a front page of ours."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from wagtail.models import Page, Site

from cms.delivery import publications

WELCOME = {"depth": 2, "slug": "home", "content_type__app_label": "wagtailcore", "content_type__model": "page"}


def pages_of_others() -> QuerySet[Page]:
    """Every page but the root and Wagtail's welcome page."""
    return Page.objects.filter(depth__gt=1).exclude(**WELCOME)


def publish_below(parent: Page, page: Any, user: Any) -> Any:
    """Make the page there and publish it the way an editor's save does; returns it as it stands in the database."""
    page.live = False
    with publications.unit():
        parent.add_child(instance=page)
        put_live(page, user)
    return type(page).objects.get(pk=page.pk)


def put_live(draft: Any, user: Any) -> None:
    """Publish a saved page or snippet in its first revision."""
    # The editors' group gets its rights on the front pages once these stand.
    draft.save_revision(user=user, log_action=True).publish(user=user, skip_permission_checks=True)


def take_over(home: Page, name: str) -> None:
    """Make the front page the root of the one site, and take Wagtail's welcome page away."""
    address = urlsplit(settings.PUBLIC_URL)
    with publications.unit():
        site = Site.objects.order_by("-is_default_site", "pk").first() or Site()
        site.hostname = address.hostname or "localhost"
        site.port = address.port or (443 if address.scheme == "https" else 80)
        site.site_name = name
        site.root_page = Page.objects.get(pk=home.pk)
        site.is_default_site = True
        site.save()
        for welcome in Page.objects.filter(**WELCOME):
            welcome.delete()
