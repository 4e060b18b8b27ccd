"""How the front page, sections, plain pages and the contact directory become documents."""

from typing import Any

from wagtail.models import Page

from cms.content.models import ContactPoint
from cms.content.presenting import contact_shape, present_stream
from cms.delivery.context import PageContext
from cms.delivery.presenter import Presenter, first_image
from home import documents
from home.models import ContactDirectory, HomePage, SectionPage, StandardPage


class HomePresenter(Presenter[HomePage]):
    model = HomePage
    type = "pages"
    document = documents.HomeDocument
    summary = documents.PageSummary
    template = "home/home_page.html"
    latest = ("press-releases", "events", "practice-reports", "meeting-documentations")

    def present(self, page: HomePage, ctx: PageContext) -> documents.HomeDocument:
        return documents.HomeDocument(
            **ctx.common(),
            date=None,
            teaser=page.intro,
            image=first_image(page.image, ctx),
            body=present_stream(page.body, ctx),
        )


class SectionPresenter(Presenter[SectionPage]):
    model = SectionPage
    type = "pages"
    document = documents.SectionDocument
    summary = documents.PageSummary
    template = "home/section_page.html"

    def present(self, page: SectionPage, ctx: PageContext) -> documents.SectionDocument:
        return documents.SectionDocument(
            **ctx.common(),
            date=None,
            teaser=page.intro,
            body=present_stream(page.body, ctx),
            pages=[ctx.page_link(child) for child in ctx.children(Page)],
        )


class StandardPresenter(Presenter[StandardPage]):
    model = StandardPage
    type = "pages"
    document = documents.StandardDocument
    summary = documents.PageSummary
    template = "home/standard_page.html"

    def present(self, page: StandardPage, ctx: PageContext) -> documents.StandardDocument:
        return documents.StandardDocument(
            **ctx.common(), date=None, teaser=page.intro, body=present_stream(page.body, ctx)
        )


class ContactDirectoryPresenter(Presenter[ContactDirectory]):
    model = ContactDirectory
    type = "pages"
    document = documents.ContactDirectoryDocument
    summary = documents.PageSummary
    template = "home/contact_directory.html"

    def present(self, page: ContactDirectory, ctx: PageContext) -> documents.ContactDirectoryDocument:
        ctx.uses_all(ContactPoint)
        contacts = ContactPoint.objects.filter(locale=page.locale, in_directory=True).select_related("person")
        contacts = contacts.order_by("sort_order", "name", "pk")
        return documents.ContactDirectoryDocument(
            **ctx.common(), date=None, teaser=page.intro, contacts=_shapes(contacts, ctx)
        )


def _shapes(contacts: Any, ctx: PageContext) -> list[Any]:
    return [shape for shape in (contact_shape(contact, ctx) for contact in contacts) if shape]
