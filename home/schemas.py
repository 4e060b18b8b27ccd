"""The typed documents of type `pages`."""

from typing import Literal

from pydantic import Field

from cms.content import schemas
from cms.delivery.schemas import Document, Summary


class PageSummary(Summary):
    type: Literal["pages"] = "pages"
    kind: Literal["home", "section", "standard", "contacts"]


class HomeDocument(PageSummary, Document):
    kind: Literal["home"] = "home"
    body: list[schemas.Block]


class SectionDocument(PageSummary, Document):
    """A page that leads to those below it."""

    kind: Literal["section"] = "section"
    body: list[schemas.Block]
    pages: list[schemas.PageLink] = Field(description="Those right below, in the order editors gave them.")


class StandardDocument(PageSummary, Document):
    kind: Literal["standard"] = "standard"
    body: list[schemas.Block]


class ContactDirectoryDocument(PageSummary, Document):
    kind: Literal["contacts"] = "contacts"
    contacts: list[schemas.ContactShape]
