"""The typed shapes that the documents of several page types are made of. Paths carry no host; texts no markup
unless the field is said to be `Html`.

Words are in the language of the document, but those of something else than its page: such a shape says its `locale`,
and beside a field whose words come from elsewhere than the others stands `<field>_locale`, empty where it is. A fact,
such as a telephone number, is the same in every language: words in it are in the language of the original."""

import datetime
from dataclasses import dataclass
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """A value that cannot change and holds nothing but its fields."""

    # A default is served like any other value: readers of the schema can count on the field.
    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


@dataclass(frozen=True)
class Words:
    """Marks a field that holds words of some language; of HTML, those between the tags."""

    html: bool = False


@dataclass(frozen=True)
class Searchable(Words):
    """Marks a field whose words find the document. What is not marked so, such as an address or a date, is never
    search text."""


@dataclass(frozen=True)
class InOtherLanguages:
    """Marks a field that names the page itself in its other languages: no words of it were left untranslated."""


Label = Annotated[str, Words()]
Text = Annotated[str, Searchable()]
Html = Annotated[str, Searchable(html=True)]


class PageLink(Shape):
    """A public page as another one names it."""

    id: UUID
    type: str
    locale: str
    title: Label
    path: str


class ImageSource(Shape):
    """One size of an image: pixels and the path that makes it when first asked for."""

    width: int
    height: int
    path: str


class ImageShape(Shape):
    """An image; `alt` is empty for decoration, `sources` go from the smallest to the largest."""

    alt: Label
    alt_locale: str
    caption: Label
    caption_locale: str
    credit: Label
    credit_locale: str
    licence: Label
    licence_locale: str
    sources: list[ImageSource]


class FileShape(Shape):
    """A file for download; `size` in bytes."""

    locale: str
    title: Label
    filename: str
    path: str
    size: int | None


class Address(Shape):
    """As the post wants it, whatever the language around it: nobody translates its words."""

    street: str
    postal_code: str
    city: str


class OrganisationShape(Shape):
    """`federal_state` is an ISO 3166-2 code or empty."""

    id: UUID
    locale: str
    name: Text
    short_name: Text
    kind: str
    address: Annotated[Address, Words()]
    address_locale: str
    phone: Label
    phone_locale: str
    email: str
    website: str
    federal_state: str


class Term(Shape):
    """A topic or an audience."""

    id: UUID
    locale: str
    title: Text


class PersonShape(Shape):
    """A person in the function held on the document's day; both texts are empty where none was held."""

    id: UUID
    locale: str
    name: Text
    function: Text
    organisation: Text
    organisation_locale: str


class ContactShape(Shape):
    id: UUID
    locale: str
    name: Text
    name_locale: str
    role: Text
    organisation: Text
    organisation_locale: str
    phone: Label
    phone_locale: str
    email: str


class VenueShape(Shape):
    id: UUID
    locale: str
    name: Text
    address: Annotated[Address, Words()]
    address_locale: str
    directions: Text
    accessibility: Text


class HeadingBlock(Shape):
    type: Literal["heading"] = "heading"
    text: Text


class RichTextBlock(Shape):
    type: Literal["rich_text"] = "rich_text"
    html: Html


class QuoteBlock(Shape):
    type: Literal["quote"] = "quote"
    text: Text
    person: PersonShape | None


class ListBlock(Shape):
    """Items are HTML of one line each."""

    type: Literal["list"] = "list"
    ordered: bool
    items: list[Html]


class ImageBlock(Shape):
    type: Literal["image"] = "image"
    image: ImageShape


class KeyFigure(Shape):
    value: Text
    label: Text


class KeyFiguresBlock(Shape):
    type: Literal["key_figures"] = "key_figures"
    figures: list[KeyFigure]


class InterviewAnswer(Shape):
    question: Text
    html: Html


class InterviewBlock(Shape):
    type: Literal["interview"] = "interview"
    person: PersonShape | None
    answers: list[InterviewAnswer]


class FilesBlock(Shape):
    type: Literal["documents"] = "documents"
    files: list[FileShape]


class SignLanguageVideoBlock(Shape):
    """A video in sign language; `html` is its transcript, `poster` what is shown before it plays."""

    type: Literal["sign_language_video"] = "sign_language_video"
    title: Text
    file: FileShape
    poster: ImageShape | None
    html: Html


Block = Annotated[
    HeadingBlock
    | RichTextBlock
    | QuoteBlock
    | ListBlock
    | ImageBlock
    | KeyFiguresBlock
    | InterviewBlock
    | FilesBlock
    | SignLanguageVideoBlock,
    Field(discriminator="type"),
]


class Correction(Shape):
    """A public note of what was wrong and since when it is right."""

    date: datetime.date
    text: Text
