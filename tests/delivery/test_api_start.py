"""Where partners begin: the start page, what lists can be narrowed by, and what stands at an address."""

import pytest
from django.conf import settings
from wagtail.contrib.redirects.models import Redirect

from cms.delivery import publications, registry
from cms.delivery.withdrawal import withdraw
from press.models import PressRelease
from tests.factories import OrganisationFactory, TopicFactory, in_days

pytestmark = pytest.mark.django_db

API = "/api/v1"


class TestStart:
    @pytest.mark.parametrize("path", [API, f"{API}/"])
    def test_it_links_everything_there_is(self, client, newsroom, path):
        start = client.get(path).json()
        linked = [start["changes"], start["description"], start["documentation"]]
        linked += [*start["lists"].values(), *start["vocabularies"].values(), f"{start['search']}?q=wort"]
        assert {*registry.types(), "publications"} == start["lists"].keys()
        assert start["licence"]["id"] == "dl-by-de/2.0" and start["terms"] == f"{start['documentation']}#terms"
        in_languages = [start["calendar"], *(one for feeds in start["feeds"].values() for one in feeds.values())]
        linked += [address.replace("{locale}", "de") for address in in_languages]
        for address in linked:
            assert client.get(address.removeprefix(settings.PUBLIC_URL)).status_code == 200, address


class TestVocabularies:
    def entries(self, client, name, **asked):
        return client.get(f"{API}/{name}", asked).json()["items"]

    def test_each_entry_narrows_lists_to_as_many_as_it_says(self, client, newsroom):
        topics, issuer = [TopicFactory(title=title) for title in ("Wohnen", "Arbeit")], OrganisationFactory(name="Amt")
        link = PressRelease._meta.get_field("topics").related_model
        for number in range(2):
            links = [link(topic=topic) for topic in topics[number:]]
            newsroom.release(title=f"Meldung {number}", place="Ulm", issuer=issuer, topics=links)
        assert [(one["title"], one["count"]) for one in self.entries(client, "topics")] == [
            ("Arbeit", 2),
            ("Wohnen", 1),
        ]
        assert [one["count"] for one in self.entries(client, "organisations")] == [2]
        assert [(one["id"], one["count"]) for one in self.entries(client, "places")] == [("Ulm", 2)]
        assert self.entries(client, "topics", locale="en") == []
        for kind in (kind for kind in registry.filter_kinds().values() if kind.vocabulary):
            for one in self.entries(client, kind.vocabulary):
                found = client.get(f"{API}/publications", {kind.name: one["id"]}).json()["items"]
                assert len(found) == one["count"]

    def test_nothing_is_told_of_what_nobody_sees(self, client, newsroom):
        for title, more in (("Gesperrt", {"embargo_until": in_days(1)}), ("Entwurf", {"live": False})):
            newsroom.release(title=title, place=title, **more)
        assert self.entries(client, "places") == []

    def test_languages_and_types_are_named_with_their_numbers(self, client, newsroom):
        newsroom.translate(newsroom.release(title="Meldung"), title="Release")
        types = {one["id"]: (one["title"], one["count"]) for one in self.entries(client, "types")}
        assert types["press-releases"] == ("Pressemitteilungen", 1) and "events" not in types
        assert {one["id"]: one["title"] for one in self.entries(client, "types", locale="en")}["press-releases"] != ""
        languages = {one["id"]: one["title"] for one in self.entries(client, "locales")}
        assert languages == {"de": "Deutsch", "en": "English"}


class TestFind:
    def find(self, client, path):
        return client.get(f"{API}/find", {"path": path})

    def test_what_leads_to_a_page_or_is_its_twin_is_that_page(self, client, newsroom):
        newsroom.release(title="Meldung")
        assert self.find(client, "/").json()["path"] == "/de/"
        assert self.find(client, "/de/presse/meldung/index.md").json()["path"] == "/de/presse/meldung/"
        assert self.find(client, "/de/presse/nirgends/index.md").status_code == 404

    @pytest.fixture
    def release(self, newsroom):
        return newsroom.release(title="Meldung", slug="meldung")

    @pytest.mark.parametrize("host", ["", "http://testserver"])
    @pytest.mark.parametrize("path", ["/de/presse/meldung/", "/de/presse/meldung"])
    def test_a_publication_is_found_at_its_address(self, client, release, host, path):
        found = self.find(client, host + path).json()
        assert (found["id"], found["moved"]) == (str(release.translation_key), False)
        assert client.get(found["api_url"]).json()["title"] == "Meldung"

    def test_and_at_those_that_lead_to_it(self, client, release):
        for slug in ("andere", "dritte"):
            release.slug = slug
            with publications.unit():
                release.save_revision().publish()
        Redirect.objects.create(old_path="/kurz", redirect_link="/de/presse/meldung/")
        for path in ("/de/presse/meldung/", "/de/presse/andere/", "/kurz"):
            found = self.find(client, path).json()
            assert (found["path"], found["moved"]) == ("/de/presse/dritte/", True)

    def test_of_what_was_withdrawn_it_says_so(self, client, release):
        withdraw(release, reason="Falsch.", user=None)
        response = self.find(client, "/de/presse/meldung/")
        assert (response.status_code, response.json()["reason"], response.json()["locale"]) == (410, "Falsch.", "de")

    @pytest.mark.parametrize(
        "path", ["/de/nirgends/", "", "x", "https://example.org/de/presse/meldung/", "//", "/de/\x00/", "http://["]
    )
    def test_nothing_else_is_anywhere(self, client, release, path):
        assert self.find(client, path).status_code in {404, 422}

    def test_redirects_that_lead_round_lead_nowhere(self, client, release):
        Redirect.objects.create(old_path="/eins", redirect_link="/zwei")
        Redirect.objects.create(old_path="/zwei", redirect_link="/eins")
        assert self.find(client, "/eins").status_code == 404

    def test_a_draft_is_nowhere(self, client, newsroom):
        newsroom.release(title="Entwurf", slug="entwurf", live=False)
        assert self.find(client, "/de/presse/entwurf/").status_code == 404
