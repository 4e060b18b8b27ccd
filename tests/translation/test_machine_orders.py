"""What the machine is asked for is done after the commit, changes only what is missing, and makes nothing public."""

import pytest
from django.db import connection, transaction
from wagtail.models import Locale

from cms.outbox import outbox
from cms.outbox.models import Delivery
from cms.outbox.worker import Worker
from cms.translation import editing, machine, submission
from cms.translation.machine import tasks
from cms.translation.models import Job, Status
from tests.store import assert_sound, row
from tests.translation.desk import ask, said, stands, translate
from tests.translation.services import serve

pytestmark = pytest.mark.databases("cms.translation.machine.tasks")


@pytest.fixture
def service(settings):
    for running in serve():
        settings.MACHINE_TRANSLATOR = "libretranslate"
        settings.MACHINE_TRANSLATOR_URL = running.url
        yield running


@pytest.fixture
def job(newsroom, english, service):
    made = ask(newsroom.release(title="Neue Beratung", slug="neue-beratung", lead="Es gibt sie."), english)
    Delivery.objects.filter(kind=machine.KIND).delete()  # asking for a translation orders as well
    return made


def work_off(job):
    Worker().deliver_due()
    job.refresh_from_db()
    return Delivery.objects.filter(kind=machine.KIND).latest("created_at")


def test_the_machine_fills_what_is_missing_and_leaves_what_people_wrote(job, service):
    translate(job, title="New advice")
    machine.order(job, None)
    delivery = work_off(job)
    assert delivery.state == Delivery.State.DELIVERED and job.notice == ""
    assert said(job, "title") == "New advice"
    lead = stands(job, "lead")
    assert (lead.data, lead.translation_type, lead.tool_name) == ("ES GIBT SIE.", editing.MACHINE, "LibreTranslate")
    assert "Neue Beratung" not in service.questions()[0]["q"]
    assert job.status == Status.MACHINE


def test_nothing_goes_public_by_it_and_nobody_submits_it_unread(job, service, translator):
    machine.order(job, translator.user)
    work_off(job)
    translation = submission.target_of(job)
    assert (
        not translation.live
        and not row(translation)
        and translation.title == "Neue Beratung"
        and translation.revisions.count() == 1
    )
    assert_sound()
    with pytest.raises(submission.NotReadyError):
        submission.submit(job, translator.user)
    entries = {
        segment.pk: editing.Entry(stood.data, seen=stood.data, read=True)
        for segment in editing.unread(job)
        if (stood := editing.words_of(job)[segment.string_id, segment.context_id])
    }
    assert editing.write(job, entries, translator.user) == []
    submission.submit(job, translator.user)
    assert job.status == Status.IN_REVIEW and not row(translation)


@pytest.mark.django_db(transaction=True)
def test_the_machine_is_asked_outside_of_any_transaction_and_only_after_the_commit(job, service, monkeypatch):
    with pytest.raises(RuntimeError), transaction.atomic():
        machine.order(job, None)
        raise RuntimeError
    Worker().deliver_due()
    assert service.asked == []
    with transaction.atomic():
        machine.order(job, None)
        assert service.asked == []
    in_transaction = []
    ask_machine = tasks._translate
    monkeypatch.setattr(
        tasks,
        "_translate",
        lambda *given: in_transaction.append(connection.in_atomic_block) or ask_machine(*given),
    )
    Worker().deliver_due()
    assert in_transaction == [False] and len(service.questions()) == 1


def test_what_somebody_wrote_while_the_machine_was_at_it_stays(job, service, monkeypatch):
    asked = tasks._translate

    def slow(job, segments):
        made = asked(job, segments)
        translate(Job.objects.get(pk=job.pk), title="Mine")
        return made

    monkeypatch.setattr(tasks, "_translate", slow)
    machine.order(job, None)
    work_off(job)
    assert said(job, "title") == "Mine" and said(job, "lead") == "ES GIBT SIE."


def test_what_was_handed_over_meanwhile_is_not_touched(job, service, monkeypatch):
    asked = tasks._translate

    def slow(job, segments):
        made = asked(job, segments)
        Job.objects.filter(pk=job.pk).update(submitted_at="2026-11-24T12:00:00Z")
        return made

    monkeypatch.setattr(tasks, "_translate", slow)
    machine.order(job, None)
    assert work_off(job).state == Delivery.State.DELIVERED
    assert said(job, "title") == ""
    with pytest.raises(editing.InReviewError):
        machine.order(job, None)


@pytest.mark.parametrize(("code", "state"), [(456, Delivery.State.FAILED), (503, Delivery.State.WAITING)])
def test_a_failure_leaves_the_text_and_a_notice_and_is_tried_again_only_where_it_is_of_use(job, service, code, state):
    service.status = code
    machine.order(job, None)
    delivery = work_off(job)
    assert delivery.state == state and delivery.attempts == 1
    assert job.notice and job.notice == delivery.last_error
    assert said(job, "title") == "" and job.status == Status.IN_PROGRESS
    service.status = 200
    Delivery.objects.update(state=Delivery.State.WAITING, due_at=delivery.created_at)
    work_off(job)
    assert job.notice == "" and said(job, "title") == "NEUE BERATUNG"


def test_a_long_text_takes_several_deliveries(newsroom, english, service, monkeypatch):
    monkeypatch.setattr(tasks, "TEXTS_EACH", 4)
    body = [("rich_text", "".join(f"<p>Absatz {number}</p>" for number in range(10)))]
    job = ask(newsroom.release(title="Lang", lead="Ein langer Text", body=body), english)
    machine.order(job, None)
    work_off(job)
    assert editing.missing(job) == [] and len(editing.unread(job)) == len(editing.segments_of(job)) == 13
    assert [len(question["q"]) for question in service.questions()] == [4, 4, 4, 1]
    assert {delivery.payload["job"] for delivery in Delivery.objects.filter(kind=machine.KIND)} == {job.pk}


def test_a_text_longer_than_a_request_goes_alone(newsroom, english, service, monkeypatch):
    monkeypatch.setattr(tasks, "CHARACTERS_EACH", 20)
    job = ask(newsroom.release(title="Kurz", lead="Ein Text, der länger ist, als er sein soll."), english)
    machine.order(job, None)
    work_off(job)
    assert editing.missing(job) == [] and len(service.questions()) == 2


def test_markup_and_links_that_the_machine_broke_are_left_to_people(newsroom, english, service, monkeypatch):
    monkeypatch.setattr(tasks, "TEXTS_EACH", 1)
    body = [("rich_text", '<p>Zum <a href="https://example.org">Amt</a> gehen</p><p>Dann heim</p>')]
    job = ask(newsroom.release(title="Wege", lead="Es gibt drei.", body=body), english)
    made = {"Wege": "<div>WAYS</div>", 'Zum <a id="a1">Amt</a> gehen': "Go to the office", "Dann heim": " "}
    monkeypatch.setattr(
        service, "said", lambda path, body: {"translatedText": [made.get(text, text) for text in body["q"]]}
    )
    machine.order(job, None)
    work_off(job)
    assert said(job, "lead") == "Es gibt drei."
    assert {segment.string.data for segment in editing.missing(job)} == set(made)
    assert "3" in job.notice
    assert not Delivery.objects.filter(state=Delivery.State.WAITING).exists()
    translate(job, title="Ways")
    machine.order(job, None)
    assert Job.objects.get(pk=job.pk).notice == ""


def test_only_what_a_machine_can_do_is_ordered(newsroom, english, settings, job):
    easy = ask(newsroom.release(title="Leicht"), Locale.objects.get_or_create(language_code="de-simple")[0])
    assert not machine.can_order(easy) and machine.can_order(job)
    with pytest.raises(machine.OrderError):
        machine.order(easy, None)
    settings.MACHINE_TRANSLATOR = "none"
    with pytest.raises(machine.OrderError):
        machine.order(job, None)
    assert not Delivery.objects.filter(kind=machine.KIND).exists()


def test_an_order_for_a_machine_that_was_switched_off_fails_for_good(job, settings):
    machine.order(job, None)
    settings.MACHINE_TRANSLATOR = "none"
    assert work_off(job).state == Delivery.State.FAILED and job.notice


@pytest.mark.parametrize("change", [{"excluded": True}, {"translation": None}])
def test_an_order_for_what_is_no_longer_wanted_asks_nobody(job, service, change):
    machine.order(job, None)
    Job.objects.filter(pk=job.pk).update(**change)
    assert work_off(job).state == Delivery.State.DELIVERED and service.asked == []
    outbox.put(machine.KIND, {"job": 0, "user": None})
    assert work_off(job).state == Delivery.State.DELIVERED


def test_the_same_order_twice_asks_the_machine_once(job, service):
    machine.order(job, None)
    machine.order(job, None)
    work_off(job)
    assert len(service.questions()) == 1
