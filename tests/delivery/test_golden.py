"""What the API answers, as files that partners read: docs/api/examples, each a request with its answer.

They change with the API only. After a change that is meant, write them anew and read what became of them:
`WRITE_API_EXAMPLES=1 .venv/bin/python -m pytest tests/delivery/test_golden.py --reuse-db`.
"""

import datetime
import json
import os
import uuid
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as the_settings
from django.test import Client
from wagtail.blocks import StreamValue
from wagtail.models import Page

from cms.content.models import Message
from cms.delivery import publications, store
from cms.delivery.instructions import again
from cms.delivery.models import Counter, Publication
from cms.delivery.withdrawal import withdraw
from cms.translation.models import Job
from press.models import PressRelease, PressReleaseTopic
from tests import factories

FOLDER = Path(the_settings.BASE_DIR) / "docs/api/examples"
HOST = "https://newsroom.example"
START = datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC)
SHOWN = (
    "Content-Type", "Content-Language", "Cache-Control", "ETag", "Last-Modified", "Link", "Location",
    "Access-Control-Allow-Origin", "RateLimit-Policy", "RateLimit",
)  # fmt: skip
EPOCH = "8f14e45fceea167a"


def key(number: int) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{HOST}/{number}")


RELEASE, OTHER, GONE, EVENT, TOPIC, ISSUER, VENUE = map(key, range(7))
API = "/api/v1"
# By the name of the file: what is asked, with header fields where there are any.
ASKED: dict[str, tuple[str, dict[str, str]]] = {
    "start": (f"{API}/", {}),
    "list": (f"{API}/press-releases?limit=1", {}),
    "list-next-page": ("", {}),
    "list-in-full": (f"{API}/publications?type=press-releases,events&limit=1&fields=full", {}),
    "list-narrowed": (f"{API}/press-releases?topic={TOPIC}&from=2026-11-01&order=date", {}),
    "document": (f"{API}/press-releases/{RELEASE}?locale=de", {}),
    "document-of-an-event": (f"{API}/events/{EVENT}?locale=de", {}),
    "document-translated": (f"{API}/press-releases/{RELEASE}?locale=en", {}),
    "fallback-to-the-original": (f"{API}/press-releases/{OTHER}?locale=uk&fallback=original", {}),
    "not-in-this-language": (f"{API}/press-releases/{RELEASE}?locale=uk", {}),
    "withdrawn": (f"{API}/press-releases/{GONE}?locale=de", {}),
    "unknown-parameter": (f"{API}/press-releases?colour=blue", {}),
    "invalid-parameter": (f"{API}/press-releases?limit=500", {}),
    "not-modified": (f"{API}/press-releases/{RELEASE}?locale=de", {"If-None-Match": ""}),
    "changes-head": (f"{API}/changes", {}),
    "changes": (f"{API}/changes?since=", {}),
    "changes-replace-everything": (f"{API}/changes?since=0123456789abcdef-1", {}),
    "find": (f"{API}/find?path=/de/presse/ferien/", {}),
    "vocabulary": (f"{API}/topics?locale=de", {}),
    "search": (f"{API}/search?q=ferien", {}),
    "ninjs": (f"{API}/publications/{RELEASE}/ninjs?locale=de", {}),
    "ninjs-withdrawn": (f"{API}/publications/{GONE}/ninjs?locale=de", {}),
    "feed": ("/feeds/de/press-releases.json", {}),
    "calendar": (f"/calendar/de/{EVENT}.ics", {}),
}


@pytest.fixture
def since(newsroom, settings) -> str:
    """A newsroom of which everything is said; from where on the changes tell of it."""
    settings.PUBLIC_URL = HOST
    with time_machine.travel(START - datetime.timedelta(days=1), tick=False):
        name_by_number()
    Counter.objects.update(epoch=EPOCH)
    head = f"{EPOCH}-{Counter.objects.get().value}"
    fill(newsroom)
    return head


def name_by_number() -> None:
    """Give the pages that stood there before keys and moments that are the same in every database."""
    with publications.unit():
        for number, of in enumerate(Page.objects.order_by("path").values_list("translation_key", flat=True).distinct()):
            for model, field in ((Page, "translation_key"), (Job, "key"), (Publication, "key"), (Message, "key")):
                model.objects.filter(**{field: of}).update(**{field: key(100 + number)})
        Page.objects.update(first_published_at=START - datetime.timedelta(days=1))
        store.instruct(*(again(pk) for pk in Page.objects.values_list("pk", flat=True)))


def fill(newsroom: factories.Newsroom) -> None:
    """Publish, each a day after the other, what the examples show."""
    days = (START + datetime.timedelta(days=number) for number in range(9))
    with time_machine.travel(next(days), tick=False):
        topic = factories.TopicFactory(title="Ganztag", translation_key=TOPIC)
        issuer = factories.OrganisationFactory(
            name="Agentur Musterstadt",
            short_name="Agentur",
            kind="agency",
            phone="+49 30 23125 000",
            translation_key=ISSUER,
        )
        venue = factories.VenueFactory(name="Altes Rathaus", city="Musterstadt", translation_key=VENUE)
        newsroom.press  # noqa: B018  # made when first asked for
        newsroom.events  # noqa: B018
    with time_machine.travel(next(days), tick=False):
        factories.EventFactory(
            parent=newsroom.events,
            title="Netzwerktreffen Ganztag",
            slug="netzwerktreffen",
            translation_key=EVENT,
            venue=venue,
            state="invited",
            starts_at=START + datetime.timedelta(days=40),
            ends_at=START + datetime.timedelta(days=40, hours=6),
            registration_url="https://anmeldung.example/ganztag",
        )
    body = StreamValue(
        PressRelease._meta.get_field("body").stream_block,
        [
            {"type": "heading", "value": "Warum", "id": str(key(200))},
            {"type": "rich_text", "value": '<p>Mehr unter <a href="/de/">Start</a>.</p>', "id": str(key(201))},
        ],
        is_lazy=True,
    )
    for day, slug, title, of in (
        ("2026-11-04", "mensa", "Mensa für alle", OTHER),
        ("2026-11-05", "irrtum", "Zahlen zum Ganztag", GONE),
        ("2026-11-06", "ferien", "Mehr Plätze in der Ferienbetreuung", RELEASE),
    ):
        with time_machine.travel(next(days), tick=False):
            found = newsroom.release(
                title=title,
                slug=slug,
                translation_key=of,
                date=datetime.date.fromisoformat(day),
                place="Musterstadt",
                issuer=issuer,
                lead="Im Sommer öffnen zwölf weitere Häuser.",
                body=body,
                topics=[PressReleaseTopic(topic=topic)],
            )
            if of == GONE:
                wrong = found
    with time_machine.travel(next(days), tick=False):
        newsroom.translate(found, title="More places in holiday care", slug="holidays", lead="Twelve more houses.")
    with time_machine.travel(next(days), tick=False):
        withdraw(wrong, reason="Die Zahlen waren falsch.", user=None)


def told(asked: str, headers: dict[str, str], response: Any) -> str:
    """The request and its answer as they are said on the wire, but for JSON, which is set to be read."""
    said = [f"GET {asked} HTTP/1.1", f"Host: {HOST.removeprefix('https://')}"]
    said += [f"{name}: {value}" for name, value in headers.items()]
    said += ["", f"HTTP/1.1 {response.status_code} {response.reason_phrase}"]
    said += [f"{name}: {response.headers[name]}" for name in SHOWN if name in response.headers]
    body = response.content.decode().replace("\r\n", "\n").rstrip("\n")
    if "json" in response.headers.get("Content-Type", ""):
        body = json.dumps(json.loads(body), ensure_ascii=False, indent=2)
    return "\n".join([*said, "", body]).rstrip("\n") + "\n"


def answers(since: str) -> dict[str, str]:
    """Every example by its name, each asked as the ones before it say."""
    client, found = Client(), {}
    first = client.get(ASKED["list"][0])
    etag = client.get(ASKED["document"][0]).headers["ETag"]
    for name, (asked, headers) in ASKED.items():
        if name == "list-next-page":
            asked = f"{ASKED['list'][0]}&cursor={first.json()['next']}"
        if name == "changes":
            asked += since
        sent = {header: value or etag for header, value in headers.items()}
        found[name] = told(asked, sent, client.get(asked, headers=sent))
    return found


def test_the_examples_are_what_is_answered(since):
    with time_machine.travel(START + datetime.timedelta(days=20), tick=False):
        found = answers(since)
    if os.environ.get("WRITE_API_EXAMPLES"):
        for name, text in found.items():
            (FOLDER / f"{name}.http").write_text(text)
    kept = {path.stem: path.read_text() for path in FOLDER.glob("*.http")}
    assert kept.keys() == found.keys()
    assert [name for name, text in found.items() if text != kept[name]] == []
