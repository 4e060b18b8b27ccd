"""List and detail of every registered type."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from cms.delivery import fallback, languages, registry
from cms.delivery.api.cursor import Position
from cms.delivery.api.parameters import Localised, list_parameters
from cms.delivery.api.schemas import document_of, enveloped, list_schema, timestamp, with_envelope
from cms.delivery.api.service import answer
from cms.delivery.errors import problem
from cms.delivery.listing import Criteria, select
from cms.delivery.models import Publication, Tombstone


def publication_routers() -> dict[str, Router]:
    """A router for each registered type, by its path."""
    parameters = list_parameters()
    return {type_: _router(type_, parameters) for type_ in registry.types()}


def _router(type_: str, of_lists: type[Any]) -> Router:
    router = Router(tags=[type_])
    name = type_.replace("-", "_")
    words = type_.replace("-", " ")

    @router.get(
        "",
        operation_id=f"list_{name}",
        summary=f"List {words}",
        description="Newest first.",
        response=list_schema(type_, registry.summary_schema(type_)),
    )
    def list_(request: HttpRequest, parameters: Query[of_lists]) -> HttpResponse:  # type: ignore[valid-type]
        return answer(_page(type_, parameters), language=parameters.locale)  # type: ignore[attr-defined]

    @router.get(
        "{uuid:id}",
        operation_id=f"get_{name}",
        summary=f"Read one of the {words}",
        description="`id` is the same in every language.",
        response=with_envelope(registry.document_schema(type_), of_document=True),
    )
    def detail(request: HttpRequest, id: UUID, parameters: Query[Localised]) -> HttpResponse:
        found = Publication.objects.visible().filter(type=type_, key=id, locale=parameters.locale)
        row = found.only("document", "locale", "updated_at").first()
        if row is not None:
            return answer(document_of(row), language=row.locale)
        return _fallback(type_, id, parameters.locale) or _missing(type_, id, parameters.locale)

    return router


def _page(type_: str, parameters: Any) -> dict[str, Any]:
    """One page of a list; one row more than asked for tells whether there is another."""
    asked = parameters.model_dump(include=set(registry.filter_kinds()), exclude_none=True)
    criteria = Criteria(
        type=type_,
        locale=parameters.locale,
        values={kind: str(value) for kind, value in asked.items()},
        since=parameters.since,
        until=parameters.until,
    )
    found = select(criteria).only("summary", "sort_at", "updated_at")
    if parameters.cursor:
        sort_at, row_id = parameters.cursor
        # Two conditions rather than one, so that the index on the order can be used.
        found = found.filter(sort_at__lte=sort_at).filter(Q(sort_at__lt=sort_at) | Q(id__lt=row_id))
    rows = list(found[: parameters.limit + 1])
    shown = rows[: parameters.limit]
    return {
        "items": [enveloped(row.summary, row) for row in shown],
        "next": Position(shown[-1].sort_at, shown[-1].pk).encode() if len(rows) > len(shown) else None,
    }


def _fallback(type_: str, key: UUID, locale: str) -> HttpResponse | None:
    """The original for what the language lacks, marked as such; None where there is none, where it was withdrawn in
    that language, or where the site gives none."""
    if Tombstone.objects.filter(type=type_, key=key, locale=locale).exists() or not fallback.shows_originals(locale):
        return None
    original = languages.best_of(Publication.objects.visible().filter(type=type_, key=key))
    return answer(document_of(original, asked=locale), language=original.locale) if original else None


def _missing(type_: str, key: UUID, locale: str) -> HttpResponse:
    """A 404, or a 410 with time and reason for what was withdrawn; it names the languages in which everybody may read
    the publication."""
    others = Publication.objects.visible().filter(type=type_, key=key)
    locales = sorted(others.values_list("locale", flat=True))
    more: dict[str, Any] = {"available": locales} if locales else {}
    tombstone = Tombstone.objects.filter(type=type_, key=key, locale=locale).first()
    if tombstone is None:
        return problem(404, "Not found", **more)
    said_in = tombstone.reason_locale or locale
    more |= {"withdrawn_at": timestamp(tombstone.withdrawn_at), "reason": tombstone.reason, "locale": said_in}
    return problem(410, "Withdrawn", **more)
