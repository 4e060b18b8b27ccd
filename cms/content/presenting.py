"""How snippets, files and blocks turn into shapes. Whoever presents hands in a context, which answers what only it
can know (which pages are public, under which path) and keeps account of everything that was read."""

import datetime
import mimetypes
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

from django.conf import settings
from django.db import models
from django.utils import translation
from wagtail.blocks import StreamValue

from cms.content import licences, phones, schemas
from cms.content.models import (
    ContactPoint,
    CustomDocument,
    CustomImage,
    FileTexts,
    Organisation,
    Person,
    SiteTexts,
    Topic,
    Venue,
)
from cms.content.models.snippets import Address, Audience

IMAGE_WIDTHS = (480, 960, 1600)


class ImageFormat(NamedTuple):
    """A format in which images are offered, and how Wagtail is asked for it; JPEG lies on white where the image lets
    something shine through."""

    extension: str
    media_type: Literal["image/webp", "image/jpeg"]
    spec: str


WEBP = ImageFormat("webp", "image/webp", "format-webp|webpquality-80")
JPEG = ImageFormat("jpg", "image/jpeg", "format-jpeg|jpegquality-82|bgcolor-ffffff")
# The first one is the one that pages show.
IMAGE_FORMATS = (WEBP, JPEG)

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

    def same(self, source: Translatable) -> Translatable:
        """The object as it was first met, which knows what was asked of it for other documents."""

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
            type=format_.media_type,
            width=width,
            height=max(1, round(image.height * width / image.width)),
            path=ctx.file_path(image_path(image, width, format_)),
        )
        for format_ in IMAGE_FORMATS
        for width in image_widths(image)
    ]
    alt_words = Words() if decorative else _of_use(alt, ctx) or _of_image(image, "alt_text", ctx) or _title(image)
    caption_words = _of_use(caption, ctx) or _of_image(image, "caption", ctx) or Words()
    credit_words = _of_use(credit, ctx) or _of_image(image, "credit", ctx) or Words()
    note = _of_use(licence, ctx) or Words(image.licence, settings.LANGUAGE_CODE if image.licence else "")
    return schemas.ImageShape(
        decorative=bool(decorative),
        alt=alt_words.text,
        alt_locale=alt_words.locale,
        caption=caption_words.text,
        caption_locale=caption_words.locale,
        credit=credit_words.text,
        credit_locale=credit_words.locale,
        # What a page says of a licence itself holds in place of the library's.
        licence=None if licence else licence_shape(image.licence_id, credit_words.text, ctx.locale),
        licence_note=note.text,
        licence_note_locale=note.locale,
        focal_point=_focal_point(image),
        sources=sources,
    )


def licence_of_texts(texts: SiteTexts | None, locale: str) -> schemas.LicenceShape | None:
    """The licence of the site's texts, as what it says of itself in a language names it; whom to name is the site."""
    if texts is None:
        return licence_shape(licences.DEFAULT, settings.SITE_NAME, locale)
    return licence_shape(texts.licence, texts.name, locale)


def licence_shape(licence_id: str, attribution: str, locale: str) -> schemas.LicenceShape | None:
    """The licence with that id, named in that language; None where nobody has chosen one."""
    found = licences.LICENCES.get(licence_id)
    if found is None:
        return None
    with translation.override(locale):
        name = str(found.name)
    return schemas.LicenceShape(id=found.id, name=name, url=found.url or None, attribution=attribution or None)


def _focal_point(image: CustomImage) -> schemas.FocalPoint | None:
    if image.focal_point_x is None or image.focal_point_y is None:
        return None
    x, y = image.focal_point_x / image.width, image.focal_point_y / image.height
    return schemas.FocalPoint(x=round(min(x, 1), 3), y=round(min(y, 1), 3))


def _of_use(text: str, ctx: Context) -> Words | None:
    """What a page says of an image itself."""
    return Words(text, ctx.locale) if text else None


def _of_image(image: CustomImage, name: str, ctx: Context) -> Words | None:
    """What the library says of the image, in the document's language where somebody wrote it; nothing is asked of
    texts that the image does not have."""
    if not getattr(image, name):
        return None
    texts = ctx.localised(ctx.same(image).texts)
    if texts is None or not getattr(texts, name):
        return Words(getattr(image, name), settings.LANGUAGE_CODE)
    return Words(getattr(texts, name), ctx.locale_of(texts))


def _title(image: CustomImage) -> Words:
    """What the image is called in the library, for want of an alternative text."""
    return Words(image.title, settings.LANGUAGE_CODE)


def image_widths(image: CustomImage) -> list[int]:
    """The widths in pixels that the image is offered in, never wider than it is; the image view makes no other."""
    return sorted({width for width in IMAGE_WIDTHS if width < image.width} | {min(image.width, IMAGE_WIDTHS[-1])})


def image_path(image: CustomImage, width: int, format_: ImageFormat) -> str:
    """The path of the image in that width; it changes with the file's content and the focal point."""
    return f"/files/images/{image.key}/{image_version(image)}/{width}.{format_.extension}"


def image_version(image: CustomImage) -> str:
    """A short mark of what the image looks like."""
    focus = f"-{image.focal_point_x}-{image.focal_point_y}" if image.focal_point_x is not None else ""
    return f"{image.file_hash[:12] or '0'}{focus}"


def open_file(file: CustomDocument | None, ctx: Context) -> CustomDocument | None:
    """The file where it is there and may be had, else None."""
    if file is None:
        return None
    ctx.uses(file)
    return ctx.same(file) if ctx.is_open(file) else None


def file_shape(file: CustomDocument | None, ctx: Context) -> schemas.FileShape | None:
    """The file with its title in the document's language, or None where it is gone or may not be had."""
    file = open_file(file, ctx)
    if file is None:
        return None
    texts = ctx.localised(file.texts)
    return schemas.FileShape(
        locale=_locale_of_title(file, texts, ctx),
        title=texts.title if texts else file.title,
        filename=file.filename,
        type=media_type(file.filename),
        path=ctx.file_path(file.url),
        size=file.file_size,
        sha256=file.sha256 or None,
    )


def media_type(filename: str) -> str:
    """What a file is, by its name."""
    return mimetypes.guess_type(filename)[0] or "application/octet-stream"


def _locale_of_title(file: CustomDocument, texts: FileTexts | None, ctx: Context) -> str:
    """The language of the title: that of its translation; the library's own title is in the language of the file, which
    is that of the document where the file is its own and says nothing else."""
    locale = ctx.locale_of(texts) if texts else settings.LANGUAGE_CODE
    return locale if locale != settings.LANGUAGE_CODE else language_of(file, ctx)


def language_of(file: CustomDocument, ctx: Context) -> str:
    """What the file is written in: what it says, else the language of the document whose own file it is, or of the
    originals."""
    return file.language or (ctx.locale if ctx.is_own(file) else settings.LANGUAGE_CODE)


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


def organisation_name(organisation: Organisation | None, ctx: Context) -> schemas.OrganisationName | None:
    """What an organisation is called beside a person."""
    organisation = ctx.localised(organisation)
    if organisation is None:
        return None
    return schemas.OrganisationName(
        id=organisation.translation_key,
        locale=ctx.locale_of(organisation),
        name=organisation.short_name or organisation.name,
    )


def person_shape(person: Person | None, ctx: Context) -> schemas.PersonShape | None:
    """The person in the function held on the document's day."""
    person = ctx.localised(person)
    if person is None:
        return None
    held = person.function_on(ctx.day)
    return schemas.PersonShape(
        id=person.translation_key,
        locale=ctx.locale_of(person),
        name=person.name,
        function=held.function if held else "",
        organisation=organisation_name(held.organisation if held else None, ctx),
    )


def contact_shape(contact: ContactPoint | None, ctx: Context) -> schemas.ContactShape | None:
    """The contact point with its person's phone and e-mail where it has none of its own."""
    contact = ctx.localised(contact)
    if contact is None:
        return None
    person = ctx.localised(contact.person)
    phone = phone_words(contact if contact.phone else person, ctx)
    return schemas.ContactShape(
        id=contact.translation_key,
        locale=ctx.locale_of(contact),
        name=person.name if person else contact.name,
        name_locale=ctx.locale_of(person or contact),
        role=contact.role,
        organisation=organisation_name(contact.organisation, ctx),
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
