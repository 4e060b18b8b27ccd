"""Logs say which text it is about by its number: nobody reads in them what is not public yet."""

import logging

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.urls import reverse
from wagtail.models import Revision

from cms.delivery import registry
from cms.delivery.scheduler import Scheduler
from cms.logs import Line
from press.models import PressRelease
from tests.delivery.due import scheduled
from tests.factories import in_days

SECRET = "Geheimnisvoller Titel"  # noqa: S105  # of a draft, and no password


class Heard(logging.Handler):
    """All that is logged, as it is written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(Line("{name} {message}", style="{"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def decide(colleague, page, action):
    state = PressRelease.objects.get(pk=page.pk).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, action, state.pk))
    return colleague.client.post(url, {"comment": SECRET})


@pytest.fixture
def heard():
    """What is logged at INFO and above, as in production."""
    handler, root = Heard(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


def fails(*args, **kwargs):
    raise ValueError(f"{SECRET} cannot be shown")


def test_no_log_tells_the_title_of_a_draft(heard, newsroom, writer, reviewer, monkeypatch):
    draft = writer.admin.create(newsroom.press, PressRelease, title=SECRET, place="Berlin", action="")
    writer.admin.edit(draft, action="", lead=SECRET)
    writer.admin.edit(draft, action="action-submit")
    with monkeypatch.context() as broken:
        broken.setattr(type(registry.presenter_for(PressRelease)), "present", fails)
        decide(reviewer, draft, "approve")
    assert f"Page {draft.pk} was not published" in heard.text
    with monkeypatch.context() as broken:
        broken.setattr(PressRelease, "full_clean", fails)
        reviewer.client.raise_request_exception = False
        reviewer.client.get(reverse("wagtailadmin_pages:edit", args=(draft.pk,)))
    assert SECRET not in heard.text


def test_no_log_of_the_scheduler_tells_the_title_of_what_failed(heard, newsroom, monkeypatch):
    moment = in_days(1)
    page = scheduled(newsroom, moment, title=SECRET)
    monkeypatch.setattr(Revision, "publish", fails)
    with time_machine.travel(moment, tick=False):
        Scheduler().round()
    assert f"Failed: publish {page._meta.model_name} {page.pk}" in heard.text
    assert SECRET not in heard.text


def test_of_an_error_its_kind_and_place_are_logged_and_what_machines_say(heard):
    for error in (ValidationError(SECRET), OperationalError("database or disk is full")):
        try:
            raise error
        except type(error):
            logging.getLogger("cms").exception("Failed")
    assert SECRET not in heard.text
    assert "ValidationError" in heard.text and "database or disk is full" in heard.text
    assert f"in {test_of_an_error_its_kind_and_place_are_logged_and_what_machines_say.__name__}" in heard.text


def test_a_mail_that_fails_is_logged_without_its_subject(heard):
    logging.getLogger("wagtail.admin").error(
        "Failed to send notification email '%s' to %s (%d)", SECRET, "a@example.org", 3
    )
    assert "(3)" in heard.text and SECRET not in heard.text and "example.org" not in heard.text
