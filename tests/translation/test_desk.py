"""The desk in the admin, as translators and reviewers use it."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.delivery import publications
from cms.delivery.withdrawal import withdraw
from cms.editorial import review
from cms.editorial.answering import answered
from cms.translation import editing, status, submission
from cms.translation.desk import blocks_of, changes_of, has_moved_on, moved_on_as_approved
from cms.translation.exchange import xliff
from cms.translation.localize import Translation
from cms.translation.models import Job, Status
from tests.admin import context_at
from tests.colleagues import Colleague
from tests.factories import BoilerplateFactory, BoilerplateWordingFactory, ContactPointFactory, Newsroom, in_days
from tests.store import row
from tests.translation import helpers
from tests.translation.desk import segment_of
from tests.translation.helpers import ask, release, translate
from tests.translation.test_exchange import fill_xliff


def form(job, action="save", **words):
    data = {"action": action}
    for segment in editing.segments_of(job):
        data[f"words-{segment.pk}"] = words.get(segment.context.path, f"EN {segment.string.data}")
        data[f"seen-{segment.pk}"] = ""
    return data


def desk(job):
    return reverse("translation_edit", args=[job.pk])


def approve(reviewer, job):
    """Look at the desk, and approve what is there."""
    seen = context_at(reviewer.client, desk(job))["job"].submission
    return reviewer.client.post(desk(job), {"action": "approve", "submission": seen})


@pytest.fixture(scope="module")
def asked(kept) -> int:
    newsroom = Newsroom()
    text = newsroom.release(title="Neue Beratung", lead="Es gibt sie.")
    return ask(text, newsroom.en, Colleague("Redaktion").user).pk


@pytest.fixture
def job(asked, newsroom):
    return Job.objects.get(pk=asked)


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
    assert "approve" not in context_at(translator.client, desk(job))["review"]
    page = reviewer.client.get(desk(job))
    assert {"approve", "reject"} <= page.context["review"]
    reviewer.client.post(desk(job), {"action": "return", "comment": "Bitte höflicher."})
    job.refresh_from_db()
    assert job.status == Status.IN_PROGRESS and job.comment == "Bitte höflicher."
    assert "Bitte höflicher." in translator.client.get(desk(job)).content.decode()
    translator.client.post(desk(job), {"action": "submit"})
    approve(reviewer, job)
    job.refresh_from_db()
    assert job.status == Status.CURRENT and row(target(job)).title == "New advice"


def test_what_stays_as_in_the_original_is_told_to_the_reviewer_as_such(job, translator, reviewer):
    kept = {f"keep-{segment.pk}": "on" for segment in editing.segments_of(job)}
    translator.client.post(desk(job), form(job, "submit") | kept)
    page = BeautifulSoup(reviewer.client.get(desk(job)).content, "html.parser")
    said = {one.get_text(strip=True) for one in page.select(".desk-origin")}
    assert said == {"Bleibt wie im Original"}


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
    approve(reviewer, job)
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


def test_the_present_words_are_taken_in_when_somebody_says_so(job, writer, newsroom):
    original = job.translation.source.get_source_instance()
    original.title = "Neue Auskunft"
    type(original).objects.filter(pk=original.pk).update(title=original.title)
    address = reverse("wagtail_localize:update_translations", args=[job.translation.source_id])
    assert writer.client.get(address).status_code == 200
    job.refresh_from_db()
    assert job.title == "Neue Beratung"
    assert writer.client.post(address).status_code == 302
    job.refresh_from_db()
    assert job.title == "Neue Auskunft"


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


QUOTES = ("11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222")


class TestReview:
    @pytest.fixture
    def submitted(self, newsroom, english, writer, translator):
        body = [
            {"type": "quote", "value": {"text": text, "person": None}, "id": key}
            for key, text in zip(QUOTES, ("Erstens.", "Zweitens."), strict=True)
        ]
        self.original = newsroom.release(title="Neue Beratung", lead="Es gibt sie.", body=body)
        job = ask(self.original, english, writer.user)
        translator.client.post(desk(job), form(job, "submit", title="New advice", lead="There it is."))
        return Job.objects.get(pk=job.pk)

    def change(self, **fields):
        original = type(self.original).objects.get(pk=self.original.pk)
        for name, value in fields.items():
            setattr(original, name, value)
        with publications.unit():
            original.save_revision().publish()

    def test_shows_what_was_handed_over_beside_what_it_was_made_from(self, submitted, reviewer):
        self.change(lead="Es gibt sie nicht.")
        answer = reviewer.client.get(desk(submitted))
        page = BeautifulSoup(answer.content, "html.parser")
        lead = next(block for block in answer.context["blocks"] if block.path == "lead")
        assert [(row.original, row.words) for row in lead.rows] == [("Es gibt sie.", "There it is.")]
        assert "nicht" in page.select_one(".desk-later ins").get_text()
        assert answer.context["has_moved_on"]
        assert answer.context["open_places"] == [] and lead.status == Status.IN_REVIEW
        preview = reviewer.client.get(reverse("translation_preview", args=[submitted.pk])).content.decode()
        assert "There it is." in preview and "Es gibt sie nicht." not in preview

    def test_calls_what_is_approved_and_waits_approved_and_no_longer_in_review(
        self, newsroom, english, writer, translator, reviewer, admin
    ):
        text = newsroom.release(title="Neue Beratung", live=False, embargo_until=in_days(1))
        job = ask(text, english, writer.user)
        translator.client.post(desk(job), form(job, "submit", title="New advice"))
        panel = reverse("wagtailadmin_pages:edit", args=[text.pk])
        assert "In Prüfung" in admin.get(panel).content.decode()
        approve(reviewer, job)
        job = Job.objects.get(pk=job.pk)
        assert job.is_approved and job.status == Status.IN_REVIEW
        for url in (panel, desk(job)):
            shown = admin.get(url).content.decode()
            assert "Freigegeben" in shown and "In Prüfung" not in shown

    def test_says_nothing_of_the_sort_while_the_original_is_the_same(self, submitted, reviewer):
        answer = reviewer.client.get(desk(submitted))
        assert not answer.context["has_moved_on"]
        assert [block.later for block in answer.context["blocks"] if block.later] == []

    def test_publishes_what_was_shown(self, submitted, reviewer):
        self.change(lead="Es gibt sie nicht.")
        approve(reviewer, submitted)
        assert row(target(submitted)).document["lead"] == "There it is."
        submitted.refresh_from_db()
        assert submitted.status == Status.OUTDATED

    def test_publishes_nothing_that_was_handed_over_after_it_was_shown(self, submitted, translator, reviewer):
        seen = context_at(reviewer.client, desk(submitted))["job"].submission
        translator.client.post(desk(submitted), {"action": "take_back"})
        translator.client.post(desk(submitted), {"action": "submit"})
        reviewer.client.post(desk(submitted), {"action": "approve", "submission": seen})
        submitted.refresh_from_db()
        assert submitted.status == Status.IN_REVIEW and not row(target(submitted))

    def test_of_a_snippet_publishes_what_was_shown_too(self, newsroom, english, translator, reviewer):
        contact = ContactPointFactory(name="Pressestelle", role="Leitung", phone="1")
        job = ask(contact, english)
        translator.client.post(desk(job), form(job, "submit", name="Press office", role="Head"))
        with publications.unit():
            contact.role, contact.phone = "Vertretung", "2"
            contact.save()
        approve(reviewer, job)
        made = type(contact).objects.get(locale=english)
        assert (made.name, made.role, made.phone) == ("Press office", "Head", "2")
        job.refresh_from_db()
        assert job.status == Status.OUTDATED and job.version is None

    def test_of_a_snippet_with_drafts_and_children_too(self, newsroom, english, translator, reviewer):
        background = BoilerplateFactory(title="Über uns", live=True)
        wording = BoilerplateWordingFactory(boilerplate=background, text="<p>Wir beraten.</p>")
        for said in ("We advise.", "We help."):
            job = ask(background, english)
            translator.client.post(desk(job), {"action": "submit", **form_of(job, said)})
            with publications.unit():
                wording.text = f"<p>Danach: {said}</p>"
                wording.save()
            approve(reviewer, job)
            made = type(background).objects.get(locale=english)
            assert made.live and [one.text for one in made.wordings.all()] == [f"<p>{said}</p>"]

    def test_places_have_names_of_their_own_and_lead_to_the_original(self, submitted, reviewer):
        answer = reviewer.client.get(desk(submitted))
        names = [block.label for block in answer.context["blocks"]]
        assert len(names) == len(set(names)) and {"Text: Zitat 1", "Text: Zitat 2"} <= set(names)
        page = BeautifulSoup(answer.content, "html.parser")
        links = [link["href"] for link in page.select(".desk-block > p > a")]
        edit = reverse("wagtailadmin_pages:edit", args=[self.original.pk])
        assert f"{edit}#:w:contentpath=body.{QUOTES[0]}.text" in links

    def test_what_is_open_is_one_click_away(self, submitted, translator, reviewer):
        assert context_at(reviewer.client, desk(submitted))["open_places"] == []
        approve(reviewer, submitted)
        self.change(lead="Es gibt sie nicht.")
        page = BeautifulSoup(translator.client.get(desk(submitted)).content, "html.parser")
        [link] = page.select(".desk-open a")
        assert page.find(id=link["href"].removeprefix("#")).get_text().startswith(link.get_text())


class TestWhatIsStillToDo:
    """The desk lists what is missing or outdated, apart from it what a machine wrote and nobody has read."""

    def test_is_nothing_once_all_words_have_come_in_a_file(self, job, translator):
        assert listed(translator, job) == ({"title", "place", "lead"}, set())
        taken = upload(translator, job, {"title": "New advice", "place": "Erfurt", "lead": "There it is."})
        assert taken.status_code == 302
        assert listed(translator, job) == (set(), set())
        shown = translator.client.get(desk(job)).content.decode()
        assert "Noch zu tun" not in shown and "Noch zu bestätigen" not in shown

    def test_is_what_the_file_left_out(self, job, translator):
        upload(translator, job, {"title": "New advice", "place": "Erfurt"})
        assert listed(translator, job) == ({"lead"}, set())

    def test_tells_apart_what_waits_to_be_confirmed(self, job, translator):
        editing.put(job, segment_of(job, "title"), "Machine words", tool="LibreTranslate", kind=editing.MACHINE)
        status.refresh(job)
        assert listed(translator, job) == ({"place", "lead"}, {"title"})
        assert "Noch zu bestätigen" in translator.client.get(desk(job)).content.decode()


def listed(colleague, job):
    context = context_at(colleague.client, desk(job))
    return tuple({block.path for block in context[name]} for name in ("open_places", "unread_places"))


def upload(colleague, job, words):
    content = fill_xliff(xliff.write(job), words, read=True)
    file = SimpleUploadedFile("job.xlf", content, content_type="application/xliff+xml")
    return colleague.client.post(reverse("translation_upload", args=[job.pk, "xliff"]), {"file": file})


def form_of(job, said):
    """The form with these words for every string, over whatever stands."""
    found = editing.words_of(job)
    data = {}
    for segment in editing.segments_of(job):
        stands = found.get((segment.string_id, segment.context_id))
        data[f"words-{segment.pk}"] = said
        data[f"seen-{segment.pk}"] = editing.shown(stands.data) if stands else ""
    return data


def test_a_reviewer_sees_what_a_renewal_changes_beside_what_the_original_asked_for(
    newsroom, english, writer, translator, reviewer
):
    text = newsroom.release(title="Meldung", lead="Alt.")
    release(ask(text, english, writer.user), translator.user, reviewer.user, title="Notice", lead="Old.")
    text.refresh_from_db()
    text.lead = "Neu."
    with publications.unit():
        text.save_revision().publish()
    job = Job.objects.get(key=text.translation_key)
    translate(job, translator.user, title="News", lead="New.")
    submission.submit(Job.objects.get(pk=job.pk), translator.user)
    blocks = {block.path: block for block in blocks_of(Job.objects.get(pk=job.pk))}
    assert blocks["title"].reworded and blocks["lead"].reworded and not blocks["place"].reworded


def test_the_desk_says_that_nobody_sees_what_follows_an_original_that_is_not_public(
    newsroom, english, writer, translator, reviewer
):
    text = newsroom.release(title="Meldung")
    page = release(ask(text, english, writer.user), translator.user, reviewer.user)
    with publications.unit():
        text.unpublish()
    shown = reviewer.client.get(desk(Job.objects.get(key=text.translation_key)))
    assert "Das Original ist nicht öffentlich." in shown.content.decode()
    assert shown.context["public_url"] == "" and page.live


def test_the_desk_says_that_a_translation_was_withdrawn(newsroom, english, writer, translator, reviewer):
    text = newsroom.release(title="Meldung")
    release(ask(text, english, writer.user), translator.user, reviewer.user)
    withdraw(text, reason="Die Zahl war falsch.", user=None)
    shown = reviewer.client.get(desk(Job.objects.get(key=text.translation_key)))
    assert "Die Fassung wurde zurückgezogen" in shown.content.decode()
    assert "„Die Zahl war falsch.“" in shown.content.decode()
    assert shown.context["public_url"] == ""


@pytest.mark.parametrize("reason", ["", "Die Zahl war falsch."])
def test_who_approves_what_was_handed_over_before_a_withdrawal_is_told(reason, newsroom, english, writer, reviewer):
    text = newsroom.release(title="Meldung")
    job = ask(text, english, writer.user)
    translate(job, writer.user)
    submission.submit(job, writer.user)
    withdraw(text, reason=reason, user=None)
    with publications.unit():
        newest = type(text).objects.get(pk=text.pk)
        newest.save_revision().publish()
    shown = reviewer.client.get(desk(job)).content.decode()
    assert "Das Original wurde zurückgezogen, nachdem dies übergeben wurde" in shown
    assert (f"„{reason}“" in shown) is bool(reason)
    submission.take_back(Job.objects.get(pk=job.pk), writer.user)
    assert "nachdem dies übergeben wurde" not in reviewer.client.get(desk(job)).content.decode()


def test_an_original_that_was_approved_anew_for_later_has_moved_on(newsroom, writer):
    german = newsroom.release(title="Meldung", lead="Fünf Stellen.", embargo_until=in_days(1))
    job, user = ask(german, newsroom.en, writer.user), writer.user
    translate(job, user, title="Release", lead="Five posts.")
    submission.submit(job, user)
    job.refresh_from_db()
    assert not has_moved_on(job)
    german = type(german).objects.get(pk=german.pk)
    draft = german.get_latest_revision_as_object()
    draft.lead = "Fünfzig Stellen."
    with publications.unit():
        review.publish(draft.save_revision(), None)
    assert has_moved_on(Job.objects.get(pk=job.pk))


@pytest.mark.parametrize("door", ["desk", "page"])
@pytest.mark.parametrize("later", [False, True])
def test_who_approves_what_the_original_has_left_behind_is_told_so(newsroom, roles, translator, reviewer, door, later):
    moment = {"embargo_until": in_days(2)} if later else {}
    text = newsroom.release(title="Neue Beratung", lead="Es gibt sie.", **moment)
    job = ask(text, newsroom.en)
    translate(job, translator.user)
    submission.submit(Job.objects.get(pk=job.pk), translator.user)
    text = type(text).objects.get(pk=text.pk)
    text.lead = "Es gibt sie wieder."
    with publications.unit():
        text.save_revision().publish()
    job = Job.objects.get(pk=job.pk)
    assert has_moved_on(job)
    if door == "desk":
        seen = {"action": "approve", "submission": job.submission}
        answer = reviewer.client.post(desk(job), seen, follow=True)
        said = [str(message) for message in answer.context["messages"]]
    else:
        helpers.approve(submission.target_of(job), reviewer.user)
        said = [answered(submission.target_of(job), "approve")]
    original = str(moved_on_as_approved(Job.objects.get(pk=job.pk))[0])
    assert any(original in one for one in said), said
