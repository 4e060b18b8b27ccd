"""How snippets, files and blocks turn into shapes. Whoever presents hands in a context, which answers what only it
can know (which pages are public, under which path) and keeps account of everything that was read."""

import datetime
from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from django.db import models
from wagtail.blocks import StreamValue

from cms.content import schemas
from cms.content.models import (
    ContactPoint,
    CustomDocument,
    CustomImage,
    Organisation,
    Person,
    Topic,
    Venue,
)
from cms.content.models.snippets import Address, Audience

IMAGE_WIDTHS = (480, 960, 1600)

Translatable = TypeVar("Translatable", bound=models.Model)
Category = TypeVar("Category", Topic, Audience)


class Context(Protocol):
    """What a presenter may ask while it makes one document; each answer is noted as a source of that document."""

    day: datetime.date

    def uses(self, source: models.Model) -> None:
        """Note that the document was made from this object."""

    def localised(self, source: Translatable | None) -> Translatable | None:
        """The object in the document's language where it exists, else itself; None stays None."""

    def link(self, page: models.Model | int | None) -> schemas.PageLink | None:
        """The page as a link, or None where it is not public."""

    def html(self, rich_text: str) -> str:
        """Rich text as clean HTML whose links lead to public pages and files only."""

    def file_path(self, path: str) -> str:
        """The path under which the document's readers may fetch a file."""

    def is_open(self, file: CustomImage | CustomDocument) -> bool:
        """True where the file's collection is not private."""


def present_stream(stream: StreamValue | None, ctx: Context) -> list[Any]:
    """The shapes of a stream's blocks; blocks without content leave none."""
    found = (child.block.present(child.value, ctx) for child in stream or ())
    return [shape for shape in found if shape is not None]


def image_shape(
    image: CustomImage | None,
    ctx: Context,
    *,
    alt: str = "",
    caption: str = "",
    credit: str = "",
    licence: str = "",
    decorative: bool = False,
) -> schemas.ImageShape | None:
    """The image with the texts of its use, else its own; None where it is gone or may not be shown."""
    if image is None:
        return None
    ctx.uses(image)
    if image.rights_ended or not ctx.is_open(image) or not image.width:
        return None
    sources = [
        schemas.ImageSource(
            width=width,
            height=max(1, round(image.height * width / image.width)),
            path=ctx.file_path(image_path(image, width)),
        )
        for width in image_widths(image)
    ]
    return schemas.ImageShape(
        alt="" if decorative else alt or image.alt_text or image.title,
        caption=caption or image.caption,
        credit=credit or image.credit,
        licence=licence or image.licence,
        sources=sources,
    )


def image_widths(image: CustomImage) -> list[int]:
    """The widths in pixels that the image is offered in, never wider than it is; the image view makes no other."""
    return sorted({width for width in IMAGE_WIDTHS if width < image.width} | {min(image.width, IMAGE_WIDTHS[-1])})


def image_path(image: CustomImage, width: int) -> str:
    """The path of the image in that width; it changes with the file's content and the focal point."""
    return f"/files/images/{image.pk}/{image_version(image)}/{width}.webp"


def image_version(image: CustomImage) -> str:
    """A short mark of what the image looks like."""
    focus = f"-{image.focal_point_x}-{image.focal_point_y}" if image.focal_point_x is not None else ""
    return f"{image.file_hash[:12] or '0'}{focus}"


def file_shape(file: CustomDocument | None, ctx: Context) -> schemas.FileShape | None:
    """The file, or None where it is gone or may not be had."""
    if file is None:
        return None
    ctx.uses(file)
    if not ctx.is_open(file):
        return None
    return schemas.FileShape(
        title=file.title, filename=file.filename, path=ctx.file_path(file.url), size=file.file_size
    )


def address_shape(source: Address) -> schemas.Address:
    return schemas.Address(street=source.street, postal_code=source.postal_code, city=source.city)


def organisation_shape(organisation: Organisation | None, ctx: Context) -> schemas.OrganisationShape | None:
    """The organisation in the document's language."""
    organisation = ctx.localised(organisation)
    if organisation is None:
        return None
    return schemas.OrganisationShape(
        id=organisation.translation_key,
        name=organisation.name,
        short_name=organisation.short_name,
        kind=organisation.kind,
        address=address_shape(organisation),
        phone=organisation.phone,
        email=organisation.email,
        website=organisation.website,
        federal_state=organisation.federal_state,
    )


def organisation_name(organisation: Organisation | None, ctx: Context) -> str:
    """What an organisation is called beside a person: its short name, else its name."""
    organisation = ctx.localised(organisation)
    return (organisation.short_name or organisation.name) if organisation else ""


def person_shape(person: Person | None, ctx: Context) -> schemas.PersonShape | None:
    """The person in the function held on the document's day."""
    person = ctx.localised(person)
    if person is None:
        return None
    held = person.function_on(ctx.day)
    return schemas.PersonShape(
        id=person.translation_key,
        name=person.name,
        function=held.function if held else "",
        organisation=organisation_name(held.organisation, ctx) if held else "",
    )


def contact_shape(contact: ContactPoint | None, ctx: Context) -> schemas.ContactShape | None:
    """The contact point with its person's phone and e-mail where it has none of its own."""
    contact = ctx.localised(contact)
    if contact is None:
        return None
    person = ctx.localised(contact.person)
    return schemas.ContactShape(
        id=contact.translation_key,
        name=person.name if person else contact.name,
        role=contact.role,
        organisation=organisation_name(contact.organisation, ctx),
        phone=contact.phone or (person.phone if person else ""),
        email=contact.email or (person.email if person else ""),
    )


def venue_shape(venue: Venue | None, ctx: Context) -> schemas.VenueShape | None:
    venue = ctx.localised(venue)
    if venue is None:
        return None
    return schemas.VenueShape(
        id=venue.translation_key,
        name=venue.name,
        address=address_shape(venue),
        directions=venue.directions,
        accessibility=venue.accessibility,
    )


def terms(sources: Iterable[Category], ctx: Context) -> list[schemas.Term]:
    """Topics or audiences in the document's language, in their order."""
    found = (ctx.localised(source) for source in sources)
    return [schemas.Term(id=term.translation_key, title=term.title) for term in found if term is not None]
