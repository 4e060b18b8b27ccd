"""What an accredited reader gets for a link, and what everybody else does not."""

import datetime
import re
import time
from html import unescape

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.accreditation.models import EmbargoLink, EmbargoLinkUse, hash_of
from cms.accreditation.views import GUESSES, embargo_link
from cms.delivery import publications
from cms.delivery.fate import give_own_life
from press.models import PressRelease
from tests.accreditation.helpers import address_of, embargoed, outcomes, take_back
from tests.factories import DocumentFactory, ImageFactory, in_days
from tests.processes import somebody_writing
from tests.store import assert_sound, everything_shown, row

UNKNOWN = f"/vorab/{'x' * 43}"


@pytest.fixture
def reader() -> Client:
    return Client()


def said(response) -> str:
    return unescape(response.content.decode())


def edit(page, *, publish: bool = False, **fields) -> None:
    """A newer revision of the page, an unapproved draft unless published."""
    page = PressRelease.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    with publications.unit():
        revision = page.save_revision()
        if publish:
            revision.publish()


def test_a_link_shows_the_scheduled_release_that_nobody_else_sees(newsroom, reader):
    release = embargoed(newsroom, lead="Was morgen in der Zeitung steht.")
    response = reader.get(address_of(release))
    assert response.status_code == 200
    assert "Geheime Sache" in said(response)
    assert "Was morgen in der Zeitung steht." in said(response)
    assert reader.get("/de/presse/geheim/").status_code == 404
    assert row(release) is None
    assert "Geheime Sache" not in everything_shown()
    assert outcomes() == ["shown"]


def test_the_banner_says_until_when_and_for_whom(newsroom, reader):
    moment = datetime.datetime(2031, 7, 16, 9, 30, tzinfo=datetime.UTC)
    release = newsroom.release(title="Geheim", embargo_until=moment)
    with time_machine.travel(moment - datetime.timedelta(days=1)):
        html = said(reader.get(address_of(release, person="Kim <Muster>", outlet="Radio & Ton")))
    assert "16. Juli 2031 11:30" in html
    assert "Europe/Berlin" in html
    assert "<bdi>Kim <Muster></bdi>, <bdi>Radio & Ton</bdi>" in html
    assert "<Muster>" not in reader.get(address_of(release, person="Kim <Muster>")).content.decode()


def test_the_release_is_shown_in_its_own_language(newsroom, reader):
    release = embargoed(newsroom)
    with publications.unit():
        translation = release.copy_for_translation(newsroom.en, copy_parents=True)
        translation.title, translation.date = "A secret", datetime.date(2024, 5, 6)
        translation.save_revision().publish()
    response = reader.get(address_of(translation))
    assert response.headers["Content-Language"] == "en"
    assert '<html lang="en"' in said(response)
    assert "A secret" in said(response)
    assert "6 May 2024" in said(response)


def test_a_translation_is_shown_while_its_original_is_approved(newsroom, reader):
    release = embargoed(newsroom)
    with publications.unit():
        translation = release.copy_for_translation(newsroom.en, copy_parents=True)
        translation.save_revision().publish()
    address = address_of(translation)
    assert reader.get(address).status_code == 200
    take_back(release)
    assert reader.get(address).status_code == 404


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("case", ["shown", "revoked", "expired", "taken-back", "published"])
def test_every_answer_is_kept_by_no_cache_no_index_and_names_itself_to_nobody(newsroom, reader, case, method):
    release = newsroom.release(title="Offen") if case == "published" else embargoed(newsroom)
    fields = {"revoked": {"revoked_at": in_days(-1)}, "expired": {"expires_at": in_days(-1)}}
    address = address_of(release, **fields.get(case, {}))
    if case == "taken-back":
        take_back(release)
    response = getattr(reader, method)(address)
    assert set(response.headers["Cache-Control"].split(", ")) == {"private", "no-store"}
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in response.headers
    assert outcomes() == [case]


def test_the_page_names_neither_its_own_address_nor_its_public_one(newsroom, reader):
    release = embargoed(newsroom)
    newsroom.translate(newsroom.press, title="Press")
    with publications.unit():
        translation = release.copy_for_translation(newsroom.en)
        give_own_life([translation], reason="The English words are out already.", user=None)
        translation.embargo_until = translation.go_live_at = None
        translation.title = "Open already"
        translation.save_revision().publish()
    assert row(translation)
    address = address_of(release)
    html = said(reader.get(address))
    assert address not in html
    assert "/de/presse/geheim/" not in html
    assert "og:" not in html
    assert 'name="robots" content="noindex, nofollow"' in html


def test_a_newer_draft_that_nobody_approved_is_not_shown(newsroom, reader):
    release = embargoed(newsroom)
    edit(release, title="Ungeprüft")
    html = said(reader.get(address_of(release)))
    assert "Geheime Sache" in html
    assert "Ungeprüft" not in html


def test_a_correction_approved_anew_is_shown(newsroom, reader):
    release = embargoed(newsroom)
    address = address_of(release)
    edit(release, publish=True, title="Berichtigt")
    assert "Berichtigt" in said(reader.get(address))


def test_a_live_page_that_came_under_embargo_is_shown_without_its_drafts(newsroom, reader):
    release = newsroom.release(title="Geheime Sache", slug="geheim")
    PressRelease.objects.filter(pk=release.pk).update(embargo_until=in_days(1))
    call_command("rebuild_publications")
    edit(release, title="Ungeprüft")
    html = said(reader.get(address_of(release)))
    assert "Geheime Sache" in html
    assert "Ungeprüft" not in html
    assert reader.get("/de/presse/geheim/").status_code == 404


def test_the_scheduled_change_of_a_public_release_is_shown(newsroom, reader):
    release = newsroom.release(title="Bekannt", slug="bekannt")
    edit(release, publish=True, title="Was bald hinzukommt", embargo_until=in_days(2))
    assert "Was bald hinzukommt" in said(reader.get(address_of(release)))
    assert "Was bald hinzukommt" not in everything_shown()


def test_its_files_load_with_the_addresses_in_it_and_with_no_others(newsroom, reader):
    file = DocumentFactory()
    release = embargoed(
        newsroom,
        image=[("image", {"image": ImageFactory(), "alt_text": ""})],
        body=[("rich_text", f'<p><a linktype="document" id="{file.pk}">Datei</a></p>')],
    )
    html = said(reader.get(address_of(release)))
    addresses = set(re.findall(r"/files/[^\s\"]+\?reader=[^\s\",]+", html))
    assert {address.split("/")[2] for address in addresses} == {"images", "documents"}
    for address in addresses:
        response = reader.get(address)
        assert response.status_code == 200
        assert "no-store" in response.headers["Cache-Control"]
        bare = address.split("?")[0]
        assert reader.get(bare).status_code == 404
        assert reader.get(f"{bare}?reader=falsch").status_code == 404
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=1, minutes=1)):
        assert {reader.get(address).status_code for address in addresses} == {404}


def test_after_the_embargo_the_link_leads_to_the_public_page(newsroom, reader):
    release = embargoed(newsroom, days=1)
    address = address_of(release, expires_at=in_days(5))
    with time_machine.travel(in_days(2)):
        call_command("publish_scheduled")
        response = reader.get(address)
        assert (response.status_code, response.headers["Location"]) == (302, "/de/presse/geheim/")
        assert reader.get(response.headers["Location"]).status_code == 200
    assert outcomes() == ["published"]


def test_a_link_that_ends_with_the_embargo_leads_to_the_public_page_too(newsroom, reader):
    release = embargoed(newsroom, days=1)
    address = address_of(release, expires_at=release.go_live_at)
    with time_machine.travel(in_days(2)):
        assert reader.get(address).status_code == 410
        call_command("publish_scheduled")
        assert reader.get(address).headers["Location"] == "/de/presse/geheim/"


def test_the_scheduled_release_is_shown_until_the_scheduler_has_published_it(newsroom, reader):
    release = embargoed(newsroom, days=1)
    address = address_of(release, expires_at=in_days(5))
    with time_machine.travel(in_days(2)):
        assert "Geheime Sache" in said(reader.get(address))


def test_an_expired_link_is_refused_to_the_second(newsroom, reader):
    release = embargoed(newsroom)
    ends = timezone.now() + datetime.timedelta(hours=1)
    address = address_of(release, expires_at=ends)
    with time_machine.travel(ends - datetime.timedelta(seconds=1), tick=False):
        assert reader.get(address).status_code == 200
    with time_machine.travel(ends, tick=False):
        response = reader.get(address)
    assert response.status_code == 410
    assert "Geheime Sache" not in said(response)
    assert outcomes() == ["shown", "expired"]
    assert list(EmbargoLinkUse.objects.order_by("pk").values_list("at", flat=True))[1] == ends


def test_a_revoked_link_is_refused_also_when_the_release_is_public(newsroom, reader):
    release = embargoed(newsroom, days=1)
    address = address_of(release)
    assert reader.get(address).status_code == 200
    EmbargoLink.objects.update(revoked_at=timezone.now())
    response = reader.get(address)
    assert response.status_code == 410
    assert "Geheime Sache" not in said(response)
    with time_machine.travel(in_days(2)):
        call_command("publish_scheduled")
        assert row(release)
        assert reader.get(address).status_code == 410
    assert outcomes() == ["shown", "revoked", "revoked"]


def test_the_refusals_differ_in_words_and_speak_the_release_s_language(newsroom, reader):
    release = embargoed(newsroom)
    with publications.unit():
        translation = release.copy_for_translation(newsroom.en, copy_parents=True)
        translation.save_revision().publish()
    told = {}
    for name, fields in {"expired": {"expires_at": in_days(-1)}, "revoked": {"revoked_at": in_days(-1)}}.items():
        response = reader.get(address_of(translation, **fields))
        assert '<html lang="en"' in said(response)
        told[name] = re.search("<h1>(.*?)</h1>", said(response))[1]
    assert told == {"expired": "This link has expired", "revoked": "This link has been revoked"}


def test_a_release_taken_back_is_not_available_and_comes_back_when_approved_again(newsroom, reader):
    release = embargoed(newsroom)
    address = address_of(release)
    take_back(release)
    response = reader.get(address)
    assert response.status_code == 404
    assert "Geheime Sache" not in said(response)
    edit(release, publish=True, title="Neu freigegeben")
    assert "Neu freigegeben" in said(reader.get(address))
    assert outcomes() == ["taken-back", "shown"]


def test_a_release_that_will_be_private_is_not_shown(newsroom, reader):
    release = embargoed(newsroom)
    address = address_of(release)
    with publications.unit():
        PageViewRestriction.objects.create(page=newsroom.press, restriction_type=PageViewRestriction.LOGIN)
    assert reader.get(address).status_code == 404
    assert outcomes() == ["taken-back"]


def test_a_text_whose_time_is_over_is_not_shown(newsroom, reader):
    release = embargoed(newsroom, days=2, expire_at=in_days(3))
    address = address_of(release)
    with time_machine.travel(in_days(4)):
        assert reader.get(address).status_code == 404


@pytest.mark.parametrize(
    "path", [UNKNOWN, "/vorab/kurz", f"{UNKNOWN}x", "/vorab/", f"/vorab/{'ü' * 43}", f"{UNKNOWN}/"]
)
def test_an_unknown_token_is_answered_as_any_address_at_which_nothing_is(newsroom, reader, path):
    embargoed(newsroom)
    response, other = reader.get(path), reader.get("/nirgends/und/nichts")
    assert (response.status_code, other.status_code) == (404, 404)
    assert response.content == other.content
    assert dict(response.headers) == dict(other.headers)
    assert not EmbargoLinkUse.objects.exists()


def test_a_link_works_with_a_closing_slash(newsroom, reader):
    assert reader.get(f"{address_of(embargoed(newsroom))}/").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_a_link_can_only_be_read(newsroom, reader, method):
    address = address_of(embargoed(newsroom))
    answers = [getattr(reader, method)(path) for path in (address, UNKNOWN)]
    assert [response.status_code for response in answers] == [405, 405]
    assert answers[0].content == answers[1].content
    assert outcomes() == []


def test_the_token_is_kept_nowhere(newsroom):
    address = address_of(embargoed(newsroom))
    token = address.removeprefix("/vorab/")
    assert len(token) == 43
    link = EmbargoLink.objects.get()
    assert token not in str(list(EmbargoLink.objects.values()))
    assert link.token_hash == hash_of(token)


@pytest.mark.parametrize("fields", [{}, {"revoked_at": in_days(-1)}, {"expires_at": in_days(-1)}])
def test_no_token_gets_into_the_log(newsroom, reader, caplog, fields):
    release = embargoed(newsroom)
    address = address_of(release, **fields)
    take_back(release)
    assert reader.get(address).status_code in {404, 410}
    assert address not in caplog.text


def test_of_a_use_day_and_outcome_are_kept_and_nothing_about_the_reader(newsroom, reader):
    reader.get(address_of(embargoed(newsroom)), headers={"user-agent": "Lesegerät"}, REMOTE_ADDR="192.0.2.7")
    assert {field.name for field in EmbargoLinkUse._meta.get_fields()} == {
        "id",
        "link",
        "day",
        "at",
        "number",
        "outcome",
    }


def test_uses_are_counted_in_one_row_a_day_and_outcome(newsroom, reader):
    address = address_of(embargoed(newsroom), expires_at=in_days(5))
    evening = datetime.datetime(2031, 7, 15, 21, 59, tzinfo=datetime.UTC)  # in summer 23:59 in Berlin
    EmbargoLink.objects.update(expires_at=evening + datetime.timedelta(days=1))
    for moment in (evening, evening, evening + datetime.timedelta(minutes=1), evening + datetime.timedelta(days=2)):
        with time_machine.travel(moment, tick=False):
            reader.get(address)
    counted = EmbargoLinkUse.objects.order_by("pk").values_list("day", "number", "at")
    assert [(day.day, number, at) for day, number, at in counted] == [
        (15, 2, evening),
        (16, 1, evening + datetime.timedelta(minutes=1)),
        (17, 1, evening + datetime.timedelta(days=2)),
    ]


def test_who_tries_tokens_waits_and_who_has_one_does_not(newsroom, reader):
    address = address_of(embargoed(newsroom))
    answers = [reader.get(UNKNOWN) for _attempt in range(GUESSES.free + 1)]
    assert [answer.status_code for answer in answers] == [404] * GUESSES.free + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert reader.get(address).status_code == 200
    assert Client(REMOTE_ADDR="203.0.113.9").get(UNKNOWN).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_reader_waits_for_nobody_who_writes_and_is_counted_afterwards(newsroom, reader):
    address = address_of(embargoed(newsroom))
    request = RequestFactory().get(address)
    request.user = AnonymousUser()
    with somebody_writing():
        began = time.monotonic()
        response = embargo_link(request, address.removeprefix("/vorab/"))
        assert time.monotonic() - began < 1
        assert response.status_code == 200
        assert outcomes() == ([] if connection.vendor == "sqlite" else ["shown"])
        assert reader.get(UNKNOWN).status_code == 404
    response.close()  # as a server does when the answer has gone out
    assert outcomes() == ["shown"]


def test_links_go_with_their_page(newsroom, reader):
    release = embargoed(newsroom)
    address = address_of(release)
    reader.get(address)
    with publications.unit():
        PressRelease.objects.get(pk=release.pk).delete()
    assert not EmbargoLink.objects.exists()
    assert not EmbargoLinkUse.objects.exists()
    assert reader.get(address).status_code == 404


def test_a_link_shows_its_own_release_only(newsroom, reader):
    other = embargoed(newsroom, title="Etwas anderes", slug="anderes")
    embargoed(newsroom)
    assert "Geheime Sache" not in said(reader.get(address_of(other)))


def test_nothing_public_changes_when_a_link_is_issued_and_used(newsroom, reader):
    release = embargoed(newsroom)
    before = everything_shown()
    reader.get(address_of(release))
    assert everything_shown() == before
    assert_sound()
