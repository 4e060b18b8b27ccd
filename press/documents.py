"""The typed documents of press releases and practice reports."""

from typing import Literal

from cms.content import documents as shapes
from cms.content.documents import Shape
from cms.delivery.documents import Document, Summary


class ReleaseSummary(Summary):
    type: Literal["press-releases"] = "press-releases"
    kicker: str
    subheadline: str
    place: str
    issuer: shapes.OrganisationShape | None
    topics: list[shapes.Term]


class BoilerplateShape(Shape):
    """The wording that held on the day of the release when it was first published."""

    html: str
    organisation: shapes.OrganisationShape | None


class ReleaseDocument(ReleaseSummary, Document):
    lead: str
    body: list[shapes.Block]
    boilerplates: list[BoilerplateShape]
    press_contact: shapes.ContactShape | None
    related_events: list[shapes.PageLink]
    files: list[shapes.FileShape]
    corrections: list[shapes.Correction]


class ReportSummary(Summary):
    type: Literal["practice-reports"] = "practice-reports"
    project: str
    carrier: shapes.OrganisationShape | None
    audiences: list[shapes.Term]
    topics: list[shapes.Term]


class FormatShape(Shape):
    title: str
    description: str


class ReportDocument(ReportSummary, Document):
    starting_point: list[shapes.Block]
    implementation: list[shapes.Block]
    conclusion: list[shapes.Block]
    format: FormatShape | None
    key_figures: list[shapes.KeyFigure]
    interview: shapes.InterviewBlock | None
    programme: str
    contacts: list[shapes.ContactShape]
    pdf: shapes.FileShape | None
