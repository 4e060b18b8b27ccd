"""The typed documents of type `pages`."""

from typing import Literal

from cms.content import documents as shapes
from cms.delivery.documents import Document, Summary


class PageSummary(Summary):
    type: Literal["pages"] = "pages"
    kind: Literal["home", "section", "standard", "contacts"]


class HomeDocument(PageSummary, Document):
    kind: Literal["home"] = "home"
    body: list[shapes.Block]


class SectionDocument(PageSummary, Document):
    """`pages` are those right below, in the order editors gave them."""

    kind: Literal["section"] = "section"
    body: list[shapes.Block]
    pages: list[shapes.PageLink]


class StandardDocument(PageSummary, Document):
    kind: Literal["standard"] = "standard"
    body: list[shapes.Block]


class ContactDirectoryDocument(PageSummary, Document):
    kind: Literal["contacts"] = "contacts"
    contacts: list[shapes.ContactShape]
