"""The log of what is done to pages: as Wagtail writes it, without asking for what an entry names."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.log_actions import log, registry
from wagtail.models import PageLogEntry


def test_an_entry_is_written_in_one_statement(newsroom, editor, django_assert_num_queries):
    page = newsroom.page(title="Seite")
    revision = page.latest_revision
    with django_assert_num_queries(1):
        entry = log(page, "wagtail.edit", user=editor, data={"a": 1}, revision=revision)
    found = PageLogEntry.objects.get(pk=entry.pk)
    assert (found.page_id, found.user, found.label, found.data) == (page.pk, editor, "Seite", {"a": 1})
    assert found.revision_id == page.latest_revision_id and found.content_type.model == "standardpage"


def test_what_nobody_registered_is_refused(newsroom):
    with pytest.raises(ValidationError):
        log(newsroom.page(), "wagtail.no_such_thing")


def test_the_history_of_a_page_is_read_from_there(newsroom):
    page = newsroom.page(title="Seite")
    log(page, "wagtail.edit")
    assert "wagtail.edit" in registry.get_logs_for_instance(page).values_list("action", flat=True)
    assert PageLogEntry in registry.get_log_entry_models()
