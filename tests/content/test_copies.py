"""A copy begins a new life, through whichever door it is made; a translation and an alias are none."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Page

from cms.accreditation.models import EmbargoLink
from cms.content.models import BasePage
from cms.delivery import publications, withdrawal
from cms.delivery.models import Publication
from cms.delivery.registry import presenters
from cms.translation.models import jobs_of
from cms.translation.requesting import Order, request
from events.models import EventPage, EventState
from press.models import PressRelease, PressReleaseCorrection
from tests.admin import Admin, data_at
from tests.factories import EventFactory, PracticeReportFactory, PressIndexFactory, UserFactory, in_days

DOORS = {
    "code": lambda page, to: page.copy(to=to, update_attrs={"slug": "kopie"}, keep_live=False),
    "action": lambda page, to: CopyPageAction(
        Page.objects.get(pk=page.pk), to=to, update_attrs={"slug": "kopie"}, keep_live=False
    ).execute(),
    "with its parent": lambda page, to: (
        page.get_parent().copy(recursive=True, keep_live=False, update_attrs={"slug": "kopien"}).get_children().get()
    ),
}


@pytest.fixture
def at_work(newsroom, admin) -> Admin:
    return Admin(admin)


@pytest.fixture(params=DOORS)
def copied(request):
    """Copies a page by each door; what is read of it are its row and its newest version, which must agree."""

    def copy(page):
        made = DOORS[request.param](page, Page.objects.get(pk=page.get_parent().pk)).specific
        type(made).objects.get(pk=made.pk)
        return type(made).objects.get(pk=made.pk), made.get_latest_revision_as_object()

    return copy


def test_a_copied_release_has_neither_the_moments_nor_the_corrections_of_its_original(newsroom, copied):
    release = newsroom.release(
        title="Beratung",
        lead="Bleibt",
        embargo_until=in_days(2),
        release_together=True,
        expire_at=in_days(9),
        locked=True,
        locked_at=timezone.now(),
        corrections=[PressReleaseCorrection(text="Es waren zehn.")],
        live=False,
    )
    EmbargoLink.objects.create(page=release, person="Kim", outlet="Blatt", expires_at=in_days(1))
    for copy in copied(release):
        moments = [copy.embargo_until, copy.go_live_at, copy.expire_at, copy.locked_at]
        assert moments == [None] * 4 and not copy.release_together and not copy.locked
        assert copy.date == timezone.localdate()
        assert not copy.corrections.exists()
        assert copy.lead == "Bleibt"
        assert not copy.embargo_links.exists()
        assert copy.current_workflow_state is None
        assert not copy.revisions.exclude(approved_go_live_at=None).exists()
    release.refresh_from_db()
    assert release.corrections.count() == 1 and release.embargo_until and release.date == datetime.date(2024, 5, 6)


def test_a_copy_was_never_public_whatever_its_original_was(newsroom, copied):
    release = newsroom.release(title="Lange her", first_published_at=in_days(-900), last_published_at=in_days(-800))
    for copy in copied(release):
        assert copy.first_published_at is None and copy.last_published_at is None


def test_a_copy_that_is_public_at_once_is_so_from_now_on(newsroom):
    release = newsroom.release(title="Lange her", first_published_at=in_days(-900), last_published_at=in_days(-800))
    with publications.unit():
        copy = release.copy(to=newsroom.press, update_attrs={"slug": "kopie"}, keep_live=True)
    found = PressRelease.objects.get(pk=copy.pk)
    assert found.first_published_at > in_days(-1)
    assert Publication.objects.get(page_id=copy.pk).published_at == found.first_published_at


def test_the_corrections_of_older_versions_are_not_copied_either(newsroom, copied):
    release = newsroom.release(corrections=[PressReleaseCorrection(text="Es waren zehn.")])
    release.save_revision()
    copy, _version = copied(release)
    assert [version.content["corrections"] for version in copy.revisions.all()] == [[]] * 3


def test_a_copied_event_is_one_that_is_still_to_be_held(newsroom, copied):
    event = EventFactory(
        parent=newsroom.events,
        title="Netzwerktreffen",
        number=3,
        state=EventState.CANCELLED,
        ends_at=datetime.datetime(2024, 7, 16, 16, tzinfo=datetime.UTC),
        town="Silberhain",
        registration_until=datetime.datetime(2024, 7, 1, tzinfo=datetime.UTC),
        registration_url="https://example.org/anmeldung",
    )
    for copy in copied(event):
        assert copy.state == EventState.SAVE_THE_DATE
        facts = [copy.number, copy.starts_at, copy.ends_at, copy.registration_until, copy.registration_url]
        assert facts == [None, None, None, None, ""]
        assert copy.town == "Silberhain"


def test_a_copied_report_is_of_today(newsroom, copied):
    for copy in copied(PracticeReportFactory(parent=newsroom.practice)):
        assert copy.date == timezone.localdate()


def test_a_copy_of_what_was_withdrawn_was_not(newsroom, copied):
    release = newsroom.release()
    withdrawal.withdraw(release, reason="Falsch", user=UserFactory())
    copy, version = copied(release)
    with publications.unit():
        version.save_revision().publish()
    assert Publication.objects.visible().filter(page_id=copy.pk).exists()


def test_a_copy_has_no_translations_and_no_status(newsroom, copied):
    release = newsroom.release()
    request(release, [newsroom.en], Order(user=UserFactory()))
    copy, _version = copied(release)
    assert jobs_of(release).exists() and not jobs_of(copy).exists()
    assert not copy.get_translations().exists()


def test_the_admin_copies_alike(newsroom, at_work):
    release = newsroom.release(corrections=[PressReleaseCorrection(text="Es waren zehn.")])
    copy = at_work.copy(release, newsroom.press)
    made = PressRelease.objects.get(pk=copy.pk)
    assert made.date == timezone.localdate() and not made.corrections.exists()


def test_a_translation_and_an_alias_have_all_of_their_original(newsroom):
    release = newsroom.release(
        embargo_until=in_days(2), corrections=[PressReleaseCorrection(text="Es waren zehn.")], live=False
    )
    release.refresh_from_db()
    translation = newsroom.translate(release)
    alias = release.create_alias(update_slug="alias")
    for other in (translation, alias):
        assert other.date == release.date and other.embargo_until is not None
        assert other.corrections.count() == 1


@pytest.mark.parametrize("model", [presenter.model for presenter in presenters()], ids=lambda model: model.__name__)
def test_what_begins_anew_is_there_by_name_and_can_be_empty(model):
    """Of every type: a misspelt name would let through what it means, and an emptied field must have a default."""
    assert set(BasePage.exclude_fields_in_copy) <= set(model.exclude_fields_in_copy)
    for name in model.exclude_fields_in_copy:
        field = model._meta.get_field(name)
        assert field.is_relation or field.null or field.has_default() or field.blank


def test_state_is_among_what_a_copied_event_begins_anew():
    assert "state" in EventPage.exclude_fields_in_copy


def test_a_copy_beside_its_original_has_a_free_address(newsroom, admin):
    release = newsroom.release(title="Meldung", slug="meldung")
    copies = [Admin(admin).copy(release, newsroom.press, new_title="Meldung", new_slug="meldung") for _time in range(2)]
    assert [copy.slug for copy in copies] == ["meldung-1", "meldung-2"]


@pytest.mark.parametrize(
    ("slug", "typed", "expected"),
    [("meldung", "meldung", "neue-groesse"), ("meldung", "eigene", "eigene"), ("anders", "anders", "anders")],
    ids=["followed the title", "typed", "was chosen"],
)
def test_a_copy_s_address_follows_its_title(newsroom, admin, slug, typed, expected):
    release = newsroom.release(title="Meldung", slug=slug)
    form = admin.get(reverse("wagtailadmin_pages:copy", args=(release.pk,))).content.decode()
    assert "Adresse der Kopie" in form and "#id_new_slug" in form
    there = PressIndexFactory(parent=newsroom.home, title="Archiv")
    copy = Admin(admin).copy(release, there, new_title="Neue Größe", new_slug=typed)
    assert copy.slug == expected


@pytest.mark.parametrize("title", ["Meldung", "Meldung (Kopie)"])
def test_in_the_form_of_a_copy_the_address_follows_each_title_that_is_typed(newsroom, admin, title):
    release = newsroom.release(title="Meldung", slug="meldung")
    copy = Admin(admin).copy(release, newsroom.press, new_title=title, new_slug="meldung")
    url = reverse("wagtailadmin_pages:edit", args=(copy.pk,))
    shown = data_at(admin, url)
    saved: dict[str, Any] = {}
    for typed in ("Mü", "Mühlen", "Mühlen am Bach"):
        # The form is saved by itself as it was opened, but for what was typed and what the last answer said.
        response = admin.post(url, shown | saved | {"title": typed}, headers={"accept": "application/json"})
        saved = {"overwrite_revision_id": response.json()["revision_id"]}
    found = PressRelease.objects.get(pk=copy.pk)
    assert found.slug == found.get_latest_revision_as_object().slug == "muehlen-am-bach"
    assert response.json()["field_updates"]["slug"] == "muehlen-am-bach"
    admin.post(url, shown | saved | {"title": "Mühlen", "slug": "wasserkraft"})
    admin.post(url, data_at(admin, url) | {"title": "Bäche"})
    assert PressRelease.objects.get(pk=copy.pk).slug == "wasserkraft"
