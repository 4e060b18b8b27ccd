"""The typed documents of press releases and practice reports."""

from typing import Literal

from cms.content import schemas
from cms.content.schemas import Html, Shape, Text
from cms.delivery.schemas import Document, Summary


class ReleaseSummary(Summary):
    type: Literal["press-releases"] = "press-releases"
    kicker: Text
    subheadline: Text
    place: Text
    issuer: schemas.OrganisationShape | None
    topics: list[schemas.Term]


class BoilerplateShape(Shape):
    """The wording that held on the day of the release when it was first published."""

    locale: str
    html: Html
    organisation: schemas.OrganisationShape | None


class ReleaseDocument(ReleaseSummary, Document):
    lead: Text
    body: list[schemas.Block]
    boilerplates: list[BoilerplateShape]
    press_contact: schemas.ContactShape | None
    related_events: list[schemas.PageLink]
    files: list[schemas.FileShape]
    corrections: list[schemas.Correction]


class ReportSummary(Summary):
    type: Literal["practice-reports"] = "practice-reports"
    project: Text
    carrier: schemas.OrganisationShape | None
    audiences: list[schemas.Term]
    topics: list[schemas.Term]


class FormatShape(Shape):
    title: Text
    description: Text


class ReportDocument(ReportSummary, Document):
    starting_point: list[schemas.Block]
    implementation: list[schemas.Block]
    conclusion: list[schemas.Block]
    format: FormatShape | None
    key_figures: list[schemas.KeyFigure]
    interview: schemas.InterviewBlock | None
    programme: Text
    contacts: list[schemas.ContactShape]
    pdf: schemas.FileShape | None
