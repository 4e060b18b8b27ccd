"""The matrix of all originals and languages in the admin."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale, get_page_models

from cms.translation.matrix import Filters, Row, matrix, snippet_kinds
from cms.translation.models import Status

MAX_DIGITS = 9  # of an id that any database can hold


def show(request: HttpRequest) -> HttpResponse:
    """The matrix, narrowed by what the address says; nonsense in it narrows nothing."""
    filters, today = _filters(request), timezone.localdate()
    found = matrix(filters, max(1, _number(request.GET.get("p")) or 1), today=today)
    models = (*get_page_models(), *map(apps.get_model, snippet_kinds()))
    types = ContentType.objects.get_for_models(*models).values()
    context = {
        "matrix": found,
        "table": [(row, [_cell(row, locale, today) for locale in found.locales]) for row in found.rows],
        "counts": [
            (
                status,
                [(one, found.counts[one.pk][status], found.snippet_counts[one.pk][status]) for one in found.locales],
            )
            for status in Status
        ],
        "filters": filters,
        "statuses": Status,
        "types": sorted(types, key=lambda kind: kind.name),
        "mine": request.user.pk,
        "query": _without_page(request),
        "page_title": pgettext_lazy("newsroom", "Translations"),
        "header_title": pgettext_lazy("newsroom", "Translations"),
        "header_icon": "wagtail-localize-language",
    }
    return TemplateResponse(request, "translation/matrix.html", context)


def _cell(row: Row, locale: Locale, today: datetime.date) -> dict[str, Any]:
    job = row.jobs.get(locale.pk)
    return {
        "job": job,
        "is_own": locale.pk == row.page.locale_id,
        "is_withdrawn": locale.language_code in row.withdrawn,
        "own_life": row.own_lives.get(locale.pk, ""),
        "is_overdue": job is not None and job.is_overdue(on=today),
    }


def _filters(request: HttpRequest) -> Filters:
    asked = request.GET
    return Filters(
        words=asked.get("q", "").replace("\x00", "").strip()[:200],
        type=_number(asked.get("type")),
        locale=_number(asked.get("locale")),
        status=asked.get("status", "") if asked.get("status") in Status.values else "",
        assignee=request.user.pk if asked.get("mine") else None,
        overdue=bool(asked.get("overdue")),
        key=_key(asked.get("key")),
    )


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS else None


def _key(value: str | None) -> UUID | None:
    try:
        return UUID(value or "")
    except ValueError:
        return None


def _without_page(request: HttpRequest) -> str:
    asked: Any = request.GET.copy()
    asked.pop("p", None)
    return str(asked.urlencode())
