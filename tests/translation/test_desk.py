"""The desk in the admin, as translators and reviewers use it."""

import pytest
from django.urls import reverse

from cms.delivery import publications
from cms.translation import editing
from cms.translation.desk import changes_of
from cms.translation.localize import Translation
from cms.translation.models import Job, Status
from tests.colleagues import Colleague
from tests.store import row
from tests.translation.helpers import ask


def form(job, action="save", **words):
    data = {"action": action}
    for segment in editing.segments_of(job):
        data[f"words-{segment.pk}"] = words.get(segment.context.path, f"EN {segment.string.data}")
        data[f"seen-{segment.pk}"] = ""
    return data


def desk(job):
    return reverse("translation_edit", args=[job.pk])


@pytest.fixture
def job(newsroom, english, writer):
    release = newsroom.release(title="Neue Beratung", lead="Es gibt sie.")
    return ask(release, english, writer.user)


def target(job):
    return job.translation.get_target_instance()


def test_the_form_of_a_translated_page_is_its_desk(job, translator):
    response = translator.client.get(reverse("wagtailadmin_pages:edit", args=[target(job).pk]))
    assert response.status_code == 302 and response["Location"] == desk(job)
    page = translator.client.get(desk(job)).content.decode()
    assert "Es gibt sie." in page and 'lang="en"' in page


def test_the_whole_way_in_the_admin(job, translator, reviewer):
    translator.client.post(desk(job), form(job, title="New advice"))
    job.refresh_from_db()
    assert job.status == Status.IN_PROGRESS and not row(target(job))
    translator.client.post(desk(job), {"action": "submit"})
    job.refresh_from_db()
    assert job.status == Status.IN_REVIEW
    assert "approve" not in translator.client.get(desk(job)).context["review"]
    page = reviewer.client.get(desk(job))
    assert {"approve", "reject"} <= page.context["review"]
    reviewer.client.post(desk(job), {"action": "return", "comment": "Bitte höflicher."})
    job.refresh_from_db()
    assert job.status == Status.IN_PROGRESS and job.comment == "Bitte höflicher."
    assert "Bitte höflicher." in translator.client.get(desk(job)).content.decode()
    translator.client.post(desk(job), {"action": "submit"})
    reviewer.client.post(desk(job), {"action": "approve"})
    job.refresh_from_db()
    assert job.status == Status.CURRENT and row(target(job)).title == "New advice"


def test_what_is_incomplete_is_not_handed_over_and_nothing_typed_is_lost(job, translator):
    data = form(job, "submit", lead="")
    response = translator.client.post(desk(job), data, follow=True)
    job.refresh_from_db()
    assert not job.is_submitted
    assert "EN Neue Beratung" in response.content.decode()
    assert response.context["obstacles"]


def test_words_that_somebody_else_wrote_meanwhile_are_kept_beside_ones_own(job, translator):
    translator.client.post(desk(job), form(job, title="First"))
    response = translator.client.post(desk(job), form(job, title="Second"))
    page = response.content.decode()
    assert response.status_code == 200 and "First" in page and "Second" in page
    assert {said.data for said in editing.words_of(job).values()} >= {"First"}


def test_who_has_translated_does_not_approve(job, translator, reviewer):
    segments = editing.segments_of(job)
    editing.write(job, {segment.pk: editing.Entry("Words") for segment in segments}, reviewer.user)
    translator.client.post(desk(job), {"action": "submit"})
    reviewer.client.post(desk(job), {"action": "approve"})
    job.refresh_from_db()
    assert job.status == Status.IN_REVIEW and not row(target(job))


def test_others_do_not_see_the_desk_of_a_language_that_is_not_theirs(job, roles):
    response = Colleague("Technik").client.get(desk(job), follow=True)
    assert "Neue Beratung" not in response.content.decode()


def test_nothing_of_wagtail_localize_s_own_ways_is_open(job, admin, monkeypatch):
    monkeypatch.setattr(Translation, "save_target", lambda *args, **kwargs: pytest.fail("published past the gate"))
    translation = job.translation
    for path in (
        f"translate/{translation.pk}/machine_translate/",
        f"translate/{translation.pk}/pofile/upload/",
        f"translate/{translation.pk}/disable/",
        f"page/{target(job).pk}/convert_to_alias/",
    ):
        assert admin.post(f"/admin/localize/{path}").status_code == 404, path
    response = admin.post(reverse("wagtailadmin_pages:edit", args=[target(job).pk]), {"action": "publish"})
    assert response["Location"] == desk(job)
    assert not row(target(job))


def test_asking_in_the_admin_makes_drafts_only(newsroom, english, writer):
    release = newsroom.release(title="Neue Beratung")
    url = reverse("wagtail_localize:submit_page_translation", args=[release.pk])
    assert writer.client.get(url).status_code == 200
    response = writer.client.post(url, {"locales": [english.pk], "with_shown": "on"})
    assert response.status_code == 302
    assert Job.objects.get(key=release.translation_key).status == Status.IN_PROGRESS
    assert not release.get_translation(english).live


def test_beside_the_original_stands_how_far_every_block_is(job, writer, translator, newsroom):
    translator.client.post(desk(job), form(job, title="New advice"))
    original = job.translation.source.get_source_instance()
    page = writer.client.get(reverse("wagtailadmin_pages:edit", args=[original.pk])).content.decode()
    assert desk(job) in page and "Vorspann: In Arbeit" in page


def test_what_changed_in_a_block_of_several_strings_is_shown_line_by_line(job):
    job.baseline = {"body.1": ["Eins", "Zwei"]}
    assert changes_of(job, "body.1", ["Eins", "Drei"]) == [("Eins\n", "equal"), ("Zwei", "delete"), ("Drei", "insert")]


def test_a_translation_by_hand_is_confirmed_with_what_changed_in_any_field(newsroom, admin):
    original = newsroom.release(title="Von Hand", lead="Vorspann", slug="von-hand")
    newsroom.translate(original, title="By hand", lead="Lead", slug="by-hand")
    job = Job.objects.get(key=original.translation_key)
    assert job.model == "press.pressrelease"
    original = type(original).objects.get(pk=original.pk)
    original.lead = "Anders"
    with publications.unit():
        original.save_revision().publish()
    page = admin.get(reverse("translation_confirm", args=[job.pk]))
    assert page.status_code == 200 and "Anders" in page.content.decode()
