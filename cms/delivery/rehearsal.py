"""What is about to be public is rendered once before: nothing goes out that would be an error to its readers."""

from __future__ import annotations

import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from cms.delivery.listing import Listing
from cms.delivery.presenter import Presenter
from cms.delivery.presenting import Presented
from cms.delivery.site_frame import SiteFrame


class UnpresentableError(Exception):
    """A page that cannot be shown as it is; `title` is its own, `__cause__` what went wrong."""

    def __init__(self, page_id: int, title: str) -> None:
        super().__init__(f"Page {page_id} cannot be presented.")
        self.page_id = page_id
        self.title = title


def rehearse(presented: Presented, presenter: Presenter[Any], now: datetime.datetime) -> None:
    """Render the page's own part of its HTML and its card in lists, and make what other formats say of it; raises
    whatever that raises."""
    document = presenter.as_of(presented.document, now)
    context: dict[str, Any] = {"doc": document, "site_frame": SiteFrame(), "is_preview": False, "fallback_from": ""}
    if presenter.lists:
        context["listing"] = Listing([], [], [], None, 1, 1, 0, "")
    if presenter.shows_latest:
        context |= {"latest": {}, "indexes": {}}
    with translation.override(document["locale"]):
        render_to_string(presenter.template, context)
        presenter.calendar_entry(presented.document)
        presenter.structured_data(document)
        presenter.ninjs(document)
        render_to_string(presenter.card, {"item": presenter.as_of(presented.summary, now), "heading": "h2"})
