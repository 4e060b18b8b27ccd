"""Whether mail can leave."""

import smtplib
import socket
import ssl
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.management.base import BaseCommand, CommandError

from cms.outbox.mail import deliverable
from cms.outbox.models import Mute

SUBJECT, TEXT = "Probe", "Diese Nachricht zeigt, dass Mail das Haus verlässt.\n"
# What goes wrong, with its remedy; of two that are true of an error the first one counts.
REMEDIES: tuple[tuple[type[Exception], str], ...] = (
    (smtplib.SMTPAuthenticationError, "The server does not know the account: EMAIL_HOST_USER, EMAIL_HOST_PASSWORD."),
    (smtplib.SMTPNotSupportedError, "The server does not offer that: EMAIL_ENCRYPTION, EMAIL_PORT."),
    (smtplib.SMTPSenderRefused, "The server does not take mail from that sender: DEFAULT_FROM_EMAIL, EMAIL_HOST_USER."),
    (smtplib.SMTPRecipientsRefused, "The server does not take mail for that address: --to."),
    (ssl.SSLCertVerificationError, "The certificate does not fit: EMAIL_HOST must be the name that it is made out to."),
    (ssl.SSLError, "Both sides disagree on how to encrypt: EMAIL_ENCRYPTION, EMAIL_PORT."),
    (socket.gaierror, "There is no such host: EMAIL_HOST."),
    (TimeoutError, "Nobody answers: EMAIL_HOST, EMAIL_PORT, EMAIL_ENCRYPTION, or a firewall."),
    (OSError, "Nobody listens there: EMAIL_HOST, EMAIL_PORT, or the conversation broke off."),
)


class Command(BaseCommand):
    help = "Connects to the mail server, encrypts, logs in, and sends a mail where an address is given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", default="", help="Send one mail to this address, now and past the outbox.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["to"] and Mute.objects.exists():
            raise CommandError("This is a restored copy: no mail leaves it before manage.py release_copy.")
        connection = get_connection(settings.EMAIL_DELIVERY_BACKEND)
        try:
            connection.open()
            self.stdout.write(f"Connected: {_where()}")
            if options["to"]:
                connection.send_messages([deliverable(EmailMessage(SUBJECT, TEXT, None, [options["to"]]))])
                self.stdout.write(f"Sent to {options['to']}: look whether it has arrived, and not as spam.")
        except OSError as error:
            remedy = next(remedy for kind, remedy in REMEDIES if isinstance(error, kind))
            raise CommandError(f"{_where()}: {error}\n{remedy}") from error
        finally:
            connection.close()


def _where() -> str:
    if not settings.EMAIL_DELIVERY_BACKEND.endswith("smtp.EmailBackend"):
        return settings.EMAIL_DELIVERY_BACKEND
    encrypted = "TLS" if settings.EMAIL_USE_SSL else "STARTTLS" if settings.EMAIL_USE_TLS else "unencrypted"
    account = f"as {settings.EMAIL_HOST_USER}" if settings.EMAIL_HOST_USER else "without an account"
    return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}, {encrypted}, {account}"
