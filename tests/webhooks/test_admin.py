"""Endpoints in the admin: for those who run the site; a secret is shown once, and what was sent can be sent again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.outbox.models import Delivery
from cms.outbox.worker import Worker
from cms.webhooks import addresses, forms, putting, views
from cms.webhooks.models import ROTATION, Endpoint
from press.models import PressRelease
from tests.colleagues import Colleague
from tests.webhooks.test_delivering import put

pytestmark = pytest.mark.databases("cms.webhooks.views")

LIST, NEW = "/admin/webhooks/", "/admin/webhooks/new/"


@pytest.fixture
def known(monkeypatch):
    """What every name stands for; it can be changed."""
    found = ["8.8.8.8"]
    monkeypatch.setattr(addresses, "_looked_up", lambda place, seconds: list(found))
    return found


@pytest.fixture
def engineer(roles):
    return Colleague("Technik").client


FIELDS = {
    "name": "Landesportal",
    "address": "https://portal.example/hook",
    "contact": "kim@example.org",
    "is_active": "on",
}


def made(**values) -> Endpoint:
    said = {"name": "Landesportal", "contact": "kim@example.org", "address": "https://portal.example/hook"}
    return Endpoint.objects.create(**said | values)


def test_whoever_runs_the_site_adds_one_and_sees_its_secret_once(engineer, known):
    shown = engineer.post(NEW, FIELDS | {"types": ["press-releases"], "locales": ["de", "en"]})
    endpoint = Endpoint.objects.get()
    assert (endpoint.types, endpoint.locales, endpoint.is_active) == (["press-releases"], ["de", "en"], True)
    assert endpoint.secret in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    for verb in ("", f"edit/{endpoint.pk}/", f"history/{endpoint.pk}/", f"{endpoint.pk}/sent/"):
        response = engineer.get(f"{LIST}{verb}")
        assert response.status_code == 200
        assert endpoint.secret not in response.content.decode()


@pytest.mark.parametrize("role", ["Redaktion", "Freigabe", "Übersetzung en"])
def test_nobody_else_gets_there(roles, known, role):
    client, endpoint = Colleague(role).client, made()
    assert LIST not in client.get(reverse("wagtailadmin_home")).content.decode()
    for verb in (
        "",
        "new/",
        *(f"{one}/{endpoint.pk}/" for one in ("edit", "delete", "history")),
        f"{endpoint.pk}/sent/",
    ):
        assert client.get(f"{LIST}{verb}").status_code == 302
    client.post(NEW, FIELDS)
    for verb in ("test/", "secret/", "again/"):
        client.post(f"{LIST}{endpoint.pk}/{verb}", {"sequence": 0})
    found = Endpoint.objects.get()
    assert (found.pk, found.secret) == (endpoint.pk, endpoint.secret)
    assert not Delivery.objects.filter(kind="webhook").exists()


@pytest.mark.parametrize(
    ("address", "stands_for"),
    [
        ("http://portal.example/", "8.8.8.8"),
        ("https://portal.example:8443/", "8.8.8.8"),
        ("https://kim@portal.example/", "8.8.8.8"),
        ("https://portal.example/", "169.254.169.254"),
        ("https://portal.example/", "::ffff:10.0.0.1"),
        ("nothing", "8.8.8.8"),
    ],
)
def test_row_27_an_address_to_which_nothing_is_sent_is_not_saved(engineer, known, address, stands_for):
    known[:] = [stands_for]
    response = engineer.post(NEW, FIELDS | {"address": address})
    assert response.status_code == 200
    assert response.context["form"].errors["address"]
    assert not Endpoint.objects.exists()
    endpoint = made()
    engineer.post(f"{LIST}edit/{endpoint.pk}/", FIELDS | {"address": address})
    assert Endpoint.objects.get().address == "https://portal.example/hook"


def test_a_name_that_is_not_answered_in_time_is_not_saved(engineer, monkeypatch):
    def wait(place, seconds):
        raise TimeoutError

    monkeypatch.setattr(addresses, "_looked_up", wait)
    assert engineer.post(NEW, FIELDS).context["form"].errors["address"]


def test_types_and_languages_are_those_that_there_are(engineer, known):
    assert ("press-releases", str(PressRelease._meta.verbose_name_plural)) in forms.types()
    for wrong in ({"types": ["nothing"]}, {"locales": ["xx"]}):
        assert engineer.post(NEW, FIELDS | wrong).context["form"].errors
    assert not Endpoint.objects.exists()


def test_a_form_keeps_what_was_chosen(engineer, known):
    endpoint = made(types=["events"], locales=["en"])
    form = engineer.get(f"{LIST}edit/{endpoint.pk}/").context["form"]
    assert (form["types"].value(), form["locales"].value()) == (["events"], ["en"])
    engineer.post(f"{LIST}edit/{endpoint.pk}/", {**FIELDS, "name": "Neu"})
    found = Endpoint.objects.get()
    assert (found.name, found.types, found.secret) == ("Neu", [], endpoint.secret)


def test_a_secret_is_replaced_and_the_one_before_stays_for_a_day(engineer):
    endpoint = made()
    response = engineer.post(f"{LIST}{endpoint.pk}/secret/")
    found = Endpoint.objects.get()
    assert found.secret != endpoint.secret
    assert found.secret in response.content.decode() and endpoint.secret not in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert found.valid_secrets(timezone.now()) == [found.secret, endpoint.secret]
    assert found.valid_secrets(timezone.now() + ROTATION) == [found.secret]
    assert engineer.get(f"{LIST}{endpoint.pk}/secret/").status_code == 405


@pytest.mark.parametrize(("status", "state"), [(204, "delivered"), (500, "failed")])
def test_a_test_shows_what_was_answered(engineer, receiver, endpoint, monkeypatch, status, state):
    receiver.status = status
    monkeypatch.setattr(views, "PATIENCE", 0)
    url = engineer.post(f"{LIST}{endpoint.pk}/test/").headers["Location"]
    assert engineer.get(url).context["test"].state == "waiting"
    Worker().deliver_due()
    response = engineer.get(url)
    assert response.context["test"].state == state
    assert str(status) in response.content.decode()


def test_what_was_sent_is_listed_with_what_came_of_it(engineer, receiver, endpoint, endpoint_at):
    receiver.status, receiver.text = 503, b"Wartung <b>bis</b> morgen"
    put(endpoint)
    put(endpoint_at(receiver, name="Anderer"), 1)
    Worker().deliver_due()
    response = engineer.get(f"{LIST}{endpoint.pk}/sent/")
    (sent,) = response.context["page"].object_list
    assert sent.recipient == endpoint.recipient
    assert "Wartung &lt;b&gt;bis" in response.content.decode()
    assert engineer.get(f"{LIST}{endpoint.pk}/sent/", {"p": "99999"}).status_code == 200
    assert engineer.get(f"{LIST}{endpoint.pk}/sent/", {"p": "x"}).status_code == 200


def test_one_is_sent_again_with_the_same_id(engineer, receiver, endpoint):
    (pk,) = put(endpoint)
    Worker().deliver_due()
    engineer.post(f"{LIST}{endpoint.pk}/again/{pk}/")
    Worker().deliver_due()
    assert [call.headers["webhook-id"] for call in receiver.calls] == [str(pk)] * 2


def test_only_what_is_the_endpoint_s_own_is_sent_again(engineer, receiver, endpoint, endpoint_at):
    (pk,) = put(endpoint_at(receiver, name="Anderer"))
    Worker().deliver_due()
    mail = Delivery.objects.create(kind="mail", payload={}, state="failed")
    for one in (pk, mail.pk, "00000000-0000-0000-0000-000000000000"):
        assert engineer.post(f"{LIST}{endpoint.pk}/again/{one}/").status_code == 404
    assert not Delivery.objects.filter(state="waiting").exists()


def test_everything_after_a_number_is_sent_again(engineer, receiver, endpoint, newsroom):
    newsroom.release(title="A")
    Worker().deliver_due()
    known = {call.headers["webhook-id"] for call in receiver.calls}
    receiver.calls.clear()
    engineer.post(f"{LIST}{endpoint.pk}/again/", {"sequence": "0"})
    Worker().deliver_due()
    assert {call.headers["webhook-id"] for call in receiver.calls} >= known


@pytest.mark.parametrize("sequence", ["", "-1", "x", "9" * 30, "1.5"])
def test_what_is_no_number_is_refused_with_a_word(engineer, receiver, endpoint, sequence):
    response = engineer.post(f"{LIST}{endpoint.pk}/again/", {"sequence": sequence})
    assert response.context["form"].errors["sequence"]


def test_too_many_at_once_are_refused_with_a_word(engineer, receiver, endpoint, newsroom, monkeypatch):
    newsroom.release(title="A")
    monkeypatch.setattr(putting, "MOST_AGAIN", 0)
    assert engineer.post(f"{LIST}{endpoint.pk}/again/", {"sequence": "0"}).context["form"].errors["sequence"]


def test_to_who_is_switched_off_nothing_is_sent_again_but_a_test(engineer, receiver, endpoint):
    (pk,) = put(endpoint)
    test = putting.put_test(endpoint)
    Worker().deliver_due()
    Endpoint.objects.update(is_active=False)
    engineer.post(f"{LIST}{endpoint.pk}/again/", {"sequence": "0"})
    engineer.post(f"{LIST}{endpoint.pk}/again/{pk}/")
    assert not Delivery.objects.filter(state="waiting").exists()
    engineer.post(f"{LIST}{endpoint.pk}/again/{test}/")
    assert [one.pk for one in Delivery.objects.filter(state="waiting")] == [test]


def test_who_was_switched_off_for_failing_says_why_and_is_switched_on_again(engineer, known):
    moments = {"failing_since": timezone.now(), "warned_at": timezone.now()}
    endpoint = made(is_active=False, off_because="failing", **moments)
    assert endpoint.why_off
    for verb in ("", f"edit/{endpoint.pk}/", f"{endpoint.pk}/sent/"):
        assert endpoint.why_off in engineer.get(f"{LIST}{verb}").content.decode(), verb
    engineer.post(f"{LIST}edit/{endpoint.pk}/", FIELDS)
    endpoint.refresh_from_db()
    assert (endpoint.is_active, endpoint.off_because) == (True, "")
    assert (endpoint.failing_since, endpoint.warned_at) == (None, None)


def test_one_is_deleted_and_what_waits_for_it_goes_nowhere(engineer, receiver, endpoint):
    put(endpoint)
    engineer.post(f"{LIST}delete/{endpoint.pk}/")
    assert not Endpoint.objects.exists()
    Worker().deliver_due()
    assert receiver.calls == []


def test_what_is_done_to_one_is_in_its_history(engineer, receiver, endpoint):
    for verb in ("test/", "secret/"):
        engineer.post(f"{LIST}{endpoint.pk}/{verb}")
    engineer.post(f"{LIST}{endpoint.pk}/again/", {"sequence": "0"})
    history = engineer.get(f"{LIST}history/{endpoint.pk}/")
    assert {entry.action for entry in history.context["object_list"]} >= {
        "webhooks.test",
        "webhooks.rotate",
        "webhooks.again",
    }


def test_whoever_tests_waits_for_the_answer_for_a_while(engineer, receiver, endpoint, monkeypatch):
    url = engineer.post(f"{LIST}{endpoint.pk}/test/").headers["Location"]
    monkeypatch.setattr(views.time, "sleep", lambda seconds: Worker().deliver_due())
    assert engineer.get(url).context["test"].state == "delivered"


def test_another_address_is_tried_at_once(engineer, known, endpoint):
    until = timezone.now() + ROTATION
    put(endpoint)
    Endpoint.objects.update(rests_until=until)
    Delivery.objects.update(due_at=until)
    engineer.post(f"{LIST}edit/{endpoint.pk}/", FIELDS | {"name": "Neu", "address": endpoint.address})
    assert Delivery.objects.get().due_at == until
    engineer.post(f"{LIST}edit/{endpoint.pk}/", FIELDS)
    assert Delivery.objects.get().due_at <= timezone.now()
    assert Endpoint.objects.get().rests_until is None


def test_the_addresses_of_events_are_the_site_s_whatever_host_was_asked(admin, newsroom, known, settings):
    settings.ALLOWED_HOSTS = ["*"]
    made()
    page = newsroom.page(title="Seite", slug="seite")
    url = reverse("wagtailadmin_pages:unpublish", args=(page.pk,))
    admin.post(url, headers={"host": "forged.example", "x-forwarded-host": "forged.example"})
    said = [delivery.payload["event"]["data"]["url"] for delivery in Delivery.objects.filter(kind="webhook")]
    assert len(said) > 1 and all(one.startswith(settings.PUBLIC_URL) for one in said)
