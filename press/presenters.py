"""How press releases and practice reports become documents."""

import datetime
from collections.abc import Mapping
from typing import Any

from cms.content import presenting
from cms.content.filters import (
    AUDIENCE,
    ORGANISATION,
    PLACE,
    REGION,
    TOPIC,
    Filter,
    organisation_filters,
    place_filters,
    region_filters,
    term_filters,
)
from cms.content.presenting import present_stream
from cms.content.schemas import ContactShape, Correction
from cms.delivery.context import PageContext
from cms.delivery.presenter import IndexPresenter, Presenter, files, first_image, midnight
from press import exchange, schemas
from press.models import PracticeIndexPage, PracticeReport, PressIndexPage, PressRelease
from press.wording import freeze, words_of


class ReleasePresenter(Presenter[PressRelease]):
    model = PressRelease
    type = "press-releases"
    document = schemas.ReleaseDocument
    summary = schemas.ReleaseSummary
    template = "press/press_release.html"
    card = "press/release_card.html"
    filter_kinds = (TOPIC, ORGANISATION, PLACE, REGION)
    on_front_page = 10
    reads = (
        "issuer",
        "topics__topic",
        "boilerplates__boilerplate__organisation",
        "boilerplates__boilerplate__wordings",
        "frozen_wordings__organisation",
        "press_contact__person",
        "press_contact__organisation",
        "related_events__event__locale",
        "corrections",
    )

    def day(self, page: PressRelease, ctx: PageContext) -> datetime.date:
        return page.date or super().day(page, ctx)

    def sort_at(self, page: PressRelease, ctx: PageContext) -> datetime.datetime:
        return midnight(page.date) if page.date else super().sort_at(page, ctx)

    def freeze_on_publish(self, page: PressRelease, ctx: PageContext) -> None:
        freeze(page, ctx)

    def present(self, page: PressRelease, ctx: PageContext) -> schemas.ReleaseDocument:
        events = (ctx.localised_page(link.event) for link in page.related_events.all())
        return schemas.ReleaseDocument(
            **ctx.common(),
            date=page.date,
            teaser=page.lead or page.subheadline,
            image=first_image(page.image, ctx),
            kicker=page.kicker,
            subheadline=page.subheadline,
            place=page.place,
            issuer=presenting.organisation_shape(page.issuer, ctx),
            topics=presenting.terms((link.topic for link in page.topics.all()), ctx),
            lead=page.lead,
            body=present_stream(page.body, ctx),
            boilerplates=_boilerplates(page, ctx),
            press_contact=presenting.contact_shape(page.press_contact, ctx) or _contact_of_the_site(ctx),
            related_events=[ctx.page_link(event) for event in events if event is not None],
            files=files(page.attachments, ctx),
            corrections=[Correction(date=note.date, text=note.text) for note in page.corrections.all()],
        )

    def corrects(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
        return any(note not in before["corrections"] for note in after["corrections"])

    def structured_data(self, document: Mapping[str, Any]) -> dict[str, Any]:
        return exchange.news_article(document)

    def ninjs(self, document: Mapping[str, Any]) -> dict[str, Any]:
        return exchange.ninjs_of_release(document)

    def filters(self, document: schemas.ReleaseDocument) -> list[Filter]:
        return [
            *term_filters(TOPIC, document.topics),
            *organisation_filters(document.issuer),
            *region_filters(document.issuer),
            *place_filters(document.place),
        ]


class ReportPresenter(Presenter[PracticeReport]):
    model = PracticeReport
    type = "practice-reports"
    document = schemas.ReportDocument
    summary = schemas.ReportSummary
    template = "press/practice_report.html"
    card = "press/report_card.html"
    filter_kinds = (TOPIC, ORGANISATION, AUDIENCE, REGION)
    on_front_page = 30
    reads = (
        "carrier",
        "topics__topic",
        "audiences__audience",
        "contacts__contact__person",
        "contacts__contact__organisation",
    )

    def day(self, page: PracticeReport, ctx: PageContext) -> datetime.date:
        return page.date or super().day(page, ctx)

    def sort_at(self, page: PracticeReport, ctx: PageContext) -> datetime.datetime:
        return midnight(page.date) if page.date else super().sort_at(page, ctx)

    def present(self, page: PracticeReport, ctx: PageContext) -> schemas.ReportDocument:
        contacts = (presenting.contact_shape(link.contact, ctx) for link in page.contacts.all())
        return schemas.ReportDocument(
            **ctx.common(),
            date=page.date,
            teaser=page.teaser,
            image=first_image(page.image, ctx),
            project=page.project,
            carrier=presenting.organisation_shape(page.carrier, ctx),
            audiences=presenting.terms((link.audience for link in page.audiences.all()), ctx),
            topics=presenting.terms((link.topic for link in page.topics.all()), ctx),
            starting_point=present_stream(page.starting_point, ctx),
            implementation=present_stream(page.implementation, ctx),
            conclusion=present_stream(page.conclusion, ctx),
            format=_format(page),
            key_figures=[figure for block in present_stream(page.key_figures, ctx) for figure in block.figures],
            interview=next(iter(present_stream(page.interview, ctx)), None),
            programme=page.programme,
            contacts=[contact for contact in contacts if contact],
            files=[file for file in [presenting.file_shape(page.pdf, ctx)] if file],
        )

    def structured_data(self, document: Mapping[str, Any]) -> dict[str, Any]:
        return exchange.article(document)

    def ninjs(self, document: Mapping[str, Any]) -> dict[str, Any]:
        return exchange.ninjs_of_report(document)

    def filters(self, document: schemas.ReportDocument) -> list[Filter]:
        return [
            *term_filters(TOPIC, document.topics),
            *organisation_filters(document.carrier),
            *region_filters(document.carrier),
            *term_filters(AUDIENCE, document.audiences),
        ]


class PressIndexPresenter(IndexPresenter):
    model = PressIndexPage
    template = "press/press_index_page.html"
    lists = "press-releases"


class PracticeIndexPresenter(IndexPresenter):
    model = PracticeIndexPage
    template = "press/practice_index_page.html"
    lists = "practice-reports"


def _boilerplates(page: PressRelease, ctx: PageContext) -> list[schemas.BoilerplateShape]:
    found = []
    for words in words_of(page, ctx):
        html = ctx.html(words.text)
        if html:
            organisation = presenting.organisation_shape(words.organisation, ctx)
            found.append(schemas.BoilerplateShape(locale=ctx.locale_of(words), html=html, organisation=organisation))
    return found


def _contact_of_the_site(ctx: PageContext) -> ContactShape | None:
    """The press contact of the site settings in the document's language."""
    texts = ctx.site_texts()
    return presenting.contact_shape(texts.press_contact, ctx) if texts else None


def _format(page: PracticeReport) -> schemas.FormatShape | None:
    if not (page.format_title or page.format_description):
        return None
    return schemas.FormatShape(title=page.format_title, description=page.format_description)
