"""Withdrawing: what stood there is gone everywhere, and its address says so, with the day and the reason."""

import datetime
import io
import uuid

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupPagePermission, Page, PageLogEntry

from cms.delivery import fate, publications, registry, store, withdrawal
from cms.delivery.fate import give_own_life
from cms.delivery.models import Change, Tombstone
from cms.delivery.tombstones import Reason
from press.models import PressReleaseCorrection
from tests.admin import Admin
from tests.colleagues import Colleague
from tests.factories import UserFactory, in_days, locale
from tests.proof import sampled
from tests.sitemaps import sitemap
from tests.store import Log, assert_sound, everything_shown, row

REASON = "Die Zahlen waren falsch."


@pytest.fixture
def reviewer(newsroom) -> Colleague:
    return Colleague("Freigabe")


@pytest.fixture
def at_work(newsroom, admin) -> Admin:
    return Admin(admin)


def withdraw(at_work, page, reason=REASON):
    return at_work.post(reverse("delivery_withdraw", args=(page.pk,)), {"reason": reason})


LISTS = {
    "explorer": lambda page: reverse("wagtailadmin_explore", args=(page.get_parent().pk,)),
    "chooser": lambda page: reverse("wagtailadmin_choose_page_child", args=(page.get_parent().pk,)),
    "report": lambda page: reverse("wagtailadmin_reports:aging_pages"),
    "menu": lambda page: f"/admin/api/main/pages/?child_of={page.get_parent().pk}&format=json",
}


def statuses_of(client, page, address):
    """What that list of the admin says of the status of the page."""
    answer = client.get(address)
    if address.startswith("/admin/api/"):
        return {one["meta"]["status"]["status"] for one in answer.json()["items"] if one["id"] == page.pk}
    html = answer.json()["html"] if "json" in answer["Content-Type"] else answer.content.decode()
    lines = (one for one in BeautifulSoup(html, "html.parser").select("tr") if page.title in one.get_text())
    return {tag.find_all(string=True)[-1].strip() for line in lines for tag in line.select(".w-status:has(.w-sr-only)")}


@sampled("where", list(LISTS), 2)
def test_lists_of_the_admin_say_withdrawn_until_something_else_is_on_its_way(newsroom, at_work, admin, where):
    page, other = newsroom.release(title="Falschmeldung"), newsroom.release(title="Zurückgestellt")
    address = LISTS[where](page)
    withdraw(at_work, page)
    with publications.unit():
        type(other).objects.get(pk=other.pk).unpublish()
    assert statuses_of(admin, page, address) == {"zurückgezogen"}
    assert statuses_of(admin, other, address) == {"nicht mehr veröffentlicht"}
    with publications.unit():
        type(page).objects.get(pk=page.pk).save_revision(approved_go_live_at=in_days(1)).publish()
    assert "zurückgezogen" not in statuses_of(admin, page, address)


@sampled("where", list(LISTS), 2)
def test_lists_of_the_admin_do_not_call_public_what_follows_its_original(newsroom, at_work, admin, where):
    page, other = newsroom.release(title="Zurückgestellt"), newsroom.release(title="Falschmeldung")
    english, false = translated(newsroom, page, "Put back"), translated(newsroom, other, "False report")
    assert statuses_of(admin, english, LISTS[where](english)) == {"Veröffentlicht"}
    with publications.unit():
        page.unpublish()
    withdrawal.withdraw(other, reason=REASON, user=None)
    assert statuses_of(admin, english, LISTS[where](english)) == {"nicht öffentlich"}
    assert statuses_of(admin, false, LISTS[where](false)) == {"zurückgezogen"}


def translated(newsroom, page, title):
    with publications.unit():
        english = page.copy_for_translation(newsroom.en, copy_parents=True)
        english.title = title
        english.save_revision().publish()
    return english


def test_a_list_says_why_a_page_is_not_public(newsroom, at_work, admin):
    page = newsroom.release(title="Falschmeldung")
    english = translated(newsroom, page, "False report")
    with publications.unit():
        page.unpublish()
    html = BeautifulSoup(admin.get(LISTS["explorer"](english)).content, "html.parser")
    (tag,) = html.select("tr .w-status[title]")
    assert tag["title"] == "Das Original ist nicht öffentlich."
    assert tag.name == "span"  # its address leads nowhere


def test_the_statuses_of_a_list_are_asked_for_together(newsroom, django_assert_num_queries):
    for number in range(6):
        newsroom.release(title=f"Meldung {number}")
    # As the explorer reads them.
    pages = list(Page.objects.all().annotate_approved_schedule().prefetch_workflow_states())
    fate.statuses_of(pages)
    with django_assert_num_queries(1):
        fate.statuses_of(pages)


@pytest.mark.parametrize("presenter", list(registry.presenters()), ids=lambda presenter: presenter.model.__name__)
def test_whatever_kind_of_page_was_withdrawn_is_called_so(newsroom, presenter):
    page = presenter.model(title="Seite", translation_key=uuid.uuid4(), locale=newsroom.de, live=False)
    page.first_published_at = timezone.now()
    assert fate.status_of(page).word == "nicht mehr veröffentlicht"
    Tombstone.objects.create(
        page_id=1, key=page.translation_key, locale="de", path="/de/x/", withdrawn_at=timezone.now()
    )
    assert fate.status_of(page).word == "zurückgezogen"


def api(page):
    return f"/api/v1/press-releases/{page.translation_key}?locale={page.locale.language_code}"


def test_a_withdrawn_page_leaves_its_address_with_day_and_reason(newsroom, at_work, client):
    page = newsroom.release(title="Geheimtitel", slug="meldung")
    log = Log()
    withdraw(at_work, page)
    assert log.entries() == [("withdrawn", "/de/presse/meldung/")]
    assert_sound()
    client.logout()
    for address in ("/de/presse/meldung/", "/de/presse/meldung"):
        response = client.get(address)
        content = response.content.decode()
        assert response.status_code == 410
        assert REASON in content
        assert "Geheimtitel" not in content
        with translation.override("de"):
            assert date_format(timezone.localdate(), "DATE_FORMAT") in content
        assert "max-age=0" in response.headers["Cache-Control"]
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert '<html lang="de"' in content
    assert client.head("/de/presse/meldung/").status_code == 410


def test_the_reason_is_shown_as_text(newsroom, at_work, client):
    page = newsroom.release(title="Meldung", slug="meldung")
    withdraw(at_work, page, "<script>alert(1)</script>")
    assert "<script>alert" not in client.get("/de/presse/meldung/").content.decode()


def test_without_a_reason_only_the_day_is_told(newsroom, at_work, client):
    page = newsroom.release(title="Meldung", slug="meldung")
    withdraw(at_work, page, "")
    assert client.get("/de/presse/meldung/").status_code == 410
    assert client.get(api(page)).json()["reason"] is None


def test_the_api_tells_of_a_withdrawal_with_a_problem(newsroom, at_work, client):
    page = newsroom.release(title="Meldung")
    translation = newsroom.translate(page, title="Release")
    give_own_life([translation], reason="Only the German words were wrong.", user=None)
    before = timezone.now()
    withdraw(at_work, page)
    response = client.get(api(page))
    problem = response.json()
    assert response.status_code == 410
    assert response.headers["Content-Type"] == "application/problem+json"
    assert (problem["reason"], problem["locale"], problem["available"]) == (REASON, "de", ["en"])
    assert before <= datetime.datetime.fromisoformat(problem["withdrawn_at"]) <= timezone.now()
    assert "max-age=0" in response.headers["Cache-Control"]
    assert client.get(api(translation)).status_code == 200
    # Under another type there never was anything.
    assert client.get(api(page).replace("press-releases", "practice-reports")).status_code == 404


def test_lists_and_sitemap_are_without_it(newsroom, at_work, client):
    page = newsroom.release(title="Zurückgezogenes", slug="meldung")
    withdraw(at_work, page)
    assert "Zurückgezogenes" not in everything_shown()
    assert client.get("/api/v1/press-releases").json()["items"] == []
    assert "/de/presse/meldung/" not in sitemap(client)
    assert "Zurückgezogenes" not in client.get("/de/presse/").content.decode()


def test_aliases_are_withdrawn_with_their_page_and_what_is_below_is_not(newsroom, at_work, client):
    section = newsroom.section(title="Bereich", slug="bereich")
    newsroom.page(parent=section, title="Kind", slug="kind")
    with publications.unit():
        alias = section.create_alias(parent=newsroom.home, update_slug="zweitens")
        alias.create_alias(parent=newsroom.home, update_slug="drittens")
    withdraw(at_work, section)
    for path in ("/de/bereich/", "/de/zweitens/", "/de/drittens/"):
        assert client.get(path).status_code == 410, path
    assert client.get("/de/bereich/kind/").status_code == 200
    assert_sound()


def test_published_again_the_page_stands_there_and_the_tombstone_is_gone(newsroom, at_work, client):
    page = newsroom.release(title="Meldung", slug="meldung")
    withdraw(at_work, page)
    at_work.edit(Page.objects.get(pk=page.pk).specific, title="Berichtigt")
    assert client.get("/de/presse/meldung/").status_code == 200
    assert client.get(api(page)).status_code == 200
    assert not Tombstone.objects.exists()
    # Unpublished now, it is nowhere: nobody withdrew it this time.
    at_work.unpublish(page)
    assert client.get("/de/presse/meldung/").status_code == 404


def test_another_page_at_the_address_takes_the_tombstone_away(newsroom, at_work, client):
    page = newsroom.page(title="Alt", slug="seite")
    withdraw(at_work, page)
    at_work.delete(page)
    assert client.get("/de/seite/").status_code == 410  # deleting the page leaves the tombstone
    newsroom.page(title="Neu", slug="seite")
    assert "Neu" in client.get("/de/seite/").content.decode()
    assert not Tombstone.objects.exists()


def test_a_page_moved_to_the_address_takes_the_tombstone_away(newsroom, at_work, client):
    page = newsroom.page(title="Alt", slug="seite")
    other = newsroom.page(title="Andere", slug="andere")
    withdraw(at_work, page)
    at_work.delete(page)
    at_work.edit(other, slug="seite")
    assert client.get("/de/seite/").status_code == 200
    assert not Tombstone.objects.exists()


def test_a_moved_page_that_is_withdrawn_leaves_nothing_at_its_old_address(newsroom, at_work, client):
    page = newsroom.page(title="Seite", slug="alt")
    at_work.edit(page, slug="neu")
    assert client.get("/de/alt/").status_code == 301
    withdraw(at_work, Page.objects.get(pk=page.pk))
    assert client.get("/de/neu/").status_code == 410
    assert client.get("/de/alt/").status_code == 404


def test_an_editors_redirect_counts_more_than_the_tombstone(newsroom, at_work, client):
    page = newsroom.page(title="Seite", slug="seite")
    withdraw(at_work, page)
    Redirect.objects.create(old_path="/de/seite", redirect_page=newsroom.press)
    assert client.get("/de/seite/").headers["Location"] == "/de/presse/"


def test_what_never_was_public_gets_no_tombstone(newsroom, at_work, client):
    private = newsroom.release(title="Intern", slug="intern")
    at_work.restrict(private)
    at_work.edit(Page.objects.get(pk=private.pk).specific, title="Intern 2")
    embargoed = newsroom.release(title="Gesperrt", slug="gesperrt", embargo_until=in_days(1))
    draft = newsroom.release(title="Entwurf", slug="entwurf", live=False)
    for page in (private, embargoed, draft):
        url = reverse("delivery_withdraw", args=(page.pk,))
        assert at_work.client.post(url, {"reason": REASON}).status_code == 302
    with publications.unit():
        withdrawal.withdraw(Page.objects.get(pk=private.pk).specific, reason=REASON, user=None)
    assert not Tombstone.objects.exists()
    assert "withdrawn" not in set(Change.objects.values_list("kind", flat=True))
    client.logout()
    assert client.get("/de/presse/intern/").status_code == 404


def test_only_who_may_unpublish_may_withdraw(newsroom, client):
    page = newsroom.page(title="Seite", slug="seite")
    group = Group.objects.create(name="Leserschaft")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group, page=newsroom.home, permission=Permission.objects.get(codename="change_page")
    )
    user = UserFactory(is_superuser=False)
    user.groups.add(group)
    client.force_login(user)
    url = reverse("delivery_withdraw", args=(page.pk,))
    assert url not in client.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).content.decode()
    client.post(url, {"reason": REASON})
    assert row(page) is not None
    GroupPagePermission.objects.create(
        group=group, page=newsroom.home, permission=Permission.objects.get(codename="publish_page")
    )
    assert url in client.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).content.decode()
    assert "/de/seite/" in client.get(url).content.decode()
    client.post(url, {"reason": REASON})
    assert row(page) is None


def test_the_history_of_the_page_tells_who_withdrew_it_and_why(newsroom, at_work, editor):
    page = newsroom.page(title="Seite")
    withdraw(at_work, page)
    entry = PageLogEntry.objects.filter(page=page.pk).latest("pk")
    assert (entry.action, PageLogEntry.objects.filter(page=page.pk, action__contains="unpublish").count()) == (
        "treffpunkt.withdraw",
        0,
    )
    assert (entry.user, entry.data) == (editor, {"reason": REASON})
    assert REASON in at_work.client.get(reverse("wagtailadmin_pages:history", args=(page.pk,))).content.decode()


def test_a_withdrawal_that_fails_half_way_leaves_everything_as_it_was(newsroom, monkeypatch, editor):
    page = newsroom.page(title="Seite", slug="seite")

    def fails(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("cms.delivery.flush.Change.objects.bulk_create", fails)
    with pytest.raises(RuntimeError):
        withdrawal.withdraw(page, reason=REASON, user=editor)
    assert Page.objects.get(pk=page.pk).live
    assert row(page) is not None
    assert not Tombstone.objects.exists()


def test_nothing_is_withdrawn_outside_of_a_unit(newsroom):
    with pytest.raises(RuntimeError):
        store.withdraw([newsroom.home.pk], Reason(REASON, "de"))


def test_a_withdrawn_page_that_stays_public_keeps_its_row(newsroom):
    page = newsroom.page(title="Seite", slug="seite")
    with publications.unit():
        store.withdraw([page.pk], Reason(REASON, "de"))
        page.save_revision().publish()
    assert row(page) is not None
    assert not Tombstone.objects.exists()


def test_a_rebuild_leaves_tombstones_alone(newsroom, at_work, client):
    page = newsroom.page(title="Seite", slug="seite")
    withdraw(at_work, page)
    call_command("rebuild_publications", stdout=io.StringIO())
    assert client.get("/de/seite/").status_code == 410
    assert_sound()


def test_a_correction_is_public_and_dated_on_the_page_and_in_the_api(newsroom, client):
    note = PressReleaseCorrection(date=datetime.date(2024, 5, 8), text="Es waren zwölf, nicht zehn.")
    page = newsroom.release(title="Berichtigt", slug="berichtigt", corrections=[note])
    content = client.get("/de/presse/berichtigt/").content.decode()
    assert '<time datetime="2024-05-08">8. Mai 2024</time>' in content
    assert "Es waren zwölf, nicht zehn." in content
    assert client.get(api(page)).json()["corrections"] == [
        {"date": "2024-05-08", "text": "Es waren zwölf, nicht zehn."}
    ]


def test_it_is_said_that_pages_below_stay_public(newsroom, admin):
    section = newsroom.section(title="Rubrik")
    url = reverse("delivery_withdraw", args=(section.pk,))
    assert "Darunter" not in admin.get(url).content.decode()
    below = [newsroom.page(parent=section) for _number in range(2)]
    assert "Darunter stehen 2 öffentliche Seiten" in admin.get(url).content.decode()
    admin.post(url, {"reason": ""})
    assert all(row(page) for page in below) and not row(section)


class TestLanguagesThatAreNotPublic:
    """Whatever became of one language before, those that are public go with the original, whoever withdraws it."""

    @pytest.fixture
    def languages(self, newsroom):
        release = newsroom.release(title="Falschmeldung")
        english = newsroom.translate(release, title="Wrong")
        french = newsroom.translate(release, locale("fr"), title="Faux")
        return release, english, french

    @pytest.mark.parametrize("state", ["draft", "withdrawn"])
    def test_do_not_hold_back_those_that_are(self, languages, reviewer, client, state):
        release, english, french = languages
        if state == "withdrawn":
            withdrawal.withdraw(english, reason="Zuerst.", user=None)
        else:
            with publications.unit():
                english.unpublish()
        path = row(french).path
        response = reviewer.client.post(reverse("delivery_withdraw", args=(release.pk,)), {"reason": REASON})
        assert response["Location"] == reverse("wagtailadmin_pages:edit", args=(release.pk,))
        assert client.get(path).status_code == client.get("/de/presse/falschmeldung/").status_code == 410
        reasons = dict(Tombstone.objects.values_list("locale", "reason"))
        assert reasons == {"de": REASON, "fr": REASON, **({"en": "Zuerst."} if state == "withdrawn" else {})}
        with publications.unit():
            Page.objects.get(pk=release.pk).specific.save_revision().publish()
        assert row(release) is not None and row(french) is None and row(english) is None
        publications.drain()
        assert_sound()


def test_what_is_denied_midway_is_undone(newsroom, reviewer, monkeypatch):
    release, other = newsroom.release(title="Falschmeldung"), newsroom.release(title="Andere")

    def denied(page, **kwargs):
        with publications.unit():
            other.unpublish()
        raise PermissionDenied

    monkeypatch.setattr(withdrawal, "withdraw", denied)
    response = reviewer.client.post(reverse("delivery_withdraw", args=(release.pk,)), {"reason": REASON})
    assert response["Location"] == reverse("wagtailadmin_home")
    assert row(other) is not None and Page.objects.get(pk=other.pk).live
