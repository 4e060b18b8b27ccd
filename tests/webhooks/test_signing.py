"""Events are signed as Standard Webhooks says, by each secret that is valid, so that a receiver can tell them apart."""

import base64
import datetime
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from standardwebhooks import Webhook

from cms.outbox import outbox
from cms.outbox.models import Delivery
from cms.outbox.worker import Worker
from cms.webhooks import housekeeping, putting, signing
from cms.webhooks.models import Endpoint

README = Path(__file__).resolve().parents[2] / "docs" / "api" / "README.md"
HOUR = datetime.timedelta(hours=1)


def documented():
    """The function that the documentation gives to receivers."""
    (code,) = re.findall(r"```python\n(.*?def verified.*?)```", README.read_text(), re.DOTALL)
    names: dict = {}
    exec(code, names)  # noqa: S102  # our own documentation
    return names["verified"]


verified = documented()


def test_the_example_of_the_specification_s_authors_is_signed_as_they_do():
    body = b'{"test": 2432232314}'
    secret, message = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    wanted = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    at = datetime.datetime.fromtimestamp(1614265330, ZoneInfo("Europe/Berlin"))
    said = {"webhook-id": message, "webhook-timestamp": "1614265330", "webhook-signature": wanted}
    assert signing.headers([secret], message, at, body) == said


def test_secrets_are_long_and_each_is_new():
    made = [signing.new_secret() for _number in range(3)]
    assert len(set(made)) == 3
    for secret in made:
        assert len(base64.b64decode(secret.removeprefix("whsec_"), validate=True)) == 32


def test_what_arrives_is_verified_by_the_code_of_the_documentation_and_the_library(receiver, endpoint):
    putting.put_test(endpoint)
    Worker().deliver_due()
    (call,) = receiver.calls
    assert verified(call.headers, call.body, endpoint.secret)["type"] == "webhook.test"
    assert Webhook(endpoint.secret).verify(call.body, call.headers)["type"] == "webhook.test"
    assert call.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    "change",
    [
        lambda headers, body: (headers, body.replace(b"test", b"best")),
        lambda headers, body: (headers | {"webhook-id": "another"}, body),
        lambda headers, body: (headers | {"webhook-timestamp": str(int(headers["webhook-timestamp"]) - 1)}, body),
        lambda headers, body: (headers | {"webhook-signature": "v1,AAAA"}, body),
    ],
)
def test_what_was_changed_on_the_way_or_is_of_somebody_else_is_refused(receiver, endpoint, change):
    putting.put_test(endpoint)
    Worker().deliver_due()
    (call,) = receiver.calls
    with pytest.raises(ValueError, match=r"signature|timestamp"):
        verified(*change(call.headers, call.body), endpoint.secret)
    with pytest.raises(ValueError, match="signature"):
        verified(call.headers, call.body, signing.new_secret())


def test_what_was_recorded_and_is_played_again_later_is_refused(receiver, endpoint):
    body = b"{}"
    old = timezone.now() - datetime.timedelta(minutes=6)
    with pytest.raises(ValueError, match="timestamp"):
        verified(signing.headers([endpoint.secret], "a", old, body), body, endpoint.secret)


def test_for_a_day_both_secrets_sign_and_then_the_new_one_alone(receiver, endpoint):
    before, now = endpoint.secret, timezone.now()
    after = endpoint.rotate(now)
    endpoint.save()
    putting.put_test(endpoint)
    Worker().deliver_due()
    (call,) = receiver.calls
    assert call.headers["webhook-signature"].count(" ") == 1
    for secret in (before, after):
        verified(call.headers, call.body, secret)
    assert endpoint.valid_secrets(now + 24 * HOUR) == [after]


def test_a_secret_whose_day_is_over_is_not_kept(receiver, endpoint):
    endpoint.rotate(timezone.now() - 25 * HOUR)
    endpoint.save()
    putting.put_test(endpoint)
    Worker().deliver_due()
    assert " " not in receiver.calls[0].headers["webhook-signature"]
    housekeeping.forget(None)
    found = Endpoint.objects.get()
    assert (found.secret, found.previous_secret) == (endpoint.secret, "")


def test_an_attempt_later_names_the_same_event_at_its_own_time(receiver, endpoint):
    receiver.status = 500
    delivery_id = putting.put_test(endpoint)
    Worker().deliver_due()
    outbox.put_again(Delivery.objects.all())
    Worker().deliver_due()
    first, second = receiver.calls
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == str(delivery_id)
    assert first.body == second.body
    for call in (first, second):
        verified(call.headers, call.body, endpoint.secret)
