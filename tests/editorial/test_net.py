"""Whoever may not approve neither shows nor hides a text under four eyes, by whatever way."""

from contextlib import suppress
from typing import NamedTuple

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import LogContext
from wagtail.models import Page, PageViewRestriction

from cms.delivery import fate, objecting, publications
from cms.delivery.models import Publication
from cms.editorial.answering import ReviewedEditView
from cms.translation import requesting, submission
from cms.translation.localize import StringTranslation, Translation
from cms.translation.models import Job
from events.models import EventPage
from home.models import SectionPage
from press.models import PressRelease
from tests.admin import answers_at, data_at
from tests.colleagues import Colleague
from tests.editorial.test_review import newest
from tests.factories import EventFactory, Newsroom, PressIndexFactory, TopicFactory, UserFactory, in_days
from tests.store import assert_sound, row
from tests.translation.helpers import approve, ask, translate

pytestmark = pytest.mark.databases("cms.delivery.flush", "cms.editorial.net")


def private(page, kind=PageViewRestriction.LOGIN):
    with publications.unit():
        PageViewRestriction.objects.create(page=page, restriction_type=kind)


def restrict(who, page, kind="login"):
    return who.client.post(reverse("wagtailadmin_pages:set_privacy", args=(page.pk,)), {"restriction_type": kind})


def move(who, page, to):
    return who.client.post(reverse("wagtailadmin_pages:move_confirm", args=(page.pk, to.pk)))


def delete(who, page):
    return who.client.post(reverse("wagtailadmin_pages:delete", args=(page.pk,)))


class Made(NamedTuple):
    section: int
    release: int
    event: int


@pytest.fixture(scope="module")
def made(kept) -> Made:
    newsroom = Newsroom()
    section = newsroom.section(title="Bereich")
    release = newsroom.release(title="Meldung", parent=PressIndexFactory(parent=section, title="Presse"))
    event = EventFactory(parent=newsroom.events, title="Treffen")
    newsroom.translate(event, title="Meeting")
    return Made(section.pk, release.pk, event.pk)


@pytest.fixture
def section(made, newsroom):
    return SectionPage.objects.get(pk=made.section)


@pytest.fixture
def release(made, newsroom):
    """Public, in a list that stands in a section."""
    return PressRelease.objects.get(pk=made.release)


@pytest.fixture
def event(made, newsroom):
    """A German event, public, with its English translation, made by hand."""
    return EventPage.objects.get(pk=made.event)


@pytest.mark.parametrize(("role", "may"), [("Redaktion", False), ("Freigabe", True)])
@pytest.mark.parametrize("above", ["get_parent", "section"])
def test_what_a_text_stands_below_is_closed_by_who_approves(release, section, role, may, above):
    restrict(Colleague(role), section if above == "section" else release.get_parent())
    assert (row(release) is None) is may
    assert PageViewRestriction.objects.exists() is may
    assert_sound()


@pytest.mark.parametrize(("role", "may"), [("Redaktion", False), ("Freigabe", True)])
def test_what_a_text_stands_below_is_opened_by_who_approves(release, section, role, may):
    private(section)
    restrict(Colleague(role), section, "none")
    assert (row(release) is not None) is may
    assert_sound()


@pytest.mark.parametrize("role", ["Redaktion", "Freigabe"])
@pytest.mark.parametrize("out", [False, True])
def test_a_list_is_moved_into_and_out_of_a_private_section_by_who_approves(newsroom, release, section, role, out):
    (closed, index), opened = (newsroom.section(title="Intern"), release.get_parent()), newsroom.section(title="Offen")
    private(section if out else closed)
    who, before = Colleague(role, *(["Redaktion"] if role == "Freigabe" else [])), row(release) is not None
    move(who, index, opened if out else closed)
    assert ((row(release) is not None) != before) is (role == "Freigabe")
    assert_sound()


@pytest.mark.parametrize(("role", "may"), [("Redaktion", False), ("Freigabe", True)])
def test_who_may_not_hide_what_is_public_is_told_before_being_asked_about_a_move(newsroom, role, may):
    closed = newsroom.section(title="Intern")
    private(closed)
    who = Colleague(role, *(["Redaktion"] if role == "Freigabe" else []))
    release = newsroom.release(title="Meldung", parent=PressIndexFactory(parent=newsroom.home, title="Andere Liste"))
    url = reverse("wagtailadmin_pages:move_confirm", args=(release.get_parent().pk, closed.pk))
    asked = who.client.get(url)
    assert (asked.status_code == 200) is may
    said = (asked if may else who.client.get(asked.headers["Location"])).content.decode()
    assert ("Es wurde nichts gespeichert" in said and "„Meldung“ (Deutsch)" in said) is not may
    # Where it stays as public as it is, nobody is refused.
    to = newsroom.section(title="Offen")
    open_ = reverse("wagtailadmin_pages:move_confirm", args=(release.get_parent().pk, to.pk))
    assert who.client.get(open_).status_code == 200


class TestAPageWithATranslationThatNeedsAnApproval:
    """A page that goes out without a review; its translation does not, and goes with it by who approves only."""

    @pytest.fixture
    def page(self, newsroom):
        page = newsroom.page(title="Über uns")
        newsroom.translate(page, title="About us")
        return page

    @pytest.fixture
    def closed(self, newsroom):
        closed = newsroom.section(title="Intern")
        private(closed)
        return closed

    @pytest.fixture
    def both(self, roles):
        both = Colleague("Redaktion", "Freigabe")
        both.user.first_name, both.user.last_name = "Ada", "Beides"
        both.user.save()
        return both

    def english(self, page):
        return type(page).objects.get(translation_key=page.translation_key, locale__language_code="en")

    def doors(self, page, closed):
        return [
            reverse("wagtailadmin_pages:move_confirm", args=(page.pk, closed.pk)),
            reverse("wagtailadmin_pages:unpublish", args=(page.pk,)),
            reverse("wagtailadmin_pages:delete", args=(page.pk,)),
            reverse("wagtail_bulk_action", args=("wagtailcore", "page", "unpublish")) + f"?id={page.pk}",
        ]

    @pytest.mark.parametrize("door", range(4))
    def test_who_may_not_take_it_along_reads_so_first_and_loses_nothing(self, page, closed, writer, both, door):
        url = self.doors(page, closed)[door]
        asked = writer.client.get(url).content.decode()
        assert "Englisch" in asked and "Ada Beides" in asked
        answer = writer.client.post(url, answers_at(writer.client, url))
        assert answer.status_code == 200 and "Ada Beides" in answer.content.decode()
        assert row(page) is not None and row(self.english(page)) is not None

    def test_nobody_is_named_who_may_approve_and_not_move_it(self, page, closed, writer, reviewer, both):
        reviewer.user.first_name, reviewer.user.last_name = "Kim", "Freigabe"
        reviewer.user.save()
        move, unpublish, *_others = self.doors(page, closed)
        assert "Kim Freigabe" not in writer.client.get(move).content.decode()
        assert "Kim Freigabe" in writer.client.get(unpublish).content.decode()

    def test_it_moves_where_the_language_stays_for_a_reason(self, page, closed, writer):
        url = self.doors(page, closed)[0]
        answers = answers_at(writer.client, url) | {"languages": [], "keep_reason": "Für Gäste."}
        assert writer.client.post(url, answers).status_code == 302
        assert row(page) is None and row(self.english(page)) is not None
        assert_sound()

    def test_who_may_both_moves_it_with_all_languages_unasked(self, page, closed, both):
        url = self.doors(page, closed)[0]
        assert "Ada Beides" not in both.client.get(url).content.decode().split("<main")[-1].split("<form")[-1]
        assert both.client.post(url, answers_at(both.client, url)).status_code == 302
        assert row(page) is None and row(self.english(page)) is None
        assert_sound()

    def test_a_list_of_reviewed_texts_names_who_may_move_it(self, newsroom, closed, writer, both):
        index = newsroom.release(title="Meldung", parent=PressIndexFactory(parent=newsroom.home)).get_parent()
        url = self.doors(index, closed)[0]
        for answer in (writer.client.get(url, follow=True), writer.client.post(url, {}, follow=True)):
            assert "Ada Beides" in answer.content.decode() and "„Meldung“ (Deutsch)" in answer.content.decode()
        assert not moved(index, closed)


@pytest.fixture
def scheduled(newsroom, section):
    """Approved to be public tomorrow, in a list that stands in a section."""
    index = PressIndexFactory(parent=section, title="Presse")
    return newsroom.release(title="Meldung", parent=index, embargo_until=in_days(1))


def moved(page, to):
    return newest(page).get_parent().pk == to.pk


@pytest.mark.parametrize("role", ["Redaktion", "Freigabe"])
@pytest.mark.parametrize("out", [False, True])
@pytest.mark.parametrize("what", ["list", "text"])
def test_what_is_approved_for_later_is_moved_by_who_approves(newsroom, scheduled, section, role, out, what):
    closed, opened = newsroom.section(title="Intern"), newsroom.section(title="Offen")
    private(section if out else closed)
    to = opened if out else closed
    page = scheduled.get_parent() if what == "list" else scheduled
    to = to if what == "list" else PressIndexFactory(parent=to, title="Andere Presse")
    move(Colleague(role, *(["Redaktion"] if role == "Freigabe" else [])), page, to)
    assert moved(page, to) is (role == "Freigabe")


@pytest.mark.parametrize(("role", "may"), [("Redaktion", False), ("Freigabe", True)])
@pytest.mark.parametrize("closed", [False, True])
def test_what_is_approved_for_later_is_opened_and_closed_by_who_approves(scheduled, section, role, may, closed):
    if closed:
        private(section)
    restrict(Colleague(role), section, "none" if closed else "login")
    assert (PageViewRestriction.objects.exists() is not closed) is may


def test_a_translation_that_is_approved_for_later_is_not_hidden_with_its_original(newsroom, event, writer):
    english = newest(event).get_translations().get().specific
    with publications.unit():
        english.unpublish()
        english.go_live_at = in_days(1)
        english.save_revision().publish()
    restrict(writer, newsroom.events)
    assert not PageViewRestriction.objects.exists()


def test_what_stays_as_visible_as_it_is_may_be_moved_by_all(newsroom, scheduled, writer):
    to = newsroom.section(title="Auch offen")
    move(writer, scheduled.get_parent(), to)
    assert moved(scheduled.get_parent(), to)


def test_who_is_refused_is_told_so_and_nothing_else(release, section, writer):
    restrict(writer, section)
    said = writer.client.get(reverse("wagtailadmin_home")).content.decode()
    assert "„Meldung“ (Deutsch)" in said and row(release).path not in said and "Privacy" not in said


def test_a_draft_s_title_is_told_to_who_may_see_it_and_to_no_log(release, section, writer, caplog):
    with publications.unit():
        newest(release).unpublish()
        Page.objects.filter(pk=release.pk).update(draft_title="Geheimer Titel")
    turn = objecting.Turn(release.pk, type(release), release.translation_key, "de", "/de/presse/meldung/", shown=True)
    error = objecting.NotTheirsError([turn])
    stranger = UserFactory(is_superuser=False)
    assert list(objecting._named(writer.user, [turn])) == ["„Geheimer Titel“ (Deutsch)"]
    assert list(objecting._named(stranger, [turn])) == [turn.path]
    assert "Geheimer Titel" not in str(error)


def test_a_script_is_refused_by_its_status(release, section, writer):
    url = reverse("wagtailadmin_pages:set_privacy", args=(section.pk,))
    answer = writer.client.post(url, {"restriction_type": "login"}, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 403 and row(release)


def test_a_translation_is_not_taken_away_with_its_original(event, writer, reviewer):
    english = row(newest(event).get_translations().get())
    delete(writer, event)
    writer.client.post(reverse("wagtailadmin_pages:unpublish", args=(event.pk,)))
    assert row(event) and row(english.page_id)
    reviewer.client.post(reverse("wagtailadmin_pages:unpublish", args=(event.pk,)))
    assert not row(event) and not row(english.page_id)
    assert_sound()


def test_a_draft_s_deletion_takes_no_translation_away_that_outlives_it(event, writer, editor):
    english = newest(event).get_translations().get()
    fate.give_own_life([english], reason="Sie ist schon in der Welt.", user=editor)
    with publications.unit():
        newest(event).unpublish()
    delete(writer, event)
    assert row(english)
    assert_sound()


def test_a_draft_s_deletion_takes_no_translation_away_that_is_approved_for_later(newsroom, event, writer):
    english = newest(event).get_translations().get().specific
    with publications.unit():
        newest(event).unpublish()
        english.unpublish()
        english.go_live_at = in_days(1)
        english.save_revision().publish()
    delete(writer, event)
    assert newest(english).scheduled_revision and Page.objects.filter(pk=event.pk).exists()


def test_a_translation_comes_back_with_its_original(event, writer):
    english = newest(event).get_translations().get()
    with publications.unit():
        newest(event).unpublish()
        Page.objects.filter(pk=english.pk).update(live=True)
    assert not row(english)
    writer.admin.edit(newest(event))
    assert row(event) and row(english)
    assert_sound()


def test_excluding_a_language_hides_no_public_text(newsroom, event, writer):
    english = newest(event).get_translations().get()
    for _twice in range(2):
        writer.client.post(reverse("translation_exclude", args=(event.pk, newsroom.en.pk)))
        assert row(english)
    assert_sound()


@pytest.mark.parametrize("excluded", [False, True])
def test_a_translation_of_any_kind_goes_out_by_its_review(newsroom, writer, reviewer, editor, excluded):
    event = EventFactory(parent=newsroom.events, title="Treffen")
    english = newsroom.translate(event, title="Meeting")
    if excluded:
        requesting.exclude(event, newsroom.en, editor)
        assert Job.objects.get(key=event.translation_key).excluded
    with publications.unit():
        english.unpublish()
    tester = newest(english).permissions_for_user(writer.user)
    assert not tester.can_publish() and tester.can_submit_for_moderation()
    writer.client.post(f"{reverse('wagtail_bulk_action', args=('wagtailcore', 'page', 'publish'))}?id={english.pk}")
    writer.client.post(f"/admin/api/main/pages/{english.pk}/action/publish/")
    writer.admin.edit(english, title="Past the review")
    assert not newest(english).live
    writer.admin.edit(english, action="action-submit", title="Meeting")
    state = newest(english).current_workflow_task_state
    reviewer.client.post(reverse("wagtailadmin_pages:workflow_action", args=(english.pk, "approve", state.pk)))
    assert newest(english).live


def test_below_a_list_in_another_language_nothing_is_made_public_at_once(newsroom, event, writer):
    index = newest(event).get_translations().get().get_parent()
    assert not newest(index).permissions_for_user(writer.user).can_publish_subpage()
    assert newest(newsroom.events).permissions_for_user(writer.user).can_publish_subpage()


def test_the_system_asks_nobody(release, section):
    private(section)
    assert not row(release)
    with publications.unit():
        PageViewRestriction.objects.all().delete()
    assert row(release)


def test_what_was_put_off_is_asked_of_too(newsroom, release, section, writer, monkeypatch):
    monkeypatch.setattr("cms.delivery.flush.DEPENDANTS_IN_UNIT", 0)
    private(section)
    restrict(writer, section, "none")
    assert PageViewRestriction.objects.exists() and not Publication.objects.filter(page_id=release.pk).exists()


def test_what_is_only_hidden_at_first_is_asked_of_too(release, section, writer, monkeypatch):
    monkeypatch.setattr("cms.delivery.flush.REMOVALS_IN_UNIT", 0)
    restrict(writer, section)
    assert row(release) and not PageViewRestriction.objects.exists()


def test_an_objection_undoes_the_unit(newsroom, writer):
    with pytest.raises(PermissionDenied) as raised, publications.unit(by=writer.user):
        newsroom.release(title="Vorbei")
    assert isinstance(raised.value, objecting.NotTheirsError)
    assert not Page.objects.filter(title="Vorbei").exists()
    assert Client().get("/de/presse/vorbei/").status_code == 404


@pytest.fixture
def excluded(newsroom, editor):
    """An English release that is public, and whose language was excluded afterwards, with the job that it had."""
    release = newsroom.release(title="Meldung")
    job = ask(release, newsroom.en, editor)
    translate(job, editor, title="Release")
    submission.submit(job, editor)
    approve(submission.target_of(job), Colleague("Freigabe").user)
    requesting.exclude(release, newsroom.en, editor)
    assert Job.objects.get(pk=job.pk).translation.enabled
    return newest(submission.target_of(job))


def test_the_form_of_an_excluded_translation_is_not_the_editor_of_wagtail_localize(excluded, writer):
    answer = writer.client.get(reverse("wagtailadmin_pages:edit", args=(excluded.pk,)))
    assert answer.status_code == 200 and isinstance(answer.context["view"], ReviewedEditView)
    assert not any("wagtail_localize" in template.name for template in answer.templates if template.name)


@pytest.mark.parametrize("said", [{"action": "publish"}, {"localize-restart-translation": "1"}])
def test_nothing_sent_to_the_form_reaches_wagtail_localize(excluded, writer, said, monkeypatch):
    for name in ("edit_translation", "restart_translation", "edit_translatable_alias_page"):
        monkeypatch.setattr(f"wagtail_localize.views.edit_translation.{name}", pytest.fail)
    Translation.objects.update(enabled="action" in said)
    was = row(excluded)
    url = reverse("wagtailadmin_pages:edit", args=(excluded.pk,))
    form = data_at(writer.client, url) | {"title": "Past the review"}
    writer.client.post(url, form | said)
    assert row(excluded) == was and not newest(excluded).title.startswith("Past")


def test_a_snippet_s_form_is_not_the_editor_of_wagtail_localize_either(newsroom, editor, writer):
    topic = TopicFactory()
    job = ask(topic, newsroom.en, editor)
    english = topic.copy_for_translation(newsroom.en)
    english.save()
    url = reverse(type(topic).snippet_viewset.get_url_name("edit"), args=(english.pk,))
    assert writer.client.get(url).headers["Location"] == reverse("translation_edit", args=(job.pk,))
    requesting.exclude(topic, newsroom.en, editor)
    for answer in (writer.client.get(url), writer.client.post(url, {"localize-restart-translation": "1"})):
        assert answer.headers["Location"] == reverse("wagtailadmin_home")


@pytest.mark.parametrize("publish", [True, False])
def test_save_target_puts_no_word_live_for_who_writes(excluded, writer, publish):
    job, was = Job.objects.get(key=excluded.translation_key), row(excluded)
    StringTranslation.objects.update(data="Past the review")
    with LogContext(user=writer.user), suppress(PermissionDenied), publications.unit(by=writer.user):
        job.translation.save_target(user=writer.user, publish=publish)
    assert row(excluded).document == was.document
