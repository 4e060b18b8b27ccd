"""Requests made from the API's own description: none is an error of the server, and each answer is as it is described
(row 35 of the fault matrix)."""

import pytest
import schemathesis
from hypothesis import given, seed
from schemathesis import CheckFunction
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cms.delivery import publications
from cms.partners import keys
from cms.partners.models import ApiKey
from tests.factories import EventFactory, PracticeReportFactory, TopicFactory
from tests.proof import SEED, SEQUENCES, sequences

# A request from outside ends the connection of its thread, and a transaction with it.
pytestmark = [pytest.mark.proof, pytest.mark.databases, pytest.mark.django_db(transaction=True)]

CHECKS: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture
def headers(request, newsroom, settings):
    """Those of a request with a key, or none."""
    settings.API_REQUESTS_PER_MINUTE = 1_000_000
    keys.forget()
    plain = {"Accept-Encoding": "identity"}
    if not request.param:
        return plain
    key = ApiKey(name="Ministerium", per_minute=1_000_000)
    secret = key.renew()
    key.save()
    return plain | {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def filled(newsroom):
    with publications.unit():
        release = newsroom.release(title="Meldung", body=[("rich_text", "<p>Ein <b>Satz</b>.</p>")])
        newsroom.translate(release, title="Release")
        EventFactory(parent=newsroom.events, title="Treffen")
        PracticeReportFactory(parent=newsroom.practice, title="Bericht")
        TopicFactory(title="Beratung")


@pytest.mark.parametrize("headers", [False, True], ids=["no key", "key"], indirect=True)
@pytest.mark.parametrize("number", range(3))
def test_whatever_is_asked_is_answered_as_described(filled, headers, number):
    # Looks at the database as it is loaded.
    from cms.wsgi import application

    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    tried = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @seed(SEED + number)
        @sequences(SEQUENCES)
        @given(case=operation.as_strategy())
        def ask(case):
            case.call_and_validate(headers=headers, checks=CHECKS)

        ask()
        tried += 1
    assert tried > 20
