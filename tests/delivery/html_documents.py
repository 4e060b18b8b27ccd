"""Documents as the store keeps them, made without a database, for tests of how they look."""

import datetime
import uuid
from typing import Any

from cms.content import schemas
from cms.content.presenting import IMAGE_FORMATS
from cms.delivery.schemas import Document, IndexDocument, TranslationLink
from events import schemas as events
from home import schemas as home
from press import schemas as press
from tests.shapes import Example

BERLIN = datetime.timezone(datetime.timedelta(hours=2))
HOME = schemas.PageLink(id=uuid.UUID(int=1), type="pages", locale="de", title="Startseite", path="/de/")
INDEX = schemas.PageLink(id=uuid.UUID(int=2), type="pages", locale="de", title="Presse", path="/de/presse/")
ENGLISH = TranslationLink(
    id=uuid.UUID(int=3), type="press-releases", locale="en", title="Release", path="/en/press/release/"
)
MEETING = schemas.PageLink(
    id=uuid.UUID(int=4), type="events", locale="de", title="Treffen", path="/de/termine/treffen/"
)
TOPIC = schemas.Term(id=uuid.UUID(int=5), locale="de", title="Ausbildung")
PERSON = schemas.PersonShape(
    id=uuid.UUID(int=6),
    locale="de",
    name="Dr. Ada Beispiel",
    function="Geschäftsführerin",
    organisation=schemas.OrganisationName(id=uuid.UUID(int=8), locale="de", name="Agentur"),
)
FILE = schemas.FileShape(
    locale="de",
    title="Daten",
    filename="daten.pdf",
    type="application/pdf",
    path="/files/documents/1/x/daten.pdf",
    size=2048,
    sha256="0" * 64,
)
VIDEO = FILE.model_copy(
    update={"title": "Video", "filename": "v.webm", "type": "video/webm", "path": "/files/documents/2/x/v.webm"}
)
LICENCE = schemas.LicenceShape(
    id="cc-by/4.0",
    name="CC BY 4.0",
    url="https://creativecommons.org/licenses/by/4.0/",
    attribution="Foto: Beispiel",
)
CONTACT = schemas.ContactShape(
    id=uuid.UUID(int=7),
    locale="de",
    name="Pressestelle",
    name_locale="de",
    role="Presse",
    organisation=schemas.OrganisationName(id=uuid.UUID(int=8), locale="de", name="Agentur"),
    phone="0361 123-45",
    phone_locale="",
    email="presse@example.org",
)
ORGANISATION = schemas.OrganisationShape(
    id=uuid.UUID(int=8),
    locale="de",
    name="Agentur des Landes",
    short_name="Agentur",
    kind="agency",
    address=schemas.Address(street="Hauptstraße 1", postal_code="99084", city="Erfurt"),
    address_locale="de",
    phone="+49 (0)361 99",
    phone_locale="",
    email="info@example.org",
    website="https://www.example.org/",
    federal_state="DE-TH",
)
VENUE = schemas.VenueShape(
    id=uuid.UUID(int=9),
    locale="de",
    name="Rathaus",
    address=ORGANISATION.address,
    address_locale="de",
    directions="Straßenbahn 3",
    accessibility="Aufzug vorhanden",
)


def image(alt: str = "Zwei Menschen im Gespräch") -> schemas.ImageShape:
    sources = [
        schemas.ImageSource(
            type=format_.media_type,
            width=width,
            height=width // 2,
            path=f"/files/images/1/x/{width}.{format_.extension}",
        )
        for format_ in IMAGE_FORMATS
        for width in (480, 960, 1600)
    ]
    return schemas.ImageShape(
        decorative=not alt,
        alt=alt,
        alt_locale="de",
        caption="Im Gespräch",
        caption_locale="de",
        credit="Foto: Beispiel",
        credit_locale="de",
        licence=LICENCE,
        licence_note="nur im Netz",
        licence_note_locale="de",
        focal_point=schemas.FocalPoint(x=0.5, y=0.25),
        sources=sources,
    )


def blocks() -> list[Any]:
    """One block of each kind."""
    return [
        schemas.HeadingBlock(text="Zwischentitel"),
        schemas.RichTextBlock(html="<p>Ein <strong>Absatz</strong>.</p>"),
        schemas.QuoteBlock(text="Das gelingt gemeinsam.", person=PERSON),
        schemas.ListBlock(ordered=False, items=["<p>Erstens</p>"]),
        schemas.ListBlock(ordered=True, items=["<p>Zweitens</p>"]),
        schemas.ImageBlock(image=image(alt="")),
        schemas.KeyFiguresBlock(figures=[schemas.KeyFigure(value="250", label="Menschen")]),
        schemas.InterviewBlock(
            person=PERSON, answers=[schemas.InterviewAnswer(question="Was nun?", html="<p>Weiter.</p>")]
        ),
        schemas.FilesBlock(files=[FILE]),
        schemas.SignLanguageVideoBlock(title="In Gebärden", file=VIDEO, poster=image(alt=""), html="<p>Worte.</p>"),
    ]


def common(**fields: Any) -> dict[str, Any]:
    return {
        "id": uuid.UUID(int=10),
        "locale": "de",
        "direction": "ltr",
        "licence": LICENCE,
        "title": "Titel",
        "path": "/de/presse/titel/",
        "teaser": "Worum es geht",
        "date": datetime.date(2015, 6, 10),
        "published_at": datetime.datetime(2015, 6, 10, 9, tzinfo=BERLIN),
        "image": image(),
        "seo_title": "Titel",
        "description": "",
        "breadcrumbs": [HOME, INDEX],
        "translations": [ENGLISH],
        **fields,
    }


def release(**fields: Any) -> dict[str, Any]:
    return _dump(
        press.ReleaseDocument,
        kicker="Dachzeile",
        subheadline="Unterzeile",
        place="Erfurt",
        issuer=ORGANISATION,
        topics=[TOPIC],
        lead="Vorspann",
        body=blocks(),
        boilerplates=[press.BoilerplateShape(locale="de", html="<p>Die Agentur ist …</p>", organisation=ORGANISATION)],
        press_contact=CONTACT,
        files=[FILE],
        **{"related_events": [MEETING], "corrections": [], **fields},
    )


def report(**fields: Any) -> dict[str, Any]:
    return _dump(
        press.ReportDocument,
        project="Projekt Anfang",
        carrier=ORGANISATION,
        audiences=[TOPIC],
        topics=[TOPIC],
        starting_point=blocks(),
        implementation=blocks(),
        conclusion=blocks(),
        format=press.FormatShape(title="Werkstatt", description="Ein Tag, ein Thema."),
        key_figures=[schemas.KeyFigure(value="12", label="Betriebe")],
        interview=blocks()[7],
        programme="Programm Zukunft",
        contacts=[CONTACT],
        files=[FILE],
        **fields,
    )


def series(**fields: Any) -> dict[str, Any]:
    event = events.EventLink(
        page=MEETING,
        date=datetime.date(2015, 6, 10),
        starts_at=datetime.datetime(2015, 6, 10, 10, tzinfo=BERLIN),
        over_at=datetime.datetime(2015, 6, 10, 16, tzinfo=BERLIN),
        state="held",
        series_number=3,
    )
    return _dump(
        events.SeriesDocument,
        organisation=ORGANISATION,
        body=blocks(),
        events=[event],
        **fields,
    )


def event(**fields: Any) -> dict[str, Any]:
    item = events.ProgrammeItem(
        start_time=datetime.time(10),
        end_time=datetime.time(11, 30),
        title="Begrüßung",
        html="<p>Mit Kaffee.</p>",
        people=[PERSON],
    )
    given = {
        "state": "invited",
        "date": datetime.date(2015, 6, 10),
        "end_date": None,
        "starts_at": datetime.datetime(2015, 6, 10, 10, tzinfo=BERLIN),
        "ends_at": datetime.datetime(2015, 6, 10, 16, tzinfo=BERLIN),
        "place": "Erfurt",
        "place_locale": "de",
        "online": True,
        "series": MEETING,
        "series_number": 3,
        "topics": [TOPIC],
        "body": blocks(),
        "venue": VENUE,
        "online_url": "https://example.org/raum",
        "hosts": [ORGANISATION],
        "partners": [ORGANISATION],
        "programme": [item],
        "registration_url": "https://example.org/anmeldung",
        "registration_until": datetime.datetime(2015, 6, 1, 12, tzinfo=BERLIN),
        "registration_closes_at": datetime.datetime(2015, 6, 1, 12, tzinfo=BERLIN),
        "registration_open": True,
        "over_at": datetime.datetime(2015, 6, 10, 16, tzinfo=BERLIN),
        "documentation": MEETING,
    }
    return _dump(events.EventDocument, **(given | fields))


def documentation(**fields: Any) -> dict[str, Any]:
    round_ = events.Round(
        title="Runde 1",
        moderators=[PERSON],
        html="<p>Viel gesagt.</p>",
        groups=[events.FindingsGroup(title="Fragen", findings=["<p>Wer fragt?</p>"])],
    )
    return _dump(
        events.DocumentationDocument,
        place="Erfurt",
        place_locale="de",
        series=MEETING,
        series_number=3,
        topics=[TOPIC],
        event=MEETING,
        body=blocks(),
        rounds=[round_],
        feedback=["Gern wieder."],
        participants=42,
        gallery=[image()],
        gallery_url="https://example.org/bilder",
        files=[FILE],
        next_dates=[
            events.EventLink(
                page=MEETING, date=None, starts_at=None, over_at=None, state="save-the-date", series_number=None
            )
        ],
        **fields,
    )


def home_page(**fields: Any) -> dict[str, Any]:
    return _dump(home.HomeDocument, body=blocks(), **{"breadcrumbs": [], "date": None, **fields})


def section(**fields: Any) -> dict[str, Any]:
    return _dump(home.SectionDocument, body=blocks(), pages=[MEETING], **{"date": None, **fields})


def standard_page(**fields: Any) -> dict[str, Any]:
    return _dump(home.StandardDocument, **{"date": None, "body": blocks(), **fields})


def contact_directory(**fields: Any) -> dict[str, Any]:
    return _dump(home.ContactDirectoryDocument, **{"date": None, "contacts": [CONTACT], **fields})


def index(lists: str, **fields: Any) -> dict[str, Any]:
    return _dump(
        IndexDocument,
        lists=lists,
        **{"date": None, "image": None, "path": "/de/presse/", "breadcrumbs": [HOME], **fields},
    )


def example(document: type[Document]) -> dict[str, Any]:
    """A document of any type, its own fields filled by their shapes: what shows it need not know the type."""
    given = {name: value for name, value in common().items() if name in document.model_fields}
    return Example(document).shape.model_copy(update=given).model_dump(mode="json")


def _dump(document: type[Document], **fields: Any) -> dict[str, Any]:
    return document(**common(**fields)).model_dump(mode="json")
