"""How the front page, sections, plain pages and the contact directory become documents."""

from typing import Any

from wagtail.models import Page

from cms.content.models import ContactPoint
from cms.content.presenting import contact_shape, present_stream
from cms.delivery.context import PageContext
from cms.delivery.presenter import PagePresenter, first_image
from home import schemas
from home.models import ContactDirectory, HomePage, SectionPage, StandardPage


class HomePresenter(PagePresenter[HomePage]):
    model = HomePage
    document = schemas.HomeDocument
    summary = schemas.PageSummary
    template = "home/home_page.html"
    shows_latest = True

    def present(self, page: HomePage, ctx: PageContext) -> schemas.HomeDocument:
        return schemas.HomeDocument(
            **ctx.common(),
            date=None,
            teaser=page.intro,
            image=first_image(page.image, ctx),
            body=present_stream(page.body, ctx),
        )


class SectionPresenter(PagePresenter[SectionPage]):
    model = SectionPage
    document = schemas.SectionDocument
    summary = schemas.PageSummary
    template = "home/section_page.html"

    def present(self, page: SectionPage, ctx: PageContext) -> schemas.SectionDocument:
        return schemas.SectionDocument(
            **ctx.common(),
            date=None,
            teaser=page.intro,
            body=present_stream(page.body, ctx),
            pages=[ctx.page_link(child) for child in ctx.children(Page)],
        )


class StandardPresenter(PagePresenter[StandardPage]):
    model = StandardPage
    document = schemas.StandardDocument
    summary = schemas.PageSummary
    template = "home/standard_page.html"

    def present(self, page: StandardPage, ctx: PageContext) -> schemas.StandardDocument:
        return schemas.StandardDocument(
            **ctx.common(), date=None, teaser=page.intro, body=present_stream(page.body, ctx)
        )


class ContactDirectoryPresenter(PagePresenter[ContactDirectory]):
    model = ContactDirectory
    document = schemas.ContactDirectoryDocument
    summary = schemas.PageSummary
    template = "home/contact_directory.html"
    structured_type = "ContactPage"

    def present(self, page: ContactDirectory, ctx: PageContext) -> schemas.ContactDirectoryDocument:
        ctx.uses_all(ContactPoint)
        contacts = ContactPoint.objects.filter(locale=page.locale, in_directory=True).select_related("person")
        contacts = contacts.order_by("sort_order", "name", "pk")
        return schemas.ContactDirectoryDocument(
            **ctx.common(), date=None, teaser=page.intro, contacts=_shapes(contacts, ctx)
        )


def _shapes(contacts: Any, ctx: PageContext) -> list[Any]:
    return [shape for shape in (contact_shape(contact, ctx) for contact in contacts) if shape]
