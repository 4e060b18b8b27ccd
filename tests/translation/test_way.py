"""The way of a text: asked for, translated, handed over, reviewed by somebody else, published."""

import datetime

import pytest
import time_machine

from cms.delivery import publications, withdrawal
from cms.delivery.scheduler import Scheduler
from cms.translation import minor, requesting, submission
from cms.translation.localize import Translation
from cms.translation.models import Job, Status, original_of
from press.models import PressReleaseCorrection
from tests.factories import ImageFactory, TopicFactory, in_days, locale
from tests.store import assert_sound, row
from tests.translation.helpers import approve, ask, release, target, translate


@pytest.fixture(autouse=True)
def never_save_target(monkeypatch):
    def refused(self, *args, **kwargs):
        raise AssertionError("save_target puts unreviewed words live")

    monkeypatch.setattr(Translation, "save_target", refused)


def test_a_text_goes_public_in_another_language_only_when_somebody_else_has_approved_it(
    newsroom, english, writer, translator, reviewer
):
    text = newsroom.release(title="Neue Beratung", slug="neue-beratung", lead="Es gibt sie.")
    job = ask(text, english, writer.user)
    translation = target(text, english)
    assert not translation.live and job.status == Status.IN_PROGRESS and not row(translation)
    translate(job, translator.user, title="New advice")
    assert not row(translation)
    submission.submit(job, translator.user)
    assert job.status == Status.IN_REVIEW and not row(translation)
    approve(translation, reviewer.user)
    job.refresh_from_db()
    assert job.status == Status.CURRENT
    found = row(translation)
    assert found.title == "New advice" and found.path == "/en/presse/new-advice/"
    assert found.document["lead"] == "[Es gibt sie.]"
    assert_sound()


def test_only_other_words_in_the_public_original_outdate_a_translation(newsroom, english, writer, translator, reviewer):
    text = newsroom.release(title="Neue Beratung", lead="Es gibt sie.")
    job = ask(text, english, writer.user)
    translate(job, translator.user)
    submission.submit(job, translator.user)
    translation = target(text, english)
    approve(translation, reviewer.user)
    text.refresh_from_db()
    text.lead = "Es gibt sie seit heute."
    revision = text.save_revision()
    job.refresh_from_db()
    assert job.status == Status.CURRENT
    with publications.unit():
        revision.publish()
    job.refresh_from_db()
    assert job.status == Status.OUTDATED
    assert {block["path"] for block in job.blocks if block["status"] == Status.OUTDATED} == {"lead"}
    translate(job, translator.user, lead="It exists since today.")
    submission.submit(job, translator.user)
    approve(translation, reviewer.user)
    job.refresh_from_db()
    assert job.status == Status.CURRENT
    assert row(translation).document["lead"] == "It exists since today."


def test_what_was_withdrawn_comes_back_in_each_language_by_its_own_approval(
    newsroom, english, writer, translator, reviewer
):
    text = newsroom.release(title="Zweites Büro")
    page = release(ask(text, english, writer.user), translator.user, reviewer.user, title="Second office")
    withdrawal.withdraw(text, reason="Es ist das dritte.", user=reviewer.user)
    text.refresh_from_db()
    text.title = "Drittes Büro"
    with publications.unit():
        text.save_revision().publish()
    assert row(text) and not row(page)
    job = Job.objects.get(key=text.translation_key, locale=english)
    again = release(job, translator.user, reviewer.user, title="Third office")
    assert row(again).title == "Third office"
    assert_sound()


def test_a_typo_marked_as_minor_leaves_translations_valid(newsroom, english, writer, translator, reviewer):
    text = newsroom.release(title="Neue Beratung", lead="Es gipt sie.", kicker="Heute")
    page = release(ask(text, english, writer.user), translator.user, reviewer.user, lead="It exists.")
    text.refresh_from_db()
    text.lead, text.kicker = "Es gibt sie.", "Morgen"
    with publications.unit():
        text.save_revision().publish()
    job = Job.objects.get(key=text.translation_key, locale=english)
    assert job.status == Status.OUTDATED
    assert minor.mark_minor(text, ["lead"]) == 1
    job.refresh_from_db()
    assert [block["path"] for block in job.blocks if block["status"] == Status.OUTDATED] == ["kicker"]
    release(job, translator.user, reviewer.user, kicker="Tomorrow")
    assert row(page).document["lead"] == "It exists."
    assert_sound()


def test_an_untranslated_alias_and_its_copy_are_never_public(newsroom, english, writer):
    text = newsroom.release(title="Neue Beratung")
    with publications.unit():
        alias = text.copy_for_translation(english, copy_parents=True, alias=True)
    assert alias.live and not row(alias)
    job = ask(text, english, writer.user)
    alias.refresh_from_db()
    assert not alias.live and alias.alias_of is None and not row(alias)
    with publications.unit():  # as a superuser's bulk action does
        alias.specific.save_revision().publish()
    job.refresh_from_db()
    assert not row(alias) and job.status != Status.CURRENT
    assert row(text).document["translations"] == []
    assert_sound()


def test_a_translation_written_by_hand_counts_and_its_copy_does_not(newsroom, english):
    text = newsroom.release(title="Neue Beratung", lead="Es gibt sie.")
    same = newsroom.translate(text)
    assert same.live and not row(same)
    same.title, same.lead = "New advice", "It exists."
    with publications.unit():
        same.save_revision().publish()
    job = Job.objects.get(key=text.translation_key, locale=english)
    assert row(same) and job.status == Status.CURRENT and job.translation is None
    text.refresh_from_db()
    text.lead = "Es gibt sie nicht mehr."
    with publications.unit():
        text.save_revision().publish()
    assert row(same).document["translation"]["status"] == "outdated"
    job = ask(text, english)
    assert {said.data for said in job.translation.source.stringsegment_set.get_translations(english)} >= {"New advice"}
    assert row(same).title == "New advice"
    assert_sound()


def test_a_draft_that_somebody_wrote_by_hand_is_known_and_its_words_are_kept(newsroom, english):
    text = newsroom.release(title="Neue Beratung", lead="Es gibt sie.")
    with publications.unit():
        draft = text.copy_for_translation(english, copy_parents=True)
        draft.title = "New advice"
        draft.save_revision()
    job = Job.objects.get(key=text.translation_key, locale=english)
    assert job.status == Status.IN_PROGRESS and not job.is_public
    job = ask(text, english)
    assert [said.data for said in job.translation.source.stringsegment_set.get_translations(english)] == ["New advice"]


def test_documents_say_how_far_a_translation_is(newsroom, english, writer, translator, reviewer):
    text = newsroom.release(title="Neue Beratung", lead="Es gibt sie.")
    page = release(ask(text, english, writer.user), translator.user, reviewer.user)
    said = row(page).document["translation"]
    assert said["status"] == "current" and said["source"]["path"] == row(text).path
    assert {"path": "lead", "status": "current"} in said["blocks"]
    assert row(text).document["translation"] is None


def test_asked_for_with_its_subtree_and_snippets_everything_is_a_draft(newsroom, english, writer):
    topic = TopicFactory(title="Ankommen")
    section = newsroom.section(title="Bereich", slug="bereich")
    newsroom.page(parent=section, title="Seite", slug="seite")
    text = newsroom.release(title="Meldung", press_contact=None)
    jobs = requesting.request(section, [english, locale("fr")], requesting.Order(user=writer.user), subtree=True)
    assert {(job.title, job.locale.language_code) for job in jobs} == {
        ("Bereich", "en"), ("Bereich", "fr"), ("Seite", "en"), ("Seite", "fr"),
    }  # fmt: skip
    assert not any(submission.target_of(job).live for job in jobs)
    assert topic and text


def test_asking_again_keeps_every_word(newsroom, english, writer, translator):
    text = newsroom.release(title="Neue Beratung", lead="Es gibt sie.")
    job = ask(text, english, writer.user)
    translate(job, translator.user, title="New advice")
    job = ask(text, english, writer.user)
    assert {said.data for said in job.translation.source.stringsegment_set.get_translations(english)} >= {"New advice"}


@pytest.mark.parametrize("code", ["uk", "ar"])
def test_an_address_is_ascii_in_every_script(newsroom, code, writer, roles, reviewer):
    text = newsroom.release(title="Neue Beratung")
    job = ask(text, locale(code), writer.user)
    title = {"uk": "Нова консультація", "ar": "استشارة جديدة"}[code]
    page = release(job, writer.user, reviewer.user, title=title)
    path = row(page).path
    assert path.isascii() and path.startswith(f"/{code}/presse/") and len(path) > len(f"/{code}/presse/") + 5


def test_a_language_set_goes_live_together_at_its_time(newsroom, english, writer, translator, reviewer):
    moment = in_days(1)
    text = newsroom.release(title="Neue Beratung", live=False, release_together=True, embargo_until=moment)
    job = ask(text, english, writer.user)
    translate(job, translator.user)
    job.refresh_from_db()
    submission.submit(job, translator.user)
    translation = target(text, english)
    approve(translation, reviewer.user)
    with time_machine.travel(moment + datetime.timedelta(seconds=1), tick=False):
        Scheduler().round()
        assert not row(translation)  # the original is not approved
        text.refresh_from_db()
        with publications.unit():
            text.get_latest_revision().publish()
        Scheduler().round()
        assert row(text) and row(translation).document["translation"]["status"] == "current"
        assert_sound()
    job.refresh_from_db()
    assert job.status == Status.CURRENT


def test_an_image_swapped_and_a_page_moved_outdate_nothing(newsroom, english, writer, translator, reviewer):
    text = newsroom.release(title="Meldung", image=[("image", {"image": ImageFactory(), "alt_text": "Ein Haus"})])
    job = ask(text, english, writer.user)
    release(job, translator.user, reviewer.user)
    text.refresh_from_db()
    text.image[0].value["image"] = ImageFactory()
    with publications.unit():
        text.save_revision().publish()
    job.refresh_from_db()
    assert job.status == Status.CURRENT


def test_what_cannot_be_asked_for_is_refused_in_words(newsroom, english, writer):
    text = newsroom.release(title="Meldung")
    with pytest.raises(requesting.RequestError):
        requesting.request(text, [newsroom.de], requesting.Order())
    ask(text, english)
    with pytest.raises(requesting.RequestError):
        requesting.request(target(text, english), [locale("fr")], requesting.Order())


def test_what_becomes_of_the_job_of_a_public_translation_is_in_its_document(
    newsroom, english, writer, translator, reviewer
):
    text = newsroom.release(title="Meldung")
    page = release(ask(text, english, writer.user), translator.user, reviewer.user)
    requesting.exclude(text, english, writer.user)
    assert row(page)
    assert_sound()
    with publications.unit():
        Job.objects.get(key=text.translation_key).delete()
    assert_sound()


def test_an_excluded_text_counts_as_done_and_can_be_allowed_again(newsroom, english, writer):
    text = newsroom.release(title="Meldung")
    job = requesting.exclude(text, english, writer.user)
    assert job.status == Status.EXCLUDED
    requesting.include(job)
    assert not Job.objects.filter(key=text.translation_key).exists()
    job = ask(text, english)
    requesting.exclude(text, english, writer.user)
    job.refresh_from_db()
    requesting.include(job)
    job.refresh_from_db()
    assert job.status == Status.IN_PROGRESS and original_of(job) == text


def test_a_correction_note_is_translated_with_its_release(newsroom, english, writer, translator, reviewer):
    note = PressReleaseCorrection(date=datetime.date(2024, 5, 8), text="Es waren zwölf.")
    text = newsroom.release(title="Meldung", corrections=[note])
    job = ask(text, english, writer.user)
    page = release(job, translator.user, reviewer.user)
    assert [found["text"] for found in row(page).document["corrections"]] == ["[Es waren zwölf.]"]
    text.refresh_from_db()
    text.corrections.add(PressReleaseCorrection(date=datetime.date(2024, 5, 9), text="Nein, dreizehn."))
    with publications.unit():
        text.save_revision().publish()
    job.refresh_from_db()
    assert job.status == Status.OUTDATED
    page = release(job, translator.user, reviewer.user)
    assert len(row(page).document["corrections"]) == 2
    assert_sound()
