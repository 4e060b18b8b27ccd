"""The typed document of a notice."""

from typing import Literal

from pydantic import Field

from cms.content import schemas
from cms.content.schemas import Text
from cms.delivery.schemas import Document, Summary


class NoticeSummary(Summary):
    type: Literal["notices"] = "notices"
    state: str
    place: Text | None


class NoticeDocument(NoticeSummary, Document):
    street: str | None = Field(examples=["Gartenweg"])
    words: Text | None = Field(examples=["Wasser wird abgestellt"])
    body: list[schemas.Block]
