"""The change feed: everything that became of the publications, in the order in which it did, for mirrors."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal, NamedTuple
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema

from cms.delivery.api.parameters import Languages, Types, Whole
from cms.delivery.api.schemas import timestamp
from cms.delivery.api.service import answer
from cms.delivery.errors import problem
from cms.delivery.flush import GONE
from cms.delivery.models import Change, Counter
from cms.delivery.presenter import AGENCY_ZONE, midnight

router = Router(tags=["changes"])


class Point(NamedTuple):
    """A place between two changes: behind the one with this number, in this epoch."""

    epoch: str
    sequence: int

    def __str__(self) -> str:
        return f"{self.epoch}-{self.sequence}"

    @classmethod
    def of(cls, said: Any) -> Point:
        """Raises ValueError for what `next` never was."""
        match = re.fullmatch(r"([0-9a-f]{16})-([0-9]{1,18})", str(said))
        if match is None:
            raise ValueError("not a `next` of this list")
        return cls(match[1], int(match[2]))


Since = Annotated[
    Point, PlainValidator(Point.of), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{16}-[0-9]{1,18}$"})
]


class Asked(Schema):
    since: Since | None = Field(None, description="`next` of the page before; without it, only the present end.")
    limit: Whole = Field(100, ge=1, le=100, description="How many changes a page holds at most.")
    type: Types | None = Field(None, description="Only these types, separated by commas.")
    locale: Languages | None = Field(None, description="Only these languages, separated by commas.")


class NamedChange(BaseModel):
    """What became of which publication, without its words."""

    sequence: int = Field(description="The number of the change: they rise without gaps, over all types and languages.")
    kind: Literal["published", "updated", "moved", "unpublished", "withdrawn", "deleted"]
    significance: Literal["major", "minor", "technical"] = Field(
        description="`major`: published, corrected or withdrawn; `minor`: other words or facts; `technical`: all else."
    )
    type: str
    id: UUID
    locale: str
    url: str = Field(description="Where the publication stands, or stood until it was gone.")


class ChangeItem(NamedChange):
    """What became of one publication. `hash` is that of the document as it was then: null where nothing is left."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    at: datetime.datetime
    previous_url: str | None = Field(description="With `moved`: where it stood before.")
    hash: str | None


class ChangeList(BaseModel):
    """`next` is always given: ask with it as `since` for what happens from here on."""

    items: list[ChangeItem]
    next: str


@router.get(
    "",
    operation_id="list_changes",
    summary="Follow what changes",
    description=(
        "In the order in which it happened; what was deleted is told of, too. A `since` that is too old, ahead of the "
        "present end or from before a backup was played in answers 410: replace everything."
    ),
    response=ChangeList,
)
def changes(request: HttpRequest, parameters: Query[Asked]) -> HttpResponse:
    # Read first: whatever has a number up to it was committed.
    counter = Counter.objects.filter(pk=1).first() or Counter(epoch="0" * 16)
    head, since = Point(counter.epoch, counter.value), parameters.since
    if since is None:
        return answer({"items": [], "next": str(head)})
    if why := _too_far(since, head):
        return problem(410, "Replace everything", why)
    found = Change.objects.filter(sequence__gt=since.sequence, sequence__lte=head.sequence).order_by("sequence")
    if parameters.type:
        found = found.filter(type__in=parameters.type)
    if parameters.locale:
        found = found.filter(locale__in=parameters.locale)
    items = list(found[: parameters.limit])
    last = items[-1].sequence if len(items) == parameters.limit else head.sequence
    return answer({"items": [_item(change) for change in items], "next": str(Point(head.epoch, last))})


def _too_far(since: Point, head: Point) -> str:
    """Why nobody can go on from there; empty where one can."""
    if since.epoch != head.epoch:
        return "since: the numbers began anew after that, as a backup was played in."
    if since.sequence > head.sequence:
        return "since: nothing has happened there yet."
    next_one = Change.objects.filter(sequence__gt=since.sequence).order_by("sequence").first()
    if next_one is not None and next_one.at < first_kept():
        return f"since: changes are kept for {settings.CHANGES_KEPT} days."
    return ""


def first_kept() -> datetime.datetime:
    """The moment before which changes are not told of any more: a midnight, so that answers hold for a day."""
    return midnight(timezone.localdate(timezone=AGENCY_ZONE) - datetime.timedelta(days=settings.CHANGES_KEPT))


def named(change: Change) -> dict[str, Any]:
    """What the feed and events say of a change, as `NamedChange` describes it."""
    return {
        "sequence": change.sequence,
        "kind": change.kind,
        "significance": change.significance,
        "type": change.type,
        "id": str(change.key),
        "locale": change.locale,
        "url": f"{settings.PUBLIC_URL}{change.path}",
    }


def _item(change: Change) -> dict[str, Any]:
    return named(change) | {
        "at": timestamp(change.at),
        "previous_url": f"{settings.PUBLIC_URL}{change.previous_path}" if change.previous_path else None,
        "hash": change.hash if change.kind not in GONE else None,
    }
