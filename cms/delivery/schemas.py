"""What the documents of all page types have in common."""

import datetime
from typing import Annotated, Literal
from uuid import UUID

from cms.content.schemas import ImageShape, InOtherLanguages, LicenceShape, PageLink, Shape, Text


class Summary(Shape):
    """A publication as lists show it. `id` is the same in every locale; `path` carries no host; `direction` is that of
    the writing of `locale`."""

    id: UUID
    type: str
    locale: str
    direction: Literal["ltr", "rtl"]
    title: str
    path: str
    teaser: Text | None
    date: datetime.date | None
    published_at: datetime.datetime | None
    image: ImageShape | None = None


class TranslationLink(PageLink):
    """The page in another language; `status` says how far that is as a translation: `original` where it is none."""

    status: Literal["original", "current", "outdated"] = "original"


class TranslatedBlock(Shape):
    """A place of the original, by the path of its field and block, and whether its translation says what it says."""

    path: str
    status: Literal["current", "outdated", "excluded"]


class TranslationState(Shape):
    """How far a translation is: `outdated` once the public original, or something that it shows, such as a person's
    name, has other words than it was made from; `blocks` tell of its own words. `source` is the original where that is
    public."""

    source: Annotated[PageLink | None, InOtherLanguages()]
    status: Literal["current", "outdated"]
    translated_at: datetime.datetime
    blocks: list[TranslatedBlock]


class Document(Shape):
    """What every document adds to its summary. Breadcrumbs lead from the front page down, without the page itself;
    `translation` is null for an original; `licence` is that of the text, images have their own."""

    licence: LicenceShape
    seo_title: str
    description: Text | None
    breadcrumbs: list[PageLink]
    translations: Annotated[list[TranslationLink], InOtherLanguages()]
    translation: TranslationState | None = None


class IndexSummary(Summary):
    type: Literal["pages"] = "pages"
    kind: Literal["index"] = "index"
    lists: str


class IndexDocument(IndexSummary, Document):
    """A page that lists the publications of the type `lists`; they are at the API's path of that type."""
