"""What the API adds to summaries and documents, and the schemas that OpenAPI shows. Nothing served is validated
against them again: what the store holds was, when it was written."""

from __future__ import annotations

import datetime
from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, Literal, get_args, get_origin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from pydantic import BaseModel, ConfigDict, Field, create_model

from cms.delivery import registry
from cms.delivery.api.absolute import with_absolute_links
from cms.delivery.exchange import formats_of
from cms.delivery.models import Publication


class Envelope(BaseModel):
    """`url` is the page, `api_url` the document, both absolute. `updated_at` says when editors last changed words or
    facts of it, `modified_at` when anything in it was last another, such as the telephone number of its issuer."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    url: str
    api_url: str
    updated_at: datetime.datetime
    modified_at: datetime.datetime


class Fallback(BaseModel):
    """A document in another language than the one that was asked for, which lacks it."""

    requested: str
    served: str


class Meta(BaseModel):
    """`fallback` is null where the document is in the language that was asked for."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    fallback: Fallback | None = None


class Formats(BaseModel):
    """The absolute addresses of the same in other formats; null where there is none. `ics` is the calendar that a
    series or a list of events has, or the one entry of an event; `pdf` a file of its own."""

    html: str
    markdown: str
    ninjs: str
    ics: str | None
    pdf: str | None


class DocumentEnvelope(Envelope):
    """As `Envelope`, with the same in other formats, and what is to be said of the answer itself."""

    links: Formats
    meta: Meta


class ParameterError(BaseModel):
    """What is wrong with a parameter."""

    parameter: str
    detail: str


class Problem(BaseModel):
    """An error as RFC 9457 describes it."""

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: list[ParameterError] | None = Field(None, description="With a 400 or 422: what is wrong, by parameter.")
    available: list[str] | None = Field(None, description="With a 404 or 410: the languages in which it can be read.")
    withdrawn_at: datetime.datetime | None = Field(None, description="With a 410: when it was withdrawn.")
    reason: str | None = Field(None, description="With a 410: why, in the language `locale`; null where nobody said.")
    locale: str | None = Field(None, description="With a 410: the language of the reason.")


def enveloped(content: dict[str, Any], row: Publication) -> dict[str, Any]:
    """The stored summary or document of the row as it is read now, with the envelope around it."""
    moments = {"updated_at": timestamp(row.updated_at), "modified_at": timestamp(row.modified_at)}
    return {**with_absolute_links(registry.as_of(content, timezone.now())), **addresses(content), **moments}


def document_of(row: Publication, *, asked: str = "") -> dict[str, Any]:
    """The row's document in its envelope; `asked` is the language that was asked for instead of the row's."""
    marked = {"requested": asked, "served": row.locale} if asked else None
    return {**enveloped(row.document, row), "links": formats_of(row.document), "meta": {"fallback": marked}}


def timestamp(moment: datetime.datetime) -> str:
    """The moment in UTC, as JSON says it."""
    return moment.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


def addresses(summary: dict[str, Any]) -> dict[str, str]:
    """The absolute addresses of a publication as page and as document."""
    document = f"{summary['type']}/{summary['id']}?locale={summary['locale']}"
    return {
        "url": f"{settings.PUBLIC_URL}{summary['path']}",
        "api_url": f"{settings.PUBLIC_URL}{root()}{document}",
    }


@cache
def root() -> str:
    """The path of the API."""
    return reverse("api-v1:api-root")


def with_envelope(schema: Any, *, of_document: bool = False) -> Any:
    """The shape, or each of a union's shapes, with the envelope; told apart by a field where one can."""
    envelope = DocumentEnvelope if of_document else Envelope
    shapes = [_enveloped_shape(shape, envelope) for shape in get_args(schema) or (schema,)]
    if len(shapes) == 1:
        return shapes[0]
    union = shapes[0]
    for shape in shapes[1:]:
        union = union | shape
    field = _discriminator(shapes)
    return Annotated[union, Field(discriminator=field)] if field else union


def list_schema(type_: str, shapes: list[Any]) -> type[BaseModel]:
    """One page of a list of these shapes; `next` is null on the last one."""
    name = type_.title().replace("-", "") + "List"
    items: Any = reduce(or_, shapes)
    fields: dict[str, Any] = {"items": (list[items], ...), "next": (str | None, ...)}
    return create_model(name, __doc__="`next` is the cursor of the next page, null on the last one.", **fields)


@cache
def _enveloped_shape(shape: type[BaseModel], envelope: type[Envelope]) -> Any:
    return create_model(shape.__name__, __base__=(envelope, shape), __doc__=shape.__doc__, __module__=shape.__module__)


def _discriminator(shapes: list[type[BaseModel]]) -> str:
    """The first field that has other fixed values in every shape; empty where there is none."""
    for name in shapes[0].model_fields:
        seen: list[Any] = []
        for shape in shapes:
            annotation = shape.model_fields[name].annotation if name in shape.model_fields else None
            if get_origin(annotation) is not Literal:
                break
            seen += get_args(annotation)
        else:
            if len(seen) == len(set(seen)):
                return name
    return ""
