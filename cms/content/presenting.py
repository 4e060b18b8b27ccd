"""How snippets, files and blocks turn into shapes. Whoever presents hands in a context, which answers what only it
can know (which pages are public, under which path) and keeps account of everything that was read."""

import datetime
from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol, TypeVar

from django.conf import settings
from django.db import models
from wagtail.blocks import StreamValue

from cms.content import phones, schemas
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

    @property
    def locale(self) -> str:
        """The document's language."""

    def locale_of(self, source: models.Model) -> str:
        """The language that the object is written in."""

    def locale_of_facts(self, source: models.Model) -> str:
        """The language of words in what is the same in all languages of the object: that of its original."""

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

    def is_own(self, file: CustomDocument) -> bool:
        """True for a file that the document has in place of its original's: its words are in its language."""


class Words(NamedTuple):
    """Words and the language they are in; none have no language."""

    text: str = ""
    locale: str = ""


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
    alt_words = Words() if decorative else _of_use(alt, ctx) or _of_image(image, "alt_text", ctx) or _title(image)
    caption_words = _of_use(caption, ctx) or _of_image(image, "caption", ctx) or Words()
    credit_words = _of_use(credit, ctx) or _of_image(image, "credit", ctx) or Words()
    licence_words = _of_use(licence, ctx) or Words(image.licence, settings.LANGUAGE_CODE if image.licence else "")
    return schemas.ImageShape(
        alt=alt_words.text,
        alt_locale=alt_words.locale,
        caption=caption_words.text,
        caption_locale=caption_words.locale,
        credit=credit_words.text,
        credit_locale=credit_words.locale,
        licence=licence_words.text,
        licence_locale=licence_words.locale,
        sources=sources,
    )


def _of_use(text: str, ctx: Context) -> Words | None:
    """What a page says of an image itself."""
    return Words(text, ctx.locale) if text else None


def _of_image(image: CustomImage, name: str, ctx: Context) -> Words | None:
    """What the library says of the image, in the document's language where somebody wrote it; nothing is asked of
    texts that the image does not have."""
    if not getattr(image, name):
        return None
    texts = ctx.localised(image.texts)
    if texts is None or not getattr(texts, name):
        return Words(getattr(image, name), settings.LANGUAGE_CODE)
    return Words(getattr(texts, name), ctx.locale_of(texts))


def _title(image: CustomImage) -> Words:
    """What the image is called in the library, for want of an alternative text."""
    return Words(image.title, settings.LANGUAGE_CODE)


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


def open_file(file: CustomDocument | None, ctx: Context) -> CustomDocument | None:
    """The file where it is there and may be had, else None."""
    if file is None:
        return None
    ctx.uses(file)
    return file if ctx.is_open(file) else None


def file_shape(file: CustomDocument | None, ctx: Context) -> schemas.FileShape | None:
    """The file with its title in the document's language, or None where it is gone or may not be had."""
    file = open_file(file, ctx)
    if file is None:
        return None
    texts = ctx.localised(file.texts)
    locale = ctx.locale_of(texts) if texts else settings.LANGUAGE_CODE
    return schemas.FileShape(
        locale=ctx.locale if ctx.is_own(file) else locale,
        title=texts.title if texts else file.title,
        filename=file.filename,
        path=ctx.file_path(file.url),
        size=file.file_size,
    )


def address_shape(source: Address) -> schemas.Address:
    return schemas.Address(street=source.street, postal_code=source.postal_code, city=source.city)


def address_locale(source: Address, ctx: Context) -> str:
    """The language that the address is written in; empty where it has no words."""
    return ctx.locale_of_facts(source) if source.street or source.city else ""


def phone_words(source: Person | Organisation | ContactPoint | None, ctx: Context) -> Words:
    """The telephone number, with the language of the words beside it where there are any."""
    if source is None or not source.phone:
        return Words()
    return Words(source.phone, ctx.locale_of_facts(source) if phones.has_words(source.phone) else "")


def organisation_shape(organisation: Organisation | None, ctx: Context) -> schemas.OrganisationShape | None:
    """The organisation in the document's language."""
    organisation = ctx.localised(organisation)
    if organisation is None:
        return None
    phone = phone_words(organisation, ctx)
    return schemas.OrganisationShape(
        id=organisation.translation_key,
        locale=ctx.locale_of(organisation),
        name=organisation.name,
        short_name=organisation.short_name,
        kind=organisation.kind,
        address=address_shape(organisation),
        address_locale=address_locale(organisation, ctx),
        phone=phone.text,
        phone_locale=phone.locale,
        email=organisation.email,
        website=organisation.website,
        federal_state=organisation.federal_state,
    )


def organisation_name(organisation: Organisation | None, ctx: Context) -> Words:
    """What an organisation is called beside a person: its short name, else its name."""
    organisation = ctx.localised(organisation)
    if organisation is None:
        return Words()
    return Words(organisation.short_name or organisation.name, ctx.locale_of(organisation))


def person_shape(person: Person | None, ctx: Context) -> schemas.PersonShape | None:
    """The person in the function held on the document's day."""
    person = ctx.localised(person)
    if person is None:
        return None
    held = person.function_on(ctx.day)
    organisation = organisation_name(held.organisation if held else None, ctx)
    return schemas.PersonShape(
        id=person.translation_key,
        locale=ctx.locale_of(person),
        name=person.name,
        function=held.function if held else "",
        organisation=organisation.text,
        organisation_locale=organisation.locale,
    )


def contact_shape(contact: ContactPoint | None, ctx: Context) -> schemas.ContactShape | None:
    """The contact point with its person's phone and e-mail where it has none of its own."""
    contact = ctx.localised(contact)
    if contact is None:
        return None
    person = ctx.localised(contact.person)
    organisation = organisation_name(contact.organisation, ctx)
    phone = phone_words(contact if contact.phone else person, ctx)
    return schemas.ContactShape(
        id=contact.translation_key,
        locale=ctx.locale_of(contact),
        name=person.name if person else contact.name,
        name_locale=ctx.locale_of(person or contact),
        role=contact.role,
        organisation=organisation.text,
        organisation_locale=organisation.locale,
        phone=phone.text,
        phone_locale=phone.locale,
        email=contact.email or (person.email if person else ""),
    )


def venue_shape(venue: Venue | None, ctx: Context) -> schemas.VenueShape | None:
    venue = ctx.localised(venue)
    if venue is None:
        return None
    return schemas.VenueShape(
        id=venue.translation_key,
        locale=ctx.locale_of(venue),
        name=venue.name,
        address=address_shape(venue),
        address_locale=address_locale(venue, ctx),
        directions=venue.directions,
        accessibility=venue.accessibility,
    )


def terms(sources: Iterable[Category], ctx: Context) -> list[schemas.Term]:
    """Topics or audiences in the document's language, in their order."""
    found = (ctx.localised(source) for source in sources)
    return [
        schemas.Term(id=term.translation_key, locale=ctx.locale_of(term), title=term.title)
        for term in found
        if term is not None
    ]
