"""The generation of the site rises with whatever could change a public answer, and with nothing else."""

import re
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, PageViewRestriction

from cms.content.models import Menu, Organisation, SiteTexts
from cms.delivery import answers, generation
from cms.delivery.models import Publication, PublicationFilter
from cms.delivery.presenter import AGENCY_ZONE, midnight
from search import rebuild
from search.models import Promotion, Synonym
from tests.factories import EventFactory, OrganisationFactory, in_days
from tests.leaks.surfaces import SURFACES, Canaries

pytestmark = pytest.mark.databases("cms.delivery.generation")

# Read for public answers, and not watched, with the reason.
NOT_WATCHED = {
    "search_words": "written with the publications, and by rebuilding the index, which raises the generation itself",
    "search_vectors": "the same on PostgreSQL",
    "search_touched": "written with the index; nothing of it is shown",
    "search_word": "written with the publications; a word that came with none finds nothing",
    "search_abbreviation": "the same",
    "search_carriedfile": "the same",
    "search_filetext": "written by a worker, which raises the generation itself",
    "content_person": "a name is suggested as long as texts show it, which are written when it changes",
    "delivery_generation": "itself",
    "delivery_change": "whoever adds to it raises the counter, which is watched",
}
TABLE = re.compile(r'(?:FROM|JOIN|INTO|UPDATE) "?([a-z_]+)"?', re.IGNORECASE)


def read_by(client: Client, address: str) -> set[str]:
    """The tables that the answer at the address is made from, if it may be kept."""
    found: set[str] = set()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found.update(TABLE.findall(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        response = client.get(address)
    if not answers.is_for_everybody(response):
        return set()
    return found & set(connection.introspection.table_names())


def test_every_table_that_public_answers_are_made_from_is_watched(newsroom, client):
    release = newsroom.release(title="Meldung", issuer=OrganisationFactory())
    newsroom.translate(release, title="News")
    EventFactory(parent=newsroom.events, title="Treffen")
    SiteTexts.objects.create(locale=newsroom.de, name="Agentur", publisher=OrganisationFactory())
    canaries = Canaries()
    canaries.pages = {"public": release, "draft": newsroom.release(title="Entwurf", live=False)}
    canaries.words = {"public": ["Meldung"]}
    asked = [address for ask in SURFACES.values() for address in ask(canaries)]
    asked += [*Publication.objects.values_list("path", flat=True), "/de/nirgends/", "/en/presse/meldung/"]
    asked += [f"/de/presse/?{one.kind}={one.value}&year=2024" for one in PublicationFilter.objects.all()]
    watched = {watched.table for watched in generation.WATCHED}
    read = set().union(*(read_by(client, address) for address in asked))
    assert read - watched - NOT_WATCHED.keys() == set()
    assert watched - read == set(), "watched in vain"


def test_the_database_watches_each_of_them(newsroom):
    assert generation.unwatched() == []


def test_a_watch_that_is_lost_is_told_and_set_again(newsroom):
    on = " ON delivery_tombstone" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER delivery_tombstone_delete_raises_generation{on}")
    assert generation.unwatched() == ["delivery_tombstone"]
    with pytest.raises(CommandError):
        call_command("rebuild_publications", check=True)
    call_command("rebuild_publications")
    assert generation.unwatched() == []


@pytest.mark.django_db(transaction=True)
class TestRising:
    @pytest.fixture
    def release(self, newsroom):
        return newsroom.release(title="Meldung")

    @pytest.mark.parametrize(
        "change",
        [
            lambda release, newsroom: release.save_revision().publish(),
            lambda release, newsroom: release.unpublish(),
            lambda release, newsroom: release.delete(),
            lambda release, newsroom: Publication.objects.update(hidden=True),
            lambda release, newsroom: Redirect.objects.create(old_path="/alt", redirect_link="/de/"),
            lambda release, newsroom: SiteTexts.objects.create(locale=newsroom.de, name="Agentur"),
            lambda release, newsroom: Menu.objects.create(locale=newsroom.de, place=Menu.Place.HEADER),
            lambda release, newsroom: Locale.objects.create(language_code="fr"),
            lambda release, newsroom: Organisation.objects.create(name="Amt", locale=newsroom.de),
            lambda release, newsroom: PageViewRestriction.objects.create(page=release, restriction_type="login"),
            lambda release, newsroom: Synonym.objects.create(words="Stütze", also="Bürgergeld"),
            lambda release, newsroom: Promotion.objects.create(words="Stütze", page=release),
            lambda release, newsroom: rebuild.rebuild(),
        ],
        ids=[
            "publish",
            "unpublish",
            "delete",
            "hide",
            "redirect",
            "texts",
            "menu",
            "language",
            "issuer",
            "private",
            "synonym",
            "recommendation",
            "index",
        ],
    )
    def test_it_rises(self, release, newsroom, change):
        release.title = "Andere"
        before = generation.current()
        change(release, newsroom)
        assert generation.current() > before

    @pytest.mark.parametrize(
        "work",
        [
            lambda release, newsroom, client: release.save_revision(),
            lambda release, newsroom, client: newsroom.release(title="Entwurf", live=False).delete(),
            lambda release, newsroom, client: client.get("/de/"),
            lambda release, newsroom, client: client.post("/login/", {"username": "a", "password": "b"}),
        ],
        ids=["draft", "another", "reading", "login"],
    )
    def test_it_does_not(self, release, newsroom, client, work):
        before = generation.current()
        work(release, newsroom, client)
        assert generation.current() == before

    def test_what_is_undone_does_not_raise_it(self, release):
        before = generation.current()
        with transaction.atomic():
            Publication.objects.update(hidden=True)
            transaction.set_rollback(True)
        assert generation.current() == before
        with transaction.atomic():
            with transaction.atomic():
                Publication.objects.update(hidden=True)
                transaction.set_rollback(True)
            Publication.objects.update(title="Andere")
        assert generation.current() > before


class TestTheNextTurn:
    def test_it_is_midnight_in_berlin_where_nothing_comes_before(self, newsroom):
        now = timezone.now()
        assert generation.next_turn(now) == midnight(timezone.localdate(in_days(1), AGENCY_ZONE))

    @pytest.mark.parametrize("name", ["expires_at", "over_at", "closes_at"])
    def test_it_is_the_first_moment_at_which_something_ends(self, newsroom, name):
        newsroom.release(title="Meldung")
        now = midnight(timezone.localdate(in_days(1), AGENCY_ZONE))
        for hours in (2, 1):
            Publication.objects.filter(type="press-releases").update(**{name: now + timezone.timedelta(hours=hours)})
        assert generation.next_turn(now) == now + timezone.timedelta(hours=1)

    def test_a_registration_that_closes_is_one(self, newsroom):
        deadline = in_days(5)
        EventFactory(parent=newsroom.events, title="Treffen", registration_until=deadline, starts_at=in_days(9))
        assert Publication.objects.get(type="events").closes_at is not None
