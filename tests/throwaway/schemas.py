"""The typed document of a notice."""

from typing import Literal

from cms.content import schemas
from cms.content.schemas import Text
from cms.delivery.schemas import Document, Summary


class NoticeSummary(Summary):
    type: Literal["notices"] = "notices"
    state: str
    place: Text | None


class NoticeDocument(NoticeSummary, Document):
    street: str | None
    words: Text | None
    body: list[schemas.Block]
