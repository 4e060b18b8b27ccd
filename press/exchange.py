"""What formats of others say of press releases and practice reports, made from stored documents alone."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from cms.delivery.presenter import AGENCY_ZONE, subjects

Document = Mapping[str, Any]

# By what ninjs calls the field: of the first kind, there is one.
HEADLINES = {"main": "title", "kicker": "kicker", "subheadline": "subheadline"}


def news_article(release: Document) -> dict[str, Any]:
    """A press release as a NewsArticle of schema.org."""
    return {
        "@type": "NewsArticle",
        "alternativeHeadline": release["subheadline"],
        "dateline": release["place"],
        "datePublished": _published(release),
        "author": organisation(release["issuer"]),
        "keywords": [topic["title"] for topic in release["topics"]],
        "correction": [correction["text"] for correction in release["corrections"]],
    }


def article(report: Document) -> dict[str, Any]:
    """A practice report as an Article of schema.org."""
    return {
        "@type": "Article",
        "datePublished": _published(report),
        "author": organisation(report["carrier"]),
        "keywords": [topic["title"] for topic in report["topics"]],
        "audience": [{"@type": "Audience", "audienceType": found["title"]} for found in report["audiences"]],
    }


def organisation(found: Document | None) -> dict[str, Any] | None:
    """An organisation of schema.org."""
    if found is None:
        return None
    site = {"url": found["website"]} if found["website"] else {}
    return {"@type": "Organization", "name": found["name"], **site}


def _published(document: Document) -> str | None:
    """When it was first public; its own day where that is another, as of what was published elsewhere before."""
    moment, day = document["published_at"], document["date"]
    if moment is None or day is None:
        return moment or day
    here = timezone.localtime(datetime.datetime.fromisoformat(moment), AGENCY_ZONE)
    return here.isoformat() if here.date().isoformat() == day else str(day)


def ninjs_of_release(release: Document) -> dict[str, Any]:
    """What ninjs says of a press release."""
    issuer = release["issuer"]
    return {
        "headlines": [{"role": role, "value": release[name]} for role, name in HEADLINES.items() if release[name]],
        "by": issuer["name"] if issuer else "",
        "located": release["place"],
        "infoSources": [{"role": "issuer", "name": issuer["name"], "literal": issuer["id"]}] if issuer else [],
        "subjects": subjects(release["topics"]),
        "edNote": "\n".join(f"{one['date']}: {one['text']}" for one in release["corrections"]),
    }


def ninjs_of_report(report: Document) -> dict[str, Any]:
    """What ninjs says of a practice report."""
    carrier = report["carrier"]
    return {
        "by": carrier["name"] if carrier else "",
        "organisations": [{"name": carrier["name"], "literal": carrier["id"]}] if carrier else [],
        "subjects": subjects(report["topics"]),
    }
