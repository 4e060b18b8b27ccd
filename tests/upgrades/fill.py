"""Makes the filled database of a version: `python -m tests.upgrades.fill tests/upgrades/0.2.0.sqlite3.xz`.

It is made once, by the code of that version, and never again: tests upgrade it to the models as they are now.
"""

from __future__ import annotations

import datetime
import io
import lzma
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# The clock of the filled newsroom: what is due, under embargo or over is so at this moment.
MOMENT = datetime.datetime(2026, 12, 1, 12, 0, tzinfo=datetime.UTC)
OURS = {"cms", "home", "press", "events", "search"}
# Rows that come and go within a transaction or a minute.
FLEETING = {"Pending"}


def models() -> Iterator[Any]:
    """Every model of the project."""
    from django.apps import apps

    for app in apps.get_app_configs():
        if app.name.split(".")[0] in OURS:
            yield from app.get_models(include_auto_created=True)


def fill_everything() -> None:
    """A newsroom in which every model of the project has rows; raises LookupError for one that has none."""
    from tests.factories import Newsroom
    from tests.filled import fill

    newsroom = Newsroom()
    fill(newsroom)
    _pages(newsroom)
    _site(newsroom)
    _work(newsroom)
    empty = [model.__name__ for model in models() if model.__name__ not in FLEETING and not model.objects.exists()]
    if empty:
        raise LookupError(f"Nothing is filled in for {', '.join(empty)}.")


def _pages(newsroom: Any) -> None:
    """Pages in the states that time and editors bring, and a practice report."""
    from cms.content.models import CustomImage
    from cms.delivery import publications
    from cms.delivery.withdrawal import withdraw
    from events.models import DocumentationTopic, EventHost, EventPage, EventPartner, EventTopic
    from events.models import MeetingDocumentationPage as Documentation
    from press.models import (
        PracticeReportAudience,
        PracticeReportContact,
        PracticeReportTopic,
        PressReleaseCorrection,
    )
    from tests import factories

    topic = factories.TopicFactory(title="Ankommen")
    factories.PracticeReportFactory(
        parent=newsroom.practice,
        title="Lotsen",
        topics=[PracticeReportTopic(topic=topic)],
        audiences=[PracticeReportAudience(audience=factories.AudienceFactory())],
        contacts=[PracticeReportContact(contact=factories.ContactPointFactory())],
    )
    newsroom.release(title="Entwurf", live=False)
    newsroom.release(title="Gesperrt", embargo_until=MOMENT + datetime.timedelta(days=2))
    newsroom.release(title="Abgelaufen", expire_at=MOMENT - datetime.timedelta(days=1))
    corrected = newsroom.release(
        title="Berichtigt",
        corrections=[PressReleaseCorrection(date=MOMENT.date(), text="Es waren zwölf.")],
    )
    gone = newsroom.release(title="Zurückgezogen")
    with publications.unit():
        withdraw(gone, reason="Die Zahlen waren falsch.", user=factories.UserFactory())
        corrected.slug = "neue-adresse"
        corrected.save_revision().publish()
        for event in EventPage.objects.filter(locale=newsroom.de)[:1]:
            organisation = factories.OrganisationFactory()
            event.hosts = [EventHost(organisation=organisation)]
            event.partners = [EventPartner(organisation=organisation)]
            event.topics = [EventTopic(topic=topic)]
            event.save_revision().publish()
        minutes = Documentation.objects.filter(locale=newsroom.de).get()
        minutes.topics = [DocumentationTopic(topic=topic)]
        minutes.save_revision().publish()
    CustomImage.objects.get().get_rendition("width-480")


def _site(newsroom: Any) -> None:
    from cms.content.models import Menu, MenuItem, SiteTexts
    from cms.delivery import publications

    with publications.unit():
        SiteTexts.objects.create(name="Agentur", motto="Für alle", locale=newsroom.de)
        menu = Menu(place=Menu.Place.HEADER, locale=newsroom.de)
        menu.items = [MenuItem(page=newsroom.press.page_ptr, locale=newsroom.de, label="Presse")]
        menu.save()


def _work(newsroom: Any) -> None:
    """What people and processes leave: a review, translations, imports, links for the press, deliveries."""
    from django.conf import settings
    from django.contrib.auth.models import Permission
    from django.contrib.contenttypes.models import ContentType
    from django.core.management import call_command
    from django.utils import timezone

    from cms.accreditation.models import EmbargoLink
    from cms.content.models import Organisation
    from cms.editorial.models import ProposedChange
    from cms.outbox import mail, outbox
    from cms.translation.models import Term, TermTranslation
    from press.models import PressRelease
    from tests.colleagues import Colleague
    from tests.translation.helpers import ask, release

    writer, translator, reviewer = Colleague("Redaktion"), Colleague("Übersetzung en"), Colleague("Freigabe")
    writer.user.user_permissions.add(Permission.objects.get(codename="view_change"))
    text = newsroom.release(title="Übersetzt", lead="Es gibt sie.")
    release(ask(text, newsroom.en, writer.user), translator.user, reviewer.user)
    ask(newsroom.release(title="Noch zu übersetzen"), newsroom.en, writer.user)
    submitted = newsroom.release(title="In der Freigabe", live=False)
    writer.admin.edit(submitted, action="action-submit")
    term = Term(term="Beratung")
    term.translations = [TermTranslation(locale=newsroom.en, text="advice")]
    term.save()
    samples = settings.BASE_DIR / "cms" / "importer" / "samples"
    call_command("import_texts", str(samples / "02-praktikumswoche-ohne-jahr.txt"), stdout=io.StringIO())
    link = EmbargoLink.objects.create(
        page=PressRelease.objects.get(title="Gesperrt"),
        person="Mika Beispiel",
        outlet="Musterblatt",
        expires_at=MOMENT + datetime.timedelta(days=5),
        token_hash="0" * 64,
    )
    link.count_use("shown", timezone.now())
    issuer = Organisation.objects.order_by("pk")[0]
    ProposedChange.objects.create(
        content_type=ContentType.objects.get_for_model(issuer),
        object_id=str(issuer.pk),
        before={"name": issuer.name},
        after={"name": "Agentur Neu"},
        proposed_by=writer.user,
    )
    outbox.put(mail.KIND, {"to": ["redaktion@example.org"], "subject": "Betreff", "body": "Text"})


def write(path: Path) -> None:
    """Write the filled database into the file, compressed."""
    import time_machine
    from django.db import connection, connections
    from django.test.utils import setup_test_environment

    from tests import database

    setup_test_environment()
    database.make()
    database.work_in_copy("filled", of=database.FURNISHED)
    with time_machine.travel(MOMENT, tick=False):
        fill_everything()
    name = str(connection.settings_dict["NAME"])
    connections.close_all()
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small.sqlite3"
        with sqlite3.connect(name) as source:
            for (table,) in source.execute("SELECT name FROM sqlite_master WHERE name LIKE 'throwaway_%'").fetchall():
                source.execute(f'DROP TABLE IF EXISTS "{table}"')
            source.execute("DELETE FROM django_migrations WHERE app = 'throwaway'")
            source.commit()
            source.execute("VACUUM INTO ?", [str(small)])
        path.write_bytes(lzma.compress(small.read_bytes(), preset=9))
    database.drop("filled")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    import django

    django.setup()
    write(Path(sys.argv[1]))
