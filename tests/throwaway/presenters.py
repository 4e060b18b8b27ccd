"""How notices become documents."""

import datetime

from cms.content.filters import PLACE, Filter, FilterKind, place_filters
from cms.content.presenting import present_stream
from cms.delivery.context import PageContext
from cms.delivery.presenter import IndexPresenter, Presenter, State, midnight
from tests.throwaway import schemas
from tests.throwaway.models import Notice, NoticeIndexPage

STREET = FilterKind("street", "Street", "Only what has exactly this street.", order=60, is_id=False)


class NoticePresenter(Presenter[Notice]):
    model = Notice
    type = "notices"
    document = schemas.NoticeDocument
    summary = schemas.NoticeSummary
    template = "throwaway/notice.html"
    card = "throwaway/notice_card.html"
    filter_kinds = (PLACE, STREET)
    states = {"open": State("Is open"), "settled": State("Is settled", "success")}
    on_front_page = 50

    def sort_at(self, page: Notice, ctx: PageContext) -> datetime.datetime:
        return midnight(page.day) if page.day else super().sort_at(page, ctx)

    def present(self, page: Notice, ctx: PageContext) -> schemas.NoticeDocument:
        return schemas.NoticeDocument(
            **ctx.common(),
            date=page.day,
            teaser="",
            state=page.state,
            place=page.place,
            street=page.street,
            words=page.words,
            body=present_stream(page.body, ctx),
        )

    def filters(self, document: schemas.NoticeDocument) -> list[Filter]:
        of_street = [STREET.of(document.street, document.street)] if document.street else []
        return [*place_filters(document.place), *of_street]


class NoticeIndexPresenter(IndexPresenter):
    model = NoticeIndexPage
    template = "throwaway/notice_index_page.html"
    lists = "notices"
