"""Mail leaves through the outbox: with what it tells of, whole, and recognisable when it comes twice."""

import email
import email.policy
from contextlib import ExitStack
from email.mime.application import MIMEApplication
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives, send_mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.delivery.flush import Flush
from cms.editorial.roles import make_roles
from cms.outbox.models import Delivery, Mute
from cms.outbox.worker import Worker
from press.models import PressRelease
from tests.admin import Admin
from tests.colleagues import Colleague
from tests.outbox.smtp import mail_server

CERTIFICATES = Path(__file__).resolve().parents[1] / "webhooks"
SENDER, READER = "presse@example.org", "redaktion@example.org"


@pytest.fixture(autouse=True)
def the_real_backend(settings):
    """Django's test runner puts its own in its place."""
    settings.EMAIL_BACKEND = "cms.outbox.mail.OutboxBackend"


@pytest.fixture
def server(settings):
    with mail_server() as running:
        settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        yield running


def letter() -> EmailMultiAlternatives:
    """A message with everything that a message may have."""
    message = EmailMultiAlternatives(
        subject=_("Press release"),
        body="Grüße\n.\nEnde",
        from_email=f"Presse <{SENDER}>",
        to=[f"Söhne & Töchter <{READER}>"],
        cc=["cc@example.org"],
        bcc=["bcc@example.org"],
        reply_to=["antwort@example.org"],
        headers={"Auto-Submitted": "auto-generated"},
        alternatives=[("<p>Grüße</p>", "text/html")],
    )
    message.attach("zahlen.csv", "a;ä\n", "text/csv")
    message.attach("bild.png", b"\x89PNG\x00\xff", "image/png")
    message.attach(MIMEApplication(b"\x00\x01", "pdf"))
    message.attach("alt.eml", EmailMessage("Alt", "Von früher", SENDER, [READER]), "message/rfc822")
    return message


def contents(source: bytes) -> list[tuple[str, str, Any]]:
    """The headers that are not new in each message, and all parts as type, name and content."""
    parsed = email.message_from_bytes(source, policy=email.policy.default)
    new = {"Message-ID", "Date", "Content-Type"}
    headers = [(name, "", str(value)) for name, value in parsed.items() if name not in new]
    parts = [
        (part.get_content_type(), part.get_filename() or "", part.get_payload(decode=True)) for part in parsed.walk()
    ]
    return [*sorted(headers), *parts]


def test_a_message_arrives_as_it_was_written(db, server):
    written = letter()
    assert written.send() == 1
    assert server.messages == []
    Worker().deliver_due()
    [(sender, recipients, source)] = server.messages
    assert sender == SENDER
    assert recipients == [READER, "cc@example.org", "bcc@example.org"]
    assert b"bcc@example.org" not in source
    assert contents(source) == contents(written.message().as_bytes(linesep="\r\n"))


def test_a_second_delivery_is_the_same_message(db, server):
    letter().send()
    Worker().deliver_due()
    delivery = Delivery.objects.get()
    Delivery.objects.update(state="waiting")
    Worker().deliver_due()
    first, second = (email.message_from_bytes(source) for _sender, _recipients, source in server.messages)
    assert first["Message-ID"] == second["Message-ID"] == f"<{delivery.pk}@testserver>"
    assert first["Date"] == second["Date"]


def test_a_message_s_own_id_stays(db):
    EmailMessage("Betreff", "Text", SENDER, [READER], headers={"message-id": "<a@b>"}).send()
    Worker().deliver_due()
    assert mail.outbox[0].extra_headers["message-id"] == "<a@b>"
    assert "Message-ID" not in mail.outbox[0].extra_headers


def test_a_message_in_html_alone_stays_one(db):
    message = EmailMessage("Betreff", "<p>Text</p>", SENDER, [READER])
    message.content_subtype = "html"
    message.send()
    Worker().deliver_due()
    assert mail.outbox[0].message().get_content_type() == "text/html"


@pytest.mark.django_db(transaction=True)
def test_mail_of_what_is_rolled_back_is_never_sent():
    with pytest.raises(RuntimeError), transaction.atomic():
        send_mail("Betreff", "Text", None, [READER])
        raise RuntimeError
    Worker().deliver_due()
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_mail_outside_of_any_transaction_is_sent_too():
    assert send_mail("Betreff", "Text", None, [READER]) == 1
    Worker().deliver_due()
    assert [message.subject for message in mail.outbox] == ["Betreff"]


def test_a_header_that_cannot_be_sent_is_refused_when_it_is_written(db):
    with pytest.raises(BadHeaderError):
        send_mail("Betreff\nBcc: alle@example.org", "Text", None, [READER])
    assert not Delivery.objects.exists()


def test_mail_to_nobody_is_not_put(db):
    assert EmailMessage("Betreff", "Text", SENDER, []).send() == 0
    assert mail.get_connection().send_messages([EmailMessage("Betreff", "Text", SENDER, [])]) == 0
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(("answer", "state"), [("550 No such mailbox", "failed"), ("451 Try later", "waiting")])
def test_what_the_server_will_never_take_fails_at_once_and_the_rest_waits(db, server, answer, state):
    server.answer = answer
    send_mail("Betreff", "Text", None, [READER])
    Worker().deliver_due()
    found = Delivery.objects.get()
    assert (found.state, found.attempts) == (state, 1)
    assert answer[4:] in found.last_error
    assert server.messages == []


def test_a_server_that_is_down_gets_its_mail_later(db, settings, server):
    settings.EMAIL_PORT = 1
    send_mail("Betreff", "Text", None, [READER])
    Worker().deliver_due()
    due_at = Delivery.objects.get(state="waiting").due_at
    settings.EMAIL_PORT = server.port
    Worker(lambda: due_at).deliver_due()
    assert len(server.messages) == 1


@pytest.fixture
def reviewed(newsroom):
    """Press releases go through the review."""
    newsroom.press  # noqa: B018  # made when first asked for
    make_roles()
    return newsroom


def submit(newsroom, admin) -> PressRelease | None:
    fields = {"title": "Neue Beratung", "date": "06.05.2024", "place": "Musterstadt"}
    return Admin(admin).create(newsroom.press, PressRelease, action="action-submit", **fields)


def test_a_submission_tells_the_reviewers_through_the_outbox(reviewed, admin):
    reviewer = Colleague("Freigabe").user
    release = submit(reviewed, admin)
    assert mail.outbox == []
    assert [reviewer.email] in [delivery.payload["to"] for delivery in Delivery.objects.filter(kind="mail")]
    Worker().deliver_due()
    message = next(message for message in mail.outbox if message.to == [reviewer.email])
    assert "Neue Beratung" in message.subject
    assert reverse("editorial_reading", args=(release.pk,)) in message.body


def test_a_submission_that_fails_tells_nobody(reviewed, admin, monkeypatch):
    Colleague("Freigabe")

    def break_down(flush):
        assert Delivery.objects.filter(kind="mail").exists()
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(Flush, "run", break_down)
    with pytest.raises(RuntimeError):
        submit(reviewed, admin)
    assert not Delivery.objects.exists()
    assert not PressRelease.objects.exists()


class TestServers:
    """What a mail server may ask of who sends."""

    @pytest.fixture
    def reached(self, settings, monkeypatch):
        """Makes a server and the settings that reach it, as production reads them from the environment."""
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "localhost.pem"))
        settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        with ExitStack() as stack:

            def made(*, encryption: str = "", account: tuple[str, str] | None = None, name: str = "localhost"):
                certificate = CERTIFICATES / f"{name}.pem" if encryption else None
                options = {"at_once": encryption == "TLS", "account": account}
                server = stack.enter_context(mail_server(certificate, **options))
                settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", server.port
                settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = encryption == "STARTTLS", encryption == "TLS"
                settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = account or ("", "")
                return server

            yield made

    @pytest.mark.parametrize("encryption", ["STARTTLS", "TLS"])
    def test_mail_leaves_encrypted_by_an_account(self, db, reached, encryption):
        server = reached(encryption=encryption, account=("treffpunkt", "geheim mit Leerzeichen"))
        send_mail("Betreff", "Text", SENDER, [READER])
        assert Worker().deliver_due() == 0
        [(sender, recipients, _source)] = server.messages
        assert (sender, recipients, server.secure) == (SENDER, [READER], [True])

    @pytest.mark.parametrize("encryption", ["STARTTLS", "TLS"])
    def test_nothing_goes_to_a_server_whose_certificate_is_another_s(self, db, reached, encryption):
        server = reached(encryption=encryption, account=("treffpunkt", "geheim"), name="other")
        send_mail("Betreff", "Text", SENDER, [READER])
        assert Worker().deliver_due() == 1
        assert server.messages == []

    def test_a_wrong_password_is_tried_again_and_stands_in_no_error(self, db, reached, settings, caplog):
        server = reached(encryption="STARTTLS", account=("treffpunkt", "geheim"))
        settings.EMAIL_HOST_PASSWORD = wrong = "-".join(["falsches", "kennwort"])
        send_mail("Betreff", "Text", SENDER, [READER])
        assert Worker().deliver_due() == 1
        delivery = Delivery.objects.get()
        assert delivery.state == Delivery.State.WAITING and server.messages == []
        assert wrong not in delivery.last_error + caplog.text

    def test_what_cannot_be_delivered_comes_back_to_the_address_of_the_settings(self, db, reached, settings):
        settings.EMAIL_BOUNCES_TO = "ruecklauf@example.org"
        server = reached()
        send_mail("Betreff", "Text", SENDER, [READER])
        assert Worker().deliver_due() == 0
        [(sender, _recipients, source)] = server.messages
        assert sender == "ruecklauf@example.org"
        assert email.message_from_bytes(source)["From"] == SENDER

    @pytest.mark.parametrize("encryption", ["", "STARTTLS", "TLS"])
    def test_check_mail_says_that_all_is_well(self, db, reached, capsys, encryption):
        server = reached(encryption=encryption, account=("treffpunkt", "geheim"))
        call_command("check_mail")
        assert server.messages == []
        call_command("check_mail", to=READER)
        [(_sender, recipients, _source)] = server.messages
        assert recipients == [READER]
        assert "geheim" not in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("changed", "remedy"),
        [
            ({"EMAIL_HOST_PASSWORD": "falsch"}, "EMAIL_HOST_PASSWORD"),
            ({"EMAIL_HOST": "127.0.0.1"}, "certificate"),
            ({"EMAIL_PORT": 1}, "Nobody listens"),
            ({"EMAIL_HOST": "nirgends.invalid"}, "no such host"),
        ],
    )
    def test_check_mail_says_what_is_wrong_and_what_mends_it(self, db, reached, settings, changed, remedy):
        reached(encryption="STARTTLS", account=("treffpunkt", "geheim"))
        for name, value in changed.items():
            setattr(settings, name, value)
        with pytest.raises(CommandError, match=remedy):
            call_command("check_mail")

    def test_check_mail_asks_for_encryption_that_is_not_offered(self, db, reached, settings):
        reached()
        settings.EMAIL_USE_TLS = True
        with pytest.raises(CommandError, match="does not offer"):
            call_command("check_mail")

    def test_a_restored_copy_sends_no_mail_to_try_it(self, db, reached):
        server = reached()
        Mute.objects.create(since=timezone.now())
        with pytest.raises(CommandError, match="restored copy"):
            call_command("check_mail", to=READER)
        assert server.messages == []
