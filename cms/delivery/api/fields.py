"""What the fields mean that occur in many shapes, said once: a shape only describes what is its own. Beside most stands
an example, from which the examples of whole answers are made."""

from __future__ import annotations

from typing import Any, NamedTuple

LOCALE_OF = "_locale"


class Said(NamedTuple):
    """What a field means, and values that it may have; no example where any value of its type will do."""

    description: str
    examples: tuple[Any, ...] = ()

    def of(self, field: dict[str, Any]) -> dict[str, Any]:
        """The schema of the field with what it lacks."""
        said = {"description": self.description, "examples": list(self.examples)}
        return {**{name: value for name, value in said.items() if value}, **field}


ID = "8105e912-7aa8-5123-abf8-fd773b187452"
PATH = "/de/presse/mehr-plaetze-in-der-ferienbetreuung/"
HOST = "https://newsroom.example"
MOMENT = "2026-11-29T09:30:00Z"

# By the name of the field, or by `Shape.name` where it means something else there.
FIELDS = {
    # What names a publication.
    "id": Said("The same in every language, whatever becomes of title and address.", (ID,)),
    "type": Said("The type of the publication, as the API's paths name it.", ("press-releases",)),
    "locale": Said("The language of the words.", ("de",)),
    "direction": Said("The direction in which the language is written.", ("ltr",)),
    "title": Said("The title, in plain text.", ("Mehr Plätze in der Ferienbetreuung",)),
    "path": Said("Where the page stands, without the host.", (PATH,)),
    "url": Said("The absolute address.", (f"{HOST}{PATH}",)),
    "api_url": Said("The absolute address of the document.", (f"{HOST}/api/v1/press-releases/{ID}?locale=de",)),
    "teaser": Said("What it is about, in plain text; null for none.", ("Im Sommer öffnen zwölf weitere Häuser.",)),
    "date": Said("The day that it bears; null for what has none.", ("2026-11-29",)),
    "published_at": Said("When it was first public in this language.", (MOMENT,)),
    "updated_at": Said("When editors last changed words or facts of it.", (MOMENT,)),
    "modified_at": Said("When anything in it was last another, such as the telephone number of its issuer.", (MOMENT,)),
    "meta": Said("What is to be said of the answer itself."),
    "fallback": Said("Null where the document is in the language that was asked for.", (None,)),
    "requested": Said("The language that was asked for.", ("uk",)),
    "served": Said("The language of the document.", ("de",)),
    "seo_title": Said("The title for search engines.", ("Mehr Plätze in der Ferienbetreuung",)),
    "description": Said("For search engines and previews, in plain text; null for none.", ("Zwölf Häuser öffnen.",)),
    "breadcrumbs": Said("From the front page down, without the page itself."),
    "translations": Said("The page in its other languages."),
    "translation": Said("How far the translation is; null for an original.", (None,)),
    "kind": Said("Of which kind it is, within its type or list.", ("section",)),
    "lists": Said("The type whose publications it lists; they are at the API's path of that type.", ("events",)),
    "items": Said("The items, in the order of the list."),
    "next": Said("The `cursor` of the next page; null on the last one.", ("MTc3NjcyMjQwMDAwMDAwMC42NQ",)),
    # Of a translation.
    "source": Said("The original, where that is public."),
    "status": Said("Whether it says what the public original says."),
    "translated_at": Said("When it was made, or last brought up to date.", (MOMENT,)),
    "blocks": Said("Of each of its own fields and blocks, how far it is."),
    "TranslatedBlock.path": Said("The place in the original, by field and block.", ("lead",)),
    # Text.
    "body": Said("The text, block by block."),
    "html": Said("A small, cleaned set of HTML with absolute links.", ("<p>Im Sommer öffnen <b>zwölf</b>.</p>",)),
    "markdown": Said("The same as CommonMark, with absolute links.", ("Im Sommer öffnen **zwölf**.",)),
    "text": Said("The words, in plain text.", ("Gemeinsam geht es besser.",)),
    "ordered": Said("Whether the items are numbered."),
    "ListBlock.items": Said("HTML of one line each.", (["<b>Mittagessen</b> für alle", "Abholung bis 17 Uhr"],)),
    "value": Said("The figure as it is shown, with its unit.", ("12 %",)),
    "label": Said("What the figure counts.", ("mehr Plätze",)),
    "figures": Said("Figures that are shown large."),
    "person": Said("Who says it; null where nobody is named."),
    "answers": Said("Questions with their answers."),
    "question": Said("The question, in plain text.", ("Was ändert sich?",)),
    "file": Said("The file to download."),
    "files": Said("Files for download."),
    "poster": Said("What is shown before the video plays."),
    # Of images and files.
    "image": Said("The image that stands for it; null where there is none."),
    "decorative": Said("Whether the image says nothing that the text does not."),
    "alt": Said("What the image shows, for who cannot see it; null where it is decorative.", ("Kinder am Tisch",)),
    "caption": Said("The words below the image; null for none.", ("Mittagspause in Musterstadt",)),
    "credit": Said("Who is to be named beside the image.", ("Foto: Kim Beispiel",)),
    "licence": Said("What others may do with it; of a document, with its text: images have their own."),
    "licence_note": Said("What the licence does not say; null for none.", (None,)),
    "focal_point": Said("What matters most in the image; null where nobody has said."),
    "sources": Said("From the smallest to the largest, WebP first, then JPEG; each is made when first asked for."),
    "width": Said("In pixels.", (800,)),
    "height": Said("In pixels.", (600,)),
    "x": Said("From the left edge, as a part of the width, 0 to 1.", (0.5,)),
    "y": Said("From the upper edge, as a part of the height, 0 to 1.", (0.4,)),
    "ImageSource.type": Said("The media type.", ("image/webp",)),
    "ImageSource.path": Said("Where the image is, without the host.", ("/files/images/5f0c/1a2b/800.webp",)),
    "FileShape.type": Said("The media type.", ("application/pdf",)),
    "FileShape.path": Said("Where the file is, without the host.", ("/files/documents/5f0c/1a2b/plan.pdf",)),
    "filename": Said("The name under which it is saved.", ("plan.pdf",)),
    "size": Said("In bytes; null where it is not known.", (48_213,)),
    "sha256": Said("Of what is in the file, in hexadecimal; null where it is not known.", (f"{0x9F86D081:064x}",)),
    "LicenceShape.id": Said("As GovData lists it (https://www.dcat-ap.de/def/licenses/).", ("dl-by-de/2.0",)),
    "LicenceShape.name": Said("What people call it.", ("Datenlizenz Deutschland – Namensnennung – Version 2.0",)),
    "LicenceShape.url": Said("The licence's text; null where it has none.", ("https://www.govdata.de/dl-de/by-2-0",)),
    "attribution": Said("Whom to name; null where nobody has to be.", ("Agentur Musterstadt",)),
    # Of people, organisations and places.
    "name": Said("The name, as it is shown.", ("Agentur Musterstadt",)),
    "short_name": Said("A shorter name; null for none.", ("Agentur",)),
    "OrganisationShape.kind": Said("Of which kind the organisation is.", ("agency",)),
    "address": Said("As the post wants it, whatever the language around it."),
    "street": Said("Street and number.", ("Gartenweg 1",)),
    "postal_code": Said("The postal code.", ("12345",)),
    "city": Said("The town.", ("Musterstadt",)),
    "phone": Said("The telephone number, as it is shown; null for none.", ("+49 30 23125 000",)),
    "email": Said("The mail address; null for none.", ("presse@newsroom.example",)),
    "website": Said("The address of the website; null for none.", ("https://agentur.example",)),
    "federal_state": Said("ISO 3166-2, such as `DE-BE`; null for none.", ("DE-BE",)),
    "organisation": Said("The organisation; null where there is none."),
    "PersonShape.name": Said("The name of the person.", ("Kim Beispiel",)),
    "function": Said("What the person was on the document's day; null for none.", ("Leitung",)),
    "role": Said("What the contact is there for; null for none.", ("Pressestelle",)),
    "ContactShape.name": Said("Who or what is to be asked for.", ("Kim Beispiel",)),
    "directions": Said("How to get there; null for none.", ("Fünf Minuten vom Bahnhof.",)),
    "accessibility": Said("What there is for people with disabilities; null for none.", ("Stufenloser Zugang.",)),
    "Term.title": Said("What people call it.", ("Ganztag",)),
    # Of several types.
    "topics": Said("What it is about."),
    "audiences": Said("Whom it is for."),
    "place": Said("The town, in plain text; null for none.", ("Musterstadt",)),
    "series": Said("The event series that it belongs to; null for none."),
    "series_number": Said("The number within the series; null where it has none.", (3,)),
    "contacts": Said("Whom to ask."),
    "online_url": Said("Where to join; null where people register.", ("https://konferenz.example/ganztag",)),
    "state": Said("How it stands, told by the clock at reading.", ("invited",)),
    # Where else it is.
    "Formats.html": Said("The page.", (f"{HOST}{PATH}",)),
    "Formats.markdown": Said("The page in Markdown.", (f"{HOST}{PATH}index.md",)),
    "ninjs": Said("As news agencies exchange it.", (f"{HOST}/api/v1/publications/{ID}/ninjs?locale=de",)),
    "ics": Said(
        "Its calendar, or its entry in one; null where it stands at no day.", (f"{HOST}/calendar/de/{ID}.ics",)
    ),
    "pdf": Said("A PDF of its own; null where it has none.", (None,)),
    # Of what is found and counted.
    "moved": Said("Whether it stands at another address than the one that was asked for."),
    "Entry.id": Said("What the parameter of lists takes.", (ID,)),
    "Entry.title": Said("What people call it.", ("Ganztag",)),
    "count": Said("With how many publications in the language it occurs.", (17,)),
    "Start.title": Said("The name of the site.", ("Treffpunkt",)),
    "Start.lists": Said("By type; `publications` lists all types together.", ({"events": f"{HOST}/api/v1/events"},)),
    "changes": Said("The address of the change feed.", (f"{HOST}/api/v1/changes",)),
    "search": Said("The address of the search.", (f"{HOST}/api/v1/search",)),
    "vocabularies": Said("What lists can be narrowed by.", ({"topics": f"{HOST}/api/v1/topics"},)),
    "Start.documentation": Said("The page for people.", (f"{HOST}/api/v1/docs",)),
    "find": Said("Where to ask what stands at an address.", (f"{HOST}/api/v1/find?path={{path}}",)),
    "calendar": Said("iCalendar of all events.", (f"{HOST}/calendar/{{locale}}.ics",)),
    "terms": Said("What others may count on, and what they agree to.", (f"{HOST}/api/v1/docs#terms",)),
    # Of changes and events.
    "sequence": Said("The number of the change.", (206,)),
    "at": Said("When it happened.", (MOMENT,)),
    "hash": Said("Of the document as it was then; null where nothing is left.", (f"{0x9F86D081:064x}",)),
    "previous_url": Said("Where it stood before.", (None,)),
    "ChangeList.next": Said("`since` of the next question, now or in a month.", ("8f14e45fceea167a-206",)),
    "PublicationEvent.type": Said("What became of the publication."),
    "TrialEvent.type": Said("That it is a test."),
    "timestamp": Said("When it was sent.", (MOMENT,)),
    "data": Said("What it is about."),
    "TrialData.url": Said("The newsroom that sent it.", (HOST,)),
    # Of errors.
    "Problem.type": Said("The address of an explanation.", (f"{HOST}/api/v1/docs#not-found",)),
    "Problem.title": Said("What went wrong, in a few words.", ("Not found",)),
    "Problem.status": Said("The status of the answer.", (404,)),
    "detail": Said("What exactly is wrong.", ("at most 100",)),
    "Problem.detail": Said("The same in one sentence.", ("limit: at most 100",)),
    "parameter": Said("The name of the parameter.", ("limit",)),
}


def described(shape: str, properties: dict[str, Any]) -> dict[str, Any]:
    """The properties of a shape, each with what is said of fields of that name where the shape says nothing itself."""
    return {name: _described(shape, name, field) for name, field in properties.items()}


def _described(shape: str, name: str, field: dict[str, Any]) -> dict[str, Any]:
    said = FIELDS.get(f"{shape}.{name}") or FIELDS.get(name)
    if said is None and name.endswith(LOCALE_OF):
        words = name.removesuffix(LOCALE_OF)
        said = Said(f"The language of `{words}`; null where that has no words.", ("de",))
    if said is None:
        return field
    # What has values of its own takes no example from elsewhere.
    own = {"const", "enum", "examples"} & field.keys()
    return (Said(said.description) if own else said).of(field)
