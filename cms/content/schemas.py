"""The typed shapes that the documents of several page types are made of. Paths carry no host; texts no markup
unless the field is said to be `Html`. What is absent is `None`, never an empty text.

Words are in the language of the document, but those of something else than its page: such a shape says its `locale`,
and beside a field whose words come from elsewhere than the others stands `<field>_locale`, absent where it is. A fact,
such as a telephone number, is the same in every language: words in it are in the language of the original."""

import datetime
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, get_args
from uuid import UUID

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, computed_field, model_validator

from cms.content.markdown import markdown_of


class Shape(BaseModel):
    """A value that cannot change and holds nothing but its fields."""

    # A default is served like any other value: readers of the schema can count on the field.
    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)

    @model_validator(mode="before")
    @classmethod
    def _as_given(cls, given: Any) -> Any:
        """What was stored is read without what follows from the rest; an empty text is absent where it may be."""
        if not isinstance(given, dict):
            return given
        computed, optional = cls.model_computed_fields, _optional_texts(cls)
        return {
            name: None if value == "" and name in optional else value
            for name, value in given.items()
            if name not in computed
        }


@cache
def _optional_texts(shape: type[Shape]) -> frozenset[str]:
    """The fields that hold a text or none."""
    return frozenset(name for name, field in shape.model_fields.items() if NoneType in get_args(field.annotation))


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


class Addressed(Shape):
    """What stands at an address of the site."""

    path: str = Field(description="Without the host.")

    @computed_field(description="The same with the host.")  # type: ignore[prop-decorator]
    @property
    def url(self) -> str:
        return f"{settings.PUBLIC_URL}{self.path}"


class Prose(Shape):
    """Words as HTML, and the same as Markdown."""

    html: Html

    @computed_field(description="CommonMark, with absolute links.")  # type: ignore[prop-decorator]
    @property
    def markdown(self) -> str:
        return markdown_of(self.html)


class OptionalProse(Shape):
    """The same, both null where nothing is said."""

    html: Html | None

    @computed_field(description="CommonMark, with absolute links; null where `html` is.")  # type: ignore[prop-decorator]
    @property
    def markdown(self) -> str | None:
        return markdown_of(self.html) if self.html else None


class LicenceShape(Shape):
    """What others may do with something: `id` is that of GovData's list (https://www.dcat-ap.de/def/licenses/), `url`
    leads to the licence's text where it has one, `attribution` is whom to name."""

    id: str
    name: str
    url: str | None
    attribution: str | None


class PageLink(Addressed):
    """A public page as another one names it."""

    id: UUID
    type: str
    locale: str
    title: Label


class ImageSource(Addressed):
    """One size of an image in pixels, in one format; it is made when first asked for."""

    type: Literal["image/webp", "image/jpeg"]
    width: int
    height: int


class FocalPoint(Shape):
    """What matters most in an image, as parts of its width and height from the upper left corner, each 0 to 1."""

    x: float
    y: float


class ImageShape(Shape):
    """An image; `alt` is null where it is `decorative`. `sources` go from the smallest to the largest, WebP first,
    then JPEG. `licence_note` says what the licence does not."""

    decorative: bool
    alt: Label | None
    alt_locale: str | None
    caption: Label | None
    caption_locale: str | None
    credit: Label | None
    credit_locale: str | None
    licence: LicenceShape | None
    licence_note: Label | None
    licence_note_locale: str | None
    focal_point: FocalPoint | None
    sources: list[ImageSource]


class FileShape(Addressed):
    """A file for download: `type` is its media type, `size` in bytes, `sha256` of what is in it, in hexadecimal."""

    locale: str
    title: Label
    filename: str
    type: str
    size: int | None
    sha256: str | None


class Address(Shape):
    """As the post wants it, whatever the language around it: nobody translates its words."""

    street: str | None
    postal_code: str | None
    city: str | None


class OrganisationShape(Shape):
    """`federal_state` is an ISO 3166-2 code or null."""

    id: UUID
    locale: str
    name: Text
    short_name: Text | None
    kind: str | None
    address: Annotated[Address, Words()]
    address_locale: str | None
    phone: Label | None
    phone_locale: str | None
    email: str | None
    website: str | None
    federal_state: str | None


class Term(Shape):
    """A topic or an audience."""

    id: UUID
    locale: str
    title: Text


class OrganisationName(Shape):
    """An organisation as it is called beside a person: by its short name where it has one."""

    id: UUID
    locale: str
    name: Text


class PersonShape(Shape):
    """A person in the function held on the document's day; where none was held, both are null."""

    id: UUID
    locale: str
    name: Text
    function: Text | None
    organisation: OrganisationName | None


class ContactShape(Shape):
    id: UUID
    locale: str
    name: Text
    name_locale: str
    role: Text | None
    organisation: OrganisationName | None
    phone: Label | None
    phone_locale: str | None
    email: str | None


class VenueShape(Shape):
    id: UUID
    locale: str
    name: Text
    address: Annotated[Address, Words()]
    address_locale: str | None
    directions: Text | None
    accessibility: Text | None


class HeadingBlock(Shape):
    type: Literal["heading"] = "heading"
    text: Text


class RichTextBlock(Prose):
    type: Literal["rich_text"] = "rich_text"


class QuoteBlock(Shape):
    type: Literal["quote"] = "quote"
    text: Text
    person: PersonShape | None


class ListBlock(Shape):
    """Items are HTML of one line each."""

    type: Literal["list"] = "list"
    ordered: bool
    items: list[Html]

    @computed_field(description="The list as CommonMark, with absolute links.")  # type: ignore[prop-decorator]
    @property
    def markdown(self) -> str:
        kind = "ol" if self.ordered else "ul"
        return markdown_of(f"<{kind}>{''.join(f'<li>{item}</li>' for item in self.items)}</{kind}>")


class ImageBlock(Shape):
    type: Literal["image"] = "image"
    image: ImageShape


class KeyFigure(Shape):
    value: Text
    label: Text


class KeyFiguresBlock(Shape):
    type: Literal["key_figures"] = "key_figures"
    figures: list[KeyFigure]


class InterviewAnswer(OptionalProse):
    question: Text


class InterviewBlock(Shape):
    type: Literal["interview"] = "interview"
    person: PersonShape | None
    answers: list[InterviewAnswer]


class FilesBlock(Shape):
    type: Literal["documents"] = "documents"
    files: list[FileShape]


class SignLanguageVideoBlock(OptionalProse):
    """A video in sign language; `html` is its transcript, `poster` what is shown before it plays."""

    type: Literal["sign_language_video"] = "sign_language_video"
    title: Text
    file: FileShape
    poster: ImageShape | None


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
