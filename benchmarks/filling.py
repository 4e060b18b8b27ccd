"""A store with as many publications as asked for, written straight into it: making pages would take hours.

DATABASE_URL=… DJANGO_SETTINGS_MODULE=cms.settings.test python -m benchmarks.filling 10000
"""

import copy
import datetime
import random
import sys
import uuid
from collections.abc import Iterator

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from cms.delivery import tallies  # noqa: E402
from cms.delivery.models import Publication, PublicationFilter, Tally  # noqa: E402
from press.models import PressReleaseTopic  # noqa: E402
from search import indexing  # noqa: E402
from tests.factories import Newsroom, OrganisationFactory, PersonFactory, TopicFactory  # noqa: E402

BATCH = 1_000
YEARS = 12
PATTERNS = 20  # releases that all others are copied from
WORDS = [
    "Fachkräfte",
    "Netzwerk",
    "Anerkennung",
    "Ausbildung",
    "Betriebe",
    "Beratung",
    "Zuwanderung",
    "Sprache",
    "Arbeit",
    "Region",
    "Tagung",
    "Projekt",
    "Unternehmen",
    "Hochschule",
    "Handwerk",
    "Pflege",
    "Integration",
    "Willkommen",
    "Förderung",
    "Wirtschaft",
]


def patterns() -> list[Publication]:
    """Releases as editors write them, of about four kilobytes."""
    room, chance = Newsroom(), random.Random(1)
    issuers = [OrganisationFactory(name=f"Agentur {number}") for number in range(5)]
    topics = [TopicFactory(title=word) for word in WORDS]
    person = PersonFactory()
    for number in range(PATTERNS):
        text = " ".join(chance.choices(WORDS, k=60))
        body = [("rich_text", f"<p>{text}.</p>") for _ in range(6)]
        body.append(("quote", {"text": " ".join(chance.choices(WORDS, k=20)), "person": person}))
        about = [PressReleaseTopic(topic=topic) for topic in chance.sample(topics, 2)]
        room.release(title=f"Muster {number}", issuer=chance.choice(issuers), body=body, topics=about)
    return list(Publication.objects.filter(type="press-releases").prefetch_related("filters"))


def copies(found: list[Publication], number: int) -> Iterator[tuple[Publication, Publication]]:
    """So many new rows, each with the one that it is a copy of, spread over the years."""
    chance, last, now = random.Random(2), Publication.objects.order_by("-sequence")[0].sequence, timezone.now()
    for count in range(number):
        pattern = found[count % len(found)]
        key, path, title = uuid.UUID(int=chance.getrandbits(128)), f"/de/presse/meldung-{count}/", f"Meldung {count}"
        own = {"id": str(key), "path": path, "title": f"{title}: {' '.join(chance.choices(WORDS, k=4))}"}
        row = copy.copy(pattern)
        row.pk, row.page_id, row.key, row.path, row.title = None, 10_000_000 + count, key, path, own["title"]
        row.document, row.summary = pattern.document | own, pattern.summary | own
        row.sort_at = now - datetime.timedelta(days=365.25 * YEARS * count / number)
        row.sequence, row.hash = last + count + 1, f"{chance.getrandbits(256):064x}"
        row._state = copy.copy(pattern._state)
        row._state.adding = True
        yield row, pattern


def fill(number: int) -> None:
    call_command("migrate", verbosity=0)
    Newsroom.build()
    found, rows = patterns(), []
    for row, pattern in copies(found, number - PATTERNS):
        rows.append((row, pattern))
        if len(rows) == BATCH:
            write(rows)
            rows = []
    write(rows)
    Tally.objects.all().delete()
    tallies.add(tallies.recounted().items())


def write(rows: list[tuple[Publication, Publication]]) -> None:
    with transaction.atomic():
        made = Publication.objects.bulk_create([row for row, _pattern in rows])
        PublicationFilter.objects.bulk_create(
            PublicationFilter(publication=row, kind=one.kind, value=one.value, label=one.label, locale=one.locale)
            for row, (_row, pattern) in zip(made, rows, strict=True)
            for one in pattern.filters.all()
        )
        indexing.take_in(made)


if __name__ == "__main__":
    fill(int(sys.argv[1]))
