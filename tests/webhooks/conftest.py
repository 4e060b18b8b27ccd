import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone

from cms.outbox.models import Delivery
from cms.webhooks.models import Endpoint
from tests.colleagues import roles  # noqa: F401
from tests.receivers import Receiver, listening

FOLDER = Path(__file__).parent


@pytest.fixture
def receiver(settings):
    """A receiver on this machine, which is allowed here."""
    settings.WEBHOOKS_ALLOW_LOOPBACK = True
    with listening(Receiver()) as running:
        yield running


@pytest.fixture
def secure(settings, monkeypatch):
    """Makes a receiver that speaks TLS with the certificate of that name; that of `localhost` is trusted."""
    settings.WEBHOOKS_ALLOW_LOOPBACK = True
    monkeypatch.setenv("SSL_CERT_FILE", str(FOLDER / "localhost.pem"))

    def made(name: str = "localhost") -> Receiver:
        return Receiver(FOLDER / f"{name}.pem")

    return made


@pytest.fixture
def endpoint_at(db) -> Callable[..., Endpoint]:
    def made(receiver: Receiver, **values: object) -> Endpoint:
        said = {"name": "Landesportal", "contact": "portal@example.org", "address": receiver.address}
        return Endpoint.objects.create(**said | values)

    return made


@pytest.fixture
def endpoint(receiver, endpoint_at) -> Endpoint:
    return endpoint_at(receiver)


class Clock:
    """A clock of an outbox that goes when it is told to, and is ahead of what has been written."""

    def __init__(self) -> None:
        self.now = timezone.now() + datetime.timedelta(seconds=1)

    def __call__(self) -> datetime.datetime:
        return self.now

    def go_on(self) -> datetime.timedelta:
        """Go on to when the next delivery is due; returns how long that was."""
        due_at = Delivery.objects.filter(kind="webhook", state="waiting").order_by("due_at").first().due_at
        waited, self.now = due_at - self.now, due_at
        return waited


@pytest.fixture
def clock() -> Clock:
    return Clock()
