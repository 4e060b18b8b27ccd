"""List and detail of every registered type."""

import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, DateTimeField, UUIDField
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from cms.content.models import Message
from cms.delivery import registry
from cms.delivery.api.cursor import Position
from cms.delivery.api.parameters import NEWEST, ORIGINAL, SUMMARY, Asked, list_parameters
from cms.delivery.api.schemas import document_of, enveloped, list_schema, timestamp, with_envelope
from cms.delivery.api.service import answer, refused
from cms.delivery.errors import problem
from cms.delivery.listing import Criteria, rows
from cms.delivery.models import Publication, PublicationQuerySet, Tombstone
from cms.delivery.statements import Parameter, statement

ALL = "publications"
# After that long nobody can be told of a change of the same second any more, however slowly it was committed.
SETTLED = datetime.timedelta(seconds=5)


def publication_routers() -> dict[str, Router]:
    """A router for all types together, and one for each registered type, by its path."""
    types = registry.types()
    return {ALL: _of_all(types), **{type_: _router(type_) for type_ in types}}


def _of_all(types: list[str]) -> Router:
    router = Router(tags=[ALL])
    of_lists = list_parameters(types, of_all=True)
    summaries = [with_envelope(registry.summary_schema(type_)) for type_ in types]
    documents = [with_envelope(registry.document_schema(type_), of_document=True) for type_ in types]

    @router.get(
        "",
        operation_id="list_publications",
        summary="List everything published",
        description="Of all types, or of some.",
        response=list_schema(ALL, [*summaries, *documents]),
    )
    def list_(request: HttpRequest, parameters: Query[of_lists]) -> HttpResponse:  # type: ignore[valid-type]
        asked: Any = parameters
        chosen = asked.type or tuple(types)
        known = registry.filter_kinds(chosen)
        lacking = [name for name in registry.filter_kinds() if name not in known and getattr(asked, name) is not None]
        if lacking:
            return refused(400, dict.fromkeys(lacking, "none of these types can be narrowed by it"))
        return _page(request, chosen, asked)

    return router


def _router(type_: str) -> Router:
    router = Router(tags=[type_])
    name = type_.replace("-", "_")
    words = type_.replace("-", " ")
    of_lists = list_parameters([type_])
    summary = with_envelope(registry.summary_schema(type_))
    document = with_envelope(registry.document_schema(type_), of_document=True)

    @router.get(
        "",
        operation_id=f"list_{name}",
        summary=f"List {words}",
        description="Newest first unless said otherwise.",
        response=list_schema(type_, [summary, document]),
    )
    def list_(request: HttpRequest, parameters: Query[of_lists]) -> HttpResponse:  # type: ignore[valid-type]
        return _page(request, (type_,), parameters)

    @router.get(
        "{uuid:id}",
        operation_id=f"get_{name}",
        summary=f"Read one of the {words}",
        description="`id` is the same in every language.",
        response=document,
    )
    def detail(request: HttpRequest, id: UUID, parameters: Query[Asked]) -> HttpResponse:
        now = timezone.now()
        found = _documents(type=type_, key=id, locale=parameters.locale, now=now)
        if found:
            row = found[0]
            return answer(document_of(row), language=row.locale, modified=_last_modified(row, now))
        instead = _original(type_, id, parameters.locale) if parameters.fallback == ORIGINAL else None
        return instead or _missing(type_, id, parameters.locale)

    return router


@statement
def _documents() -> PublicationQuerySet:
    now = Parameter("now", DateTimeField())
    type_, locale = Parameter("type", CharField()), Parameter("locale", CharField())
    found = Publication.objects.visible(at=now).filter(type=type_, key=Parameter("key", UUIDField()), locale=locale)
    return found.values_list("document", "locale", "updated_at", "modified_at")  # type: ignore[return-value]


def _last_modified(row: Publication, now: datetime.datetime) -> datetime.datetime | None:
    """When the document was last another; None where that proves nothing: it may change again within the second that
    the header can say, or the clock alone has changed it since."""
    is_settled = now - row.modified_at > SETTLED
    return row.modified_at if is_settled and registry.as_of(row.document, now) == row.document else None


def _page(request: HttpRequest, types: tuple[str, ...], parameters: Any) -> HttpResponse:
    """One page of a list, with a link to the next one (RFC 8288)."""
    asked = parameters.model_dump(include=set(registry.filter_kinds()), exclude_none=True)
    criteria = Criteria(
        types=types,
        locale=parameters.locale,
        values=asked,
        since=parameters.since,
        until=parameters.until,
        running=any(registry.ends(type_) for type_ in types),
        published_from=parameters.published_from,
        updated_from=parameters.updated_from,
    )
    scope = f"{criteria} {parameters.order}"
    try:
        after = Position.decode(parameters.cursor, scope) if parameters.cursor is not None else None
    except ValueError as error:
        return refused(422, {"cursor": str(error)})
    items, following = _part(criteria, parameters, after)
    cursor = following.encode(scope) if following else None
    response = answer({"items": items, "next": cursor}, language=parameters.locale)
    if cursor:
        query = request.GET.copy()
        query["cursor"] = cursor
        response["Link"] = f'<{settings.PUBLIC_URL}{request.path}?{query.urlencode()}>; rel="next"'
    return response


def _part(criteria: Criteria, parameters: Any, after: Position | None) -> tuple[list[dict[str, Any]], Position | None]:
    """The items of a page, and where the next one begins; one row more than asked for tells whether there is one."""
    shown = "summary" if parameters.fields == SUMMARY else "document"
    columns = (shown, "updated_at", "modified_at", "sort_at", "tie_break")
    oldest_first = parameters.order != NEWEST
    found = rows(criteria, columns, count=parameters.limit + 1, after=after, oldest_first=oldest_first)
    part = found[: parameters.limit]
    items = [enveloped(row.summary, row) if shown == "summary" else document_of(row) for row in part]
    return items, Position(part[-1].sort_at, part[-1].tie_break) if len(found) > len(part) else None


def _original(type_: str, key: UUID, locale: str) -> HttpResponse | None:
    """The original for what the language lacks, marked as such; None where that is not public, or where it was
    withdrawn in that language. A translation never stands in for another."""
    if Tombstone.objects.filter(type=type_, key=key, locale=locale).exists():
        return None
    language = Message.objects.filter(key=key).values("original_locale__language_code")
    found = Publication.objects.visible().filter(type=type_, key=key, locale__in=language).first()
    return answer(document_of(found, asked=locale), language=found.locale) if found else None


def _missing(type_: str, key: UUID, locale: str) -> HttpResponse:
    """A 404, or a 410 with time and reason for what was withdrawn; it names the languages in which everybody may read
    the publication."""
    others = Publication.objects.visible().filter(type=type_, key=key)
    locales = sorted(others.values_list("locale", flat=True))
    more: dict[str, Any] = {"available": locales} if locales else {}
    tombstone = Tombstone.objects.filter(type=type_, key=key, locale=locale).first()
    if tombstone is None:
        return problem(404, "Not found", **more)
    return withdrawn(tombstone, **more)


def withdrawn(tombstone: Tombstone, **more: Any) -> HttpResponse:
    """The 410 of what was withdrawn, with when and why."""
    said_in = tombstone.reason_locale or tombstone.locale
    at, why = timestamp(tombstone.withdrawn_at), tombstone.reason or None
    return problem(410, "Withdrawn", **more, withdrawn_at=at, reason=why, locale=said_in)
