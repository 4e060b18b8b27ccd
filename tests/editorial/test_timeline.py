"""What goes live, ends and falls due, and what stands in the way, in words and in Berlin time."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Locale, PageViewRestriction

from cms.delivery import fate, publications, schedule
from cms.delivery.withdrawal import withdraw
from cms.editorial import review, timeline
from cms.translation import submission
from cms.translation.models import Job
from events.models import EventState
from press.models import PressRelease
from tests.admin import form_at
from tests.colleagues import Colleague
from tests.editorial.test_review import SUBMIT, decide, local, newest
from tests.factories import EventFactory, ImageFactory, PracticeReportFactory, UserFactory, in_days, locale
from tests.store import row
from tests.translation.helpers import approve, ask
from tests.translation.helpers import release as approved


def words(page, user):
    with translation.override("en"):
        return timeline.outlook(type(page).objects.get(pk=page.pk), user)


def found(until=56):
    with translation.override("en"):
        return [
            (str(found.what), found.title, str(found.obstacle))
            for found in timeline.entries(in_days(0), in_days(until))
        ]


def test_the_timeline_tells_of_every_step_of_an_embargo_in_order(newsroom, writer, reviewer):
    soon, later = in_days(2).replace(second=0, microsecond=0), in_days(5)
    release = writer.admin.create(
        newsroom.press, PressRelease, action="", title="Gesperrt", embargo_until=local(soon), expire_at=local(later)
    )
    newsroom.page(title="Endet", expire_at=in_days(1))
    EventFactory(
        parent=newsroom.events, title="Treffen", starts_at=in_days(30), state=EventState.SAVE_THE_DATE, number=1
    )
    assert found() == [
        ("Is taken away", "Endet", ""),
        ("Embargo ends", "Gesperrt", "Not submitted for review"),
        ("Is taken away", "Gesperrt", "Not submitted for review"),
        ("Invitations are due", "Treffen", ""),
    ]
    writer.admin.edit(release, action=SUBMIT)
    assert found(3)[1] == ("Embargo ends", "Gesperrt", "Waits for its review")
    decide(reviewer, release, "approve")
    assert found(3)[1] == ("Embargo ends, goes live", "Gesperrt", "")


def test_each_entry_stands_at_its_second_and_leads_to_where_it_is_edited(newsroom, translator_s_job):
    midnight = datetime.datetime(2031, 7, 1, 22, 0, tzinfo=datetime.UTC)  # the 1st of July ends in Berlin
    second = datetime.timedelta(seconds=1)
    image = ImageFactory(title="Bild", rights_until=datetime.date(2031, 7, 1))
    ending = newsroom.page(title="Endet", expire_at=midnight)
    Job.objects.filter(pk=translator_s_job.pk).update(due=datetime.date(2031, 7, 1))
    with translation.override("en"):
        found = timeline.entries(midnight - second, midnight)
        assert [(str(entry.what), entry.title, entry.language, entry.url) for entry in found] == [
            ("Rights of the image end", "Bild", "", reverse("wagtailimages:edit", args=(image.pk,))),
            ("Is taken away", "Endet", "German", reverse("wagtailadmin_pages:edit", args=(ending.pk,))),
            ("Translation is due", "Meldung", "English", reverse("translation_edit", args=(translator_s_job.pk,))),
        ]
        assert {entry.at for entry in found} == {midnight}
        assert {entry.day for entry in found} == {datetime.date(2031, 7, 1)}
        assert timeline.entries(midnight, midnight + datetime.timedelta(days=1)) == []
        assert timeline.entries(midnight - datetime.timedelta(days=1), midnight - second) == []


@pytest.fixture
def translator(roles):
    return Colleague("Übersetzung en")


@pytest.fixture
def translator_s_job(newsroom):
    return ask(newsroom.release(title="Meldung"), newsroom.en)


def test_the_side_panel_says_what_happens_and_what_stands_in_the_way(newsroom, writer, reviewer):
    moment = datetime.datetime(2031, 7, 1, 8, 0, tzinfo=datetime.UTC)
    release = writer.admin.create(newsroom.press, PressRelease, action="", title="A", embargo_until=local(moment))
    assert "It must be submitted and be approved by somebody else before it goes live." in words(release, writer.user)
    writer.admin.edit(release, action=SUBMIT)
    assert "You may approve it." in words(release, reviewer.user)
    assert f"It may be approved by: {reviewer.user.username}." in words(release, writer.user)
    decide(reviewer, release, "reject", comment="Zahl prüfen")
    assert "It was returned: “Zahl prüfen”" in words(release, writer.user)
    writer.admin.edit(release, action=SUBMIT)
    decide(reviewer, release, "approve")
    [goes_live] = [sentence for sentence in words(release, writer.user) if "goes live" in sentence]
    assert "10" in goes_live and "CEST, Europe/Berlin" in goes_live
    writer.admin.edit(release, action="", title="B")
    assert "What was approved goes live; the newer draft is not approved yet." in words(release, writer.user)


def test_a_set_says_which_language_it_waits_for(newsroom, writer, reviewer):
    release = writer.admin.create(newsroom.press, PressRelease, title="Satz", action="", release_together="on")
    release.copy_for_translation(newsroom.en, copy_parents=True)
    writer.admin.edit(release, action=SUBMIT)
    decide(reviewer, release, "approve")
    assert "It waits for its other languages: English." in words(release, writer.user)
    assert found() == [
        ("Goes live", "Satz", "Not approved yet: English"),
        ("Goes live", "Satz", "Not submitted for review"),
    ]


def test_a_set_that_waits_stands_at_the_one_moment_of_its_last_approval(newsroom, writer, reviewer, translator):
    release = writer.admin.create(newsroom.press, PressRelease, title="Satz", action=SUBMIT, release_together="on")
    release.copy_for_translation(newsroom.en, copy_parents=True)
    french = release.copy_for_translation(Locale.objects.create(language_code="fr"), copy_parents=True)
    decide(reviewer, release, "approve")
    with time_machine.travel(in_days(0) + datetime.timedelta(minutes=2)), publications.unit():
        french.save_revision()
        review.publish(newest(french).latest_revision, reviewer.user)
    with translation.override("en"):
        assert len({one.at for one in timeline.entries(in_days(1), in_days(2))}) == 1
        assert [one.language for one in timeline.entries(in_days(1), in_days(2))] == ["German", "English", "French"]


def test_who_approves_after_the_embargo_of_a_set_is_not_told_that_it_goes_out_while_a_language_lacks(
    newsroom, writer, reviewer
):
    moment = in_days(1)
    together = {"title": "Satz", "release_together": "on", "embargo_until": local(moment)}
    release = writer.admin.create(newsroom.press, PressRelease, action=SUBMIT, **together)
    english = release.copy_for_translation(newsroom.en, copy_parents=True)
    with time_machine.travel(moment + datetime.timedelta(hours=1)):
        assert not review.embargo_has_passed(PressRelease.objects.get(pk=release.pk))
        with publications.unit():
            english.save_revision()
            review.publish(newest(english).latest_revision, reviewer.user)
        assert review.embargo_has_passed(PressRelease.objects.get(pk=release.pk))


class TestALaterEmbargoThatNobodyHasApproved:
    """What was approved goes out at its time; the change goes on waiting, and its approval hides nothing."""

    soon, later = in_days(1).replace(second=0, microsecond=0), in_days(2).replace(second=0, microsecond=0)

    @pytest.fixture
    def release(self, newsroom, writer, reviewer):
        fields = {"title": "Gesperrt", "embargo_until": local(self.soon)}
        release = writer.admin.create(newsroom.press, PressRelease, action=SUBMIT, **fields)
        decide(reviewer, release, "approve")
        return release

    def test_keeps_no_translation_back(self, newsroom, release, writer, reviewer):
        english = approved(ask(release, newsroom.en, writer.user), writer.user, reviewer.user)
        writer.admin.edit(newest(release), action=SUBMIT, embargo_until=local(self.later))
        obstacles = {(one.at, one.language): str(one.obstacle) for one in timeline.entries(in_days(0), in_days(1.5))}
        assert obstacles == {(self.soon, "Deutsch"): "", (self.soon, "Englisch"): ""}
        assert "Original" not in " ".join(fate.standing(newest(english)))

    def test_is_in_review_still_once_the_text_is_out_and_takes_nothing_offline(self, release, writer, reviewer):
        writer.admin.edit(newest(release), action=SUBMIT, embargo_until=local(self.later))
        with time_machine.travel(self.soon + datetime.timedelta(minutes=1)):
            for transition in schedule.transitions(timezone.now()):
                assert transition.perform()
            assert row(release) is not None and newest(release).workflow_in_progress
            approve(release, reviewer.user)
            assert row(release) is not None and newest(release).live
            assert any("What was approved replaces it on" in said for said in words(release, writer.user))
        with time_machine.travel(self.later + datetime.timedelta(minutes=1)):
            for transition in schedule.transitions(timezone.now()):
                assert transition.perform()
            assert row(release) is not None and newest(release).embargo_until == self.later


class TestAChangeOfWhatIsPublic:
    """A public text for which something else was approved for later, or waits for it."""

    later = in_days(2).replace(second=0, microsecond=0)

    @pytest.fixture
    def release(self, newsroom):
        release = newsroom.release(title="Öffentlich")
        newsroom.translate(release, title="Public")
        return release

    def test_is_listed_with_its_times_while_it_is_in_review(self, newsroom, writer):
        report = PracticeReportFactory(parent=newsroom.practice, title="Bericht")
        writer.admin.edit(report, action=SUBMIT, go_live_at=local(self.later), expire_at=local(in_days(4)))
        assert [(what, obstacle) for what, _title, obstacle in found()] == [
            ("Replaces the public text", "Waits for its review"),
            ("Is taken away", "Waits for its review"),
        ]

    def test_is_no_draft_once_it_is_approved(self, release, writer, reviewer):
        writer.admin.edit(release, action=SUBMIT, lead="Neu.", embargo_until=local(self.later))
        assert any("must be submitted" in said for said in words(release, writer.user)) is False
        decide(reviewer, release, "approve")
        said = words(release, writer.user)
        assert any("What was approved replaces it on" in one for one in said)
        assert not any("are a draft" in one for one in said) and "The text is public." in said

    def test_is_told_of_as_what_replaces_the_public_text(self, release, writer, reviewer):
        url = reverse("wagtailadmin_pages:edit", args=(release.pk,))
        form = form_at(writer.client, url)
        assert str(form.fields["embargo_until"].help_text) != str(PressRelease.embargo_until.field.help_text)
        writer.admin.edit(release, action=SUBMIT, lead="Neu.", embargo_until=local(self.later))
        assert [what for what, _title, _obstacle in found()] == ["Replaces the public text"]
        decide(reviewer, release, "approve")
        assert [what for what, title, _obstacle in found() if title == "Öffentlich"] == ["Replaces the public text"]
        with translation.override("en"):
            [standing] = fate.standing(newest(release))
        assert standing.startswith("The public text stays until what was approved replaces it on")

    def test_an_embargo_of_what_is_not_public_is_explained_as_ever(self, newsroom, writer):
        draft = newsroom.release(title="Entwurf", live=False)
        form = form_at(writer.client, reverse("wagtailadmin_pages:edit", args=(draft.pk,)))
        assert form.fields["embargo_until"].help_text == PressRelease.embargo_until.field.help_text

    def test_is_taken_off_the_schedule_without_a_word_of_languages(self, release, writer, reviewer):
        writer.admin.edit(release, action=SUBMIT, lead="Neu.", embargo_until=local(self.later))
        decide(reviewer, release, "approve")
        page = newest(release)
        url = reverse("wagtailadmin_pages:revisions_unschedule", args=(page.pk, page.scheduled_revision.pk))
        assert "languages_form" not in (reviewer.client.get(url).context or {})
        reviewer.client.post(url)
        assert newest(release).scheduled_revision is None and newest(release).live
        said = words(release, writer.user)
        assert "Its changes must be submitted and be approved by somebody else before they go live." in said

    def test_keeps_the_moment_at_which_the_text_was_first_public(self, release, writer, reviewer):
        moment = datetime.datetime(2026, 1, 1, 12, 0, 0, 123456, tzinfo=datetime.UTC)
        PressRelease.objects.update(first_published_at=moment)
        writer.admin.edit(release, action=SUBMIT, lead="Neu.")
        decide(reviewer, release, "approve")
        assert newest(release).lead == "Neu." and newest(release).first_published_at == moment


class TestWhatIsOverdue:
    """It was approved, its moment came, and nobody published it: the scheduler stands still."""

    moment = in_days(1).replace(second=0, microsecond=0)

    @pytest.fixture
    def release(self, newsroom, writer, reviewer):
        release = writer.admin.create(
            newsroom.press, PressRelease, action=SUBMIT, title="Fällig", embargo_until=local(self.moment)
        )
        decide(reviewer, release, "approve")
        return release

    def test_stays_in_the_timeline_with_whom_to_tell(self, release, writer):
        helper = UserFactory(first_name="Kim", last_name="Technik")
        with time_machine.travel(self.moment + datetime.timedelta(hours=1)), translation.override("en"):
            [one] = timeline.entries(timezone.now(), in_days(56))
            assert (one.at, one.is_overdue) == (self.moment, True)
            assert "Overdue" in str(one.obstacle) and helper.get_full_name() in str(one.obstacle)
            said = words(release, writer.user)
            assert any("was to go live" in sentence for sentence in said) and str(one.obstacle) in said
            assert not any(sentence.startswith("It goes live") for sentence in said)
            assert "overdue" in " ".join(fate.standing(newest(release)))
            shown = Colleague("Redaktion").client.get(reverse("editorial_timeline")).content.decode()
            assert "Fällig" in shown and "(überfällig)" in shown

    def test_is_nothing_that_is_just_going_out_waits_or_is_out(self, newsroom, release, writer):
        with time_machine.travel(self.moment + datetime.timedelta(seconds=5)), translation.override("en"):
            [one] = timeline.entries(timezone.now(), in_days(56))
            assert not one.is_overdue and not one.obstacle
        with time_machine.travel(self.moment + datetime.timedelta(minutes=2)):
            for transition in schedule.transitions(timezone.now()):
                assert transition.perform()
            assert found() == []

    def test_is_no_language_that_waits_for_another(self, newsroom, writer, reviewer):
        fields = {"title": "Satz", "release_together": "on", "embargo_until": local(self.moment)}
        together = writer.admin.create(newsroom.press, PressRelease, action=SUBMIT, **fields)
        together.copy_for_translation(newsroom.en, copy_parents=True)
        decide(reviewer, together, "approve")
        with time_machine.travel(self.moment + datetime.timedelta(hours=1)), translation.override("en"):
            assert not any(one.is_overdue for one in timeline.entries(timezone.now(), in_days(56)))


def test_a_language_whose_moment_comes_before_that_of_its_original_is_said_to_wait_for_it(newsroom, reviewer):
    early, late = (in_days(days).replace(second=0, microsecond=0) for days in (2, 4))
    event = EventFactory(parent=newsroom.events, title="Treffen", go_live_at=late)
    meeting = newsroom.translate(event, title="Meeting", go_live_at=early)
    with translation.override("en"):
        [one] = [one for one in timeline.entries(in_days(0), in_days(56)) if one.title == "Meeting"]
        assert one.at == early and f"{timezone.localtime(late):%m/%d/%Y}" in str(one.obstacle)
        [standing] = fate.standing(type(meeting).objects.get(pk=meeting.pk))
    assert standing == f"It is approved and waits: {one.obstacle}"
    said = words(meeting, reviewer.user)
    assert any("not public before its original" in sentence for sentence in said)
    assert not any(sentence.startswith("It goes live") for sentence in said)


def test_a_public_text_that_not_everybody_may_read_is_not_said_to_be_public(newsroom, writer):
    release = newsroom.release(title="Vertraulich")
    with publications.unit():
        PageViewRestriction.objects.create(page=release, restriction_type="login")
    said = words(release, writer.user)
    assert "Not everybody may read it." in said and "The text is public." not in said


def test_only_languages_that_are_or_will_be_public_are_said_to_follow(newsroom, writer):
    release = newsroom.release(title="Meldung")
    newsroom.translate(release, title="Release")
    release.copy_for_translation(locale("fr"), copy_parents=True)
    assert "Its translations are public only while it is: English." in words(release, writer.user)


def test_of_a_text_that_comes_back_it_is_said_which_languages_stay_withdrawn(newsroom, reviewer):
    release = newsroom.release(title="Meldung")
    english = newsroom.translate(release, title="Release")
    with publications.unit():
        withdraw(release, reason="Falsch.", user=reviewer.user)
        withdraw(english, reason="Wrong.", user=reviewer.user)
    with publications.unit():
        newest(release).save_revision().publish()
    assert any("zurückgezogen" in said and "Englisch" in said for said in timeline.publicity(newest(release)))
    with publications.unit():
        newest(english).save_revision().publish()
    assert not any("zurückgezogen" in said for said in timeline.publicity(newest(release)))


def test_a_withdrawn_original_of_a_set_that_is_approved_again_is_still_said_to_be_withdrawn(newsroom, writer, reviewer):
    fields = {"title": "Satz", "release_together": "on"}
    release = writer.admin.create(newsroom.press, PressRelease, action=SUBMIT, **fields)
    decide(reviewer, release, "approve")
    approved(ask(release, newsroom.en, writer.user), writer.user, reviewer.user)
    withdraw(newest(release), reason="Falsch.", user=reviewer.user)
    writer.admin.edit(newest(release), action=SUBMIT, lead="Richtig.")
    decide(reviewer, release, "approve")
    assert row(release) is None
    said = words(release, writer.user)
    assert "It waits for its other languages: English." in said and not any("was to go live" in one for one in said)
    assert any("“Falsch.”" in one for one in said)


def test_the_timeline_tells_of_rights_that_end_and_of_translations_that_are_due(newsroom, writer):
    today = timezone.localdate(in_days(0))
    ImageFactory(title="Bald ohne Rechte", rights_until=today + datetime.timedelta(days=2))
    ImageFactory(title="Viel später", rights_until=today + datetime.timedelta(days=100))
    for title, days in (("Eilig", 3), ("Gemächlich", 100)):
        job = ask(newsroom.release(title=title), newsroom.en)
        Job.objects.filter(pk=job.pk).update(due=today + datetime.timedelta(days=days))
    assert found() == [
        ("Rights of the image end", "Bald ohne Rechte", ""),
        ("Translation is due", "Eilig", "In progress"),
    ]


def test_the_page_of_the_timeline_and_the_panel_are_shown(newsroom, writer):
    release = writer.admin.create(
        newsroom.press, PressRelease, action="", title="Sichtbar", embargo_until=local(in_days(3))
    )
    shown = writer.client.get(reverse("editorial_timeline")).content.decode()
    assert "Sichtbar" in shown and reverse("wagtailadmin_pages:edit", args=(release.pk,)) in shown
    form = writer.client.get(reverse("wagtailadmin_pages:edit", args=(release.pk,))).content.decode()
    assert "Bevor er erscheint, müssen Sie ihn einreichen" in form


def test_what_ends_with_a_day_is_shown_without_a_time(newsroom, writer, translator_s_job):
    day = timezone.localdate(in_days(3))
    Job.objects.filter(pk=translator_s_job.pk).update(due=day)
    shown = writer.client.get(reverse("editorial_timeline")).content.decode()
    assert f"{day:%d.%m.%Y}</td>" in shown and "00:00" not in shown


def test_an_expiry_names_all_languages_that_end_with_it_once(newsroom):
    moment = in_days(3)
    event = EventFactory(parent=newsroom.events, title="Treffen", expire_at=moment)
    newsroom.translate(event, title="Meeting", expire_at=in_days(5))
    other = EventFactory(parent=newsroom.events, title="Anderes", expire_at=in_days(6))
    newsroom.translate(other, title="Other", expire_at=in_days(4))
    with translation.override("en"):
        ending = [entry for entry in timeline.entries(in_days(0), in_days(56)) if str(entry.what) == "Is taken away"]
    assert [(entry.title, entry.language) for entry in ending] == [
        ("Treffen", "German, English"),
        ("Other", "English"),
        ("Anderes", "German"),
    ]


def test_a_translation_whose_original_is_in_review_waits_for_its_approval(newsroom, writer, reviewer):
    release = writer.admin.create(newsroom.press, PressRelease, action="", title="Wartet")
    english = newsroom.translate(release, title="Waits", live=False, go_live_at=in_days(2))
    with translation.override("en"):
        assert str(fate.obstacle(english)) == "The original is not public."
    writer.admin.edit(release, action=SUBMIT)
    with translation.override("en"):
        assert str(fate.obstacle(english)) == "The original waits for its approval."


def test_a_scheduled_language_that_nobody_has_approved_is_said_to_wait_until_somebody_does(
    newsroom, translator, reviewer
):
    moment = in_days(2).replace(second=0, microsecond=0)
    release = newsroom.release(title="Gesperrt", embargo_until=moment)
    job = ask(release, newsroom.en)
    english = submission.target_of(job)
    with publications.unit():
        english.save_revision().publish()
    goes_live, waits = "Embargo ends, goes live", "Nobody has approved it yet."
    assert sorted(found()) == [(goes_live, "Gesperrt", ""), (goes_live, "Gesperrt", waits)]
    with translation.override("en"):
        assert fate.standing(type(english).objects.get(pk=english.pk)) == [f"It is scheduled and waits: {waits}"]
    assert waits in words(english, reviewer.user)
    with time_machine.travel(moment + datetime.timedelta(minutes=1)):
        for transition in schedule.transitions(timezone.now()):
            assert transition.perform()
        assert row(release) is not None and row(english) is None
        assert found() == [("Goes live", "Gesperrt", waits)]
        assert f"Nobody outside sees it: {waits}" in words(english, reviewer.user)
        with translation.override("en"):
            assert fate.standing(type(english).objects.get(pk=english.pk)) == [f"Nobody outside sees it: {waits}"]
        english = approved(Job.objects.get(pk=job.pk), translator.user, reviewer.user, title="Embargoed")
        assert row(english) is not None
        assert found() == []


def test_a_scheduled_language_that_was_approved_meets_no_obstacle(newsroom, translator, reviewer):
    release = newsroom.release(title="Gesperrt", embargo_until=in_days(2).replace(second=0, microsecond=0))
    approved(ask(release, newsroom.en), translator.user, reviewer.user, title="Embargoed")
    assert {obstacle for _what, _title, obstacle in found()} == {""}
    assert len(found()) == 2


def test_an_empty_timeline_says_so(newsroom, writer):
    with translation.override("de"):
        assert not timeline.entries(in_days(0), in_days(56))
    assert writer.client.get(reverse("editorial_timeline")).status_code == 200


def test_scheduled_transitions_are_listed_and_inspected_and_not_edited(newsroom, writer):
    scheduled = newsroom.release(title="Wartet noch", embargo_until=in_days(2))
    ending = newsroom.page(title="Endet bald", expire_at=in_days(3))
    newsroom.page(title="Bleibt")
    revision = scheduled.get_latest_revision()
    for admin, thing, title in (
        ("editorial_scheduledrevision", revision, "Wartet noch"),
        ("delivery_publication", row(ending), "Endet bald"),
    ):
        listed = writer.client.get(reverse(f"{admin}_modeladmin_index"))
        assert listed.status_code == 200
        assert title in listed.content.decode() and "Bleibt" not in listed.content.decode()
        inspected = writer.client.get(reverse(f"{admin}_modeladmin_inspect", args=(thing.pk,)))
        assert inspected.status_code == 200 and title in inspected.content.decode()
        assert writer.client.get(reverse(f"{admin}_modeladmin_index"), {"q": "nirgends"}).status_code == 200
    kind = {"kind": revision.content_type_id}
    listed = writer.client.get(reverse("editorial_scheduledrevision_modeladmin_index"), kind)
    assert "Wartet noch" in listed.content.decode()


def test_the_side_panel_tells_why_a_text_is_not_public_any_more(newsroom, reviewer):
    withdrawn, unpublished = newsroom.release(title="A"), newsroom.release(title="B")
    withdraw(withdrawn, reason="Die Zahl war falsch.", user=reviewer.user)
    reviewer.admin.unpublish(unpublished)
    assert any("“Die Zahl war falsch.”" in sentence for sentence in words(withdrawn, reviewer.user))
    assert "It was public and was taken offline." in words(unpublished, reviewer.user)
    ended = newsroom.release(title="C")
    PressRelease.objects.filter(pk=ended.pk).update(live=False, expired=True, expire_at=in_days(-1))
    assert any(sentence.startswith("Its time is over") for sentence in words(ended, reviewer.user))
    for page in (withdrawn, unpublished, ended):
        assert "The text is a draft; nobody outside sees it." not in words(page, reviewer.user)
