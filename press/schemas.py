"""The typed documents of press releases and practice reports."""

from typing import Literal

from pydantic import Field

from cms.content import schemas
from cms.content.schemas import Shape, Text
from cms.delivery.schemas import Document, Summary


class ReleaseSummary(Summary):
    type: Literal["press-releases"] = "press-releases"
    kicker: Text | None = Field(description="A word or two above the title; null for none.", examples=["Ganztag"])
    subheadline: Text | None = Field(
        description="The line below the title; null for none.", examples=["Zwölf Häuser öffnen im Sommer"]
    )
    place: Text | None
    issuer: schemas.OrganisationShape | None = Field(description="Who issued it; null where nobody is named.")
    topics: list[schemas.Term]


class BoilerplateShape(schemas.Prose):
    """The wording that held on the day of the release when it was first published."""

    locale: str
    organisation: schemas.OrganisationShape | None


class ReleaseDocument(ReleaseSummary, Document):
    lead: Text | None = Field(
        description="The first paragraph, in plain text; null for none.", examples=["Im Sommer öffnen zwölf Häuser."]
    )
    body: list[schemas.Block]
    boilerplates: list[BoilerplateShape] = Field(description="Standing words about those who issued it.")
    press_contact: schemas.ContactShape | None = Field(description="Whom journalists ask; null where nobody is named.")
    related_events: list[schemas.PageLink] = Field(description="Events that it is about.")
    files: list[schemas.FileShape]
    corrections: list[schemas.Correction] = Field(description="What was wrong, and since when it is right.")


class ReportSummary(Summary):
    type: Literal["practice-reports"] = "practice-reports"
    project: Text | None = Field(
        description="The project that is told of; null for none.", examples=["Mittag für alle"]
    )
    carrier: schemas.OrganisationShape | None = Field(description="Who runs the project; null where nobody is named.")
    audiences: list[schemas.Term]
    topics: list[schemas.Term]


class FormatShape(Shape):
    """The form of the project's work."""

    title: Text | None
    description: Text | None = Field(
        description="What is done, in plain text; null where nobody says.", examples=["Acht Treffen im Jahr."]
    )


class ReportDocument(ReportSummary, Document):
    starting_point: list[schemas.Block] = Field(description="How it was before.")
    implementation: list[schemas.Block] = Field(description="What was done.")
    conclusion: list[schemas.Block] = Field(description="What came of it.")
    format: FormatShape | None = Field(description="The form of the work; null where none is named.")
    key_figures: list[schemas.KeyFigure] = Field(description="Figures that are shown large.")
    interview: schemas.InterviewBlock | None = Field(description="A talk with somebody; null for none.")
    programme: Text | None = Field(description="Who funded it; null where nobody is named.", examples=["Gute Orte"])
    contacts: list[schemas.ContactShape]
    files: list[schemas.FileShape]
